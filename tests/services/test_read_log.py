"""The auditor reads who did what, by ids, and changes nothing."""

from datetime import timedelta

import pytest

from tests.builders import NOW, World
from tests.services.visits import sent
from viewpoint.domain.errors import NotAllowed
from viewpoint.domain.outside import Reason, Why
from viewpoint.domain.permissions import Role
from viewpoint.services import read_log
from viewpoint.services.read_log import Asked

TODAY = NOW.date()


def did(world: World, **asked: str) -> list[tuple[str, str]]:
    """What the auditor finds of today: the act and what it was done to, the newest first."""
    found = world.services.read_log.lines(
        world.staff[Role.AUDITOR], Asked(from_on=TODAY, until_on=TODAY, **asked)
    )
    return [(line.action, line.object_id) for line in found.lines]


@pytest.fixture
def audited(world: World) -> World:
    world.staff[Role.AUDITOR] = world.account(Role.AUDITOR)
    return world


def test_who_read_what_is_found_by_young_person_account_and_day(audited: World) -> None:
    child = audited.young_person(child_ref="F9")
    made, other = audited.invited(child), audited.invited()
    response = sent(audited, made)
    sent(audited, other)
    audited.services.review.open_response(audited.iro(), response)
    assert did(audited)[0] == ("response_read", response)
    about = did(audited, young_person=child)
    assert about == did(audited, young_person="F9")
    assert {ids for _action, ids in about} <= {child, made.invitation.id, response}
    assert ("response_read", response) in about
    assert did(audited, account=audited.iro().subject) == [("response_read", response)]
    assert did(audited, young_person="nobody") == []
    audited.clock.forward(days=1)
    audited.services.review.open_response(audited.iro(), response)
    assert did(audited, account=audited.iro().subject) == [("response_read", response)]


def test_the_newest_come_first_and_more_is_said(audited: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_log, "MOST_LINES", 2)
    for _each in range(3):
        audited.services.outside.search(audited.iro(), "Nobody Such")
    found = audited.services.read_log.lines(
        audited.staff[Role.AUDITOR], Asked(from_on=TODAY, until_on=TODAY + timedelta(days=1))
    )
    assert (len(found.lines), found.has_more) == (2, True)
    assert found.lines[0].seq > found.lines[1].seq
    assert found.names[audited.iro().subject] == "Sam Okoro"  # type: ignore[index]  # a subject is an account's id


def test_openings_are_shown_with_their_reasons(audited: World) -> None:
    child = audited.young_person()
    reason = Reason(why=Why.THEY_ASKED, words="They rang me about it.")
    viewer = audited.account(Role.IRO, name="Ada Moor")
    audited.services.outside.open(viewer, child, reason)
    found = audited.services.read_log.openings(audited.staff[Role.AUDITOR])
    (opening,) = found.openings
    assert (opening.young_person, opening.reason, opening.iro) == (child, reason, audited.iro().subject)
    assert found.names[opening.account] == "Ada Moor"
    assert did(audited)[0] == ("outside_reasons_read", audited.authority)


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.AUDITOR, Role.OPERATOR}])
def test_nobody_else_reads_the_log(small_world: World, role: Role) -> None:
    viewer = small_world.account(role)
    for use in (
        lambda: small_world.services.read_log.openings(viewer),
        lambda: small_world.services.read_log.lines(viewer, Asked(from_on=TODAY, until_on=TODAY)),
    ):
        with pytest.raises(NotAllowed):
            use()

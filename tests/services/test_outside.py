"""Outside one's caseload: nothing without a reason, one young person for a day, and everybody is told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from tests.builders import COUNCIL, NOW, Made, World, saying
from tests.services.test_review import NEVER_SAFE, log
from tests.services.visits import GIVEN, PIN, count, give, response_of, sent
from viewpoint.domain.cover import Wanted
from viewpoint.domain.errors import NotAllowed, NotFound
from viewpoint.domain.outside import Reason, Why
from viewpoint.domain.people import AuthorityId, ResponseId, YoungPersonId
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.domain.standing import Standing
from viewpoint.storage.tables.keys import ChildKey
from viewpoint.storage.tables.notices import StaffNotice
from viewpoint.storage.tables.outside import OutsideOpening, OutsideReading
from viewpoint.storage.tables.people import Contact, YoungPerson

WORDS = "The police rang about tonight."
REASON = Reason(why=Why.NOT_SAFE, words=WORDS)


def told(world: World) -> set[str]:
    with world.services.database.read() as connection:
        return set(connection.execute(select(StaffNotice.account_id)).scalars())


def another(world: World) -> Viewer:
    return world.account(Role.IRO, name="Ada Moor")


def opened(world: World, made: Made, viewer: Viewer) -> ResponseId | None:
    return world.services.outside.open(viewer, made.young_person, REASON)


def test_somebody_is_found_by_their_whole_name_or_number_and_each_search_is_logged(world: World) -> None:
    child = world.young_person(name="Kit Pretend", child_ref="F123")
    twin = world.young_person(name="kit  PRETEND", iro=another(world))
    viewer = another(world)
    search = world.services.outside.search
    assert {each.young_person for each in search(viewer, " Kit Pretend ")} == {child, twin}
    (match,) = search(viewer, "F123")
    assert (match.young_person, match.name, match.iro_name, match.is_own) == (
        child,
        "Kit Pretend",
        "Sam Okoro",
        False,
    )
    assert "Kit" not in repr(match)
    for wanted in ("Kit", "Pretend", "f123", ""):
        assert search(viewer, wanted) == []
    searched = [line[2] for line in log(world) if line[1] == "outside_searched"]
    assert searched[2:] == [child, "nobody", "nobody", "nobody", "nobody"]
    assert set(searched[:2]) == {child, twin}


def test_those_in_ones_caseload_or_covered_are_said_to_be(world: World) -> None:
    world.young_person(name="Kit Pretend")
    deputy = another(world)
    search = world.services.outside.search
    assert [each.is_own for each in search(world.iro(), "Kit Pretend")] == [True]
    assert [each.is_own for each in search(deputy, "Kit Pretend")] == [False]
    today = NOW.date()
    world.services.covering.name(world.iro(), Wanted(deputy=deputy.subject, from_on=today, until_on=today))
    assert [each.is_own for each in search(deputy, "Kit Pretend")] == [True]


def test_what_one_may_read_anyway_is_not_opened(world: World) -> None:
    made = world.invited()
    response = sent(world, made)
    assert opened(world, made, world.iro()) == response
    assert (count(world, OutsideOpening), told(world)) == (0, set())


def test_nobody_of_another_council_is_found_or_opened(world: World) -> None:
    child = world.young_person(name="Kit Pretend", child_ref="F123")
    elsewhere = Viewer(authority=AuthorityId("OTHERSHIRE"), role=Role.IRO, subject=world.iro().subject)
    with world.services.database.read() as connection:
        assert connection.execute(select(YoungPerson.authority_id)).scalar_one() == COUNCIL
    for use in (
        lambda: world.services.outside.look(elsewhere, child),
        lambda: world.services.outside.open(elsewhere, child, REASON),
    ):
        with pytest.raises(NotFound):
            use()


def test_a_stated_reason_opens_one_young_person_for_a_day_to_read_only(world: World) -> None:
    made, other = world.invited(), world.invited()
    response, others = sent(world, made), sent(world, other)
    viewer = another(world)
    with pytest.raises(NotFound):
        world.services.review.open_response(viewer, response)
    assert opened(world, made, viewer) == response
    reading = world.services.review.open_response(viewer, response)
    assert (reading.now.answers, reading.standing) == (GIVEN, Standing.OUTSIDE)
    raised = world.services.review.open_concerns(viewer, made.young_person)
    assert raised.standing is Standing.OUTSIDE
    refused: list[Callable[[], object]] = [
        lambda: world.services.review.open_response(viewer, others),
        lambda: world.services.replying.send(viewer, response, saying("hello")),
        lambda: world.services.pin_codes.give(viewer, made.young_person),
        lambda: world.services.observers.ask(viewer, made.young_person),
    ]
    for use in refused:
        with pytest.raises(NotFound):
            use()
    world.clock.forward(hours=23, minutes=59)
    world.services.review.open_response(viewer, response)
    world.clock.forward(minutes=1)
    with pytest.raises(NotFound):
        world.services.review.open_response(viewer, response)
    assert world.services.review.caseload(viewer) == []


def test_it_stays_unread_and_unseen_for_their_own_iro(world: World) -> None:
    made = world.invited()
    response = sent(world, made, {**GIVEN, **NEVER_SAFE})
    while world.services.worker.run_once():
        pass
    viewer = another(world)
    opened(world, made, viewer)
    world.services.review.open_response(viewer, response)
    world.services.review.open_response(viewer, response)
    found = response_of(world, made)
    assert found is not None
    assert found.read_at is None
    assert count(world, OutsideReading) == 1
    (entry,) = world.services.review.caseload(world.iro())
    assert (entry.is_unread, entry.concerns) == (True, 1)


def test_their_iro_and_whoever_stands_in_are_told_and_shown_who_and_why(world: World) -> None:
    made = world.invited()
    response = sent(world, made)
    viewer, deputy = another(world), world.account(Role.IRO)
    today = NOW.date()
    world.services.covering.name(world.iro(), Wanted(deputy=deputy.subject, from_on=today, until_on=today))
    opened(world, made, viewer)
    assert told(world) == {world.iro().subject, deputy.subject}
    for reader in (world.iro(), deputy):
        (entry,) = world.services.review.caseload(reader)
        (seen,) = entry.opened
        assert (seen.by_name, seen.opening.reason) == ("Ada Moor", REASON)
        (beside,) = world.services.review.open_response(reader, response).opened
        assert beside == seen
    world.clock.forward(days=15)
    (entry,) = world.services.review.caseload(world.iro())
    assert entry.opened == ()
    assert len(world.services.review.open_response(world.iro(), response).opened) == 1


def test_where_nobody_is_their_iro_nobody_is_told_and_it_opens(world: World) -> None:
    made = world.invited()
    with world.services.database.write() as connection:
        connection.execute(update(YoungPerson).values(iro_id=None))
    viewer = another(world)
    (match,) = world.services.outside.search(viewer, "Kit Pretend")
    assert match.iro_name == ""
    assert opened(world, made, viewer) is None
    assert told(world) == set()
    assert world.services.review.open_concerns(viewer, made.young_person).name == "Kit Pretend"


def test_the_young_person_is_told_who_read_it(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    world.services.pins.choose(secret, PIN)
    give(world, secret)
    world.services.respond.send(secret)
    found = response_of(world, made)
    assert found is not None
    viewer = another(world)
    opened(world, made, viewer)
    assert world.services.hear_back.afterwards(secret).read_outside == []
    world.clock.forward(minutes=5)
    world.services.review.open_response(viewer, found.id)
    after = world.services.hear_back.afterwards(secret)
    assert after.read_outside == [("Ada Moor", NOW + timedelta(minutes=5))]
    assert after.read_at is None
    assert world.services.hear_back.afterwards(world.started(world.relinked(made))).read_outside == []


def test_it_is_still_theirs_to_take_back_and_gone_then(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    world.services.pins.choose(secret, PIN)
    give(world, secret)
    world.services.respond.send(secret)
    found = response_of(world, made)
    assert found is not None
    viewer = another(world)
    opened(world, made, viewer)
    world.services.review.open_response(viewer, found.id)
    world.services.take_back.take_back(secret)
    assert (count(world, OutsideReading), count(world, OutsideOpening)) == (0, 1)


def test_one_can_come_back_to_what_is_open(world: World) -> None:
    made = world.invited()
    response = sent(world, made)
    viewer = another(world)
    assert world.services.outside.open_now(viewer) == []
    opened(world, made, viewer)
    (now,) = world.services.outside.open_now(viewer)
    assert (now.name, now.newest) == ("Kit Pretend", response)
    assert now.opening.until_at == world.clock() + timedelta(hours=24)
    world.clock.forward(hours=24)
    assert world.services.outside.open_now(viewer) == []


def test_the_reason_is_sealed_and_goes_with_the_key(world: World) -> None:
    made = world.invited()
    viewer = another(world)
    opened(world, made, viewer)
    with world.services.database.read() as connection:
        kept = connection.execute(select(OutsideOpening.words_sealed)).scalar_one()
    assert WORDS.encode() not in kept
    with world.services.database.write() as connection:
        connection.execute(delete(ChildKey))
    (now,) = world.services.outside.open_now(viewer)
    assert (now.name, now.opening.reason) == ("", Reason(why=Why.NOT_SAFE, words=""))
    assert world.services.outside.search(viewer, "Kit Pretend") == []
    for use in (
        lambda: world.services.outside.look(viewer, made.young_person),
        lambda: world.services.outside.open(viewer, made.young_person, REASON),
    ):
        with pytest.raises(NotFound):
            use()


def test_somebody_without_a_name_is_found_by_number(world: World) -> None:
    world.young_person(name="", child_ref="F1")
    child = world.young_person(child_ref="F2")
    with world.services.database.write() as connection:
        connection.execute(delete(Contact).where(Contact.young_person_id == child))
    viewer = another(world)
    assert [world.services.outside.search(viewer, each)[0].name for each in ("F1", "F2")] == ["", ""]
    assert world.services.outside.look(viewer, child).young_person == child


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.IRO])
def test_no_other_role_opens_from_outside(small_world: World, role: Role) -> None:
    child = small_world.young_person()
    viewer = Viewer(authority=COUNCIL, role=role, subject=small_world.iro().subject)
    outside = small_world.services.outside
    for use in (
        lambda: outside.search(viewer, "Kit Pretend"),
        lambda: outside.look(viewer, child),
        lambda: outside.open(viewer, child, REASON),
        lambda: outside.open_now(viewer),
    ):
        with pytest.raises(NotAllowed):
            use()


def test_an_unknown_id_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        world.services.outside.look(world.iro(), YoungPersonId("nobody"))

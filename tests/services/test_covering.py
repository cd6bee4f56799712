"""A deputy has an IRO's rights on the named days and no longer, and young people are told who read."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from tests.builders import COUNCIL, NOW, World, saying
from tests.services.test_review import log, uses
from tests.services.visits import PIN, give, response_of, sent
from viewpoint.domain.cover import CoverWrong, Wanted
from viewpoint.domain.errors import NotAllowed, NotFound
from viewpoint.domain.notice import Notice
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.domain.placements import ReturnYear
from viewpoint.domain.standing import Standing
from viewpoint.services.covering import Covers
from viewpoint.storage.notices import waiting_notices
from viewpoint.storage.tables.accounts import Account

TODAY = NOW.date()


def name(world: World, deputy: Viewer, first: int = 0, last: int = 2) -> object:
    """The world's IRO names somebody for days counted from today."""
    wanted = Wanted(
        deputy=deputy.subject,
        from_on=TODAY + timedelta(days=first),
        until_on=TODAY + timedelta(days=last),
    )
    return world.services.covering.name(world.iro(), wanted)


def of(world: World, viewer: Viewer) -> Covers:
    return world.services.covering.covers(viewer)


def test_a_deputy_reads_and_replies_on_the_named_days_and_no_longer(world: World) -> None:
    made = world.invited()
    response = sent(world, made)
    deputy = world.account(Role.IRO, name="Ada Moor")
    assert name(world, deputy, first=1, last=2) == {}
    for day in range(4):
        tried: list[Callable[[], object]] = uses(world, deputy, response, made.young_person)
        tried += [
            lambda: world.services.observers.ask(deputy, made.young_person),
            lambda: world.services.voices.listen(deputy, response, "good_things"),
        ]
        if day in (1, 2):
            for use in tried[:4]:
                use()
            (entry,) = world.services.review.caseload(deputy)
            assert entry.cover is not None
            assert (entry.cover.iro_name, entry.cover.until_on) == ("Sam Okoro", TODAY + timedelta(days=2))
        else:
            for use in tried:
                with pytest.raises(NotFound):
                    use()
            assert world.services.review.caseload(deputy) == []
        world.clock.forward(days=1)
    (entry,) = world.services.review.caseload(world.iro())
    assert entry.cover is None


def test_both_caseloads_stand_beside_each_other(world: World) -> None:
    deputy = world.account(Role.IRO)
    mine = world.young_person(name="Mine", iro=deputy)
    world.young_person(name="Covered")
    name(world, deputy)
    entries = world.services.review.caseload(deputy)
    assert {entry.name: entry.cover is None for entry in entries} == {"Mine": True, "Covered": False}
    assert [each.young_person for each in entries if each.cover is None] == [mine]
    (entry,) = world.services.review.caseload(world.iro())
    assert entry.name == "Covered"


def test_ended_early_it_ends_at_once_by_either_of_them(world: World) -> None:
    made = world.invited()
    response = sent(world, made)
    deputy = world.account(Role.IRO)
    for who in (world.iro(), deputy):
        name(world, deputy)
        world.services.review.open_response(deputy, response)
        (given,) = of(world, world.iro()).given
        world.services.covering.end(who, given.cover.id)
        with pytest.raises(NotFound):
            world.services.review.open_response(deputy, response)
        world.services.covering.end(who, given.cover.id)
    actions = [line[1] for line in log(world) if line[1].startswith("cover")]
    assert actions == ["cover_named", "cover_ended"] * 2


def test_nobody_ends_what_others_have_arranged(world: World) -> None:
    deputy, third = world.account(Role.IRO), world.account(Role.IRO)
    name(world, deputy)
    (given,) = of(world, world.iro()).given
    for viewer in (third, Viewer(authority=COUNCIL, role=Role.IRO, subject="nobody")):
        with pytest.raises(NotFound):
            world.services.covering.end(viewer, given.cover.id)
    with pytest.raises(NotFound):
        world.services.covering.end(world.iro(), "no such cover")


def test_what_is_made_of_a_caseload_is_made_of_the_covered_ones_too(world: World) -> None:
    deputy, year = world.account(Role.IRO), ReturnYear.of(TODAY)
    child = world.young_person(child_ref="1001", name="Covered", next_review_on=TODAY)
    sent(world, world.invited(child))
    world.clock.forward(days=1)

    def seen() -> tuple[list[str], list[str]]:
        records = world.services.file_records.in_window(deputy, TODAY, TODAY)
        without = world.services.return_reviews.year(deputy, year).without
        return [each.name for each in records], [child_ref for child_ref, _on in without]

    assert seen() == ([], [])
    name(world, deputy, first=1, last=1)
    assert seen() == (["Covered"], ["1001"])
    world.clock.forward(days=1)
    assert seen() == ([], [])


def told(world: World) -> list[tuple[str, str]]:
    """Who was told that cover changed, the first first, and of which."""
    with world.services.database.read() as connection:
        waiting = waiting_notices(connection, world.authority, 100)
    return [(each.to, each.about) for each in waiting if each.notice is Notice.COVER_CHANGED]


def test_whoever_did_not_arrange_it_is_told(world: World) -> None:
    deputy, own = world.account(Role.IRO), world.iro().subject
    name(world, deputy)
    (given,) = of(world, world.iro()).given
    assert told(world) == [(deputy.subject, given.cover.id)]
    world.clock.forward(minutes=1)
    world.services.covering.end(deputy, given.cover.id)
    assert told(world) == [(deputy.subject, given.cover.id), (own, given.cover.id)]


def test_a_manager_arranges_cover_for_an_iro_who_is_away_and_calls_it_off(world: World) -> None:
    made = world.invited()
    response = sent(world, made)
    manager, deputy = world.account(Role.MANAGER), world.account(Role.IRO, name="Ada Moor")
    covering, own = world.services.covering, world.iro().subject
    wanted = Wanted(deputy=deputy.subject, from_on=TODAY, until_on=TODAY)
    assert covering.arrange(manager, "nobody", wanted) == {"iro": CoverWrong.NO_IRO}
    assert covering.arrange(manager, manager.subject, wanted) == {"iro": CoverWrong.NO_IRO}
    assert covering.arrange(manager, deputy.subject, wanted) == {"deputy": CoverWrong.NO_DEPUTY}
    assert covering.arranged(manager).covers == []
    assert covering.arrange(manager, own, wanted) == {}
    (cover,) = covering.arranged(manager).covers
    assert (cover.iro, cover.deputy) == (own, deputy.subject)
    assert sorted(told(world)) == sorted([(own, cover.id), (deputy.subject, cover.id)])
    world.services.review.open_response(deputy, response)
    with pytest.raises(NotFound):
        covering.call_off(manager, "no such cover")
    covering.call_off(manager, cover.id)
    with pytest.raises(NotFound):
        world.services.review.open_response(deputy, response)
    assert covering.arranged(manager).covers == []
    assert [line[1] for line in log(world) if line[1].startswith("cover")] == ["cover_named", "cover_ended"]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.MANAGER])
def test_no_other_role_arranges_it_for_others(small_world: World, role: Role) -> None:
    viewer = Viewer(authority=COUNCIL, role=role, subject=small_world.iro().subject)
    covering = small_world.services.covering
    for use in (
        lambda: covering.arranged(viewer),
        lambda: covering.arrange(viewer, "", Wanted(deputy="", from_on=None, until_on=None)),
        lambda: covering.call_off(viewer, "any"),
    ):
        with pytest.raises(NotAllowed):
            use()


def test_who_can_be_named_and_who_is(world: World) -> None:
    ada, ben = world.account(Role.IRO, name="Ada Moor"), world.account(Role.IRO, name="Ben Gone")
    world.account(Role.MANAGER, name="No IRO")
    name(world, ben, first=3, last=4)
    with world.services.database.write() as connection:
        connection.execute(update(Account).where(Account.id == ben.subject).values(is_active=False))
    assert of(world, world.iro()).deputies == {ada.subject: "Ada Moor"}
    assert [(each.other_name, each.cover.from_on) for each in of(world, world.iro()).given] == [
        ("Ben Gone", TODAY + timedelta(days=3))
    ]
    assert [each.other_name for each in of(world, ben).taken] == ["Sam Okoro"]
    world.clock.forward(days=5)
    assert (of(world, world.iro()).given, of(world, ben).taken) == ([], [])


def test_what_must_be_mended_is_said_and_nothing_is_done(world: World) -> None:
    ada = world.account(Role.IRO)
    assert name(world, world.iro()) == {"deputy": CoverWrong.NO_DEPUTY}
    assert world.services.covering.name(
        world.iro(), Wanted(deputy=ada.subject, from_on=None, until_on=date(2026, 12, 1))
    ) == {"from_on": CoverWrong.NOT_A_DAY}
    name(world, ada)
    assert name(world, ada, first=1, last=5) == {"from_on": CoverWrong.TAKEN}
    assert len(of(world, world.iro()).given) == 1


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.IRO])
def test_no_other_role_has_cover(small_world: World, role: Role) -> None:
    viewer = Viewer(authority=COUNCIL, role=role, subject=small_world.iro().subject)
    covering = small_world.services.covering
    for use in (
        lambda: covering.covers(viewer),
        lambda: covering.name(viewer, Wanted(deputy="", from_on=None, until_on=None)),
        lambda: covering.end(viewer, "any"),
    ):
        with pytest.raises(NotAllowed):
            use()


def test_the_receipt_says_that_somebody_read_in_place_of_their_iro(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    world.services.pins.choose(secret, PIN)
    give(world, secret)
    world.services.respond.send(secret)
    deputy = world.account(Role.IRO, name="Ada Moor")
    name(world, deputy)
    found = response_of(world, made)
    assert found is not None
    world.services.review.open_response(deputy, found.id)
    world.services.review.open_response(world.iro(), found.id)
    world.services.replying.send(deputy, found.id, saying("Thank you."))
    after = world.services.hear_back.afterwards(secret)
    assert (after.read_by_name, after.read_as) == ("Ada Moor", Standing.COVER)
    assert [each.from_name for each in after.replies] == ["Ada Moor"]
    actions = [line[1] for line in log(world)]
    assert "response_read_in_cover" in actions
    assert "reply_sent_in_cover" in actions
    reading = world.services.review.open_response(world.iro(), found.id)
    assert (reading.read_by_name, reading.standing) == ("Ada Moor", Standing.OWN)

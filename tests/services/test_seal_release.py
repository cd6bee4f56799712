"""Sealing a closed round: each child once, adults' and erased children's answers left out, once for good."""

from fractions import Fraction

import pytest
from sqlalchemy import delete, select

from tests.builders import COUNCIL, Made, World
from tests.services.visits import GIVEN, count, give, sent
from viewpoint.domain.disclosure import Codeframe
from viewpoint.domain.journey import WhoIsHere
from viewpoint.domain.people import AuthorityId
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.domain.release_policy import WHOLE, WHOLE_AUTHORITY, Gate, Measure, ReleasePolicy, Thresholds
from viewpoint.domain.response import NOT_SAYING, Answer
from viewpoint.domain.rounds import Round
from viewpoint.services.seal_release import Counting, NotYet, SealRelease
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.storage.tables.invitations import Round as RoundRow
from viewpoint.storage.tables.keys import ChildKey
from viewpoint.storage.tables.releases import Release, ReleaseCell, ReleaseTable
from viewpoint.storage.tables.work import Task as TaskRow
from viewpoint.storage.work import Task, TaskKind

COORDINATOR = Viewer(authority=COUNCIL, role=Role.COORDINATOR, subject="coordinator")
ANYBODY = Gate(children=1, placements=1, largest_share=Fraction(1))
EXACT = Thresholds(
    gate=ANYBODY,
    remainder=ANYBODY,
    unit=1,
    base_unit=1,
    few_at_most=-1,
    cells_from=1,
    nearly_all_from=1000,
    redraws=0,
)
"""Every safeguard off, so that the numbers of a release are those that were counted."""
POLICY = ReleasePolicy(
    version="exact",
    breakdowns=(WHOLE_AUTHORITY,),
    measures=(
        Measure(
            code="settled",
            answers=("always", "mostly", "sometimes", "never", "not_sure"),
            breakdowns=(WHOLE,),
        ),
        Measure(
            code="feel_overall",
            answers=("low", "high"),
            breakdowns=(WHOLE,),
            recode={str(step): "low" if step < 6 else "high" for step in range(11)},
        ),
        Measure(code="siblings_time", answers=("right",), breakdowns=(WHOLE,)),
    ),
    ordinary=EXACT,
    strict=EXACT,
)
ALWAYS = {"settled": Answer.choosing("always"), "feel_overall": Answer.counting(8)}
NEVER = {"settled": Answer.choosing("never"), "feel_overall": Answer.counting(2)}


def handle(world: World, round_: Round, authority: AuthorityId = COUNCIL) -> None:
    services = world.services
    counting = Counting(policy=POLICY, codeframe=Codeframe(version="1", themes=()), draw=lambda _below: 0)
    task = Task(
        id="1",
        authority=authority,
        kind=TaskKind.SEAL_RELEASE,
        subject=round_.id,
        payload_sealed=None,
        attempts=1,
    )
    SealRelease(
        services.database, services.vault, services.audit, services.instruments, counting, world.clock
    ).handle(task)


def close(world: World, round_: Round) -> None:
    """Close it, with nothing left to be coded."""
    world.services.rounds.close(COORDINATOR, round_.id)
    nothing_left_to_code(world)


def nothing_left_to_code(world: World) -> None:
    with world.services.database.write() as connection:
        connection.execute(delete(TaskRow))


def counted(world: World) -> dict[tuple[str, str], int]:
    """Every count of the release, by measure and answer, those of nobody left out."""
    with world.services.database.read() as connection:
        query = select(ReleaseTable.code, ReleaseCell.answer, ReleaseCell.value).join(
            ReleaseCell,
            (ReleaseCell.release_id == ReleaseTable.release_id)
            & (ReleaseCell.table_place == ReleaseTable.place),
        )
        return {(row.code, row.answer): row.value for row in connection.execute(query) if row.value}


def test_a_closed_round_is_counted_sealed_and_logged(world: World) -> None:
    round_ = world.round()
    for answers in (ALWAYS, ALWAYS, NEVER, {"settled": NOT_SAYING}, {}):
        sent(world, world.invited(), answers)
    close(world, round_)
    world.clock.forward(minutes=1)
    handle(world, round_)
    assert counted(world) == {
        ("settled", "always"): 2,
        ("settled", "never"): 1,
        ("settled", "did_not_say"): 2,
        ("feel_overall", "high"): 2,
        ("feel_overall", "low"): 1,
        ("feel_overall", "did_not_say"): 2,
    }
    with world.services.database.read() as connection:
        state, sealed_at = connection.execute(select(RoundRow.state, RoundRow.sealed_at)).one()
        last = connection.execute(select(AuditEvent).order_by(AuditEvent.seq.desc()).limit(1)).one()
    assert (state, sealed_at) == ("sealed", world.clock())
    assert (last.role, last.action, last.object_id) == ("worker", "release_sealed", round_.id)


def test_each_child_counts_once_with_the_last_they_sent(world: World) -> None:
    round_ = world.round()
    child = world.young_person()
    for answers in (ALWAYS, NEVER):
        sent(world, world.invited(child), answers)
        world.clock.forward(days=1)
    close(world, round_)
    handle(world, round_)
    assert counted(world) == {("settled", "never"): 1, ("feel_overall", "low"): 1}


def by_an_adult(world: World, made: Made) -> None:
    secret = world.started(made)
    world.services.respond.who_is_here(secret, WhoIsHere.PROXY)
    give(world, secret, NEVER)
    world.services.respond.send(secret)


def test_an_adults_answers_are_never_mixed_into_childrens(world: World) -> None:
    round_, child = world.round(), world.young_person()
    by_an_adult(world, world.invited())
    sent(world, world.invited(child), ALWAYS)
    world.clock.forward(days=1)
    by_an_adult(world, world.invited(child))
    close(world, round_)
    handle(world, round_)
    assert counted(world) == {("settled", "always"): 1, ("feel_overall", "high"): 1}


def test_somebody_who_was_erased_counts_no_more_and_stops_nothing(world: World) -> None:
    round_, gone = world.round(), world.invited()
    sent(world, gone, NEVER)
    sent(world, world.invited(), ALWAYS)
    with world.services.database.write() as connection:
        connection.execute(delete(ChildKey).where(ChildKey.young_person_id == gone.young_person))
    close(world, round_)
    handle(world, round_)
    assert counted(world) == {("settled", "always"): 1, ("feel_overall", "high"): 1}


def test_what_was_sent_in_another_round_is_not_counted(world: World) -> None:
    first = world.round()
    sent(world, world.invited(), NEVER)
    world.services.rounds.close(COORDINATOR, first.id)
    sent(world, world.invited(), ALWAYS)
    nothing_left_to_code(world)
    handle(world, first)
    assert counted(world) == {("settled", "never"): 1, ("feel_overall", "low"): 1}


def test_a_sealed_round_is_left_as_it_is(world: World) -> None:
    round_ = world.round()
    sent(world, world.invited(), ALWAYS)
    close(world, round_)
    for _again in range(2):
        handle(world, round_)
    assert count(world, Release) == 1


def test_an_open_round_or_another_authoritys_is_not_sealed(world: World) -> None:
    round_ = world.round()
    handle(world, round_)
    close(world, round_)
    handle(world, round_, AuthorityId("OTHERSHIRE"))
    assert count(world, Release) == 0


def test_while_comments_wait_to_be_coded_nothing_is_sealed(world: World) -> None:
    round_ = world.round()
    sent(world, world.invited(), GIVEN)
    world.services.rounds.close(COORDINATOR, round_.id)
    with pytest.raises(NotYet):
        handle(world, round_)
    assert count(world, Release) == 0


def test_the_worker_codes_first_and_seals_then(world: World) -> None:
    round_ = world.round()
    sent(world, world.invited(), GIVEN)
    world.services.rounds.close(COORDINATOR, round_.id)
    for _again in range(2):  # the first time it finds that a comment waits to be coded
        while world.services.worker.run_once():
            pass
        world.clock.forward(minutes=1)
    with world.services.database.read() as connection:
        assert connection.execute(select(RoundRow.state)).scalar_one() == "sealed"
        assert set(connection.execute(select(TaskRow.state)).scalars()) == {"done"}


def test_a_round_in_which_nobody_sent_anything_is_sealed_too(world: World) -> None:
    round_ = world.round()
    world.invited()
    close(world, round_)
    handle(world, round_)
    assert (count(world, Release), counted(world)) == (1, {})

"""Opening and closing rounds."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from tests.builders import COUNCIL, World
from viewpoint.domain.errors import BadInput, NotAllowed, NotFound
from viewpoint.domain.people import RoundId
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.domain.rounds import Round, RoundNotOpen, RoundState
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.storage.tables.work import Task

COORDINATOR = Viewer(authority=COUNCIL, role=Role.COORDINATOR, subject="coordinator")
Q4, Q1 = date(2026, 10, 1), date(2027, 1, 1)


def stored(world: World) -> Round:
    (round_,) = world.services.rounds.every(COORDINATOR)
    return round_


def tasks(world: World) -> list[tuple[str, str]]:
    with world.services.database.read() as connection:
        return [(row.kind, row.subject_id) for row in connection.execute(select(Task.kind, Task.subject_id))]


def test_this_quarter_and_the_next_can_be_opened(world: World) -> None:
    free = world.services.rounds.can_open(COORDINATOR)
    assert [(each.name, each.opens_on) for each in free] == [("2026 Q4", Q4), ("2027 Q1", Q1)]


def test_an_opened_quarter_is_not_offered_again(world: World) -> None:
    opened = world.services.rounds.open(COORDINATOR, Q4)
    assert stored(world) == opened
    assert opened.closes_on == date(2026, 12, 31)
    assert [each.opens_on for each in world.services.rounds.can_open(COORDINATOR)] == [Q1]
    with pytest.raises(BadInput):
        world.services.rounds.open(COORDINATOR, Q4)


def test_no_round_is_opened_that_overlaps_another(world: World) -> None:
    world.round(opens_on=date(2026, 12, 1), closes_on=date(2027, 1, 31))
    assert world.services.rounds.can_open(COORDINATOR) == []


def test_a_day_that_begins_no_quarter_opens_nothing(world: World) -> None:
    with pytest.raises(BadInput, match="choose a quarter"):
        world.services.rounds.open(COORDINATOR, date(2026, 10, 2))


def test_closing_a_round_queues_its_release_once(world: World) -> None:
    round_ = world.round()
    closed = world.services.rounds.close(COORDINATOR, round_.id)
    assert (closed.state, closed.closed_at) == (RoundState.CLOSED, world.clock())
    assert stored(world) == closed
    assert tasks(world) == [("seal_release", round_.id)]
    with pytest.raises(RoundNotOpen):
        world.services.rounds.close(COORDINATOR, round_.id)
    assert len(tasks(world)) == 1


def test_no_round_of_another_council_is_closed(world: World) -> None:
    with pytest.raises(NotFound):
        world.services.rounds.close(COORDINATOR, RoundId("0" * 32))


def test_the_day_after_its_last_a_round_is_closed_by_itself(world: World) -> None:
    round_ = world.round()
    # 23:30 on the last day in London, and half an hour later.
    world.clock.now = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert world.services.rounds.close_over() == []
    world.clock.forward(minutes=30)
    assert world.services.rounds.close_over() == [round_.id]
    assert world.services.rounds.close_over() == []
    with world.services.database.read() as connection:
        log = connection.execute(select(AuditEvent.role, AuditEvent.action)).all()
    assert [tuple(line) for line in log] == [("worker", "round_closed")]


def test_a_round_that_somebody_else_closed_meanwhile_is_left_alone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_ = world.round()
    world.services.rounds.close(COORDINATOR, round_.id)
    monkeypatch.setattr("viewpoint.services.rounds.rounds_over", lambda *_: [round_])
    assert world.services.rounds.close_over() == []


def test_opening_and_closing_are_in_the_log(world: World) -> None:
    opened = world.services.rounds.open(COORDINATOR, Q4)
    world.services.rounds.close(COORDINATOR, opened.id)
    with world.services.database.read() as connection:
        log = connection.execute(select(AuditEvent.action, AuditEvent.object_id)).all()
    assert [tuple(line) for line in log] == [("round_opened", opened.id), ("round_closed", opened.id)]


def test_nobody_else_may(world: World) -> None:
    iro = Viewer(authority=COUNCIL, role=Role.IRO, subject="iro")
    rounds = world.services.rounds
    for act in (rounds.every, rounds.can_open):
        with pytest.raises(NotAllowed):
            act(iro)
    with pytest.raises(NotAllowed):
        rounds.open(iro, Q4)
    with pytest.raises(NotAllowed):
        rounds.close(iro, RoundId("0" * 32))

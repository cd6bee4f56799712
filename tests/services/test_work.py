"""The worker: one task after another, whatever becomes of each."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.builders import COUNCIL, World
from viewpoint.domain.errors import NotFound, StorageUnavailable
from viewpoint.domain.rounds import RoundState
from viewpoint.services.work import Worker
from viewpoint.storage.tables.invitations import Round
from viewpoint.storage.tables.work import Task as Row
from viewpoint.storage.work import NewTask, Task, TaskKind, lease_task, queue_tasks


def queue(world: World, *subjects: str) -> None:
    tasks = [
        NewTask(authority=COUNCIL, kind=TaskKind.CODE_THEMES, subject=subject, key=subject)
        for subject in subjects
    ]
    with world.services.database.write() as connection:
        queue_tasks(connection, tasks, world.clock())


def nothing() -> None:
    """What is done hourly in most tests."""


def worker(world: World, handle: Callable[[Task], None], hourly: Callable[[], None] = nothing) -> Worker:
    services = world.services
    return Worker(services.database, {TaskKind.CODE_THEMES: handle}, services.rounds, world.clock, hourly)


def states(world: World) -> list[str]:
    with world.services.database.read() as connection:
        return sorted(connection.execute(select(Row.state)).scalars())


def test_tasks_are_done_once_each(world: World) -> None:
    done: list[str] = []
    queue(world, "one", "two")
    working = worker(world, lambda task: done.append(task.subject))
    assert [working.run_once() for _ in range(3)] == [True, True, False]
    assert sorted(done) == ["one", "two"]
    assert states(world) == ["done", "done"]


def test_a_task_that_fails_is_put_back_and_does_not_stop_the_others(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []

    def _handle(task: Task) -> None:
        if task.subject == "bad" and task.attempts == 1:
            raise ValueError("something that a child wrote")
        done.append(task.subject)

    queue(world, "bad", "good")
    working = worker(world, _handle)
    with caplog.at_level(logging.INFO):
        while working.run_once():
            pass
    assert done == ["good"]
    assert "ValueError" in caplog.text
    assert "a child wrote" not in caplog.text
    world.clock.forward(minutes=1)
    assert working.run_once()
    assert done == ["good", "bad"]


def test_what_can_never_work_is_given_up_at_once(world: World) -> None:
    def _handle(task: Task) -> None:
        raise NotFound(task.subject)

    queue(world, "gone")
    assert worker(world, _handle).run_once()
    assert states(world) == ["failed"]


def test_a_worker_whose_lease_ran_out_does_not_undo_the_others_work(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    queue(world, "slow")

    def _slow(_task: Task) -> None:
        world.clock.forward(minutes=3)
        with world.services.database.write() as connection:
            assert lease_task(connection, "another", world.clock()) is not None

    with caplog.at_level(logging.INFO):
        worker(world, _slow).run_once()
    assert "done twice" in caplog.text
    assert states(world) == ["waiting"]


@pytest.mark.parametrize("error", [ValueError, NotFound], ids=["to be tried again", "for good"])
def test_a_worker_whose_lease_ran_out_leaves_the_task_to_its_new_owner(
    world: World, error: type[Exception]
) -> None:
    queue(world, "slow")

    def _slow(_task: Task) -> None:
        world.clock.forward(minutes=3)
        with world.services.database.write() as connection:
            assert lease_task(connection, "another", world.clock()) is not None
        raise error("slow")

    worker(world, _slow).run_once()
    with world.services.database.read() as connection:
        row = connection.execute(select(Row.lease_owner, Row.state, Row.run_at)).one()
    assert (row.lease_owner, row.state) == ("another", "waiting")
    assert row.run_at < world.clock()


def test_hourly_work_is_done_at_the_start_and_then_once_an_hour(world: World) -> None:
    done: list[datetime] = []
    subjects = [str(number) for number in range(5)]
    queue(world, *subjects)
    start = world.clock()

    def _half_an_hour(_task: Task) -> None:
        world.clock.forward(minutes=30)

    worker(world, _half_an_hour, lambda: done.append(world.clock())).run(_StopAfter(6), pause=0)
    assert done == [start, start + timedelta(hours=1), start + timedelta(hours=2)]


def test_hourly_work_that_fails_keeps_nobody_waiting(world: World, caplog: pytest.LogCaptureFixture) -> None:
    def _full() -> None:
        raise OSError("no space left")

    queue(world, "one")
    worker(world, lambda _task: None, _full).run(_StopAfter(1), pause=0)
    assert "hourly work failed: OSError" in caplog.text
    assert states(world) == ["done"]


def test_a_database_that_is_down_leaves_the_task_to_its_lease(world: World) -> None:
    def _down(_task: Task) -> None:
        raise StorageUnavailable("down")

    queue(world, "later")
    with pytest.raises(StorageUnavailable):
        worker(world, _down).run_once()
    assert states(world) == ["waiting"]
    world.clock.forward(minutes=3)
    assert worker(world, lambda _task: None).run_once()
    assert states(world) == ["done"]


def test_running_works_off_the_queue_closes_what_is_over_and_stops_when_told(world: World) -> None:
    world.round()
    world.clock.now = datetime(2027, 1, 1, 9, 0, tzinfo=UTC)
    queue(world, "one")
    stop = _StopAfter(3)
    worker(world, lambda _task: None).run(stop, pause=0)
    assert "done" in states(world)
    with world.services.database.read() as connection:
        assert connection.execute(select(Round.state)).scalar_one() == RoundState.CLOSED


def test_running_waits_while_the_database_is_down(world: World, caplog: pytest.LogCaptureFixture) -> None:
    def _down(_task: Task) -> None:
        raise StorageUnavailable("down")

    queue(world, "later")
    worker(world, _down).run(_StopAfter(1), pause=0)
    assert "worker waits" in caplog.text


class _StopAfter(threading.Event):
    """Set after it was asked so many times."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self._left = times

    def is_set(self) -> bool:
        self._left -= 1
        return self._left < 0


def test_clocks_are_looked_at_twice_a_minute_also_while_there_is_much_to_do(world: World) -> None:
    looked: list[datetime] = []
    queue(world, *[str(number) for number in range(4)])
    start = world.clock()

    def _ten_seconds(_task: Task) -> None:
        world.clock.forward(seconds=10)

    watching(world, _ten_seconds, [lambda: looked.append(world.clock())]).run(_StopAfter(4), pause=0)
    assert looked == [start, start + timedelta(seconds=30)]


def test_a_clock_that_goes_wrong_stops_neither_the_next_one_nor_the_tasks(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []

    def _broken() -> None:
        raise ValueError("something that a child wrote")

    queue(world, "one")
    handle = lambda task: done.append(task.subject)  # noqa: E731 - as in the tests above
    watching(world, handle, [_broken, lambda: done.append("next")]).run(_StopAfter(1), pause=0)
    assert done == ["next", "one"]
    assert "ValueError" in caplog.text
    assert "a child wrote" not in caplog.text


def test_a_database_that_is_down_while_a_clock_is_looked_at_is_waited_for(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    def _down() -> None:
        raise StorageUnavailable("down")

    watching(world, lambda _task: None, [_down]).run(_StopAfter(1), pause=0)
    assert "worker waits" in caplog.text


def test_an_errand_is_run_between_two_tasks(world: World) -> None:
    done: list[str] = []
    errands = iter(["mail", "mail"])
    queue(world, "one", "two")

    def _run() -> bool:
        ran = next(errands, "")
        done.extend([ran] if ran else [])
        return bool(ran)

    services = world.services
    handlers = {TaskKind.CODE_THEMES: lambda task: done.append(task.kind.value)}
    Worker(services.database, handlers, services.rounds, world.clock, errand=_run).run(_StopAfter(3), pause=0)
    assert done == ["code_themes", "mail", "code_themes", "mail"]


def watching(world: World, handle: Callable[[Task], None], often: list[Callable[[], None]]) -> Worker:
    services = world.services
    handlers = {TaskKind.CODE_THEMES: handle}
    return Worker(services.database, handlers, services.rounds, world.clock, often=often)

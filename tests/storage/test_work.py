"""The outbox: queued once, leased to one, put back later and later, given up after twelve."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from tests.builders import COUNCIL, NOW
from tests.services.visits import HeldUp, at_once, errors
from viewpoint.storage.authorities import ensure_authority
from viewpoint.storage.database import Database
from viewpoint.storage.sealing import Vault
from viewpoint.storage.tables.work import Task as Row
from viewpoint.storage.work import (
    LEASE,
    MOST_ATTEMPTS,
    NewTask,
    Task,
    TaskKind,
    fail_task,
    finish_task,
    is_waiting,
    lease_task,
    queue_tasks,
    retry_task,
)


@pytest.fixture
def database(database: Database) -> Database:
    """With an authority in it."""
    with database.write() as connection:
        ensure_authority(connection, Vault({"a": bytes(32)}), COUNCIL, NOW)
    return database


def task(key: str, subject: str = "1") -> NewTask:
    return NewTask(
        authority=COUNCIL, kind=TaskKind.CODE_THEMES, subject=subject, key=key, payload_sealed=b"sealed"
    )


def queue(database: Database, *keys: str, at: datetime = NOW) -> None:
    with database.write() as connection:
        queue_tasks(connection, [task(key) for key in keys], at)


def lease(database: Database, owner: str = "worker", at: datetime = NOW) -> Task | None:
    with database.write() as connection:
        return lease_task(connection, owner, at)


def leased(database: Database, owner: str = "worker", at: datetime = NOW) -> Task:
    found = lease(database, owner, at)
    assert found is not None
    return found


def stored(database: Database) -> tuple[str, datetime | None, bytes | None, int]:
    with database.read() as connection:
        row = connection.execute(select(Row.__table__)).one()
    return (row.state, row.run_at, row.payload_sealed, row.attempts)


def test_a_task_is_leased_to_one_and_done_once(database: Database) -> None:
    queue(database, "a")
    found = leased(database)
    assert (found.kind, found.subject, found.payload_sealed, found.attempts, found.owner) == (
        TaskKind.CODE_THEMES,
        "1",
        b"sealed",
        1,
        "worker",
    )
    assert lease(database, "another") is None
    with database.write() as connection:
        assert is_waiting(connection, COUNCIL, TaskKind.CODE_THEMES)
        assert finish_task(connection, found)
    assert stored(database) == ("done", None, None, 1)
    with database.write() as connection:
        assert not is_waiting(connection, COUNCIL, TaskKind.CODE_THEMES)
        assert not finish_task(connection, found)
    assert lease(database, at=NOW + timedelta(days=1)) is None


def test_nothing_queued_is_nothing_to_do(database: Database) -> None:
    queue(database)
    assert lease(database) is None


def test_the_same_key_is_queued_once_also_after_it_was_done(database: Database) -> None:
    queue(database, "a", "a", "b")
    queue(database, "a")
    done = leased(database)
    with database.write() as connection:
        finish_task(connection, done)
    queue(database, "a", "b")
    with database.read() as connection:
        assert sorted(connection.execute(select(Row.key)).scalars()) == ["a", "b"]


def test_the_same_key_queued_at_once_is_queued_once(database: Database) -> None:
    held_up = HeldUp()

    def _slowly() -> None:
        with database.write() as connection:
            queue_tasks(connection, [task("a")], NOW)
            held_up()

    assert errors(held_up.while_it_waits(_slowly, partial(queue, database, "a"))) == []
    with database.read() as connection:
        assert list(connection.execute(select(Row.key)).scalars()) == ["a"]


def test_workers_at_once_never_hold_the_same_task(database: Database) -> None:
    queue(database, *map(str, range(12)))

    def _take(owner: str) -> list[str]:
        found = [lease(database, owner) for _ in range(4)]
        return [each.id for each in found if each]

    outcomes = at_once(*(partial(_take, f"worker {number}") for number in range(4)))
    assert errors(outcomes) == []
    taken = [each for outcome in outcomes for each in outcome]  # type: ignore[attr-defined]  # lists of ids
    while (more := lease(database, "late")) is not None:
        taken.append(more.id)
    assert len(taken) == len(set(taken)) == 12


def test_the_oldest_comes_first_and_nothing_before_its_time(database: Database) -> None:
    queue(database, "later", at=NOW + timedelta(minutes=1))
    queue(database, "now")
    first = leased(database)
    with database.read() as connection:
        assert connection.execute(select(Row.key).where(Row.id == first.id)).scalar_one() == "now"
    assert lease(database) is None
    assert lease(database, at=NOW + timedelta(minutes=1)) is not None


def test_when_a_worker_is_killed_another_takes_its_task_once_the_lease_runs_out(database: Database) -> None:
    queue(database, "a")
    leased(database)
    assert lease(database, "another", NOW + LEASE - timedelta(microseconds=1)) is None
    again = leased(database, "another", NOW + LEASE)
    assert (again.attempts, again.payload_sealed) == (2, b"sealed")


def test_a_worker_that_lost_its_lease_changes_nothing_any_more(database: Database) -> None:
    queue(database, "a")
    slow = leased(database, "slow")
    quick = leased(database, "quick", NOW + LEASE)
    with database.write() as connection:
        assert not finish_task(connection, slow)
        retry_task(connection, slow, NOW)
        fail_task(connection, slow)
    assert stored(database)[0] == "waiting"
    with database.write() as connection:
        assert finish_task(connection, quick)
        retry_task(connection, slow, NOW)
        fail_task(connection, slow)
        retry_task(connection, quick, NOW)
    assert stored(database) == ("done", None, None, 2)
    assert lease(database, at=NOW + timedelta(days=1)) is None


def test_a_task_is_tried_later_and_later_and_given_up_after_twelve(database: Database) -> None:
    queue(database, "a")
    now, pauses = NOW, []
    for _attempt in range(MOST_ATTEMPTS):
        found = leased(database, at=now)
        with database.write() as connection:
            retry_task(connection, found, now)
        run_at = stored(database)[1]
        if run_at is not None:
            pauses.append(run_at - now)
            assert lease(database, at=run_at - timedelta(microseconds=1)) is None
            now = run_at
    assert pauses[:3] == [timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=2)]
    assert pauses[-1] == timedelta(hours=6)
    assert pauses == sorted(pauses)
    assert len(pauses) == MOST_ATTEMPTS - 1
    assert stored(database) == ("failed", None, None, MOST_ATTEMPTS)
    assert lease(database, at=now + timedelta(days=30)) is None


def test_what_was_queued_in_a_transaction_that_broke_off_was_never_queued(database: Database) -> None:
    def _broken_off() -> None:
        with database.write() as connection:
            queue_tasks(connection, [task("a")], NOW)
            raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        _broken_off()
    assert lease(database) is None


def test_a_lease_taken_in_a_transaction_that_broke_off_is_free_again(database: Database) -> None:
    queue(database, "a")

    def _broken_off() -> None:
        with database.write() as connection:
            assert lease_task(connection, "worker", NOW)
            raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        _broken_off()
    assert leased(database).attempts == 1

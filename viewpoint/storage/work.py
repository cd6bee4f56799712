"""The outbox: tasks written with the act that calls for them, worked off under leases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto

from sqlalchemy import ColumnElement, Connection, and_, select, update

from viewpoint.domain.people import AuthorityId
from viewpoint.storage.ids import new_id
from viewpoint.storage.sealing import Place
from viewpoint.storage.tables.work import Task as Row
from viewpoint.storage.upsert import upsert

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 12


class TaskKind(StrEnum):
    """What there is to do once the answers are safe."""

    DELIVER = auto()
    CODE_THEMES = auto()
    RAISE_CONCERNS = auto()
    SEAL_RELEASE = auto()
    FORGET_UPLOAD = auto()
    TELL_EMERGENCY_TEAM = auto()


class TaskState(StrEnum):
    """Waiting includes being worked on; failed means that a person has to look."""

    WAITING = auto()
    DONE = auto()
    FAILED = auto()


@dataclass(frozen=True, kw_only=True)
class Task:
    """A task under lease."""

    id: str
    authority: AuthorityId
    kind: TaskKind
    subject: str
    payload_sealed: bytes | None
    attempts: int
    owner: str = ""
    """Who holds the lease."""


@dataclass(frozen=True, kw_only=True)
class NewTask:
    """A task to be queued; the same `key` is queued only once."""

    authority: AuthorityId
    kind: TaskKind
    subject: str
    key: str
    payload_sealed: bytes | None = None
    id: str = ""


def queue_tasks(connection: Connection, tasks: Sequence[NewTask], at: datetime) -> None:
    """Queue tasks in the caller's transaction; one already queued under its key is left as it is."""
    rows = [
        {
            "id": task.id or new_id(),
            "authority_id": task.authority,
            "kind": task.kind.value,
            "subject_id": task.subject,
            "key": task.key,
            "payload_sealed": task.payload_sealed,
            "run_at": at,
            "attempts": 0,
            "lease_owner": None,
            "leased_until": None,
            "state": TaskState.WAITING.value,
        }
        for task in tasks
    ]
    if rows:
        upsert(connection, Row, rows, key=("key",), update=())


def lease_task(connection: Connection, owner: str, at: datetime) -> Task | None:
    """Take the next due task for two minutes; another worker takes it when this one is killed."""
    due = (
        select(Row.id)
        .where(Row.run_at <= at, (Row.leased_until.is_(None)) | (Row.leased_until <= at))
        .order_by(Row.run_at, Row.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    taken = (
        update(Row)
        .where(Row.id == due)
        .values(lease_owner=owner, leased_until=at + LEASE, attempts=Row.attempts + 1)
        .returning(Row.id, Row.authority_id, Row.kind, Row.subject_id, Row.payload_sealed, Row.attempts)
    )
    row = connection.execute(taken).one_or_none()
    if row is None:
        return None
    return Task(
        id=row.id,
        authority=AuthorityId(row.authority_id),
        kind=TaskKind(row.kind),
        subject=row.subject_id,
        payload_sealed=row.payload_sealed,
        attempts=row.attempts,
        owner=owner,
    )


def finish_task(connection: Connection, task: Task) -> bool:
    """Mark a task done and wipe its payload; False when the lease was lost to another worker."""
    done = (
        update(Row)
        .where(_is_held(task))
        .values(run_at=None, leased_until=None, payload_sealed=None, state=TaskState.DONE.value)
    )
    return connection.execute(done).rowcount == 1


def retry_task(connection: Connection, task: Task, at: datetime) -> None:
    """Try again later, twice as late each time up to six hours; after twelve attempts give up.

    Changes nothing when the lease was lost: another worker may have done it by now.
    """
    if task.attempts >= MOST_ATTEMPTS:
        fail_task(connection, task)
        return
    pause = min(timedelta(seconds=15 * (1 << task.attempts)), timedelta(hours=6))
    connection.execute(
        update(Row).where(_is_held(task)).values(run_at=at + pause, leased_until=None, lease_owner=None)
    )


def fail_task(connection: Connection, task: Task) -> None:
    """Give up on a task and keep it for a person to see, unless the lease was lost."""
    connection.execute(
        update(Row)
        .where(_is_held(task))
        .values(run_at=None, leased_until=None, payload_sealed=None, state=TaskState.FAILED.value)
    )


def _is_held(task: Task) -> ColumnElement[bool]:
    return and_(Row.id == task.id, Row.lease_owner == task.owner, Row.state == TaskState.WAITING.value)


def is_waiting(connection: Connection, authority: AuthorityId, kind: TaskKind) -> bool:
    """Whether any task of a kind is still to be done for an authority."""
    query = select(Row.id).where(
        Row.authority_id == authority, Row.kind == kind.value, Row.state == TaskState.WAITING.value
    )
    return connection.execute(query.limit(1)).first() is not None


def is_queued(connection: Connection, key: str) -> bool:
    """Whether a task was ever queued under a key."""
    return connection.execute(select(Row.id).where(Row.key == key)).first() is not None


def payload_place(task_id: str) -> Place:
    """Where a task's payload is sealed for."""
    return Place("task", task_id, "payload")

"""How often something secret was tried in vain, kept so that the next try can be slowed."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, update

from viewpoint.domain.throttle import Tries
from viewpoint.storage.tables.throttle import Throttle
from viewpoint.storage.upsert import upsert

_TRIES = select(Throttle.failures, Throttle.last_at).where(Throttle.key == bindparam("key"))
_HELD_TRIES = _TRIES.with_for_update()


def read_tries(connection: Connection, key: str) -> Tries | None:
    """The failures under this key."""
    row = connection.execute(_TRIES, {"key": key}).one_or_none()
    return Tries(failures=row.failures, last_at=row.last_at) if row else None


def hold_tries(connection: Connection, key: str, at: datetime) -> Tries:
    """The failures under this key; nobody else counts there before this transaction ends."""
    # Two first failures at once both count: the row is there before it is locked. Its key is set anew, to the
    # same, so that it is held from here on: else a success could forget it before it is looked up.
    upsert(connection, Throttle, {"key": key, "failures": 0, "last_at": at}, key=("key",), update=("key",))
    row = connection.execute(_HELD_TRIES, {"key": key}).one()
    return Tries(failures=row.failures, last_at=row.last_at)


def save_tries(connection: Connection, key: str, tries: Tries) -> None:
    """Store the failures under a key that is held."""
    changed = {"failures": tries.failures, "last_at": tries.last_at}
    connection.execute(update(Throttle).where(Throttle.key == key).values(**changed))


def forget_tries(connection: Connection, key: str) -> None:
    """A success wipes the slate."""
    connection.execute(delete(Throttle).where(Throttle.key == key))

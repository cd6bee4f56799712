"""How often something secret was tried in vain, kept so that the next try can be slowed."""

from sqlalchemy import Connection, delete, select

from viewpoint.domain.throttle import Tries
from viewpoint.storage.tables.throttle import Throttle
from viewpoint.storage.upsert import upsert


def read_tries(connection: Connection, key: str) -> Tries | None:
    """The failures under this key, locked until the transaction ends (where the database can)."""
    query = select(Throttle.failures, Throttle.last_at).where(Throttle.key == key).with_for_update()
    row = connection.execute(query).one_or_none()
    return Tries(failures=row.failures, last_at=row.last_at) if row else None


def save_tries(connection: Connection, key: str, tries: Tries) -> None:
    """Store the failures under this key."""
    row = {"key": key, "failures": tries.failures, "last_at": tries.last_at}
    upsert(connection, Throttle, row, key=("key",), update=("failures", "last_at"))


def forget_tries(connection: Connection, key: str) -> None:
    """A success wipes the slate."""
    connection.execute(delete(Throttle).where(Throttle.key == key))

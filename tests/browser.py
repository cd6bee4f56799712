"""Debian's Chromium under Playwright, and pages as wide, as tall and as plain as a test asks for."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

_PROGRAMS = ("chromium-headless-shell", "chromium")


@contextmanager
def started_browser() -> Iterator[Browser]:
    """A running Chromium; nothing is downloaded. Raises as `program`."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program())
        yield browser
        browser.close()


def program() -> str:
    """Where Chromium is.

    Raises:
        RuntimeError: there is none; `python3 -m viewpoint.bootstrap test` installs it.
    """
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if found is None:
        raise RuntimeError("no Chromium: apt-get install chromium-headless-shell libatomic1")
    return found


class BrowserPages:
    """Opens pages, each with cookies of its own, and closes them all at the end."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    def __call__(
        self, *, width: int = 360, height: int = 640, javascript: bool = True, **options: Any
    ) -> Page:
        """A fresh page; `options` are those of Playwright's `new_context` (`base_url`, `locale`, ...).

        Without a service worker unless they allow one: what it fetches itself, a test's `route` does not see.
        """
        options.setdefault("service_workers", "block")
        context = self._browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=javascript, **options
        )
        context.set_default_timeout(20_000)
        self._contexts.append(context)
        return context.new_page()

    def close(self) -> None:
        """Close every page opened here."""
        for context in self._contexts:
            context.close()

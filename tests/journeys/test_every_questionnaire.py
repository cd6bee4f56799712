"""One way through every questionnaire in a real browser, in every language, with JavaScript and without."""

import os
from collections.abc import Mapping

import pytest
from playwright.sync_api import Page as Screen

from tests.browser import BrowserPages
from tests.journeys.served import Served, arriving
from tests.ways import PICTURES, Way, invited_on, shipped, ways
from viewpoint.domain.languages import LANGUAGES
from viewpoint.domain.response import Answer

pytestmark = [pytest.mark.browser, pytest.mark.slow]
EVERY = [(language, javascript) for language in LANGUAGES for javascript in (True, False)]
WALKED = EVERY if os.environ.get("CI") else [("ar", True)]
"""Where CI is set every language is walked, with script and without; elsewhere one."""
EVERY_FORM = sorted(shipped().questionnaires)
FORMS = EVERY_FORM if os.environ.get("CI") else EVERY_FORM[::4]
"""And every questionnaire; elsewhere each fourth."""


@pytest.mark.parametrize(("language", "javascript"), WALKED)
def test_one_way_through_each_ends_at_help_and_thanks(
    served: Served, browser_page: BrowserPages, language: str, *, javascript: bool
) -> None:
    screen = browser_page(javascript=javascript, locale=LANGUAGES[language].bcp47)
    errors: list[str] = []
    screen.on("pageerror", lambda error: errors.append(str(error)))
    for form_id in FORMS:
        _walk(served, screen, ways(form_id)[0], language)
    assert errors == []
    print(f"\n{language}: {len(FORMS)} paths, {'with' if javascript else 'without'} script")  # noqa: T201 - the count is asked for


def _walk(served: Served, screen: Screen, way: Way, language: str) -> None:
    made = invited_on(served.world, way, language)
    served.start(screen, made.link.token, language)
    _press(screen, "next")
    if _path(served, screen) == "/who":
        screen.check("input[name=who][value=alone]", force=True)
        _press(screen, "next")
    if _path(served, screen) == "/pictures/choose":
        _press(screen, "skip")
    while _path(served, screen).startswith("/pictures"):
        for picture in PICTURES:
            _press(screen, picture)
    for number, page, given in way.steps:
        assert _path(served, screen) == f"/q/{number}", page.name
        _answer(screen, given)
        if _path(served, screen).startswith("/talk"):
            screen.check("input[name=tell][value=not_now]", force=True)
            _press(screen, "next")
    assert _path(served, screen) == "/check"
    _press(screen, "send")
    assert _path(served, screen) == "/sent"
    spoken = LANGUAGES[language]
    assert screen.get_attribute("html", "lang") == spoken.bcp47
    assert screen.get_attribute("html", "dir") == spoken.direction
    assert screen.locator("a[href='tel:999']").first.is_visible()
    assert screen.locator("#leave button").is_visible()


def _answer(screen: Screen, given: Mapping[str, Answer]) -> None:
    """As a finger does: cards touched, words typed, then the button."""
    said = {name: answer for name, answer in given.items() if answer.is_answered}
    for name, answer in said.items():
        if answer.words:
            screen.fill(f"[name='{name}']", answer.words)
        for value in answer.chosen or (() if answer.words else (str(answer.number),)):
            screen.check(f"input[name='{name}'][value='{value}']", force=True)
    _press(screen, "next" if said or not given else "skip")


def _press(screen: Screen, value: str) -> None:
    with arriving(screen):
        screen.click(f"main button[value='{value}']")


def _path(served: Served, screen: Screen) -> str:
    return screen.url.removeprefix(served.url)

"""The browser that other tests drive."""

import pytest

from tests.browser import BrowserPages

PAGE = "data:text/html,<body><noscript>plain</noscript><script>document.body.append('scripted')</script>"

pytestmark = pytest.mark.browser


def test_a_page_is_as_wide_as_asked_and_runs_scripts(browser_page: BrowserPages) -> None:
    page = browser_page(width=320, height=480)
    page.goto(PAGE)
    assert page.evaluate("innerWidth") == 320
    assert page.inner_text("body") == "scripted"


def test_a_page_can_do_without_javascript(browser_page: BrowserPages) -> None:
    page = browser_page(javascript=False)
    page.goto(PAGE)
    assert page.inner_text("body") == "plain"

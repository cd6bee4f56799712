"""Languages written from the right: scales, places and drawings mirrored, numbers as they are."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import BrowserPages
from tests.journeys.served import Served
from tests.pretended import pretend

pytestmark = pytest.mark.browser

LADDER = 40


@pytest.fixture(params=["ar", "fa", "ps", "ckb", "ur"])
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """A language from the right in made-up words: its direction is what is looked at."""
    tag = str(request.param)
    pretend(monkeypatch, tmp_path / "pretended", tag)
    monkeypatch.setattr("tests.builders.SPOKEN", ("en", tag))
    return tag


def left(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["x"]


def test_the_page_is_mirrored(language: str, served: Served, browser_page: BrowserPages) -> None:
    made = served.world.invited()
    page = browser_page(width=360, height=640)
    page.goto(f"{served.url}/s/{made.link.token}")
    page.click(f"button[value={language}]")
    assert page.get_attribute("html", "dir") == "rtl"
    assert left(page, "#leave") < left(page, ".top a")
    assert page.eval_on_selector(".art", "art => new DOMMatrix(getComputedStyle(art).transform).a") == -1
    page.goto(f"{served.url}/q/{LADDER}")
    assert left(page, "label[for=feel_overall]") > left(page, "label[for=feel_overall-1]")
    assert page.inner_text("label[for=feel_overall-10]") == "10"
    assert "سلام" in page.inner_text("h1")
    assert page.evaluate("document.documentElement.scrollWidth") == 360

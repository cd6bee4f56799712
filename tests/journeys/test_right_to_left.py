"""Languages written from the right: scales, places and drawings mirrored, numbers as they are."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser import BrowserPages
from tests.journeys.served import Served

pytestmark = pytest.mark.browser

LADDER = 40
ARABIC = re.compile("[\u0620-\u06ff]")


def left(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["x"]


@pytest.mark.parametrize("language", ["ar", "fa", "ps", "ckb", "ur"])
def test_the_page_is_mirrored(language: str, served: Served, browser_page: BrowserPages) -> None:
    made = served.world.invited()
    page = browser_page(width=360, height=640)
    served.start(page, made.link.token, language)
    assert page.get_attribute("html", "dir") == "rtl"
    assert left(page, "#leave") < left(page, ".top a")
    assert page.eval_on_selector(".art", "art => new DOMMatrix(getComputedStyle(art).transform).a") == -1
    page.goto(f"{served.url}/q/{LADDER}")
    assert left(page, "label[for=feel_overall]") > left(page, "label[for=feel_overall-1]")
    assert page.inner_text("label[for=feel_overall-10]") == "10"
    assert ARABIC.search(page.inner_text("h1"))
    assert page.evaluate("document.documentElement.scrollWidth") == 360

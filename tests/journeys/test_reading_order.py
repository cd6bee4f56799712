"""What a screen reader is told, in its order; where errors are said; and pages made larger or plainer."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import BrowserPages
from tests.journeys.served import Served, is_wider_than_the_screen, press

pytestmark = pytest.mark.browser
ZOOMED = {"width": 320, "height": 256}
"""1280 by 1024 at 400%."""
CHOICE = """
- link "Skip to the page"
- complementary: Made-up people. A demonstration.
- banner:
  - link "Language"
  - button "Leave this page now"
- main:
  - paragraph: /\\d+ of \\d+.*/
  - group "Do you feel settled where you live?":
    - heading "Do you feel settled where you live?" [level=1]
    - radio "Always"
    - text: Always
    - radio "Most of the time"
    - text: Most of the time
    - radio "Sometimes"
    - text: Sometimes
    - radio "Never"
    - text: Never
    - radio "Not sure"
    - text: Not sure
  - button "Next"
  - button "Back"
  - button "Skip"
  - button "I don't want to say"
  - button "Finish later"
- contentinfo:
  - heading "Need help now?" [level=2]
"""


@pytest.fixture
def page(served: Served, browser_page: BrowserPages) -> Page:
    """A visit, on a phone."""
    page = browser_page()
    served.start(page, served.world.invited().link.token)
    return page


def test_a_question_is_read_in_the_order_it_is_seen(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/q/3")
    expect(page.locator("body")).to_match_aria_snapshot(CHOICE)


@pytest.mark.parametrize("number", [1, 2, 3, 8, 14, 15, 22])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_comes_first_in_the_page_is_seen_first(
    served: Served, browser_page: BrowserPages, language: str, number: int
) -> None:
    page = browser_page(width=320)
    served.start(page, served.world.invited(language=language).link.token, language)
    page.goto(f"{served.url}/q/{number}")
    assert page.evaluate(OUT_OF_ORDER) == []


def test_a_hint_is_told_with_its_question(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/who")
    group = page.get_by_role("group", name="Who is with you right now?")
    expect(group).to_have_accessible_description(
        "Any answer is fine. It helps us know whose words these are."
    )


def test_an_error_takes_the_focus_and_leads_to_its_field(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/q/8")
    page.fill("textarea", "x" * 5001)
    press(page, "next")
    expect(page.get_by_role("alert").first).to_be_focused()
    field = page.locator("textarea")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("This is very long. Please make it shorter."))
    page.click(".errors a")
    expect(field).to_be_focused()


def test_an_error_of_a_choice_leads_to_its_first_answer(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/who")
    press(page, "next")
    expect(page.get_by_role("alert").first).to_be_focused()
    page.click(".errors a")
    expect(page.locator("main input[type=radio]").first).to_be_focused()


@pytest.mark.parametrize("look", ["", "larger"])
def test_at_four_hundred_per_cent_nothing_is_cut_off_or_covered(
    served: Served, page: Page, look: str
) -> None:
    page.goto(f"{served.url}/language")
    page.check(f"input[name=size][value='{look}']", force=True)
    press(page, "look")
    page.set_viewport_size(ZOOMED)  # type: ignore[arg-type]  # ViewportSize by its keys
    for address in ("/who", "/q/2", "/q/3", "/q/8", "/q/22", "/talk", "/check", "/help", "/language"):
        page.goto(served.url + address)
        assert not is_wider_than_the_screen(page), address
        assert page.evaluate("getComputedStyle(document.querySelector('.top')).position") == "static"


def test_text_spaced_out_as_a_reader_may_want_it_still_fits(served: Served, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    for address in ("/q/2", "/q/3", "/check", "/pictures/choose", "/language"):
        page.goto(served.url + address)
        page.evaluate(SPACED)  # WCAG 1.4.12
        assert not is_wider_than_the_screen(page), address


def test_nothing_moves_where_less_motion_is_wanted(served: Served, browser_page: BrowserPages) -> None:
    page = browser_page(reduced_motion="reduce")
    served.start(page, served.world.invited().link.token)
    page.goto(f"{served.url}/q/3")
    moving = "[...document.querySelectorAll('*')].filter(e => e.getAnimations().length).length"
    assert page.evaluate(moving) == 0
    assert page.evaluate("getComputedStyle(document.querySelector('.button')).transitionProperty") in {
        "none",
        "all",
    }


def test_where_more_contrast_is_wanted_there_is_no_soft_ink(
    served: Served, browser_page: BrowserPages
) -> None:
    page = browser_page(contrast="more")
    served.start(page, served.world.invited().link.token)
    colour = "getComputedStyle(document.querySelector('{}')).color"
    assert page.evaluate(colour.format(".help .soft")) == page.evaluate(colour.format("body"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_no_words_are_painted_on_their_own_colour(
    served: Served, browser_page: BrowserPages, scheme: Any
) -> None:
    page = browser_page(forced_colors="active", color_scheme=scheme)
    served.start(page, served.world.invited().link.token)
    for address in ("/q/2", "/q/3", "/pictures/choose", "/check", "/language"):
        page.goto(served.url + address)
        assert page.evaluate(PAINTED_OVER) == [], address


PAINTED_OVER = """() => {
  // The browser lays its own ground under words, in the page's colour, unless it is told not to.
  const ground = getComputedStyle(document.body).backgroundColor;
  return [...document.querySelectorAll('body *')]
    .filter(each => [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
    .filter(each => getComputedStyle(each).color === ground)
    .filter(each => getComputedStyle(each).forcedColorAdjust !== 'none')
    .map(each => each.outerHTML.slice(0, 80));
}"""
OUT_OF_ORDER = """() => {
  const all = [...document.querySelectorAll('main h1, main .hint, main input, main textarea, main button')]
    .filter(each => each.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true}));
  const rtl = document.documentElement.dir === 'rtl';
  const wrong = [];
  for (let i = 1; i < all.length; i++) {
    const a = all[i - 1].getBoundingClientRect(), b = all[i].getBoundingClientRect();
    const sameRow = a.top < b.bottom - 4 && b.top < a.bottom - 4;
    const after = rtl ? b.right <= a.right + 1 : b.left >= a.left - 1;
    if (!(sameRow ? after : b.top >= a.top - 1)) wrong.push(all[i].outerHTML.slice(0, 80));
  }
  return wrong;
}"""
SPACED = """() => document.querySelectorAll('*').forEach(each => {
  each.style.lineHeight = '1.5'; each.style.letterSpacing = '.12em'; each.style.wordSpacing = '.16em';
})"""

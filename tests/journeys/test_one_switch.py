"""One switch, and keys alone: each from the link to what is sent, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import BrowserPages
from tests.journeys.served import Served, arriving, choose, press

pytestmark = pytest.mark.browser
ANSWERS = "main input:not([type=hidden]):not([name^=share_])"
"""The answers of a question, without the fold beneath it that says who sees them."""
LIT = "document.querySelector('.lit')"
IN_THE_FRAME = f"({LIT} && ({LIT}.value || {LIT}.textContent.trim()))"
FAST = 1200
"""Milliseconds of the quickest pace, as scan.js has it."""
MOST_STEPS = 60


class Switch:
    """Somebody who can press one key, and wait."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def lit(self) -> str:
        """What is in the frame: the value of an answer or button, else its words."""
        return str(self.page.evaluate(IN_THE_FRAME) or "")

    def waits_for(self, wanted: str) -> None:
        """Let the frame go on until it is there."""
        for _step in range(MOST_STEPS):
            if self.lit() == wanted:
                return
            self.page.clock.run_for(FAST)
        raise AssertionError(f"the frame never came to {wanted!r} on {self.page.url}")

    def presses(self, key: str = "Space") -> None:
        """One press; two that follow at once would count as one."""
        self.page.clock.run_for(400)
        self.page.keyboard.press(key)

    def takes(self, wanted: str, key: str = "Space") -> None:
        """Wait for an answer and press."""
        self.waits_for(wanted)
        self.presses(key)

    def goes_by(self, wanted: str, key: str = "Space") -> None:
        """Wait for what leads on, press, and be there."""
        self.waits_for(wanted)
        with arriving(self.page):
            self.presses(key)


@pytest.fixture
def page(served: Served, browser_page: BrowserPages) -> Page:
    """A visit with scanning on, the frame moved by the test's own clock."""
    page = browser_page()
    page.clock.install()
    served.start(page, served.world.invited().link.token)
    page.goto(f"{served.url}/language")
    choose(page, "scan", "scan-fast")
    press(page, "look")
    page.clock.pause_at(page.evaluate("Date.now()") + 1000)
    return page


def test_one_key_is_enough_from_the_welcome_to_what_is_sent(served: Served, page: Page) -> None:
    switch = Switch(page)
    switch.goes_by("Back to your questions")
    switch.goes_by("next")
    switch.takes("alone")
    switch.goes_by("next")
    switch.goes_by("skip")  # no pictures
    while not page.url.endswith("/check"):
        answered(switch)
    switch.goes_by("send")
    expect(page.locator("h1")).to_have_text("Thank you. Your answers are sent.")


def answered(switch: Switch) -> None:
    page = switch.page
    radio = page.locator(f"{ANSWERS}[type=radio]")
    if not radio.count() or "/talk" in page.url:
        if "/talk" in page.url:
            switch.takes("not_now")
        switch.goes_by("next" if page.locator("main button[value=next]").count() else "skip")
        return
    first = str(radio.first.get_attribute("value"))
    switch.takes(first)
    expect(radio.first).to_be_checked()
    assert switch.lit() == "next", "after an answer the frame is at the button that goes on"
    switch.goes_by("next")


@pytest.mark.parametrize("how", ["Space", "Enter", "a tap anywhere"])
def test_each_way_of_pressing_takes_what_is_in_the_frame(served: Served, page: Page, how: str) -> None:
    page.goto(f"{served.url}/q/3")
    switch = Switch(page)
    switch.waits_for("mostly")
    if how in {"Space", "Enter"}:
        switch.presses(how)
    else:
        page.clock.run_for(400)
        page.mouse.click(5, 400)
    expect(page.locator("input[value=mostly]")).to_be_checked()


def test_the_frame_comes_to_every_answer_and_button_to_help_and_to_the_way_out(
    served: Served, page: Page
) -> None:
    page.goto(f"{served.url}/q/3")
    switch, seen = Switch(page), []
    for _step in range(MOST_STEPS):
        page.clock.run_for(FAST)
        seen.append(switch.lit())
    answers = page.eval_on_selector_all(f"{ANSWERS}[type=radio]", "all => all.map(each => each.value)")
    buttons = ["next", "back", "skip", "not_saying", "later"]
    wanted = [*answers, *buttons, "Leave this page now", "999"]
    assert [each for each in wanted if each not in seen] == []
    assert "I want to talk to someone" in seen
    assert seen.index("Leave this page now") < seen.index("999")


def test_the_focus_goes_with_the_frame_and_the_frame_can_be_seen(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/q/3")
    switch = Switch(page)
    switch.waits_for("always")
    assert page.evaluate(f"document.activeElement === {LIT}")
    label = page.locator("input.lit + label")
    assert label.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
    assert label.evaluate("each => parseFloat(getComputedStyle(each).outlineWidth)") >= 4
    box = label.bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 640 - box["height"], "what is in the frame is on the screen"


def test_there_is_no_time_limit(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/q/3")
    page.clock.run_for(20 * 60 * 1000)
    assert page.url.endswith("/q/3")
    assert page.locator(f"{ANSWERS}:checked").count() == 0
    Switch(page).takes("always")
    expect(page.locator("input[value=always]")).to_be_checked()


def test_two_presses_at_once_count_as_one(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/q/3")
    switch = Switch(page)
    switch.takes("always")
    page.keyboard.press("Space")  # the frame is at Next already; a shaking hand does not mean it
    assert page.url.endswith("/q/3")
    expect(page.locator("input[value=always]")).to_be_checked()


def test_the_frame_rests_while_the_page_is_not_in_front(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/q/3")
    Switch(page).waits_for("mostly")
    page.evaluate("dispatchEvent(new Event('blur'))")
    page.clock.run_for(10 * FAST)
    assert Switch(page).lit() == ""
    page.evaluate("dispatchEvent(new Event('focus'))")
    assert Switch(page).lit() != ""


def test_words_can_be_typed_with_scanning_on(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/q/8")
    page.click("textarea")
    page.clock.run_for(3 * FAST)
    page.keyboard.type("My nan and the dog")
    assert Switch(page).lit() == ""
    assert page.input_value("textarea") == "My nan and the dog"
    page.locator("textarea").blur()
    page.clock.run_for(FAST)
    Switch(page).goes_by("next")


def test_the_way_out_is_one_press(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/q/3")
    switch = Switch(page)
    switch.waits_for("Leave this page now")
    switch.presses()
    page.wait_for_url(served.away)


def test_without_the_choice_nothing_moves(served: Served, browser_page: BrowserPages) -> None:
    page = browser_page()
    page.clock.install()
    served.start(page, served.world.invited().link.token)
    page.goto(f"{served.url}/q/3")
    page.clock.run_for(10 * FAST)
    assert page.locator(".lit").count() == 0
    assert page.evaluate("document.activeElement === document.body")


def test_keys_alone_are_enough_from_the_link_to_what_is_sent(
    served: Served, browser_page: BrowserPages
) -> None:
    page = browser_page()
    page.goto(f"{served.url}/s/{served.world.invited().link.token}")
    goes_by_key(page, "en")
    goes_by_key(page, "next")
    tabs_to(page, "alone")
    page.keyboard.press("Space")
    goes_by_key(page, "next")
    for _tap in range(2):
        for picture in ("cat", "key", "cat", "moon"):
            goes_by_key(page, picture)
    while not page.url.endswith("/check"):
        answers_by_key(page)
    goes_by_key(page, "send")
    expect(page.locator("h1")).to_have_text("Thank you. Your answers are sent.")


def answers_by_key(page: Page) -> None:
    if "/talk" in page.url:
        tabs_to(page, "yes")
        page.keyboard.press("ArrowDown")
    elif page.locator("main textarea").count():
        tabs_to(page, "", "TEXTAREA")
        page.keyboard.type("My nan")
    elif page.locator(f"{ANSWERS}[type=checkbox]").count():
        tabs_to(page, str(page.locator(f"{ANSWERS}[type=checkbox]").last.get_attribute("value")))
        page.keyboard.press("Space")
    elif page.locator(f"{ANSWERS}[type=radio]").count():
        tabs_to(page, str(page.locator(f"{ANSWERS}[type=radio]").first.get_attribute("value")))
        page.keyboard.press("Space")
    goes_by_key(page, "next")


def goes_by_key(page: Page, value: str) -> None:
    tabs_to(page, value, "BUTTON")
    with arriving(page):
        page.keyboard.press("Enter")


def tabs_to(page: Page, value: str, tag: str = "INPUT") -> None:
    """Tab until the focus is there; wherever it goes it can be seen and is not hidden by what sticks."""
    for _hop in range(MOST_STEPS):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS_IS_SEEN), page.evaluate("document.activeElement.outerHTML")
        found = page.evaluate("[document.activeElement.tagName, document.activeElement.value]")
        if found[0] == tag and found[1] == value:
            return
    raise AssertionError(f"no way by Tab to {tag} {value!r} on {page.url}")


FOCUS_IS_SEEN = """() => {
  const it = document.activeElement, shown = it.matches('.option input') ? it.labels[0] : it;
  if (it === document.body) return true;
  const box = shown.getBoundingClientRect(), style = getComputedStyle(shown);
  const x = box.left + Math.min(box.width / 2, 20), y = box.top + Math.min(box.height / 2, 20);
  const top = document.elementFromPoint(x, y);
  const inFront = top && (shown.contains(top) || top.contains(shown) || it.contains(top) || top === it);
  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && !!inFront;
}"""

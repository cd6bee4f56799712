"""A young person in a real browser: leaving at once, going back, and doing without a pointer."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import BrowserPages
from tests.journeys.served import Served, choose, is_wider_than_the_screen, press

pytestmark = pytest.mark.browser


def visiting(served: Served, page: Page) -> Page:
    return served.start(page, served.world.invited().link.token)


@pytest.mark.parametrize("javascript", [True, False])
def test_the_button_at_the_top_really_leaves(
    served: Served, browser_page: BrowserPages, javascript: bool
) -> None:
    page = visiting(served, browser_page(javascript=javascript))
    page.goto(f"{served.url}/q/2")
    page.click("#leave button")
    page.wait_for_url(served.away)
    expect(page.locator("h1")).to_have_text("The weather")
    if not javascript:  # with it, leaving does not wait for the answer that ends the visit
        assert page.context.cookies(served.url) == []
    page.goto(f"{served.url}/check")
    expect(page.locator("h1")).to_have_text("This link is not open")


@pytest.mark.parametrize("key", ["Escape", "Shift"])
def test_three_quick_presses_of_a_key_leave(served: Served, browser_page: BrowserPages, key: str) -> None:
    page = visiting(served, browser_page())
    page.goto(f"{served.url}/q/8")
    page.fill("textarea", "something private")
    for _press in range(3):
        page.keyboard.press(key)
    page.wait_for_url(served.away)
    expect(page.locator("h1")).to_have_text("The weather")


def test_two_presses_do_not_leave(served: Served, browser_page: BrowserPages) -> None:
    page = visiting(served, browser_page())
    page.goto(f"{served.url}/q/8")
    for key in ("Escape", "Escape", "a", "Escape"):
        page.keyboard.press(key)
    expect(page.locator("h1")).to_have_text("What is good about living here?")


def test_going_back_after_leaving_shows_no_words(served: Served, browser_page: BrowserPages) -> None:
    page = visiting(served, browser_page(javascript=False))
    page.goto(f"{served.url}/q/8")
    page.fill("textarea", "something private")
    press(page, "next")
    page.go_back()
    page.click("#leave button")
    page.wait_for_url(served.away)
    page.go_back()
    assert "something private" not in page.content()


def test_back_after_sending_shows_that_it_is_sent(served: Served, browser_page: BrowserPages) -> None:
    page = visiting(served, browser_page(javascript=False))
    page.goto(f"{served.url}/q/3")
    choose(page, "settled", "always")
    press(page, "next")
    page.goto(f"{served.url}/check")
    press(page, "send")
    expect(page.locator("h1")).to_have_text("Thank you. Your answers are sent.")
    page.go_back()
    page.wait_for_url("**/sent")
    expect(page.locator("h1")).to_have_text("Thank you. Your answers are sent.")


def test_a_question_is_answered_by_keyboard_alone(served: Served, browser_page: BrowserPages) -> None:
    page = visiting(served, browser_page())
    page.goto(f"{served.url}/q/3")
    for _hop in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "settled":
            break
    page.keyboard.press("ArrowDown")
    expect(page.locator("input[value=mostly]")).to_be_checked()
    assert page.evaluate("getComputedStyle(document.activeElement.closest('.option')).outlineStyle") != ""
    while page.evaluate("document.activeElement.value") != "next":
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.goto(f"{served.url}/check")
    expect(page.locator("dd.said").first).to_have_text("Most of the time")


def test_the_first_press_of_tab_offers_to_skip_to_the_page(
    served: Served, browser_page: BrowserPages
) -> None:
    page = visiting(served, browser_page())
    page.reload()
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_next_page_begins_at_its_heading_not_at_the_frame_again(
    served: Served, browser_page: BrowserPages
) -> None:
    page = visiting(served, browser_page())
    press(page, "next")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("language", ["en", "cy", "ar"])
def test_nothing_is_fetched_from_anywhere_else_and_nothing_is_refused(
    served: Served, browser_page: BrowserPages, language: str
) -> None:
    page = browser_page(service_workers="allow")
    fetched: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    token = served.world.invited().link.token
    served.start(page, token, language)
    for address in ("/who", "/q/2", "/q/8", "/check", "/help", "/language", "/pictures/choose", "/talk"):
        page.goto(served.url + address)
    assert [url for url in fetched if not url.startswith(served.url)] == []
    assert said == []
    assert not [url for url in fetched if token in url and not url.endswith(token)]


def test_the_token_is_in_no_referrer(served: Served, browser_page: BrowserPages) -> None:
    page = browser_page(javascript=False)
    referrers: list[str] = []
    page.on("request", lambda request: referrers.append(request.headers.get("referer", "")))
    token = served.world.invited().link.token
    served.start(page, token)
    page.goto(f"{served.url}/who")
    assert referrers
    assert not [each for each in referrers if token in each]


@pytest.mark.parametrize("size", [(320, 480), (360, 640)])
@pytest.mark.parametrize("look", ["", "easier"])
def test_letters_as_large_as_a_phone_makes_them_still_fit_the_screen(
    served: Served, browser_page: BrowserPages, size: tuple[int, int], look: str
) -> None:
    page = visiting(served, browser_page(width=size[0], height=size[1]))
    if look:
        page.goto(f"{served.url}/language")
        choose(page, "look", look)
        press(page, "look")
    for address in ("/q/2", "/q/3", "/q/8", "/q/22", "/pictures/choose", "/talk", "/check", "/help"):
        page.goto(served.url + address)
        page.evaluate("document.documentElement.style.fontSize = '130%'")
        assert not is_wider_than_the_screen(page), address

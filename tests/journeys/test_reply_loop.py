"""Read, draft, come back, reply, and the young person sees it; a promise comes back; keys."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import BrowserPages
from tests.builders import Made
from tests.journeys.served import Served, arriving, press
from tests.web.councils import email_of, response_id
from viewpoint.domain.permissions import Role
from viewpoint.domain.response import Answer

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PICTURES = ("cat", "key", "cat", "moon")
WORDS = "I asked for the bus. You can see your nan on Sunday."


def has_sent(served: Served, name: str) -> Made:
    """Somebody who chose pictures, wrote, and sent."""
    world, respond = served.world, served.world.services.respond
    made = world.invited(world.young_person(name=name))
    secret = world.started(made)
    world.services.pins.choose(secret, PICTURES)
    respond.answer(secret, lambda _journey: {"good_things": Answer.saying("My nan")})
    respond.send(secret)
    world.clock.forward(minutes=1)
    return made


def at_work(served: Served, page: Page) -> Page:
    return served.sign_in(page, email_of(served.world, served.world.iro()))


def click(page: Page, selector: str) -> None:
    with arriving(page):
        page.click(selector)


def promise(page: Page) -> None:
    """Fill in a point that promises something."""
    page.check("input[name='outcome-1'][value='will']")
    page.fill("#words-1", WORDS)
    page.fill("#by-1", "2026-12-01")
    page.fill("#who-1", "Ali")


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without"])
def test_a_reply_is_drafted_found_again_sent_and_seen(
    served: Served, browser_page: BrowserPages, *, javascript: bool
) -> None:
    made = has_sent(served, "Kit Pretend")
    page = at_work(served, browser_page(width=1280, height=800, javascript=javascript))
    click(page, ".list.people a")
    promise(page)
    if javascript:
        expect(page.locator("#draft-state")).to_have_text("Saved as a draft. It is not sent.")
        expect(page.locator("#draft-age")).to_contain_text("About the reading age of")
    else:
        click(page, "button[value=draft]")
    page.goto(f"{served.url}/iro/")
    click(page, ".list.people a")
    assert page.input_value("#words-1") == WORDS
    assert "About the reading age of" in page.inner_text("#draft-age")
    click(page, "button[value=send]")
    expect(page.locator("main [role=status]").first).to_contain_text("Your reply is sent.")
    assert page.input_value("#words-1") == ""
    child = browser_page(javascript=javascript)
    served.start(child, served.world.relinked(made).link.token)
    child.goto(f"{served.url}/pictures")
    for picture in PICTURES:
        press(child, picture)
    child.goto(f"{served.url}/sent")
    expect(child.locator("main")).to_contain_text(WORDS)


def test_a_promise_past_its_day_comes_back_and_is_settled(served: Served, browser_page: BrowserPages) -> None:
    has_sent(served, "Kit Pretend")
    page = at_work(served, browser_page(width=1280, height=800))
    click(page, ".list.people a")
    promise(page)
    click(page, "button[value=send]")
    served.world.clock.forward(days=20)
    at_work(served, page)
    expect(page.locator(".list.people li").first).to_contain_text("A promise is overdue")
    click(page, ".list.people a")
    click(page, "main .note.alarm a.button")
    page.check("input[name='outcome-1'][value='did']")
    page.fill("#words-1", "You went on Sunday.")
    click(page, "main .main-button")
    assert page.locator("main .note.alarm").count() == 0
    click(page, "[data-key=c]")
    assert "A promise is overdue" not in page.inner_text("main")


def test_closing_without_a_reply_asks_for_a_reason(served: Served, browser_page: BrowserPages) -> None:
    has_sent(served, "Kit Pretend")
    page = at_work(served, browser_page(width=1280, height=800))
    click(page, ".list.people a")
    page.click("details summary:has-text('Close it without a reply')")
    click(page, "form[action$='/close'] button")
    expect(page.locator(".errors")).to_contain_text("Choose why you close it without a reply.")
    page.check("input[name=how][value=nothing]")
    page.fill("#reason", "They only said hello.")
    click(page, "form[action$='/close'] button")
    expect(page.locator("main")).to_contain_text("nothing to answer.")


def test_keys_lead_through_what_is_unread_and_do_nothing_while_somebody_types(
    served: Served, browser_page: BrowserPages
) -> None:
    first, second = has_sent(served, "First Pretend"), has_sent(served, "Second Pretend")
    page = at_work(served, browser_page(width=1280, height=800))
    with arriving(page):
        page.keyboard.press("n")
    assert response_id(served.world, first.invitation.id) in page.url
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_contain_text("Next unread")
    page.keyboard.press("n")
    page.keyboard.press("Escape")
    assert response_id(served.world, first.invitation.id) in page.url, "the list was open"
    page.keyboard.press("r")
    page.keyboard.type("nps?c")
    assert page.input_value("#opening") == "nps?c"
    assert response_id(served.world, first.invitation.id) in page.url
    with arriving(page):
        page.keyboard.press("Control+s")
    assert page.input_value("#opening") == "nps?c"
    with arriving(page):
        page.keyboard.press("n")
    assert response_id(served.world, second.invitation.id) in page.url
    page.goto(f"{served.url}/staff/keys")
    click(page, "main form button")
    page.keyboard.press("c")
    page.keyboard.press("?")
    assert page.url.endswith("/staff/keys")
    assert page.locator("dialog").count() == 0


def test_the_list_of_keys_opens_from_its_link(served: Served, browser_page: BrowserPages) -> None:
    served.world.account(Role.COORDINATOR, email="coordinator@fernshire.example")
    page = served.sign_in(browser_page(width=1280, height=800), "coordinator@fernshire.example")
    page.click("#keys")
    expect(page.locator("dialog h2")).to_have_text("Keyboard shortcuts")
    page.click("dialog button")
    expect(page.locator("dialog")).to_be_hidden()

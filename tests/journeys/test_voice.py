"""Answering aloud in a real browser, with Chromium's made-up microphone."""

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import BrowserPages, program
from tests.journeys.served import Served
from tests.web.councils import email_of, response_id
from viewpoint.domain.council import Council
from viewpoint.domain.people import AuthorityId

pytestmark = pytest.mark.browser
FAKE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
GOOD_THINGS, SAFE = 8, 21


@pytest.fixture
def speaking(served: Served) -> Served:
    """The council has voice answers on."""
    councils = cast("dict[AuthorityId, Council]", served.world.services.councils)
    for code, council in councils.items():
        councils[code] = replace(council, has_voice_answers=True)
    return served


@pytest.fixture
def microphone(browser: Browser) -> Iterator[Browser]:
    """Another Chromium, whose microphone hums; `browser` is asked for, as it keeps Playwright running."""
    with_microphone = browser.browser_type.launch(executable_path=program(), args=list(FAKE))
    yield with_microphone
    with_microphone.close()


def asked(served: Served, page: Page, number: int = GOOD_THINGS) -> Page:
    page.goto(f"{served.url}/q/{number}")
    return page


def recorded(page: Page) -> Page:
    page.click("[data-voice-record]")
    expect(page.locator("[data-voice-is-on]")).to_be_visible()
    page.wait_for_timeout(600)
    return page


def test_what_is_said_is_kept_played_sent_and_heard_by_the_iro(speaking: Served, microphone: Browser) -> None:
    pages = BrowserPages(microphone)
    made = speaking.world.invited()
    page = asked(speaking, speaking.start(pages(), made.link.token))
    recorded(page).click("[data-voice-stop]")
    expect(page.locator("[data-voice-is-there]")).to_be_visible()
    assert plays(page, "[data-voice-play]") > 0
    page.reload()
    expect(page.locator("[data-voice-play]")).to_be_visible()
    page.goto(f"{speaking.url}/check")
    expect(page.locator("dl.rows").first).to_contain_text("You said it aloud")
    page.click("button[value=send]")
    page.wait_for_url("**/sent")
    iro = speaking.sign_in(pages(width=1280), email_of(speaking.world, speaking.world.iro()))
    iro.goto(f"{speaking.url}/iro/responses/{response_id(speaking.world, made.invitation.id)}")
    expect(iro.locator("main")).to_contain_text("Said aloud")
    assert plays(iro, "audio") > 0
    pages.close()


def plays(page: Page, selector: str) -> int:
    """The bytes that its player is given."""
    script = """async (selector) => {
        const answer = await fetch(document.querySelector(selector).src);
        const store = answer.headers.get("cache-control"), kind = answer.headers.get("content-type");
        if (store !== "no-store" || !kind.startsWith("audio/")) return 0;
        return (await answer.arrayBuffer()).byteLength;
    }"""
    return int(page.evaluate(script, selector))


def test_pressing_on_while_it_records_loses_nothing(speaking: Served, microphone: Browser) -> None:
    pages = BrowserPages(microphone)
    page = asked(speaking, speaking.start(pages(), speaking.world.invited().link.token))
    recorded(page).click("button[value=next]")
    page.wait_for_url(lambda url: not url.endswith(f"/q/{GOOD_THINGS}"))
    asked(speaking, page)
    expect(page.locator("[data-voice-is-there]")).to_be_visible()
    pages.close()


def test_it_can_be_taken_away(speaking: Served, microphone: Browser) -> None:
    pages = BrowserPages(microphone)
    page = asked(speaking, speaking.start(pages(), speaking.world.invited().link.token))
    recorded(page).click("[data-voice-stop]")
    page.click("[data-voice-remove]")
    expect(page.locator("[data-voice]")).to_have_attribute("data-state", "none")
    asked(speaking, page)
    expect(page.locator("[data-voice-record]")).to_be_visible()
    expect(page.locator("[data-voice-remove]")).to_be_hidden()
    pages.close()


def test_without_javascript_there_is_no_recorder(speaking: Served, browser_page: BrowserPages) -> None:
    page = speaking.start(browser_page(javascript=False), speaking.world.invited().link.token)
    expect(asked(speaking, page).locator("[data-voice]")).to_be_hidden()


def test_only_questions_for_words_have_one(speaking: Served, browser_page: BrowserPages) -> None:
    page = speaking.start(browser_page(), speaking.world.invited().link.token)
    expect(asked(speaking, page, SAFE).locator("[data-voice]")).to_have_count(0)


def test_where_it_is_off_nothing_of_it_is_there(served: Served, browser_page: BrowserPages) -> None:
    page = served.start(browser_page(), served.world.invited().link.token)
    answer = page.goto(f"{served.url}/q/{GOOD_THINGS}")
    expect(page.locator("[data-voice]")).to_have_count(0)
    assert answer
    assert "microphone=()" in answer.headers["permissions-policy"]
    assert "voice" not in (page.locator("script").first.get_attribute("src") or "")

"""After quick exit nothing of what was on screen comes back: not by Back, not from the folder on disk."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue

import pytest
from flask import Response, request
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.browser import BrowserPages, program
from tests.journeys.served import Served, choose, press
from tests.web.browsing import OURS

pytestmark = pytest.mark.browser
CANARY = "xylophone marmoset"
GOOD_THINGS, SETTLED = 8, 3
ALL_THAT_IS_SHOWN = """() => [
  document.documentElement.outerHTML +
    [...document.querySelectorAll('textarea, input')].map(each => each.value),
  document.querySelectorAll('main input:checked').length]"""

Ways = Callable[[Page], None]


def by_button(page: Page) -> None:
    page.click("#leave button")


def by_two_quick_presses(page: Page) -> None:
    page.dblclick("#leave button")


def by_escape(page: Page) -> None:
    for _press in range(3):
        page.keyboard.press("Escape")


def by_shift_held_down_too_long(page: Page) -> None:
    for _press in range(5):
        page.keyboard.press("Shift")


WAYS = [by_button, by_two_quick_presses, by_escape, by_shift_held_down_too_long]


def writing(served: Served, page: Page) -> Page:
    """Somebody with a saved answer, on a page with words that are on the screen alone."""
    served.start(page, served.world.invited().link.token)
    page.goto(f"{served.url}/q/{SETTLED}")
    choose(page, "settled", "always")
    press(page, "next")
    page.goto(f"{served.url}/q/{GOOD_THINGS}")
    page.fill("textarea", f"{CANARY} one")
    press(page, "next")
    page.goto(f"{served.url}/check")
    expect(page.locator("main")).to_contain_text(f"{CANARY} one")
    page.goto(f"{served.url}/q/{GOOD_THINGS}")
    page.fill("textarea", f"{CANARY} two")
    return page


def left(served: Served, page: Page, way: Ways) -> Page:
    way(page)
    page.wait_for_url(served.away)
    expect(page.locator("h1")).to_have_text("The weather")
    return page


def shows_nothing(page: Page) -> None:
    told = None
    while told is None:  # a page that is fetched anew while it is looked at is looked at again
        with suppress(Error):
            page.wait_for_load_state()
            told = page.evaluate(ALL_THAT_IS_SHOWN)
    words, chosen = told
    assert CANARY not in words, page.url
    assert chosen == 0, page.url


@contextmanager
def a_browser_of_ones_own(
    browser: Browser, folder: Path, *, javascript: bool = True
) -> Iterator[BrowserContext]:
    """Chromium as people have it: a folder on disk, and pages kept whole for Back."""
    context = browser.browser_type.launch_persistent_context(
        folder,
        executable_path=program(),
        java_script_enabled=javascript,
        ignore_default_args=["--disable-back-forward-cache"],
        viewport={"width": 360, "height": 640},
    )
    yield context
    context.close()


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_back_and_forward_show_nothing(served: Served, browser_page: BrowserPages, way: Ways) -> None:
    page = left(served, writing(served, browser_page()), way)
    for step in [page.go_back] * 6 + [page.go_forward] * 6:
        with suppress(Error):  # the page that comes may leave at once, and then the step is never done
            step()
        shows_nothing(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_back_reload_and_every_entry_of_the_history_show_nothing(
    served: Served, browser_page: BrowserPages, javascript: bool
) -> None:
    page = left(served, writing(served, browser_page(javascript=javascript)), by_button)
    entries = page.context.new_cdp_session(page).send("Page.getNavigationHistory")["entries"]
    assert len(entries) >= 5
    assert not [entry for entry in entries if CANARY in str(entry)]
    titles = {entry["title"] for entry in entries if entry["url"].startswith(served.url)}
    assert titles <= {"Your questions", ""}
    for entry in entries:
        page.goto(entry["url"])
        shows_nothing(page)
        page.reload()
        shows_nothing(page)
    page.goto(f"{served.url}/check")
    expect(page.locator("h1")).to_have_text("This link is not open")


def test_leaving_takes_the_place_of_the_page_in_the_history(
    served: Served, browser_page: BrowserPages
) -> None:
    page = writing(served, browser_page())
    session = page.context.new_cdp_session(page)
    before = len(session.send("Page.getNavigationHistory")["entries"])
    left(served, page, by_button)
    after = session.send("Page.getNavigationHistory")
    assert len(after["entries"]) == before
    assert after["entries"][after["currentIndex"]]["url"] == served.away


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_the_session_is_dead_on_the_server_and_the_cookie_opens_nothing(
    served: Served, browser_page: BrowserPages, javascript: bool
) -> None:
    page = writing(served, browser_page(javascript=javascript))
    cookies = page.context.cookies(served.url)
    cleared = _answers_to_leaving(served)
    left(served, page, by_button)
    assert cleared.get(timeout=20) == '"cache", "cookies", "storage"'
    client = served.app.test_client()
    for cookie in cookies:
        client.set_cookie(cookie["name"], cookie["value"], domain="localhost")
    for address in ("/check", "/q/1", "/resume", "/talk"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert CANARY not in answer.text


def test_leaving_without_a_signal_is_made_good_by_the_next_request(
    served: Served, browser_page: BrowserPages
) -> None:
    page = writing(served, browser_page())
    page.route("**/leave", lambda route: route.abort())
    left(served, page, by_button)
    page.unroute("**/leave")
    page.go_back()
    shows_nothing(page)
    page.goto(f"{served.url}/check")
    expect(page.locator("h1")).to_have_text("This link is not open")
    assert not [cookie for cookie in page.context.cookies(served.url) if cookie["name"] == "left"]


def test_a_page_posted_once_more_after_leaving_shows_nothing(
    served: Served, browser_page: BrowserPages
) -> None:
    page = browser_page(javascript=False)
    served.start(page, served.world.invited().link.token)
    page.goto(f"{served.url}/q/{GOOD_THINGS}")
    token = page.get_attribute("main input[name=csrf_token]", "value")
    page.fill("textarea", CANARY * 300)  # too long: the page that comes is the answer to a post
    press(page, "next")
    assert CANARY in page.content()
    left(served, page, by_button)
    page.goto(f"{served.url}/help")
    posted = page.request.post(
        f"{served.url}/q/{GOOD_THINGS}",
        form={"csrf_token": token or "", "good_things": CANARY, "go": "next"},
        headers=OURS,
    )
    assert posted.status == 404
    assert CANARY not in posted.text()


def test_a_new_start_after_leaving_opens_a_new_visit(served: Served, browser_page: BrowserPages) -> None:
    page = browser_page()
    made = served.world.invited()
    served.start(page, made.link.token)
    page.goto(f"{served.url}/q/{GOOD_THINGS}")
    left(served, page, by_escape)
    served.start(page, made.link.token)
    page.goto(f"{served.url}/q/{GOOD_THINGS}")
    expect(page.locator("h1")).to_have_text("What is good about living here?")


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_the_browsers_folder_on_disk_holds_no_word(
    served: Served, browser: Browser, tmp_path: Path, javascript: bool
) -> None:
    folder = tmp_path / "browser"
    with a_browser_of_ones_own(browser, folder, javascript=javascript) as context:
        page = left(served, writing(served, context.new_page()), by_button)
        page.go_back()  # with pages kept whole this is where one would come back
        shows_nothing(page)
        page.go_forward()
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    held = [path for path in files if any(word in path.read_bytes() for word in _as_bytes(CANARY))]
    assert held == []
    shutil.rmtree(folder)


def test_a_page_that_the_browser_kept_whole_is_fetched_anew(
    served: Served, browser_page: BrowserPages
) -> None:
    page = writing(served, browser_page())
    came_back = "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))"
    with page.expect_navigation():
        page.evaluate(came_back)  # as a browser says it; Chromium keeps no page whole that is no-store
    assert f"{CANARY} two" not in page.content() + page.input_value("textarea")


def test_the_pages_say_that_the_phones_list_stays(served: Served, browser_page: BrowserPages) -> None:
    page = browser_page()
    served.start(page, served.world.invited().link.token)
    told = "It cannot clear the list of pages that this phone or computer keeps."
    page.click("summary:has-text('button at the top')")
    expect(page.locator("main")).to_contain_text(told)
    page.goto(f"{served.url}/help")
    expect(page.locator("main")).to_contain_text(told)


def _answers_to_leaving(served: Served) -> "SimpleQueue[str]":
    """What the server tells browsers to clear from here on; a page that is gone cannot say it."""
    told: SimpleQueue[str] = SimpleQueue()

    def note(response: Response) -> Response:
        if request.path == "/leave":
            told.put(response.headers.get("Clear-Site-Data", ""))
        return response

    served.app.after_request_funcs.setdefault(None, []).insert(0, note)
    return told


def _as_bytes(words: str) -> tuple[bytes, ...]:
    """Words as files hold them: plain, as UTF-16, and as a form sends them."""
    return words.encode(), words.encode("utf-16-le"), words.replace(" ", "+").encode()

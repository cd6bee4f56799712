"""Without a signal there is one page that says so: never a question, and nothing of a visit that was left."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser import BrowserPages
from tests.journeys.served import Served
from tests.journeys.test_quick_exit import CANARY, GOOD_THINGS, by_button, left, shows_nothing, writing

pytestmark = pytest.mark.browser
READY = "navigator.serviceWorker.ready.then(found => found.active.scriptURL)"
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const kept = await caches.open(name);
    for (const asked of await kept.keys()) found.push([asked.url, await (await kept.match(asked)).text()]);
  }
  return found;
}"""


def with_worker(page: Page) -> Page:
    """Once the browser keeps its page for no signal."""
    assert "/worker.js?l=" in page.evaluate(READY)
    return page


def test_a_page_that_cannot_be_fetched_says_that_there_is_no_signal(
    served: Served, browser_page: BrowserPages
) -> None:
    page = with_worker(writing(served, browser_page(service_workers="allow")))
    page.context.set_offline(offline=True)
    page.goto(f"{served.url}/check")
    expect(page.locator("h1")).to_have_text("No signal")
    expect(page.locator("main")).to_contain_text("What you saved is safe.")
    assert page.locator("footer a[href^='tel:']").count() == 2
    assert page.evaluate("getComputedStyle(document.querySelector('#leave button')).fontWeight") == "600"
    shows_nothing(page)
    page.context.set_offline(offline=False)
    page.click("main button")
    expect(page.locator("main")).to_contain_text(f"{CANARY} one")


def test_only_that_page_and_files_are_kept(served: Served, browser_page: BrowserPages) -> None:
    page = with_worker(writing(served, browser_page(service_workers="allow")))
    page.reload()
    page.goto(f"{served.url}/q/{GOOD_THINGS}")
    page.goto(f"{served.url}/help")
    kept = page.evaluate(KEPT)
    paths = [address.removeprefix(served.url) for address, _text in kept]
    assert len(paths) == 4
    assert all(re.match(r"/no-signal\?l=en$|/static/[\w.]+$", path) for path in paths), paths
    assert not [address for address, text in kept if CANARY in text or "What is good" in text]


def test_after_quick_exit_and_back_offline_nothing_of_what_was_on_screen_is_there(
    served: Served, browser_page: BrowserPages
) -> None:
    page = with_worker(writing(served, browser_page(service_workers="allow")))
    left(served, page, by_button)
    page.context.set_offline(offline=True)
    for _step in range(6):
        with suppress(Error):  # where even the page for no signal is gone, the browser's own comes
            page.go_back()
        shows_nothing(page)
    page.context.set_offline(offline=False)
    page.goto(f"{served.url}/check")
    expect(page.locator("h1")).to_have_text("This link is not open")


def test_quick_exit_without_a_signal_leaves_the_page_that_says_so_and_no_word(
    served: Served, browser_page: BrowserPages
) -> None:
    page = with_worker(writing(served, browser_page(service_workers="allow")))
    page.context.set_offline(offline=True)
    page.click("#leave button")
    page.wait_for_function("!document.querySelector('textarea')")
    assert CANARY not in page.content()
    page.goto(f"{served.url}/q/{GOOD_THINGS}")
    expect(page.locator("h1")).to_have_text("No signal")
    page.context.set_offline(offline=False)
    page.goto(f"{served.url}/q/{GOOD_THINGS}")
    expect(page.locator("h1")).to_have_text("This link is not open")
    shows_nothing(page)


def test_quick_exit_has_the_browser_throw_all_of_it_away(served: Served, browser_page: BrowserPages) -> None:
    page = with_worker(writing(served, browser_page(service_workers="allow")))
    left(served, page, by_button)
    page.goto(f"{served.url}/help")
    page.wait_for_function("async () => (await caches.keys()).length === 0")
    page.wait_for_function("async () => (await navigator.serviceWorker.getRegistrations()).length === 0")


def test_staff_pages_are_not_touched(served: Served, browser_page: BrowserPages) -> None:
    page = with_worker(writing(served, browser_page(service_workers="allow")))
    page.context.set_offline(offline=True)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(f"{served.url}/staff/sign-in")


def test_a_visit_in_another_language_keeps_the_page_in_that_language(
    served: Served, browser_page: BrowserPages
) -> None:
    languages = served.app.extensions["viewpoint.languages"]
    tag = next((each for each in languages if each != "en"), "en")
    page = browser_page(service_workers="allow")
    served.start(page, served.world.invited().link.token, tag)
    assert page.evaluate(READY).endswith(f"?l={tag}")

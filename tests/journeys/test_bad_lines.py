"""A bad line, in a real browser: whatever is lost on the way, what was acknowledged is kept, and once."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import func, select

from tests.browser import BrowserPages
from tests.builders import Made, World, a_world, demo_settings
from tests.journeys.served import Served, arriving, choose, press
from tests.kill.process import Killed
from viewpoint.storage.tables.invitations import DraftAnswer
from viewpoint.storage.tables.responses import Response

pytestmark = pytest.mark.browser


class Line:
    """The line between a browser and the server; `posts` counts what was sent, lost ones among them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.posts = 0
        self.lose: Callable[[Route], None] | None = None
        page.route("**/*", self._pass)

    def _pass(self, route: Route) -> None:
        if route.request.method != "POST":
            return route.continue_()
        self.posts += 1
        lose, self.lose = self.lose, None
        return lose(route) if lose else route.continue_()


def never_sent(route: Route) -> None:
    """The line is dead before the first byte."""
    route.abort("internetdisconnected")


def answer_lost(route: Route) -> None:
    """The server acts, and its answer never arrives."""
    route.fetch()
    route.abort("connectionreset")


def gateway_down(route: Route) -> None:
    """The server is being started again behind its proxy."""
    route.fulfill(status=502, content_type="text/html", body="<h1>Bad gateway</h1>")


LOSSES = [never_sent, answer_lost, gateway_down]


def at_question(served: Served, page: Page, number: int = 3) -> Made:
    made = served.world.invited()
    served.start(page, made.link.token)
    page.goto(f"{served.url}/q/{number}")
    return made


def count(world: World, table: type[DraftAnswer | Response], made: Made) -> int:
    query = select(func.count()).where(table.invitation_id == made.invitation.id)
    with world.services.database.read() as connection:
        return int(connection.execute(query).scalar_one())


def tap(page: Page, value: str) -> None:
    page.click(f"main button[value='{value}']")


def the_line_is_back(page: Page) -> None:
    page.evaluate("dispatchEvent(new Event('online'))")


STEPS: tuple[tuple[str, str, Callable[[Page], None]], ...] = (
    ("welcome", "next", lambda _page: None),
    ("who is with you", "next", lambda page: page.check("input[value=alone]", force=True)),
    ("pictures", "skip", lambda _page: None),
    ("words between questions", "next", lambda _page: None),
    ("a question", "next", lambda page: page.locator("main input[type=radio]").first.check(force=True)),
)
"""From the welcome on: what the page is, the button, and what is answered first."""


@pytest.mark.parametrize("loss", LOSSES)
def test_every_step_that_is_lost_on_the_way_is_taken_once_the_line_is_back(
    served: Served, browser_page: BrowserPages, loss: Callable[[Route], None]
) -> None:
    """Before a post (never sent), after it (its answer lost), and while the server is away."""
    page, made = browser_page(), served.world.invited()
    line = Line(page)
    page.goto(f"{served.url}/s/{made.link.token}")
    said = "#not-saved" if loss is gateway_down else "#no-signal"

    def lost(button: str) -> None:
        line.lose = loss
        with arriving(page):
            tap(page, button)
            expect(page.locator(said)).to_be_visible()
            the_line_is_back(page)

    lost("en")
    for _name, button, answer in STEPS:
        answer(page)
        lost(button)
    page.goto(f"{served.url}/q/8")
    page.fill("textarea", "My room, and the garden")
    line.lose = loss
    tap(page, "next")
    expect(page.locator(said)).to_be_visible()
    expect(page.locator("textarea")).to_have_value("My room, and the garden")
    with arriving(page):
        the_line_is_back(page)
    page.goto(f"{served.url}/q/8")
    expect(page.locator("textarea")).to_have_value("My room, and the garden")
    page.goto(f"{served.url}/check")
    lost("send")
    expect(page.locator("h1")).to_have_text("Thank you. Your answers are sent.")
    assert count(served.world, Response, made) == 1


def test_a_server_killed_at_every_step_loses_nothing(
    empty_sqlite: Path, tmp_path: Path, browser_page: BrowserPages
) -> None:
    url = f"sqlite:///{shutil.copy(empty_sqlite, tmp_path / 'killed.sqlite3')}"
    world = a_world(demo_settings(tmp_path, url))
    made, server, page = world.invited(), Killed(url, tmp_path), browser_page()

    def killed(button: str) -> None:
        server.kill()
        with arriving(page):
            tap(page, button)
            expect(page.locator("#no-signal")).to_be_visible()
            server.start()
            the_line_is_back(page)

    try:
        server.start()
        page.goto(f"{server.url}/s/{made.link.token}")
        killed("en")
        for _name, button, answer in STEPS:
            answer(page)
            killed(button)
        page.goto(f"{server.url}/check")
        killed("send")
        expect(page.locator("h1")).to_have_text("Thank you. Your answers are sent.")
        assert count(world, Response, made) == 1
    finally:
        server.stop()
        world.services.database.close()


def test_without_the_script_a_lost_page_is_sent_again_by_the_browser(
    served: Served, browser_page: BrowserPages
) -> None:
    page = browser_page(javascript=False)
    made = at_question(served, page)
    choose(page, "settled", "always")
    line = Line(page)
    line.lose = answer_lost
    with page.expect_event("requestfailed"):
        tap(page, "next")
    page.wait_for_url("chrome-error://**")
    page.goto(f"{served.url}/q/3")
    expect(page.locator("input[value=always]")).to_be_checked()
    assert count(served.world, DraftAnswer, made) == 1


def test_a_second_tap_while_the_first_is_under_way_is_not_sent(
    served: Served, browser_page: BrowserPages
) -> None:
    page = browser_page()
    made, line = at_question(served, page), Line(page)
    choose(page, "settled", "always")
    with arriving(page):
        page.dblclick("main button[value=next]")
    assert line.posts == 1
    assert count(served.world, DraftAnswer, made) == 1


@pytest.mark.parametrize("javascript", [True, False])
def test_send_pressed_twice_sends_once(served: Served, browser_page: BrowserPages, javascript: bool) -> None:
    page = browser_page(javascript=javascript)
    made = at_question(served, page)
    choose(page, "settled", "always")
    press(page, "next")
    page.goto(f"{served.url}/check")
    page.dblclick("main button[value=send]")
    expect(page.locator("h1")).to_have_text("Thank you. Your answers are sent.")
    assert count(served.world, Response, made) == 1


def test_two_tabs_keep_what_each_was_told_and_send_once(served: Served, browser_page: BrowserPages) -> None:
    one = browser_page()
    made = at_question(served, one)
    two = one.context.new_page()
    two.goto(f"{served.url}/q/8")
    two.fill("textarea", "from the second tab")
    choose(one, "settled", "always")
    press(one, "next")
    press(two, "next")
    for tab in (one, two):
        tab.goto(f"{served.url}/check")
    press(one, "send")
    press(two, "send")
    expect(two.locator("h1")).to_have_text("Thank you. Your answers are sent.")
    assert count(served.world, Response, made) == 1


@pytest.mark.parametrize("javascript", [True, False])
def test_back_at_each_step_shows_each_page_with_what_was_answered(
    served: Served, browser_page: BrowserPages, javascript: bool
) -> None:
    page, made = browser_page(javascript=javascript), served.world.invited()
    served.start(page, made.link.token)
    seen = []
    for _name, button, answer in STEPS:
        seen.append(page.locator("h1").inner_text())
        answer(page)
        press(page, button)
    for heading in reversed(seen):
        page.go_back()
        expect(page.locator("h1")).to_have_text(heading)
        if heading == seen[-1]:
            expect(page.locator("main input[type=radio]").first).to_be_checked()
    assert count(served.world, DraftAnswer, made) == 1


def test_a_preview_robot_does_not_spend_the_link(served: Served, browser_page: BrowserPages) -> None:
    made = served.world.invited()
    robot = served.app.test_client()
    pages = {robot.get(f"/s/{made.link.token}").data for _time in range(100)}
    assert len(pages) == 1
    assert not robot.head(f"/s/{made.link.token}").headers.get("Set-Cookie")
    page = browser_page()
    served.start(page, made.link.token)
    expect(page.locator("h1")).to_contain_text("Hello")

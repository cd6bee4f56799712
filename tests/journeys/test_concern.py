"""A concern in browsers without JavaScript: asked for, left, escalated, taken up, closed, asked again."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import BrowserPages
from tests.builders import World
from tests.journeys.served import Served, choose, is_wider_than_the_screen, press
from tests.services.duty import deputy, duty, manager
from tests.web.councils import email_of
from viewpoint.domain.notice import Notice
from viewpoint.storage.notices import waiting_notices

pytestmark = pytest.mark.browser
NAME = "Zuzanka Quillfeather"
REACH = "behind the heliotrope shed"


def test_from_asking_to_closing_and_asking_again(served: Served, browser_page: BrowserPages) -> None:
    world = served.world
    for viewer in (duty(world), manager(world), deputy(world)):
        assert viewer.authority == world.authority
    made = world.invited(world.young_person(name=NAME, child_ref="QQ7731"))
    _asks(served.start(_phone(served, browser_page), made.link.token))

    _nobody_takes_it_up(world)
    managers = served.sign_in(_desk(served, browser_page), email_of(world, manager(world)))
    expect(managers.locator("main")).to_contain_text("1 concern should have been taken up by now.")
    expect(managers.locator("tbody tr").first).to_contain_text("you and the other managers")
    assert NAME not in managers.content()
    assert REACH not in managers.content()

    worker = served.sign_in(_desk(served, browser_page), email_of(world, duty(world)))
    expect(worker.locator(".list > li").first).to_contain_text("Late")
    worker.click(f"text={NAME}")
    expect(worker.locator("main")).to_contain_text(REACH)
    _press(worker, "I take this up")
    expect(worker.locator("main")).to_contain_text("has taken it up.")
    worker.fill("#note", "Rang at five, no answer.")
    _press(worker, "Write it down")
    _press(worker, "Close it")
    expect(worker.locator("[role=alert]")).to_contain_text("Write what was done.")
    worker.fill("#done", "I met them at school. They sleep at their nan's.")
    _press(worker, "Close it")
    expect(worker.locator("main")).to_contain_text("Nothing new")
    managers.reload()
    expect(managers.locator("main")).to_contain_text("No concern waits")

    _asks(served.start(_phone(served, browser_page), world.relinked(made).link.token))
    worker.reload()
    expect(worker.locator("main")).to_contain_text("1 concern that nobody has taken up")
    worker.click(f"text={NAME}")
    for step in ("Raised", "the deputy was told", "the managers were told", "Closed", "They asked again"):
        expect(worker.locator("ol.list")).to_contain_text(step)


def _phone(served: Served, pages: BrowserPages) -> Page:
    return pages(width=360, height=640, javascript=False, base_url=served.url)


def _desk(served: Served, pages: BrowserPages) -> Page:
    return pages(width=360, height=640, javascript=False, base_url=served.url)


def _asks(page: Page) -> None:
    """The young person presses the button that is on every page."""
    page.goto("/talk")
    choose(page, "tell", "yes")
    page.fill("textarea", REACH)
    press(page, "next")
    expect(page.locator("h1")).to_contain_text("We have passed it on")


def _nobody_takes_it_up(world: World) -> None:
    """Two hours, and two more: the deputy, then the manager."""
    for _step in range(2):
        world.clock.forward(hours=2)
        world.services.concern_clock.look()
    with world.services.database.read() as connection:
        told = [each.notice for each in waiting_notices(connection, world.authority, 99)]
    assert told.count(Notice.CONCERN_ESCALATED) == 2


def _press(page: Page, words: str) -> None:
    page.click(f"main button:text-is('{words}')")
    page.wait_for_load_state()
    assert not is_wider_than_the_screen(page), page.url

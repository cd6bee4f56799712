"""What browser tests share: a served council, and pages used by keyboard, by touch and without JavaScript."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask
from playwright.sync_api import Page

from tests.builders import PASSWORD, World
from tests.staff_codes import app_code


@dataclass(frozen=True)
class Served:
    """A council and where it is served."""

    world: World
    app: Flask
    url: str

    @property
    def away(self) -> str:
        """Where quick exit leads."""
        return next(iter(self.world.services.councils.values())).safe_site

    def start(self, page: Page, token: str, language: str = "en") -> Page:
        """A young person's visit, begun by the button of a link's page."""
        page.goto(f"{self.url}/s/{token}")
        page.click(f"button[value={language}]")
        page.wait_for_url(lambda url: "/s/" not in url)
        return page

    def sign_in(self, page: Page, email: str) -> Page:
        """A member of staff at their first page."""
        page.goto(f"{self.url}/staff/sign-in")
        page.fill("#email", email)
        page.fill("#password", PASSWORD)
        page.click("main button")
        page.wait_for_url("**/staff/code")
        page.fill("#one_time_code", app_code(self.app))
        page.click("main button")
        page.wait_for_url(lambda url: "/staff/code" not in url)
        return page


def press(page: Page, value: str) -> Page:
    """Press the button of this value, and wait for where it leads: a page that fits the screen."""
    with page.expect_response(lambda answer: answer.request.method == "POST"), arriving(page):
        page.click(f"main button[value='{value}']")
    assert not is_wider_than_the_screen(page), page.url
    return page


@contextmanager
def arriving(page: Page) -> Iterator[None]:
    """Wait until another page is there, fetched by the browser or put in place by the script."""
    page.locator("main").evaluate("main => main.dataset.left = 'yes'")
    yield
    page.wait_for_selector("main:not([data-left])")
    page.wait_for_load_state()


def choose(page: Page, name: str, value: str) -> Page:
    """Choose an answer as a finger does: wherever its card is touched, field or words."""
    page.check(f"input[name='{name}'][value='{value}']", force=True)
    return page


def is_wider_than_the_screen(page: Page) -> bool:
    """Whether the page would have to be moved sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))

"""A deputy reads and replies and the young person sees by whom; somebody outside is opened for a reason."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import BrowserPages
from tests.journeys.served import Served, arriving, is_wider_than_the_screen
from tests.services.visits import PIN, give
from tests.web.councils import email_of
from viewpoint.domain.permissions import Role

pytestmark = pytest.mark.browser

WORDS = "The police rang about tonight."


def press(page: Page, words: str) -> None:
    with arriving(page):
        page.get_by_role("button", name=words).click()
    assert not is_wider_than_the_screen(page), page.url


def sent_behind_pictures(served: Served) -> str:
    """Something sent by Kit Pretend; the secret of the visit in which it can be seen again."""
    world = served.world
    secret = world.started(world.invited(world.young_person(name="Kit Pretend")))
    world.services.pins.choose(secret, PIN)
    give(world, secret)
    world.services.respond.send(secret)
    return secret


def page_of(served: Served, browser_page: BrowserPages, email: str) -> Page:
    page = browser_page(javascript=False)
    served.sign_in(page, email)
    return page


def test_a_deputy_reads_and_replies_in_their_place(served: Served, browser_page: BrowserPages) -> None:
    world = served.world
    iro, ada = email_of(world, world.iro()), world.account(Role.IRO, name="Ada Moor")
    secret = sent_behind_pictures(served)
    page = page_of(served, browser_page, iro)
    page.get_by_role("link", name="Cover", exact=True).click()
    page.get_by_label("Who").select_option(label="Ada Moor")
    page.get_by_label("Last day").fill("2026-11-20")
    press(page, "Let them stand in")
    expect(page.get_by_role("status")).to_contain_text("They stand in for you")
    deputy = page_of(served, browser_page, email_of(world, ada))
    expect(deputy.locator(".people li")).to_contain_text("you cover Sam Okoro until Friday 20 November")
    with arriving(deputy):
        deputy.get_by_role("link", name="Kit Pretend").click()
    deputy.get_by_label("First, to them").fill("I am looking after this while Sam is away.")
    press(deputy, "Send the reply")
    after = world.services.hear_back.afterwards(secret)
    assert (after.read_by_name, after.replies[0].from_name) == ("Ada Moor", "Ada Moor")
    page.reload()
    press(page, "End it: Ada Moor")
    with arriving(deputy):
        deputy.goto(f"{served.url}/iro/")
    expect(deputy.get_by_role("heading", name="Nobody is in your caseload yet")).to_be_visible()


def test_somebody_outside_is_opened_for_a_reason_that_their_iro_sees(
    served: Served, browser_page: BrowserPages
) -> None:
    world = served.world
    secret = sent_behind_pictures(served)
    ada = page_of(served, browser_page, email_of(world, world.account(Role.IRO, name="Ada Moor")))
    ada.get_by_role("link", name="Outside my caseload").click()
    ada.get_by_label("Their whole name").fill("kit pretend")
    press(ada, "Find")
    expect(ada.get_by_text("Their IRO: Sam Okoro")).to_be_visible()
    press(ada, "Open it for 24 hours")
    expect(ada.get_by_role("alert")).to_contain_text("Choose the kind of reason.")
    ada.get_by_label("may not be safe").check()
    ada.get_by_label("In your words").fill(WORDS)
    press(ada, "Open it for 24 hours")
    expect(ada.get_by_text("The dog and the big garden")).to_be_visible()
    expect(ada.get_by_role("button", name="Send the reply")).to_have_count(0)
    assert [who for who, _at in world.services.hear_back.afterwards(secret).read_outside] == ["Ada Moor"]
    sam = page_of(served, browser_page, email_of(world, world.iro()))
    expect(sam.locator(".people li")).to_contain_text("Opened by Ada Moor on Wednesday 18 November: They")
    expect(sam.locator(".people li")).to_contain_text(WORDS)
    expect(sam.locator(".people li")).to_contain_text("Not read yet")
    auditor = page_of(served, browser_page, email_of(world, world.account(Role.AUDITOR)))
    expect(auditor.locator("tbody tr")).to_contain_text([WORDS])
    auditor.get_by_role("link", name="Does the log hold?").click()
    press(auditor, "Check every line")
    expect(auditor.get_by_role("status")).to_contain_text("Every line holds.")

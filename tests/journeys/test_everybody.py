"""The whole job on a phone without JavaScript: roster in, link out, answers in, a reply back, a release."""

import re
from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Page, expect

from tests.browser import BrowserPages
from tests.builders import World
from tests.exchange.broken_rosters import CONTACTS as CONTACTS_SOUND
from tests.exchange.broken_rosters import EPISODES as EPISODES_SOUND
from tests.exchange.broken_rosters import HEADER, REVIEWS
from tests.journeys.served import Served, choose, press
from tests.web.browsing import crawl, sign_in
from tests.web.councils import email_of, work
from viewpoint.domain.permissions import Role
from viewpoint.domain.response import Answer

pytestmark = pytest.mark.browser
EVERYBODY = 26
CANARY = "Zuzanka Quillfeather"
WORDS = "My marmoset wants to see my brother more"
REPLY = "I have asked about more time with your brother"
PICTURES = ("kite", "fish", "ball", "kite")


class Phones:
    """A phone without JavaScript for each person."""

    def __init__(self, served: Served, pages: BrowserPages) -> None:
        self._served = served
        self._pages = pages

    def one(self) -> Page:
        """Somebody's own."""
        return self._pages(width=360, height=640, javascript=False, base_url=self._served.url)

    def of_staff(self, email: str) -> Page:
        """A member of staff's, signed in."""
        return self._served.sign_in(self.one(), email)


def test_from_the_roster_to_the_release(served: Served, browser_page: BrowserPages) -> None:
    world, phones = served.world, Phones(served, browser_page)
    emails = _staff(world)
    coordinator = phones.of_staff(emails[Role.COORDINATOR])
    _brings_in_the_roster(coordinator)
    _opens_a_round(coordinator)
    _invites_everybody(coordinator)
    work(world)
    links = _outbox(coordinator)
    assert len(links) == EVERYBODY

    _answers(phones.one(), links[CANARY])
    for name, link in links.items():
        if name != CANARY:
            _sends(world, link)
    work(world)

    _reads_and_replies(phones.of_staff(emails[Role.IRO]))
    work(world)
    _hears_back(phones.one(), _outbox(coordinator)[CANARY])

    _closes_the_round(coordinator)
    work(world)
    _reads_the_release(phones.of_staff(emails[Role.COMMISSIONER]))
    _nobody_else_meets_the_canary(served, emails)


def _staff(world: World) -> dict[Role, str]:
    world.staff |= {role: world.account(role) for role in (Role.COORDINATOR, Role.COMMISSIONER, Role.MANAGER)}
    emails = {role: email_of(world, viewer) for role, viewer in world.staff.items()}
    return {**emails, Role.IRO: email_of(world, world.iro())}


def _roster() -> Iterator[tuple[str, str]]:
    """Young people of 13, each in a home of their own, whose reviews are near."""
    names = [CANARY, *(f"Wren Example{number}" for number in range(2, EVERYBODY + 1))]
    children = [f"90{number:02}" for number in range(1, EVERYBODY + 1)]
    header, episodes, reviews, contacts = (
        [text.splitlines()[0]] for text in (HEADER, EPISODES_SOUND, REVIEWS, CONTACTS_SOUND)
    )
    for child, name in zip(children, names, strict=True):
        header.append(f"{child},F,14/05/2013,WBRI,UN1,,")
        episodes.append(f"{child},10/06/2024,S,C2,N1,K2,PR4,,,,BD1 1HY,LS1 1UR,SC90{child}")
        reviews.append(f"{child},14/05/2013,06/01/2026,PN1")
        phone = f"07700 90{child}"
        contacts.append(f"{child},{name},{phone},,English,,iro@fernshire.example,02/12/2026,IN,3,none,sms")
    rows = {"header": header, "episodes": episodes, "reviews": reviews, "contacts": contacts}
    for table, lines in rows.items():
        yield f"{table}.csv", "\n".join(lines) + "\n"


def _brings_in_the_roster(page: Page) -> None:
    page.click("nav a:has-text('Roster')")
    files = [{"name": name, "mimeType": "text/csv", "buffer": text.encode()} for name, text in _roster()]
    page.set_input_files("input[type=file]", files)  # type: ignore[arg-type]  # FilePayload by its keys
    page.click("main button")
    expect(page.locator("h1")).to_have_text("What the roster would change")
    expect(page.locator("main")).to_contain_text(f"{EVERYBODY} young people")
    press(page, "all")
    expect(page.locator("[role=status]")).to_have_text("The roster is brought in.")


def _opens_a_round(page: Page) -> None:
    page.click("nav a:has-text('Rounds')")
    page.click("main button:has-text('Open 2026 Q4')")
    expect(page.locator("[role=status]")).to_have_text("Round 2026 Q4 is open.")


def _invites_everybody(page: Page) -> None:
    page.goto("/coordinator/due")
    press(page, "everyone")
    expect(page.locator("h1")).to_have_text("Invite everyone who is due?")
    page.click("main button:has-text('Invite everyone')")
    expect(page.locator("[role=status]").first).to_have_text(f"{EVERYBODY} young people are invited.")


def _outbox(page: Page) -> dict[str, str]:
    """Each young person's link, from the messages that would have left."""
    page.goto("/coordinator/outbox")
    found: dict[str, str] = {}
    for message in page.locator("main article").all():
        name = message.locator("h2").inner_text()
        found.setdefault(name, str(message.locator("a").get_attribute("href")))  # the newest stand first
    return found


def _answers(page: Page, link: str) -> None:
    """One Skip, one change of mind, everything else as it comes."""
    page.goto(link)
    press(page, "en")
    expect(page.locator("h1")).to_have_text("Hello, Zuzanka")
    press(page, "next")
    choose(page, "who", "alone")
    press(page, "next")
    for picture in (*PICTURES, *PICTURES):
        press(page, picture)
    press(page, "next")
    expect(page.locator("legend h1")).to_contain_text("feel like a home")
    choose(page, "home_feel", "7")
    press(page, "next")
    press(page, "skip")
    while not page.url.endswith("/check"):
        _answers_one(page)
    expect(page.locator("main")).to_contain_text("7 out of 10")
    expect(page.locator("main")).to_contain_text("Skipped")
    page.locator("dl.rows > div", has_text="7 out of 10").locator("a").click()
    choose(page, "home_feel", "3")
    press(page, "next")
    expect(page.locator("h1")).to_have_text("Check your answers")
    expect(page.locator("main")).to_contain_text("3 out of 10")
    press(page, "send")
    expect(page.locator("h1")).to_have_text("Thank you. Your answers are sent.")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Thank you. Your answers are sent.")


def _answers_one(page: Page) -> None:
    """The first answer of each question, words where words are asked for; nothing that needs an adult."""
    if page.locator("main textarea").count():
        page.fill("main textarea", WORDS)
    elif page.locator("main input[type=radio]").count():
        page.locator("main input[type=radio]").first.check(force=True)
    elif page.locator("main input[value=none], main input[value=nobody]").count():
        page.locator("main input[value=none], main input[value=nobody]").first.check(force=True)
    press(page, "next")
    if "/talk" in page.url:
        choose(page, "tell", "not_now")
        press(page, "next")


def _sends(world: World, link: str) -> None:
    respond = world.services.respond
    secret = respond.start(link.rpartition("/")[2], "en", "192.0.2.1")
    given: Mapping[str, Answer] = {
        "settled": Answer.choosing("mostly"),
        "safe_home": Answer.choosing("always"),
        "want_change": Answer.saying("I want to see my brother more."),
    }
    respond.answer(secret, lambda _: given)
    respond.send(secret)


def _reads_and_replies(page: Page) -> None:
    expect(page.locator("h1")).to_have_text("Caseload")
    page.click(f"a:has-text('{CANARY}')")
    expect(page.locator("h1")).to_have_text(CANARY)
    expect(page.locator("main")).to_contain_text(WORDS)
    expect(page.locator("main")).to_contain_text("Skipped")
    expect(page.locator("main")).to_contain_text("3 out of 10")
    page.fill("#opening", REPLY)
    page.click("button:has-text('Send the reply')")
    expect(page.locator("main [role=status]").first).to_contain_text("Your reply is sent.")


def _hears_back(page: Page, link: str) -> None:
    page.goto(link)
    press(page, "en")
    expect(page.locator("main")).to_contain_text("Sam Okoro read it on")
    expect(page.locator("main")).to_contain_text("There is a reply for you")
    assert REPLY not in page.content()
    page.click("text=Tap your pictures to read it")
    for picture in PICTURES:
        press(page, picture)
    expect(page.locator(".said")).to_have_text(REPLY)


def _closes_the_round(page: Page) -> None:
    page.goto("/coordinator/rounds")
    page.click("text=Close round 2026 Q4 now")
    expect(page.locator("h1")).to_have_text("Close round 2026 Q4 for good?")
    page.click("button:has-text('Close the round')")
    expect(page.locator("[role=status]")).to_contain_text("Round 2026 Q4 is closed.")


def _reads_the_release(page: Page) -> None:
    expect(page.locator("h1")).to_have_text("Rounds")
    page.click("a:has-text('2026 Q4')")
    page.click("main a:has-text('safe')")
    expect(page.locator("table caption")).to_be_visible()
    expect(page.locator("table")).to_contain_text("Always")
    page.go_back()
    page.click("text=What they wrote about")
    expect(page.locator("main")).to_contain_text("Brothers and sisters")


def _nobody_else_meets_the_canary(served: Served, emails: Mapping[Role, str]) -> None:
    traces = re.compile("|".join((CANARY, "Zuzanka", "marmoset", REPLY)), re.IGNORECASE)
    for role in (Role.COORDINATOR, Role.COMMISSIONER, Role.MANAGER):
        found = crawl(sign_in(served.app.test_client(), emails[role]), "/staff/", "/commissioner/", "/iro/")
        for address, answer in found.items():
            traced = set(traces.findall(re.sub(r"<[^>]*>", "", answer.text)))
            allowed = {CANARY} if role is Role.COORDINATOR else set()
            assert traced <= allowed, f"{role} at {address}"

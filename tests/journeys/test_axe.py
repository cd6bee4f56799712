"""axe finds nothing on any page, in any language, narrow or wide, light, dark or in forced colours."""

import os
import tomllib
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.browser import BrowserPages
from tests.builders import APP, PASSWORD, ROOT, Made, World, an_entry, point_by_point
from tests.journeys.looking import NARROW, TARGET, Looking, Way
from tests.journeys.served import Served, choose, press
from tests.services.duty import asked as asked_to_talk
from tests.staff_codes import code_at
from tests.web.browsing import Browsing, crawl, sign_in
from tests.web.councils import email_of, response_id, work
from tests.web.inspection import is_staff
from viewpoint.domain.concern import TALK
from viewpoint.domain.cover import Wanted
from viewpoint.domain.languages import LANGUAGES, Audience
from viewpoint.domain.outside import Reason, Why
from viewpoint.domain.people import ResponseId, YoungPersonId
from viewpoint.domain.permissions import Role
from viewpoint.domain.reply_template import TemplateText
from viewpoint.domain.response import Answer
from viewpoint.domain.translated import Translated
from viewpoint.storage.accounts import find_by_email, set_password
from viewpoint.storage.authenticators import remove_app, save_confirmed

pytestmark = [pytest.mark.browser, pytest.mark.slow]
COUNCIL = ROOT / "viewpoint" / "demo" / "fernshire.toml"
OFFERED = tomllib.loads(COUNCIL.read_text(encoding="utf-8"))["languages"]
IN_CI = bool(os.environ.get("CI"))
YOUNG_PEOPLES = OFFERED if IN_CI else ["ar"]
STAFFS = [tag for tag in OFFERED if LANGUAGES[tag].audience is Audience.EVERYONE] if IN_CI else ["en"]
"""Every machine looks at one language of each direction; where CI is set, at all of them."""
LARGE_TARGET = 64
CONTRAST = ("color-contrast",)
PICTURES = ("cat", "key", "cat", "moon")
A_FEW = 2
"""Addresses of one view that are looked at: those of a list differ in their numbers alone."""


@pytest.mark.parametrize("language", YOUNG_PEOPLES)
def test_the_young_persons_pages_are_for_everybody(
    served: Served, browser_page: BrowserPages, language: str
) -> None:
    page = browser_page(locale=LANGUAGES[language].bcp47)
    looking = Looking(page, language, target=TARGET)
    made = served.world.invited(language=language)
    _before_the_first_question(served, looking, made)
    _questions(served, looking)
    _after_sending(served, looking, made)
    _for_whoever_else_comes(served, looking)
    looking.finds_nothing()
    assert looking.looked_at >= 30


LOOKS = {
    "dark": {"look": ["dark"]},
    "calm": {"look": ["calm"]},
    "dark and calm, easier letters, very big, bigger buttons": {
        "look": ["dark", "calm", "easier", "big"],
        "size": ["larger"],
    },
    "big, bigger buttons": {"look": ["big"], "size": ["large"]},
    "one switch": {"scan": ["scan-slow"]},
}


@pytest.mark.parametrize("name", LOOKS)
def test_every_look_can_be_read_and_pressed(served: Served, browser_page: BrowserPages, name: str) -> None:
    page = browser_page()
    served.start(page, served.world.invited().link.token)
    page.goto(f"{served.url}/language")
    for group, words in LOOKS[name].items():
        for word in words:
            choose(page, group, word)
    press(page, "look")
    target = LARGE_TARGET if "big" in LOOKS[name].get("look", ()) else TARGET
    ways = (Way("narrow", NARROW), Way("narrow in forced colours", NARROW, forced="active", rules=CONTRAST))
    looking = Looking(page, "en", target=target, ways=ways)
    for address in ("/q/2", "/q/3", "/q/8", "/talk", "/check", "/pictures/choose", "/language", "/help"):
        looking.at(served.url + address)
    looking.finds_nothing()


@pytest.mark.parametrize("language", STAFFS)
def test_the_staffs_pages_are_for_everybody(
    served: Served, browser_page: BrowserPages, language: str
) -> None:
    emails = _council_at_work(served.world)
    page = browser_page(locale=language)
    looking = Looking(page, language)
    looking.at(f"{served.url}/staff/sign-in")
    page.click("main button")
    looking.here("a refused sign-in")
    looking.at(f"{served.url}/staff/nowhere")
    looking.at(f"{served.url}/staff/accessibility")
    looking.at(f"{served.url}/staff/break-glass")
    _second_step(served, looking, emails[0])
    for email in emails:
        page.context.clear_cookies()
        served.sign_in(page, email)
        for address in _worth_a_look(served, email, language):
            # What is everybody's own looks the same for all.
            if email == emails[0] or not address.startswith("/staff/"):
                looking.at(served.url + address)
    looking.finds_nothing()
    assert looking.looked_at >= 20


def _second_step(served: Served, looking: Looking, email: str) -> None:
    """Somebody's first sign-in, to their recovery codes and a password of their own; then a wrong code."""
    page, services = looking.page, served.world.services
    with services.database.write() as connection:
        (account,) = find_by_email(connection, email)
        remove_app(connection, account.id)
        until = served.world.clock() + timedelta(days=1)
        set_password(connection, account.id, account.password_hash, until)
    page.goto(f"{served.url}/staff/sign-in")
    page.fill("#email", email)
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.click("summary")
    looking.here("setting up an app")
    letters = page.inner_text(".key").replace(" ", "")
    page.fill("#one_time_code", code_at(served.world.clock(), letters))
    page.click("main button")
    looking.here("recovery codes")
    page.click("main .main-button")
    looking.here("a password of one's own")
    with services.database.write() as connection:
        set_password(connection, account.id, account.password_hash, None)
        seal = services.vault.for_authority(connection, account.authority)
        save_confirmed(connection, seal, account, APP, 0)
    page.context.clear_cookies()
    page.goto(f"{served.url}/staff/sign-in")
    page.fill("#email", email)
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.click("main button")
    looking.here("a code that is refused")


def _before_the_first_question(served: Served, looking: Looking, made: Made) -> None:
    page, language = looking.page, made.invitation.language
    looking.at(f"{served.url}/s/{made.link.token}")
    looking.at(f"{served.url}/code")
    page.fill("#code", "2222 2222 2222")
    press(page, language)
    looking.here("a wrong code")
    looking.at(f"{served.url}/nowhere")
    served.start(page, made.link.token, language)
    looking.here("welcome")
    press(page, "next")
    looking.here("who is with you")
    press(page, "next")
    looking.here("nobody chosen")
    choose(page, "who", "alone")
    press(page, "next")
    looking.here("choosing pictures")
    for picture in PICTURES:
        press(page, picture)
    press(page, "cat")
    looking.here("the same pictures again")
    for picture in PICTURES[1:]:
        press(page, picture)


def _questions(served: Served, looking: Looking) -> None:
    page = looking.page
    for number in (1, 2, 3, 8, 14, 15, 22, 44):
        looking.at(f"{served.url}/q/{number}")
    page.goto(f"{served.url}/q/8")
    page.fill("textarea", "x" * 5001)
    press(page, "next")
    looking.here("words too long")
    page.fill("textarea", "My nan.\n\nAnd the dog")
    press(page, "next")
    page.goto(f"{served.url}/q/2")
    choose(page, "home_feel", "7")
    press(page, "next")
    page.goto(f"{served.url}/q/21")
    choose(page, "safe_home", "never")
    press(page, "next")
    looking.here("help at once")
    press(page, "next")
    looking.here("nothing chosen")
    for address in ("/talk", "/talk?ask=advocate", "/later", "/resume", "/check", "/help", "/language"):
        looking.at(served.url + address)
    for address in ("/accessibility", "/rights", "/rights?ages=4_7", "/no-signal"):
        looking.at(served.url + address)
    page.goto(f"{served.url}/talk?ask=advocate")
    choose(page, "tell", "yes")
    press(page, "next")
    looking.here("a wish for an advocate passed on")
    page.goto(f"{served.url}/q/3")
    page.evaluate("document.querySelector('main [name=csrf_token]').value = 'stale'")
    press(page, "next")
    looking.here("a page that was open too long")


def _after_sending(served: Served, looking: Looking, made: Made) -> None:
    page, services = looking.page, served.world.services
    page.goto(f"{served.url}/check")
    press(page, "send")
    looking.here("sent")
    work(served.world)
    looking.at(f"{served.url}/sent")
    looking.at(f"{served.url}/copy")
    looking.at(f"{served.url}/take-back")
    press(page, "take_back")
    looking.here("taken back")
    page.goto(f"{served.url}/who")
    choose(page, "who", "alone")
    press(page, "next")
    page.goto(f"{served.url}/q/8")
    page.fill("textarea", "My nan.")
    press(page, "next")
    page.goto(f"{served.url}/check")
    press(page, "send")
    response = response_id(served.world, made.invitation.id)
    services.review.open_response(served.world.iro(), response)
    services.replying.send(served.world.iro(), response, point_by_point())
    looking.at(f"{served.url}/sent")
    page.context.clear_cookies()
    served.start(page, served.world.relinked(made).link.token, made.invitation.language)
    looking.here("a reply that waits")
    looking.at(f"{served.url}/copy")
    page.goto(f"{served.url}/pictures")
    press(page, PICTURES[0])
    looking.here("tapping pictures")
    for _wrong in range(3):
        press(page, "ball")
    looking.here("wrong pictures")
    looking.at(f"{served.url}/pictures/code")


def _for_whoever_else_comes(served: Served, looking: Looking) -> None:
    page = looking.page
    page.context.clear_cookies()
    looking.at(f"{served.url}/check")
    looking.at(f"{served.url}/help")
    looking.at(f"{served.url}/you-said-we-did/fernshire?lang={looking.language}")
    served.world.published()
    looking.at(f"{served.url}/you-said-we-did/fernshire?lang={looking.language}")


def _council_at_work(world: World) -> list[str]:
    """A council with something on every page: somebody for each role, by address."""
    emails = [email_of(world, world.iro())]
    for role in (
        Role.COORDINATOR,
        Role.COMMISSIONER,
        Role.DUTY_WORKER,
        Role.MANAGER,
        Role.ADMINISTRATOR,
        Role.AUDITOR,
    ):
        world.staff[role] = world.account(role)
        emails.append(email_of(world, world.staff[role]))
    round_ = world.round()
    for number in range(12):
        made = world.invited(world.young_person(name=f"Child {number}"), round=round_.id)
        _sends(world, made, "My nan and the dog. I want to see my brother more.")
    services, coordinator = world.services, world.staff[Role.COORDINATOR]
    _answered_over_time(world)
    asked_to_talk(world)
    _secret, concern = asked_to_talk(world)
    services.concerns.acknowledge(world.staff[Role.DUTY_WORKER], concern)
    world.young_person(name="To Be Asked")
    asked = world.young_person(name="Asked Already")
    services.invite.invite(coordinator, [asked])
    work(world)
    services.rounds.close(coordinator, round_.id)
    work(world)
    world.young_person(name="To Be Asked Later")
    _stands_in_and_opens(world)
    world.published()
    services.you_said.write(coordinator, an_entry("We want to live nearer home."))
    return emails


def _answered_over_time(world: World) -> None:
    """Somebody who comes first: asked twice, answers in Polish, was promised something, wants to talk."""
    child, services = world.young_person(name="A Promise"), world.services
    _reads(world, _sends_in_polish(world, child, "mostly"))
    response = _reads(world, _sends_in_polish(world, child, "never"))
    services.replying.send(world.iro(), response, point_by_point())
    translated = Translated(by="Sam", words="A dog")
    services.translating.keep(world.iro(), response, "good_things", translated)
    services.reply_templates.add(world.iro(), TemplateText(title="Thanks", words="Thank you."), None)
    services.respond.tell_someone(world.started(world.invited(child)), TALK, "")


def _reads(world: World, response: ResponseId) -> ResponseId:
    world.services.review.open_response(world.iro(), response)
    world.clock.forward(minutes=1)
    return response


def _sends_in_polish(world: World, child: YoungPersonId, settled: str) -> ResponseId:
    made = world.invited(child, language="pl")
    secret = world.started(made, language="pl")
    given = {"settled": Answer.choosing(settled), "good_things": Answer.saying("Pies")}
    world.services.respond.answer(secret, lambda _journey: given)
    world.services.respond.send(secret)
    return response_id(world, made.invitation.id)


def _stands_in_and_opens(world: World) -> None:
    """Another IRO stands in for ours, ours for them, and ours opened somebody of a third's."""
    ada, third, today = world.account(Role.IRO), world.account(Role.IRO), world.clock().date()
    for iro, deputy in ((world.iro(), ada), (ada, world.iro())):
        wanted = Wanted(deputy=deputy.subject, from_on=today, until_on=today)
        world.services.covering.name(iro, wanted)
    world.young_person(name="Covered", iro=ada)
    reason = Reason(why=Why.OTHER, words="They moved to my side of town.")
    for viewer, iro in ((world.iro(), third), (third, world.iro())):
        world.services.outside.open(viewer, world.young_person(name="Opened", iro=iro), reason)


def _sends(world: World, made: Made, words: str) -> None:
    respond = world.services.respond
    secret = world.started(made)
    given = {"safe_home": Answer.choosing("always"), "good_things": Answer.saying(words)}
    respond.answer(secret, lambda _: given)
    respond.answer(secret, lambda _: {"settled": Answer.choosing("mostly")})
    respond.send(secret)


def _worth_a_look(served: Served, email: str, language: str) -> Iterator[str]:
    """A few addresses of each view that somebody on the staff comes to by links."""
    browsing: Browsing = sign_in(served.app.test_client(), email, language)
    urls = served.app.url_map.bind("localhost")
    seen: dict[str, int] = {}
    for address, answer in crawl(browsing, "/staff/").items():
        path = address.partition("?")[0]
        if answer.mimetype != "text/html" or not is_staff(path) or not urls.test(path):
            continue
        endpoint = urls.match(path)[0]
        seen[endpoint] = seen.get(endpoint, 0) + 1
        if seen[endpoint] <= A_FEW and endpoint != "staff.home":
            yield address

"""A walk that comes to every page there is, in one language, of every audience and of every error."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from unittest.mock import create_autospec

import pytest
from flask import Flask, template_rendered
from flask.testing import FlaskClient
from jinja2 import Template
from sqlalchemy import insert
from werkzeug.datastructures import FileStorage

from tests.builders import CHEAP, COUNCIL, PASSWORD, Made, World, point_by_point
from tests.exchange.broken_rosters import sound_files
from tests.web.browsing import Browsing, crawl, sign_in, start
from tests.web.councils import email_of, response_id, work
from tests.web.inspection import Inspected
from viewpoint.domain.directory import EntryRefused, NoEntry
from viewpoint.domain.errors import StorageUnavailable, VisitEnded
from viewpoint.domain.people import AccountId
from viewpoint.domain.permissions import Role, operator
from viewpoint.services.single_sign_on import SingleSignOn
from viewpoint.storage.accounts import set_password
from viewpoint.storage.authenticators import remove_app
from viewpoint.storage.tables.accounts import AccountRole
from viewpoint.web.staff.services import EXTENSION as STAFF

PICTURES = ("cat", "key", "cat", "moon")
PUBLIC = "/you-said-we-did/fernshire"
GOOD_THINGS, HELD, SAFE, WANT_CHANGE = 8, 15, 21, 45


@dataclass
class Seen:
    """What a tour came to."""

    templates: set[str] = field(default_factory=set)
    endpoints: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)


@contextmanager
def watched(app: Flask) -> Iterator[Seen]:
    """Note every template and endpoint that is served meanwhile."""
    seen = Seen()

    def rendered(_app: Flask, template: Template, **_more: Any) -> None:
        seen.templates.add(str(template.name))

    with template_rendered.connected_to(rendered, app):
        yield seen


def tour(app: Flask, world: World, language: str, patch: pytest.MonkeyPatch) -> None:
    """Come to every page; each client of the app inspects what it is served."""
    round_ = world.round()
    made = world.invited(language=language, round=round_.id)
    without_a_link(app, language)
    young_person(app, world, made, language)
    staff = _accounts(world)
    _iro(app, world, language)
    _duty(app, world, staff, language)
    _coordinator(app, world, staff[Role.COORDINATOR], language)
    for _each in range(12):
        _sends(app, world.invited(), language)
    work(world)
    world.services.rounds.close(world.staff[Role.COORDINATOR], round_.id)
    work(world)
    crawl(sign_in(_client(app, language), staff[Role.COMMISSIONER], language), "/commissioner/")
    _reader(app, world, staff[Role.READER], language)
    _auditor(app, staff[Role.AUDITOR], language)
    _signing_in(app, world, staff, language, patch)
    _faults(app, world, language, patch)


def without_a_link(app: Flask, language: str) -> Browsing:
    """What anybody sees who comes without a link, or with one that is not open."""
    browsing = Browsing(_client(app, language), language)
    for address in (
        "/s/not-a-link",
        "/code",
        "/help",
        "/rights",
        "/rights?ages=4_7",
        "/no-signal",
        "/language",
        "/accessibility",
        "/nowhere",
        PUBLIC,
    ):
        browsing.open(address)
    browsing.open("/language").press("look", {"look": "calm"})
    browsing.open("/code").press(language, {"code": "2222 2222 2222"})
    browsing.open("/s/not-a-link").press(language)
    return browsing.open("/check")


def young_person(app: Flask, world: World, made: Made, language: str) -> None:
    """Every page from the link to the reply, every kind of question, with mistakes on the way."""
    child = start(_client(app, language), made.link.token, language)
    child.press("next").press("next").press("next", {"who": "alone"})
    for picture in (*PICTURES, *reversed(PICTURES), *PICTURES, *PICTURES):
        child.press(picture)
    while child.path != "/check":
        child.press("next" if child.page.select("main button[value=next]") else "skip")
        child.press("skip") if child.page.select("main button[value=skip]") else None
    child.open(f"/q/{GOOD_THINGS}").press("next", {"good_things": "x" * 5001})
    child.press("next", {"good_things": "The dog. My nan.", "csrf_token": "stale"}).open(f"/q/{GOOD_THINGS}")
    child.press("next", {"good_things": "Sam's dog & <b>my</b> nan.\n\nThat is all"})
    child.open(f"/q/{HELD}").press("next", {"held": ["none", "held"]}).press("next", {"held": "held"})
    child.open(f"/q/{SAFE}").press("next", {"safe_home": "never"}).press("next")
    child.press("next", {"tell": "yes", "reach": "after school"})
    child.open(f"/q/{WANT_CHANGE}").press("not_saying")
    for address in (
        "/talk",
        "/talk?ask=advocate",
        "/talk/told",
        "/talk/told?ask=advocate",
        "/later",
        "/break",
        "/resume",
        "/check",
        "/help",
        "/rights",
        "/language",
        "/accessibility",
        "/welcome",
        "/who",
    ):
        child.open(address)
    _found_by_another(app, made, language)
    child.open("/check").press("send")
    _under_their_control(child)
    _is_answered(world, made)
    child.open("/sent").open("/copy")
    child.client.get("/copy.pdf")
    added = child.open("/sent").submit(*_form_to(child, "/add"))
    added.press("next", {"who": "alone"})
    again = start(_client(app, language), world.relinked(made).link.token, language)
    for picture in ("", *PICTURES):
        again.press(picture) if picture else again.open("/pictures")


def _under_their_control(child: Browsing) -> None:
    """They change it and send it anew, take it back, and answer once more."""
    child.open("/sent")
    child.submit(*_form_to(child, "/change")).press("next", {"who": "alone"}).open("/check").press("send")
    child.open("/take-back").press("leave").open("/take-back").press("take_back")
    child.open("/who").press("next", {"who": "alone"})
    child.open(f"/q/{GOOD_THINGS}").press("next", {"good_things": "The dog."}).open("/check").press("send")


def _form_to(child: Browsing, address: str) -> tuple[Any, Any]:
    """The form of this page that posts to an address, and its fields."""
    form = child.page.select_one(f"main form[action='{address}']")
    assert form is not None, f"{child.path} has no form to {address}"
    return form, child.fields(form)


def _found_by_another(app: Flask, made: Made, language: str) -> None:
    """The link in other hands: the pictures are guessed at until it is slowed down."""
    other = start(_client(app, language), made.link.token, language)
    for address in ("/copy", "/resume", "/check", f"/q/{GOOD_THINGS}", "/pictures/choose"):
        other.open(address)
    other.open("/pictures/code").press("next", {"code": "000 000"}).press("back")
    while other.status != 429:
        for picture in ("ball",) * 4:
            other.press(picture)
        other.open("/pictures") if other.status != 429 else None


def _is_answered(world: World, made: Made) -> None:
    services, iro = world.services, world.iro()
    response = response_id(world, made.invitation.id)
    services.review.open_response(iro, response)
    services.replying.send(iro, response, point_by_point())


def _accounts(world: World) -> dict[Role, str]:
    """Somebody for each role; the coordinator is an auditor too, so that there is a role to change to."""
    emails = {}
    for role in (
        Role.COORDINATOR,
        Role.COMMISSIONER,
        Role.AUDITOR,
        Role.READER,
        Role.DUTY_WORKER,
        Role.MANAGER,
        Role.ADMINISTRATOR,
    ):
        world.staff[role] = world.account(role)
        emails[role] = email_of(world, world.staff[role])
    row = {
        "account_id": world.staff[Role.COORDINATOR].subject,
        "role": Role.AUDITOR.value,
        "authority_id": COUNCIL,
    }
    with world.services.database.write() as connection:
        connection.execute(insert(AccountRole), row)
    return emails


def _iro(app: Flask, world: World, language: str) -> None:
    asks = world.invited(world.young_person(name="Asks To Talk"))
    start(_client(app, "en"), asks.link.token).open("/talk").press("next", {"tell": "yes"})
    wants = world.invited(world.young_person(name="Wants An Advocate"))
    child = start(_client(app, "en"), wants.link.token).open("/talk?ask=advocate")
    child.press("next", {"tell": "yes", "way": ["text", "not_at_home"]})
    iro = sign_in(_client(app, language), "iro@fernshire.example", language)
    _texts(iro)
    for address in crawl(iro, "/iro/", "/iro/?q=nobody", f"/iro/young-people/{world.young_person()}"):
        if re.fullmatch("/iro/responses/[0-9a-f]+", address):
            iro.open(address).press("another").press("send").press("send", {"opening": "Thank you."})
            iro.press("draft", {"opening": "Half"}).press("insert-1")
    _in_another_language(app, world, iro)
    iro.open("/iro/responses/nowhere")
    _papers(iro, asks.young_person)
    _cover_and_outside(world, iro)
    forgot = world.invited(world.young_person(name="Forgot"))
    world.services.pins.choose(world.started(forgot), PICTURES)
    iro.open(f"/iro/young-people/{forgot.young_person}")
    iro.press(_words(iro, "form[action$='/pictures'] button"))


def _papers(iro: Browsing, child: str) -> None:
    """Before and after a review: how somebody took part, said wrongly and rightly; the return."""
    page, said = f"/iro/young-people/{child}/reviews", {"held_on": "2026-11-02", "attendance": "came"}
    iro.open(page).press("suggest").press("suggest", {**said, "views": "spoke"})
    iro.press("keep").press("keep", {"code": "PN0"}).press("keep", {"code": "PN1"}).open(
        f"{page}?on=2026-11-02"
    )
    iro.open("/iro/records?from=2026-10-01&to=2026-12-31")
    iro.open("/iro/reviews-return").press(_words(iro, "main form[method=post] button"))
    wrong = FileStorage(io.BytesIO(b"CHILD,SEX,DOB\r\n"), "header.csv")
    iro.press(_words(iro, "main form[method=post] button"), {"header": wrong})


def _texts(iro: Browsing) -> None:
    """A text for replies: missing its words, written, changed, and deleted."""
    iro.open("/iro/texts")
    keep = _words(iro, "main form button")
    iro.press(keep, {"title": "Thanks"}).press(keep, {"title": "Thanks", "words": "Thank you."})
    iro.press(keep, {"title": "Gone", "words": "Gone soon.", "whose": "council"})
    link = iro.page.select_one("main .list a")
    assert link is not None
    iro.open(str(link["href"])).press(keep, {"title": ""})
    iro.press(_words(iro, "form[action$='/delete'] button"))


def _in_another_language(app: Flask, world: World, iro: Browsing) -> None:
    """What was written in another language gets a translation; then it is closed without a reply."""
    made = world.invited(world.young_person(name="Writes Polish"), language="pl")
    child = start(_client(app, "pl"), made.link.token, "pl")
    child.open(f"/q/{GOOD_THINGS}").press("next", {"good_things": "Pies"}).open("/check").press("send")
    address = f"/iro/responses/{response_id(world, made.invitation.id)}"
    iro.open(f"{address}/translations/good_things")
    keep = _words(iro, "main form button")
    iro.press(keep, {"words": "A dog", "by": ""}).press(keep, {"words": "A dog", "by": "Sam"})
    close = _words(iro, "form[action$='/close'] button")
    iro.press(close).press(close, {"how": "nothing", "reason": "They asked for nothing."})


def _duty(app: Flask, world: World, staff: dict[Role, str], language: str) -> None:
    """A concern taken up, noted, closed with a mistake on the way; and what the manager sees of it."""
    duty = sign_in(_client(app, language), staff[Role.DUTY_WORKER], language)
    address = next(each for each in crawl(duty, "/duty/") if "/concerns/" in each)
    manager = sign_in(_client(app, language), staff[Role.MANAGER], language)
    manager.open("/manager/")
    duty.open(address).press(_words(duty, "form[action$=take-up] button"))
    duty.press(_words(duty, "form[action$=note] button"), {"note": "Rang."})
    crawl(duty, "/duty/", "/duty/concerns/nowhere")
    close = _words(duty.open(address), "form[action$=close] button")
    duty.press(close).press(close, {"done": "x" * 5001}).press(close, {"done": "They are safe."})
    crawl(duty, "/duty/")
    _arranges(world, manager)
    duty.open("/staff/notices").press(_words(duty, "main form button"), {"wanted": ["digest"]})
    manager.open("/manager/")


def _arranges(world: World, manager: Browsing) -> None:
    """A manager lets somebody stand in, with a mistake on the way, and calls it off."""
    away, deputy = world.account(Role.IRO, name="Bea Ill"), world.account(Role.IRO, name="Cal Here")
    arrange = _words(manager.open("/manager/cover"), "main form.stack button")
    named = {"iro": away.subject, "deputy": deputy.subject, "until_on": "1/12/2026"}
    manager.press(arrange).press(arrange, named)
    manager.press(_words(manager, "form[action$='/end'] button"))


def _cover_and_outside(world: World, iro: Browsing) -> None:
    """A deputy is named, with mistakes on the way; somebody outside is found, and opened for a reason."""
    deputy = world.account(Role.IRO, name="Ada Moor")
    world.young_person(name="Not Mine", iro=deputy)
    named = {"deputy": deputy.subject, "until_on": "1/12/2026"}
    button = _words(iro.open("/iro/cover"), "form[action='/iro/cover'] button")
    iro.press(button).press(button, named)
    iro.open("/iro/outside")
    find = _words(iro, "main form[role=search] button")
    iro.press(find, {"query": "nobody"}).press(find, {"query": "Not Mine"})
    open_it = _words(iro, "main .card form button")
    iro.press(open_it).press(open_it, {"why": "other", "words": "They moved to my side of town."})
    crawl(iro, "/iro/outside", "/iro/cover", "/iro/?show=not-asked&home=foster", "/iro/?show=covered")


def _auditor(app: Flask, email: str, language: str) -> None:
    auditor = sign_in(_client(app, language), email, language)
    crawl(auditor, "/auditor/", "/auditor/log?from=nonsense&about=nobody")
    auditor.open("/auditor/chain").press(_words(auditor, "main form button"))


def _coordinator(app: Flask, world: World, email: str, language: str) -> None:
    world.young_person(name="To Be Asked")
    coordinator = sign_in(_client(app, language), email, language)
    if coordinator.path != "/coordinator/":
        coordinator.open("/staff/role").press(_words(coordinator, "main form button"))
    crawl(coordinator, "/coordinator/")
    coordinator.open("/coordinator/due").press("ticked").press("everyone").press(
        _words(coordinator, "main form button")
    )
    work(world)
    pages = crawl(coordinator, "/coordinator/invitations?show=all", "/coordinator/outbox")
    assert pages
    boxes = coordinator.open("/coordinator/invitations").page.select("main input[type=checkbox]")
    who = [str(box["value"]) for box in boxes]
    for button in ("remind", "resend", "links", "revoke"):
        coordinator.open("/coordinator/invitations").press(button, {"who": who})
    _roster(coordinator)
    coordinator.open("/coordinator/invitations")
    _speaking(coordinator.client, None)  # each letter is in its reader's language
    coordinator.press("letters", {"who": who})
    coordinator.open("/coordinator/invitations").press("papers", {"who": who})
    coordinator.open("/coordinator/papers").press("page")
    _speaking(coordinator.client, language)
    _in_public(app, world, coordinator, language)


def _in_public(app: Flask, world: World, coordinator: Browsing, language: str) -> None:
    """Written, mended, published, read by everybody, changed, and withdrawn."""
    page = coordinator.open("/coordinator/you-said/new")
    keep = _words(page, "main form button")
    page.press(keep, {"said-cy": "Hanner"}).press(
        keep, {"said-en": "We want to choose", "did-en": "You choose", "done": "could_not", "said-cy": ""}
    )
    address = page.path
    publish = _words(page, "form[action$=publish] button")
    checks = ["not_one_person", "not_one_home", "no_names"]
    page.press(publish).press(publish, {"checked": checks})
    Browsing(_client(app, language), language).open(PUBLIC)
    page.open(f"{address}/change").open(address)
    crawl(page, "/coordinator/you-said")
    page.open(address).press(_words(page, "form[action$=withdraw] button"))


def _reader(app: Flask, world: World, email: str, language: str) -> None:
    made = world.invited(language=language)
    coordinator = world.staff[Role.COORDINATOR]
    paper = world.services.print_paper.pages(coordinator, [made.invitation.id], "paper.css")
    code = paper.partition('class="code" dir="ltr">')[2].partition("<")[0]
    reader = sign_in(_client(app, language), email, language)
    find = _words(reader, "main form button")
    reader.press(find, {"code": "2222 2222 2222"}).press(find, {"code": code})
    address, keep = reader.path, _words(reader, "main form button")
    reader.press(keep, {"good_things": "x" * 5001}).press(keep, {"good_things": "My dog", "who": "alone"})
    reader.open(address)


def _roster(coordinator: Browsing) -> None:
    files = sound_files()
    name = next(iter(files))
    for content in (files[name], files[name].replace(b"/", b"?")):
        chosen = [FileStorage(io.BytesIO(each), other) for other, each in {**files, name: content}.items()]
        coordinator.open("/coordinator/roster")
        coordinator.press(_words(coordinator, "main form button"), {"files": chosen})
        crawl(coordinator, coordinator.path)
    coordinator.open("/coordinator/roster/gone")


def _sends(app: Flask, made: Made, language: str) -> None:
    child = start(_client(app, language), made.link.token, language)
    child.open(f"/q/{SAFE}").press("next", {"safe_home": "always"}).open("/check").press("send")


def _signing_in(
    app: Flask, world: World, staff: dict[Role, str], language: str, patch: pytest.MonkeyPatch
) -> None:
    auditor = sign_in(_client(app, language), staff[Role.MANAGER], language)
    for address in (
        "/staff/role",
        "/staff/accessibility",
        "/staff/keys",
        "/staff/sign-out",
        "/commissioner/",
        "/staff/no",
    ):
        auditor.open(address)
    auditor.open("/staff/sign-out")
    auditor.submit(_form(auditor), auditor.fields(_form(auditor)))
    while auditor.open("/staff/sign-in").status == 200:
        fields = auditor.fields(_form(auditor))
        fields.setlist("email", ["nobody@fernshire.example"])
        if auditor.submit(_form(auditor), fields).status == 429:
            break
    _own_account(app, world, staff[Role.MANAGER], language)
    _council_account(app, language, patch)
    _emergency(app, world, language)
    _administrator(app, staff[Role.ADMINISTRATOR], language)
    crawl(sign_in(_client(app, language), staff[Role.AUDITOR], language), "/auditor/")
    two = sign_in(_client(app, language), staff[Role.COORDINATOR], language)
    two.open("/staff/role")
    form = _form(two)
    fields = two.fields(form)
    fields.setlist("csrf_token", ["stale"])
    two.submit(form, fields)


def _council_account(app: Flask, language: str, patch: pytest.MonkeyPatch) -> None:
    """Single sign-on that lets nobody in."""
    own = app.extensions[STAFF]
    refusing = create_autospec(SingleSignOn, instance=True)
    with patch.context() as now:
        now.setitem(app.extensions, STAFF, replace(own, single_sign_on=refusing))
        nobody = Browsing(_client(app, language), language).open("/staff/sign-in")
        for why in NoEntry:
            refusing.ask.side_effect = EntryRefused(why, "0b1f5a52")
            nobody.open("/staff/council-account")
        nobody.open("/staff/council-account/back")


def _emergency(app: Flask, world: World, language: str) -> None:
    """An administrator comes in with a reason."""
    email = f"emergency.{language}@fernshire.example"
    world.services.accounts.add_for_emergencies(
        operator(COUNCIL), email=email, name="Emergency", password=PASSWORD
    )
    page = Browsing(_client(app, language), language).open("/staff/break-glass")
    _fill(page, {"email": email, "password": "not it at all"})
    _fill(page, {"email": email, "password": PASSWORD})
    _fill(page, {"one_time_code": _shown(page)})
    page.follow("/staff/break-glass/reason")
    _fill(page, {"reason": "test"})
    _fill(page, {"reason": "The directory is down, and an IRO must be let in."})


def _administrator(app: Flask, email: str, language: str) -> None:
    page = sign_in(_client(app, language), email, language)
    crawl(page, "/administrator/")
    page.open("/administrator/accounts/new")
    _fill(page, {"email": "none"})
    _fill(page, {"email": f"new.{language}@fernshire.example", "name": "New Here", "roles": "manager"})
    page.follow(str(page.page.select("main a.main-button")[0]["href"]))
    address = page.path
    for action in ("roles", "off", "on", "app", "password"):
        page.open(address)
        form = page.page.select_one(f"main form[action$='/{action}']")
        assert form is not None, action
        page.submit(form, page.fields(form))


def _own_account(app: Flask, world: World, email: str, language: str) -> None:
    """A first sign-in with a one-time password, then every change of one's own account."""
    account = AccountId(world.staff[Role.MANAGER].subject)
    with world.services.database.write() as connection:
        remove_app(connection, account)
        set_password(connection, account, CHEAP.hash(PASSWORD), world.clock() + timedelta(days=1))
    first = Browsing(_client(app, language), language).open("/staff/sign-in")
    _fill(first, {"email": email, "password": PASSWORD})
    _fill(first, {"one_time_code": "000000"})
    _fill(first, {"one_time_code": _shown(first)})
    first.follow("/staff/own-password")
    _fill(first, {"new_password": "short"})
    _fill(first, {"new_password": "another three words"})
    for address in ("recovery-codes", "app", "password"):
        first.open(f"/staff/account/{address}")
        _fill(first, {"one_time_code": "000000"})
    for address in ("recovery-codes", "app"):
        world.clock.forward(seconds=60)
        first.open(f"/staff/account/{address}")
        _fill(first, {"one_time_code": _shown(first)})
    _fill(first, {"one_time_code": "000000"})
    _fill(first, {"one_time_code": _shown(first)})
    first.open("/staff/account")
    first.press(_words(first, "main form button"))
    again = Browsing(_client(app, language), language).open("/staff/sign-in")
    _fill(again, {"email": email, "password": "another three words"})
    again.open("/staff/code")
    _fill(again, {"one_time_code": "000000"})


def _fill(browsing: Browsing, given: dict[str, str]) -> None:
    form = _form(browsing)
    fields = browsing.fields(form)
    for name, value in given.items():
        fields.setlist(name, [value])
    browsing.submit(form, fields)


def _shown(browsing: Browsing) -> str:
    """The code that the demonstration shows, whatever the language."""
    note = browsing.page.select_one("main p.note")
    assert note is not None
    return "".join(letter for letter in note.get_text() if letter.isdecimal())


def _faults(app: Flask, world: World, language: str, patch: pytest.MonkeyPatch) -> None:
    """Both sides with the database away, and with a fault of our own."""
    services = world.services
    iro = sign_in(_client(app, language), "iro@fernshire.example", language)
    child = start(_client(app, language), world.invited().link.token, language).open("/q/1")

    def away(*_given: object) -> None:
        raise StorageUnavailable("away")

    def broken(*_given: object) -> None:
        raise ZeroDivisionError

    for fault in (away, broken):
        with patch.context() as now:
            now.setattr(services.respond, "answer", fault)
            now.setattr(services.review, "caseload", fault)
            child.open("/q/2").press("next", {"home_feel": "3"})
            iro.open("/iro/")
    iro.open("/staff/role")
    with patch.context() as now:
        now.setattr(services.sign_in, "act_as", _ended)
        fields = {"csrf_token": _token(iro), "role": Role.IRO.value}
        iro.client.post("/staff/role", data=fields, headers=iro.headers)
    with patch.context() as now:
        now.setattr(services.sign_in, "visit", away)
        iro.open("/iro/")


def _ended(*_given: object) -> None:
    raise VisitEnded


def _client(app: Flask, language: str) -> FlaskClient:
    return _speaking(app.test_client(), language)


def _speaking(client: FlaskClient, language: str | None) -> FlaskClient:
    assert isinstance(client, Inspected)
    client.speaks = language
    return client


def _token(browsing: Browsing) -> str:
    field = browsing.page.select_one("input[name=csrf_token]")
    assert field is not None
    return str(field["value"])


def _form(browsing: Browsing) -> Any:
    form = browsing.page.select_one("main form")
    assert form is not None
    return form


def _words(browsing: Browsing, selector: str) -> str:
    """The first such button's value or words, in whatever language."""
    button = browsing.page.select_one(selector)
    assert button is not None, browsing.text
    return str(button.get("value") or button.get_text(" ", strip=True))

"""One young person who cannot be mistaken, and nobody who should not meets any trace of them anywhere."""

import io
import json
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import make_url
from werkzeug.test import TestResponse

from tests.builders import Made, World, saying
from tests.web.browsing import Browsing, crawl, sign_in, start
from tests.web.councils import SIGNS_IN, Councils, response_id, two_councils, work
from tests.web.inspection import inspected
from viewpoint.domain.permissions import Role
from viewpoint.web.request_log import JsonLines

NAME = "Zuzanka Quillfeather"
CHILD = "QQ7731ZX"
PHONE = "+447700900731"
EMAIL = "zuzanka.quillfeather@canary.example"
HOME = "home-of-the-canary-7731"
FIRST = "My marmoset sings in Volapuk"
SECOND = "the turquoise ocelot"
REACH = "behind the heliotrope shed"
REPLY = "I have bought a theremin"
PICTURES = ("kite", "fish", "ball", "kite")
GOOD_THINGS, SAFE, WANT_CHANGE = 8, 21, 45
ENOUGH = 12
"""Other young people who sent in the same round, so that its release has numbers to show."""


@dataclass
class Canary:
    """The young person, and everything that would give them away, by kind."""

    councils: Councils
    made: Made
    words: Mapping[str, str]
    ids: Mapping[str, str]
    contact: Mapping[str, str]
    log: io.StringIO

    def found_in(self, text: str, *kinds: Mapping[str, str]) -> list[str]:
        """Which of them a text gives away, however it is written."""
        # With and without markup: words may be cut apart by what marks them.
        plain = (text + re.sub(r"<[^>]*>", "", text)).casefold()
        every = [pair for kind in kinds or (self.words, self.ids, self.contact) for pair in kind.items()]
        return [what for what, trace in every if any(form in plain for form in _forms(trace))]


@pytest.fixture(scope="module")
def canary(empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Canary]:
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    councils = two_councils(empty_sqlite, tmp_path_factory.mktemp("canary"))
    yield _sing(councils, log)
    root.removeHandler(handler)
    root.setLevel(before)
    councils.close()


def test_the_young_person_and_their_iro_do_meet_them(canary: Canary) -> None:
    """Otherwise the tests below would find nothing because there is nothing."""
    councils, words = canary.councils, dict(canary.words)
    iro = sign_in(councils.app.test_client(), "iro@fernshire.example")
    pages = "".join(answer.text for answer in crawl(iro, "/iro/").values())
    assert set(canary.found_in(pages, words)) == set(words)
    assert NAME in pages
    child = start(councils.app.test_client(), canary.made.link.token)
    for picture in PICTURES if child.open("/pictures").status == 200 else ():
        child.press(picture)
    assert REPLY in child.open("/sent").answer.text


def test_the_words_of_an_unsent_draft_are_nobodys(canary: Canary) -> None:
    """What was written this time is not sent yet: not even their own IRO finds it."""
    councils = canary.councils
    made = councils.ours.invited(canary.made.young_person)
    child = start(councils.app.test_client(), made.link.token)
    child.open(f"/q/{GOOD_THINGS}").press("next", {"good_things": "an unsent xylophone"})
    iro = sign_in(councils.app.test_client(), "iro@fernshire.example")
    for address, answer in crawl(iro, "/iro/").items():
        assert "unsent xylophone" not in answer.text, address


@pytest.mark.parametrize("role", SIGNS_IN)
@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_nobody_else_on_the_staff_meets_them(canary: Canary, side: str, role: Role) -> None:
    councils = canary.councils
    world = councils.ours if side == "ours" else councils.theirs
    email = (
        "another.iro@fernshire.example" if (side, role) == ("ours", Role.IRO) else councils.email(world, role)
    )
    browsing = sign_in(councils.app.test_client(), email)
    hidden = [canary.words, canary.ids, canary.contact]
    if (side, role) == ("ours", Role.COORDINATOR):
        # They invite by name, and know how each young person is reached; never what anybody said.
        hidden = [canary.words, {"response": canary.ids["response"], "home": canary.ids["home"]}]
    if (side, role) == ("ours", Role.MANAGER):
        # They see that something waits, by the council's own number; never whose name it is or what was said.
        hidden = [canary.words, _without(canary.ids, "child_ref"), canary.contact]
    if (side, role) == ("ours", Role.DUTY_WORKER):
        # A concern names its young person, how to reach them, and what it rests on.
        hidden = [_without(canary.words, "reach"), _without(canary.ids), {"email": EMAIL}]
    if (side, role) == ("ours", Role.AUDITOR):
        # They see by its ids what was read, and by whom; never a name, a word, or the council's own number.
        unseen = {name: canary.ids[name] for name in ("child_ref", "home", "visit")}
        hidden = [canary.words, unseen, canary.contact]
    _finds_nothing(canary, everything(canary, browsing), *hidden)


def test_the_duty_worker_meets_what_the_concern_rests_on_and_no_other_word(canary: Canary) -> None:
    councils = canary.councils
    browsing = sign_in(councils.app.test_client(), councils.email(councils.ours, Role.DUTY_WORKER))
    pages = "".join(answer.text for answer in crawl(browsing, "/duty/").values())
    assert set(canary.found_in(pages, canary.words)) == {"reach"}
    assert NAME in pages
    assert "Never" in pages


def test_no_mail_to_staff_holds_any_trace_of_them(canary: Canary) -> None:
    """As the demo's outbox shows it: by now there are several."""
    world = canary.councils.ours
    while world.services.staff_mail.send_next():
        pass
    world.staff[Role.COORDINATOR] = world.staff.get(Role.COORDINATOR) or world.account(Role.COORDINATOR)
    mails = world.services.staff_outbox.messages(world.staff[Role.COORDINATOR])
    assert len(mails) >= 2
    for mail in mails:
        assert canary.found_in(f"{mail.subject} {mail.body} {mail.link}") == []


def test_a_coordinators_letters_and_lists_hold_no_words(canary: Canary) -> None:
    councils = canary.councils
    again = councils.ours.invited(canary.made.young_person)
    browsing = sign_in(councils.app.test_client(), councils.email(councils.ours, Role.COORDINATOR))
    for button in ("letters", "links"):
        browsing.open("/coordinator/invitations").press(button, {"who": again.invitation.id})
        assert NAME in browsing.answer.text
        assert canary.found_in(browsing.answer.text, canary.words) == []


def test_nobody_without_a_link_meets_them(canary: Canary) -> None:
    _finds_nothing(canary, everything(canary, Browsing(canary.councils.app.test_client())))


def test_another_young_person_does_not_meet_them(canary: Canary) -> None:
    world = canary.councils.ours
    other = world.invited(world.young_person(name="Another"))
    browsing = start(canary.councils.app.test_client(), other.link.token)
    _finds_nothing(canary, everything(canary, browsing))


def test_whoever_finds_the_link_reads_no_words(canary: Canary) -> None:
    browsing = start(canary.councils.app.test_client(), canary.made.link.token)
    # Their name is there after Start: it greets them.
    ways = {"phone": PHONE, "email": EMAIL}
    _finds_nothing(canary, everything(canary, browsing), canary.words, ways)


def test_no_page_of_anybody_holds_the_secrets_of_the_link(canary: Canary) -> None:
    secrets = {"token": canary.made.link.token, "code": canary.made.link.code}
    for role in SIGNS_IN:
        email = canary.councils.email(canary.councils.ours, role)
        browsing = sign_in(canary.councils.app.test_client(), email)
        _finds_nothing(canary, everything(canary, browsing), secrets)


def test_the_log_names_nobody_and_says_nothing(canary: Canary) -> None:
    client = canary.councils.app.test_client()
    crawl(start(client, canary.made.link.token), "/help")
    client.get(f"/iro/responses/{canary.ids['response']}?q={NAME}")
    client.post("/staff/sign-in", data={"email": EMAIL, "password": FIRST})
    logged = canary.log.getvalue()
    lines = [json.loads(line) for line in logged.splitlines()]
    assert len([line for line in lines if line["message"] == "request"]) > 5
    secrets = {"token": canary.made.link.token, "code": canary.made.link.code}
    assert canary.found_in(logged, canary.words, canary.contact, secrets) == []


def test_the_database_keeps_no_word_name_or_way_to_reach_them_that_can_be_read(canary: Canary) -> None:
    path = make_url(canary.councils.ours.services.settings.database_url).database
    assert path is not None
    files = list(Path(path).parent.glob(f"{Path(path).name}*"))
    assert len(files) >= 2
    content = "".join(file.read_bytes().decode("utf-8", "replace") for file in files)
    words = {**canary.words, **canary.contact}
    secrets = {"token": canary.made.link.token, "code": canary.made.link.code}
    assert canary.found_in(content, words, secrets) == []


def everything(canary: Canary, browsing: Browsing) -> dict[str, TestResponse]:
    """All that somebody finds by following links from every first page, and by guessing at the ids."""
    starts = [
        "/",
        "/you-said-we-did/fernshire",
        "/help",
        "/language",
        "/code",
        "/sent",
        "/check",
        "/resume",
        "/q/8",
        "/q/45",
        "/pictures",
    ]
    starts += [
        "/staff/",
        "/iro/",
        "/duty/",
        "/manager/",
        "/auditor/",
        "/coordinator/",
        "/commissioner/",
        "/nowhere",
        *_guesses(canary),
    ]
    return crawl(browsing, *starts)


def _guesses(canary: Canary) -> Iterator[str]:
    """Every address of the app with the canary's own ids in it."""
    ids = {**canary.ids, "young_person": canary.ids["child"], "response_id": canary.ids["response"]}
    app = canary.councils.app
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or set()):
            values: dict[str, Any] = {name: ids.get(name, "1") for name in rule.arguments}
            with app.test_request_context():
                yield app.url_for(rule.endpoint, **values)


def _finds_nothing(canary: Canary, answers: Mapping[str, TestResponse], *kinds: Mapping[str, str]) -> None:
    assert len(answers) > 10
    for address, answer in answers.items():
        served = f"{answer.get_data().decode('utf-8', 'replace')} {answer.headers}"  # some are files
        # What somebody typed into the address bar comes back to them; it tells them nothing.
        for guess in canary.ids.values():
            served = served.replace(guess, "") if guess in address else served
        assert canary.found_in(served, *kinds) == [], address


def _without(traces: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: trace for name, trace in traces.items() if name not in names}


def _forms(trace: str) -> set[str]:
    plain = trace.casefold()
    return {plain, plain.replace(" ", "+"), plain.replace(" ", "%20"), plain.replace(" ", "_")}


def _sing(councils: Councils, log: io.StringIO) -> Canary:
    app, world = councils.app, councils.ours
    inspected(app)
    for side in (councils.ours, councils.theirs):
        for role in SIGNS_IN:
            councils.email(side, role)
    world.account(Role.IRO, email="another.iro@fernshire.example", name="Another Officer")
    child = world.young_person(
        name=NAME,
        child_ref=CHILD,
        contact={"channel": "email", "phone": PHONE, "email": EMAIL},
        placement={"home_key": HOME},
    )
    round_ = world.round()
    made = world.invited(child, round=round_.id)
    _others_send(world, app)
    secret = _writes(app.test_client(), made)
    response = response_id(world, made.invitation.id)
    services, iro = world.services, world.iro()
    services.review.open_response(iro, response)
    services.replying.send(iro, response, saying(REPLY))
    work(world)
    services.rounds.close(world.staff[Role.COORDINATOR], round_.id)
    work(world)
    return Canary(
        councils,
        world.relinked(made),
        words={"first": FIRST, "second": SECOND, "reach": REACH, "reply": REPLY},
        ids={
            "child": child,
            "response": response,
            "invitation": made.invitation.id,
            "child_ref": CHILD,
            "home": HOME,
            "visit": secret,
        },
        contact={"name": NAME, "first name": NAME.split()[0], "phone": PHONE, "email": EMAIL},
        log=log,
    )


def _writes(client: FlaskClient, made: Made) -> str:
    """They choose pictures, answer in words, ask for somebody today, and send."""
    browsing = start(client, made.link.token).press("next").press("next", {"who": "alone"})
    for picture in (*PICTURES, *PICTURES):
        browsing.press(picture)
    browsing.open(f"/q/{GOOD_THINGS}").press("next", {"good_things": FIRST})
    browsing.open(f"/q/{WANT_CHANGE}").press("next", {"want_change": SECOND})
    browsing.open(f"/q/{SAFE}").press("next", {"safe_home": "never"})
    browsing.press("next", {"tell": "yes", "reach": REACH})
    browsing.open("/check").press("send")
    assert browsing.path == "/sent"
    with client.session_transaction() as session:
        return str(session["visit"])


def _others_send(world: World, app: Flask) -> None:
    for number in range(ENOUGH):
        made = world.invited(world.young_person(name=f"Child {number}"))
        browsing = start(app.test_client(), made.link.token)
        browsing.open(f"/q/{SAFE}").press("next", {"safe_home": "always"})
        browsing.open("/check").press("send")
        assert browsing.path == "/sent"

"""Who gets what: every role at every endpoint, with the ids of their own council and of another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.builders import World, an_entry, point_by_point
from tests.services.duty import asked as asked_to_talk
from tests.web.browsing import OURS, Browsing, sign_in, start
from tests.web.councils import SIGNS_IN, Councils, response_id, two_councils, work
from tests.web.inspection import inspected
from viewpoint.domain.cover import Wanted
from viewpoint.domain.invitation import InvitationState
from viewpoint.domain.outside import Reason, Why
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.domain.reply_template import TemplateText
from viewpoint.domain.response import Answer
from viewpoint.exchange.decoding import SourceFile
from viewpoint.storage.ids import new_id
from viewpoint.storage.invitations import find_invitation

EVERYBODY = "everybody"
VISITING = "a young person's visit"
STAFF = "anybody signed in"


@dataclass(frozen=True)
class Row:
    """Who an endpoint is for, and what it answers: to them, and to them with another council's ids."""

    audience: Role | str
    own: int
    other: int | None = None
    """None where the address holds no id of a council's."""
    data: Mapping[str, Any] | None = None
    staff: int | None = None
    """What anybody signed in is answered, where that differs."""
    caseload: "Caseload | None" = None
    """What an IRO is answered with the ids of other IROs' caseloads; None where the address holds none."""


@dataclass(frozen=True)
class Caseload:
    """By whose caseload an id is of: one covered today, another IRO's, another IRO's opened with a reason."""

    covered: int
    another: int
    opened: int


OPEN, SEE, GO = 200, 200, 302
NONE, WRONG, UNFIT = 404, 400, 422
READS = Caseload(covered=SEE, another=NONE, opened=SEE)
"""What a stated reason opens as well."""
COVERED = Caseload(covered=SEE, another=NONE, opened=NONE)
ACTS = Caseload(covered=GO, another=NONE, opened=NONE)
UNFIT_IN_COVER = Caseload(covered=UNFIT, another=NONE, opened=NONE)

TABLE: dict[str, Row] = {
    # Young people, with nothing but a link.
    "GET young_person.link": Row(EVERYBODY, OPEN, OPEN),
    "POST young_person.start": Row(EVERYBODY, GO, GO),
    "GET young_person.code": Row(EVERYBODY, OPEN),
    "POST young_person.enter_code": Row(EVERYBODY, WRONG),
    "GET young_person.help": Row(EVERYBODY, OPEN),
    "GET young_person.rights": Row(EVERYBODY, OPEN),
    "GET young_person.no_signal": Row(EVERYBODY, OPEN),
    "GET young_person.worker": Row(EVERYBODY, OPEN),
    "GET young_person.language": Row(EVERYBODY, OPEN),
    "POST young_person.save_language": Row(EVERYBODY, GO),
    "POST young_person.leave": Row(EVERYBODY, GO),
    "GET young_person.accessibility": Row(EVERYBODY, OPEN),
    "GET young_person.you_said_we_did": Row(EVERYBODY, OPEN, OPEN),
    # Young people who pressed Start.
    "GET young_person.voice": Row(VISITING, NONE),
    "POST young_person.save_voice": Row(VISITING, NONE),
    "GET young_person.welcome": Row(VISITING, SEE),
    "POST young_person.leave_welcome": Row(EVERYBODY, GO),  # asks nothing; where it leads does
    "GET young_person.who": Row(VISITING, SEE),
    "POST young_person.save_who": Row(VISITING, UNFIT),
    "GET young_person.pin_choose": Row(VISITING, SEE),
    "POST young_person.save_pin_choose": Row(VISITING, GO),
    "GET young_person.pin_enter": Row(VISITING, GO),
    "POST young_person.save_pin_enter": Row(VISITING, GO),
    "GET young_person.pin_code": Row(VISITING, GO),
    "POST young_person.save_pin_code": Row(VISITING, UNFIT),
    "GET young_person.question": Row(VISITING, SEE),
    "POST young_person.save_question": Row(VISITING, GO),
    "GET young_person.concern": Row(VISITING, SEE),
    "POST young_person.save_concern": Row(VISITING, UNFIT),
    "GET young_person.told": Row(VISITING, GO),
    "GET young_person.pause": Row(VISITING, SEE),
    "POST young_person.save_friend": Row(EVERYBODY, GO),  # a look, kept where there is no visit too
    "GET young_person.later": Row(VISITING, SEE),
    "GET young_person.resume": Row(VISITING, SEE),
    "GET young_person.check": Row(VISITING, SEE),
    "GET young_person.sent": Row(VISITING, GO),
    "POST young_person.send": Row(VISITING, GO),
    "POST young_person.go_on": Row(VISITING, GO),
    "POST young_person.change_sent": Row(VISITING, GO),
    "GET young_person.take_back": Row(VISITING, GO),
    "POST young_person.take_back_now": Row(EVERYBODY, GO),  # without "take_back" it leaves things as they are
    "POST young_person.add_to": Row(VISITING, GO),
    "GET young_person.copy": Row(VISITING, GO),
    "GET young_person.copy_pdf": Row(VISITING, GO),
    # The way in for staff.
    "GET staff.home": Row(STAFF, GO),
    "GET staff.sign_in": Row(EVERYBODY, OPEN, staff=GO),
    "POST staff.enter": Row(EVERYBODY, WRONG),
    "GET staff.code": Row(EVERYBODY, GO),  # to the password, where nobody gave one
    "POST staff.give_code": Row(EVERYBODY, GO),
    "GET staff.set_up_app": Row(EVERYBODY, GO),
    "POST staff.confirm_app": Row(EVERYBODY, GO),
    "GET staff.own_password": Row(EVERYBODY, GO),
    "POST staff.choose_password": Row(EVERYBODY, GO),
    "GET staff.council_account": Row(EVERYBODY, NONE),  # where no directory is set up
    "GET staff.back_from_directory": Row(EVERYBODY, NONE),
    "GET staff.account": Row(STAFF, SEE),
    "POST staff.leave_everywhere": Row(STAFF, GO),
    "GET staff.recovery_codes": Row(STAFF, SEE),
    "POST staff.make_recovery_codes": Row(STAFF, UNFIT),
    "GET staff.password": Row(STAFF, SEE),
    "POST staff.change_password": Row(STAFF, UNFIT),
    "GET staff.another_app": Row(STAFF, SEE),
    "POST staff.begin_app": Row(STAFF, UNFIT),
    "GET staff.new_app": Row(STAFF, GO),
    "POST staff.confirm_new_app": Row(STAFF, GO),
    "GET staff.sign_out": Row(STAFF, SEE),
    "POST staff.leave": Row(EVERYBODY, GO),
    "GET staff.role": Row(STAFF, SEE),
    "POST staff.change_role": Row(STAFF, NONE),
    "GET staff.keys": Row(STAFF, SEE),
    "POST staff.choose_keys": Row(EVERYBODY, GO),  # a choice of one browser's, which tells nothing
    "GET staff.accessibility": Row(EVERYBODY, OPEN),
    "GET staff.notices": Row(STAFF, SEE),
    "POST staff.choose_notices": Row(STAFF, GO),
    "GET staff.break_glass": Row(EVERYBODY, OPEN),
    "POST staff.enter_for_emergency": Row(EVERYBODY, WRONG),
    "GET staff.reason": Row(EVERYBODY, GO),
    "POST staff.give_reason": Row(EVERYBODY, GO),
    # Administrators and auditors.
    "GET administrator.accounts": Row(Role.ADMINISTRATOR, SEE),
    "GET administrator.new_account": Row(Role.ADMINISTRATOR, SEE),
    "POST administrator.add_account": Row(Role.ADMINISTRATOR, UNFIT),
    "GET administrator.account": Row(Role.ADMINISTRATOR, SEE, NONE),
    "POST administrator.change_roles": Row(Role.ADMINISTRATOR, GO, NONE, {"roles": "manager"}),
    "POST administrator.switch_off": Row(Role.ADMINISTRATOR, GO, NONE),
    "POST administrator.switch_on": Row(Role.ADMINISTRATOR, GO, NONE),
    "POST administrator.reset_app": Row(Role.ADMINISTRATOR, GO, NONE),
    "POST administrator.hand_over": Row(Role.ADMINISTRATOR, SEE, NONE),
    "GET auditor.emergencies": Row(Role.AUDITOR, SEE),
    # IROs.
    "GET iro.caseload": Row(Role.IRO, SEE),
    "GET iro.response": Row(Role.IRO, SEE, NONE, caseload=READS),
    "POST iro.reply": Row(
        Role.IRO, GO, NONE, {"opening": "Thank you. I have asked about it."}, caseload=ACTS
    ),
    "POST iro.save_draft": Row(Role.IRO, GO, NONE, {"opening": "Thank you. I"}, caseload=ACTS),
    "POST iro.close": Row(Role.IRO, UNFIT, NONE, caseload=UNFIT_IN_COVER),
    "GET iro.paper": Row(Role.IRO, SEE, NONE, caseload=COVERED),
    "GET iro.promise": Row(Role.IRO, SEE, NONE, caseload=COVERED),
    "POST iro.settle_promise": Row(Role.IRO, UNFIT, NONE, caseload=UNFIT_IN_COVER),
    "GET iro.translation": Row(Role.IRO, SEE, NONE, caseload=COVERED),
    "POST iro.keep_translation": Row(Role.IRO, GO, NONE, {"words": "The dog.", "by": "Sam"}, caseload=ACTS),
    "GET iro.texts": Row(Role.IRO, SEE),
    "POST iro.add_text": Row(Role.IRO, UNFIT),
    "GET iro.text": Row(Role.IRO, SEE, NONE),
    "POST iro.save_text": Row(Role.IRO, UNFIT, NONE),
    "POST iro.delete_text": Row(Role.IRO, GO, NONE),
    "POST iro.ask_observer": Row(Role.IRO, GO, NONE, caseload=ACTS),
    "POST iro.pin_code": Row(Role.IRO, GO, NONE, caseload=ACTS),
    "GET iro.voice": Row(Role.IRO, NONE, NONE, caseload=Caseload(NONE, NONE, NONE)),
    "GET iro.young_person": Row(Role.IRO, SEE, NONE, caseload=READS),
    "GET iro.sheet": Row(Role.IRO, SEE, NONE, caseload=COVERED),
    "GET iro.sheet_pdf": Row(Role.IRO, SEE, NONE, caseload=COVERED),
    "GET iro.case_note": Row(Role.IRO, SEE, NONE, caseload=COVERED),
    "GET iro.reviews": Row(Role.IRO, SEE, NONE, caseload=COVERED),
    "POST iro.keep_review": Row(
        Role.IRO,
        SEE,
        NONE,
        {"held_on": "2026-11-02", "attendance": "came", "views": "spoke", "go": "suggest"},
        caseload=COVERED,
    ),
    "GET iro.records": Row(Role.IRO, SEE),
    "POST iro.take_records": Row(Role.IRO, GO),
    "GET iro.returning": Row(Role.IRO, SEE),
    "POST iro.make_return": Row(Role.IRO, GO),
    "GET iro.concern": Row(Role.IRO, SEE, NONE, caseload=COVERED),
    "POST iro.take_up": Row(Role.IRO, GO, NONE, caseload=ACTS),
    "POST iro.note": Row(Role.IRO, GO, NONE, {"note": "Rang."}, caseload=ACTS),
    "POST iro.close_concern": Row(Role.IRO, GO, NONE, {"done": "They are safe."}, caseload=ACTS),
    "GET iro.cover": Row(Role.IRO, SEE),
    "POST iro.name_deputy": Row(Role.IRO, UNFIT),
    "POST iro.end_cover": Row(Role.IRO, GO, NONE, caseload=ACTS),
    "GET iro.outside": Row(Role.IRO, SEE),
    "POST iro.search_outside": Row(Role.IRO, SEE),
    "POST iro.open_outside": Row(
        Role.IRO,
        GO,
        NONE,
        {"why": "not_safe", "words": "The police rang about tonight."},
        caseload=Caseload(GO, GO, GO),
    ),
    # Duty workers.
    "GET duty.home": Row(Role.DUTY_WORKER, SEE),
    "GET duty.concern": Row(Role.DUTY_WORKER, SEE, NONE),
    "POST duty.take_up": Row(Role.DUTY_WORKER, GO, NONE),
    "POST duty.note": Row(Role.DUTY_WORKER, GO, NONE, {"note": "Rang."}),
    "POST duty.close": Row(Role.DUTY_WORKER, GO, NONE, {"done": "They are safe."}),
    # Managers.
    "GET manager.home": Row(Role.MANAGER, SEE),
    "GET manager.cover": Row(Role.MANAGER, SEE),
    "POST manager.arrange_cover": Row(Role.MANAGER, UNFIT),
    "POST manager.call_off_cover": Row(Role.MANAGER, GO, NONE),
    # Auditors.
    "GET auditor.openings": Row(Role.AUDITOR, SEE),
    "GET auditor.log": Row(Role.AUDITOR, SEE),
    "GET auditor.chain": Row(Role.AUDITOR, SEE),
    "POST auditor.check_chain": Row(Role.AUDITOR, SEE),
    # Coordinators.
    "GET coordinator.home": Row(Role.COORDINATOR, SEE),
    "GET coordinator.due": Row(Role.COORDINATOR, SEE),
    "POST coordinator.invite": Row(Role.COORDINATOR, GO),
    "GET coordinator.invitations": Row(Role.COORDINATOR, SEE),
    "POST coordinator.act": Row(Role.COORDINATOR, GO),
    "GET coordinator.reach": Row(Role.COORDINATOR, SEE),
    "GET coordinator.outbox": Row(Role.COORDINATOR, SEE),
    "GET coordinator.more": Row(Role.COORDINATOR, SEE),
    "POST coordinator.ask_more": Row(Role.COORDINATOR, GO),
    "POST coordinator.ask_leaving": Row(Role.COORDINATOR, GO),
    "GET coordinator.pulse": Row(Role.COORDINATOR, SEE, NONE),
    "POST coordinator.invite_pulse": Row(Role.COORDINATOR, GO, NONE),
    "GET coordinator.rounds": Row(Role.COORDINATOR, SEE),
    "POST coordinator.open_round": Row(Role.COORDINATOR, GO),
    "GET coordinator.close_round": Row(Role.COORDINATOR, SEE, NONE),
    "POST coordinator.close_round_now": Row(Role.COORDINATOR, GO, NONE),
    "GET coordinator.roster": Row(Role.COORDINATOR, SEE),
    "POST coordinator.hand_over_roster": Row(Role.COORDINATOR, GO),
    "GET coordinator.look_at_roster": Row(Role.COORDINATOR, SEE, GO),
    "GET coordinator.roster_problems": Row(Role.COORDINATOR, SEE, NONE),
    "POST coordinator.decide_on_roster": Row(Role.COORDINATOR, GO, GO),
    "GET coordinator.you_said": Row(Role.COORDINATOR, SEE),
    "GET coordinator.write_entry": Row(Role.COORDINATOR, SEE),
    "POST coordinator.save_new_entry": Row(Role.COORDINATOR, UNFIT),
    "GET coordinator.entry": Row(Role.COORDINATOR, SEE, NONE),
    "GET coordinator.change_entry": Row(Role.COORDINATOR, SEE, NONE),
    "POST coordinator.save_entry": Row(Role.COORDINATOR, UNFIT, NONE),
    "POST coordinator.publish_entry": Row(Role.COORDINATOR, UNFIT, NONE),
    "POST coordinator.withdraw_entry": Row(Role.COORDINATOR, GO, NONE),
    "GET coordinator.papers": Row(Role.COORDINATOR, SEE),
    "POST coordinator.print_blank": Row(Role.COORDINATOR, GO),
    "GET coordinator.returning": Row(Role.COORDINATOR, SEE),
    "POST coordinator.make_return": Row(Role.COORDINATOR, GO),
    # Readers.
    "GET reader.home": Row(Role.READER, SEE),
    "POST reader.find": Row(Role.READER, UNFIT),
    "GET reader.paper": Row(Role.READER, SEE, NONE),
    "POST reader.key": Row(Role.READER, UNFIT, NONE),
    # Commissioners.
    "GET commissioner.rounds": Row(Role.COMMISSIONER, SEE),
    "GET commissioner.how_to_read": Row(Role.COMMISSIONER, SEE),
    "GET commissioner.release": Row(Role.COMMISSIONER, SEE, NONE),
    "GET commissioner.measure": Row(Role.COMMISSIONER, SEE, NONE),
    "GET commissioner.themes": Row(Role.COMMISSIONER, SEE, NONE),
    "GET commissioner.rates": Row(Role.COMMISSIONER, SEE, NONE),
    "GET commissioner.download": Row(Role.COMMISSIONER, SEE, NONE),
}


NOTHING = SourceFile(name="header.csv", content=b"")


@dataclass
class Scene:
    """Both councils with something behind every kind of id."""

    councils: Councils
    own: dict[str, Any]
    other: dict[str, Any]
    caseloads: dict[str, dict[str, Any]]
    open_round: str
    visitors: int = 0

    def client(self, who: str) -> FlaskClient:
        """Somebody's browser: "nobody", "young person", or "ours/..." and "theirs/..." with a role."""
        client = self.councils.app.test_client()
        self.visitors += 1  # each from an address of their own, or wrong tries would be slowed
        client.environ_base["REMOTE_ADDR"] = f"192.0.2.{self.visitors}"
        if who == "young person":
            start(client, self.own["token"])
        elif who != "nobody":
            side, role = who.split("/")
            world = self.councils.ours if side == "ours" else self.councils.theirs
            sign_in(client, self.councils.email(world, Role(role)))
        return client


def with_everything(world: World) -> dict[str, Any]:
    """An id of each kind that an address may hold, all of one council."""
    visiting = world.invited(world.young_person(name="Still Writing"))
    sent = world.invited(world.young_person(name="Has Sent"))
    closed = world.round(name="2026 Q3")
    services = world.services
    secret = services.respond.start(sent.link.token, "en", "192.0.2.1")
    services.respond.answer(secret, lambda _journey: {"good_things": Answer.saying("The dog")})
    services.respond.send(secret)
    services.rounds.close(world.staff[Role.COORDINATOR], closed.id)
    coordinator = world.staff[Role.COORDINATOR]
    paper = services.print_paper.pages(coordinator, [visiting.invitation.id], "paper.css")
    code = paper.partition('class="code" dir="ltr">')[2].partition("<")[0]
    iro, response = world.staff[Role.IRO], response_id(world, sent.invitation.id)
    services.replying.send(iro, response, point_by_point())
    (replied,) = services.review.open_response(iro, response).replies
    services.reply_templates.add(iro, TemplateText(title="Thanks", words="Thank you."), None)
    return {
        "reply_id": replied.id,
        "point": 2,
        "template_id": services.reply_templates.every(iro)[0].id,
        "account_id": world.account(Role.MANAGER).subject,
        "paper_id": services.key_paper.find(world.staff[Role.READER], code, "192.0.2.1"),
        "question": "good_things",
        "concern_id": asked_to_talk(world, world.invited(world.young_person(name="Has Asked")))[1],
        "token": visiting.link.token,
        "invitation": visiting.invitation.id,
        "young_person": visiting.young_person,
        "response_id": response,
        "round_id": closed.id,
        "upload": services.roster_uploads.hand_over(world.staff[Role.COORDINATOR], [NOTHING]),
        "council": world.authority.lower(),
        "entry_id": services.you_said.write(coordinator, an_entry()),
        "number": 3,
        "code": "safe_home",
        "breakdown": "whole",
        "cover_id": covered_by(world, world.iro(), world.account(Role.IRO)),
    }


def covered_by(world: World, iro: Viewer, deputy: Viewer) -> str:
    """Somebody stands in for an IRO from today; the cover's id."""
    today = world.clock().date()
    wanted = Wanted(deputy=deputy.subject, from_on=today, until_on=today + timedelta(days=1))
    assert world.services.covering.name(iro, wanted) == {}
    return world.services.covering.covers(iro).given[0].cover.id


def other_caseloads(world: World) -> dict[str, dict[str, Any]]:
    """The ids of young people of other IROs: covered by ours, not covered, and opened with a reason."""
    away, another = world.account(Role.IRO), world.account(Role.IRO)
    covers = {"covered": covered_by(world, away, world.iro()), "another": covered_by(world, another, away)}
    found = {
        kind: {**_of_caseload(world, iro), "cover_id": covers.get(kind, covers["another"])}
        for kind, iro in {"covered": away, "another": another, "opened": another}.items()
    }
    reason = Reason(why=Why.NOT_SAFE, words="The police rang about tonight.")
    world.services.outside.open(world.iro(), found["opened"]["young_person"], reason)
    return found


def _of_caseload(world: World, iro: Viewer) -> dict[str, Any]:
    """Somebody of an IRO's: sent, replied to with a promise, and asked to talk since."""
    made, services = world.invited(world.young_person(name="Of Another", iro=iro)), world.services
    secret = world.started(made)
    services.respond.answer(secret, lambda _journey: {"good_things": Answer.saying("The dog")})
    services.respond.send(secret)
    response = response_id(world, made.invitation.id)
    services.replying.send(iro, response, point_by_point())
    (replied,) = services.review.open_response(iro, response).replies
    return {
        "young_person": made.young_person,
        "response_id": response,
        "reply_id": replied.id,
        "point": 2,
        "concern_id": asked_to_talk(world, world.invited(made.young_person))[1],
        "question": "good_things",
    }


@pytest.fixture(scope="module")
def scene(empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    councils = two_councils(empty_sqlite, tmp_path_factory.mktemp("roles"))
    for world in (councils.ours, councils.theirs):
        for role in SIGNS_IN:
            councils.email(world, role)
    own, other = with_everything(councils.ours), with_everything(councils.theirs)
    work(councils.ours)
    inspected(councils.app)
    caseloads = other_caseloads(councils.ours)
    open_round = councils.ours.round(name="2026 Q4")
    yield Scene(councils, own, other, caseloads, open_round.id)
    councils.close()


def rules(app: Flask) -> list[tuple[str, str, Rule]]:
    """Every method and rule of the app, the longest rule of an endpoint."""
    found: dict[tuple[str, str], Rule] = {}
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            known = found.get((method, rule.endpoint))
            if known is None or len(rule.arguments) > len(known.arguments):
                found[method, rule.endpoint] = rule
    return [(method, endpoint, rule) for (method, endpoint), rule in sorted(found.items())]


def asked(scene: Scene, client: FlaskClient, key: str, ids: Mapping[str, Any]) -> TestResponse:
    """One request as the role's own page would make it, with that page's token."""
    method, endpoint = key.split()
    rule = next(rule for m, e, rule in rules(scene.councils.app) if (m, e) == (method, endpoint))
    values = {name: ids[name] for name in rule.arguments}
    if endpoint.startswith("coordinator.") and "round_id" in values and ids is scene.own:
        values["round_id"] = scene.open_round
    with scene.councils.app.test_request_context():
        address = scene.councils.app.url_for(endpoint, **values)
    if method == "GET":
        return client.get(address)
    data = {"csrf_token": token(client), "email": f"{new_id()}@nowhere.example", **(TABLE[key].data or {})}
    return client.post(address, data=data, headers=OURS)


def token(client: FlaskClient) -> str:
    """The session's token, from a page that everybody may see."""
    browsing = Browsing(client).open("/language")
    field = browsing.page.select_one("input[name=csrf_token]")
    assert field is not None
    return str(field["value"])


def expected(key: str, who: str) -> int:
    """What the table says that somebody is answered who comes with their own council's ids."""
    row = TABLE[key]
    role, is_staff = who.rpartition("/")[2], "/" in who
    if is_staff and row.staff is not None:
        return row.staff
    if row.audience in (EVERYBODY, role) or (row.audience == VISITING and role == "young person"):
        return row.own
    if row.audience == STAFF:
        return row.own if is_staff else _turned_away(key)
    if row.audience == VISITING:
        return NONE
    return NONE if is_staff else GO


def _turned_away(key: str) -> int:
    return NONE if key == "POST staff.change_role" else GO


WHO = ["nobody", "young person", *(f"ours/{role}" for role in SIGNS_IN)]


def test_every_route_is_in_the_table_and_nothing_else_is(scene: Scene) -> None:
    there = {f"{method} {endpoint}" for method, endpoint, _rule in rules(scene.councils.app)}
    assert there - set(TABLE) == set(), "say in TABLE whom these are for and what they answer"
    assert set(TABLE) - there == set(), "these routes are gone: take them out of TABLE"


@pytest.mark.parametrize("who", WHO)
def test_each_role_is_answered_as_the_table_says(scene: Scene, who: str) -> None:
    wrong = []
    client = scene.client(who)
    for key in _harmless_last(TABLE):
        if key in ENDS_IT:
            client = scene.client(who)
        answer = asked(scene, client, key, scene.own)
        if answer.status_code != expected(key, who):
            wrong.append(f"{who} at {key}: {answer.status_code}, not {expected(key, who)}")
        if answer.status_code == GO and "/" not in who and _is_for_staff(key):
            assert answer.location == "/staff/sign-in", key
        if key in ENDS_IT:
            client = scene.client(who)
    assert wrong == []


@pytest.mark.parametrize("who", [f"ours/{role}" for role in SIGNS_IN])
def test_the_ids_of_another_council_are_found_nowhere(scene: Scene, who: str) -> None:
    client = scene.client(who)
    for key, row in TABLE.items():
        if row.other is None or row.audience == EVERYBODY:
            continue
        answer = asked(scene, client, key, scene.other)
        wanted = row.other if row.audience == who.rpartition("/")[2] else NONE
        assert answer.status_code == wanted, f"{who} at {key} with another council's id"


def test_every_id_is_tried_with_another_councils(scene: Scene) -> None:
    ids = {
        "account_id",
        "entry_id",
        "concern_id",
        "cover_id",
        "response_id",
        "round_id",
        "young_person",
        "token",
        "upload",
        "paper_id",
        "reply_id",
        "template_id",
    }
    for method, endpoint, rule in rules(scene.councils.app):
        if rule.arguments & ids:
            row = TABLE[f"{method} {endpoint}"]
            assert row.other is not None, f"say in TABLE what {endpoint} answers to another council's id"
        unknown = rule.arguments - scene.own.keys()
        assert not unknown, f"give {unknown} of {endpoint} to with_everything"


OF_A_CASELOAD = frozenset({"response_id", "young_person", "cover_id", "concern_id"})


def test_every_id_of_a_caseload_is_tried_covered_not_covered_and_opened(scene: Scene) -> None:
    for method, endpoint, rule in rules(scene.councils.app):
        row = TABLE[f"{method} {endpoint}"]
        has_ids = endpoint.startswith("iro.") and bool(rule.arguments & OF_A_CASELOAD)
        assert (row.caseload is not None) == has_ids, f"say in TABLE what {endpoint} answers to others"


@pytest.mark.parametrize("kind", ["another", "opened", "covered"])
@pytest.mark.parametrize("who", [f"ours/{role}" for role in SIGNS_IN])
def test_each_role_is_answered_by_whose_caseload_it_is(scene: Scene, who: str, kind: str) -> None:
    client, wrong = scene.client(who), []
    for key in sorted(TABLE, key=lambda key: (key.startswith("POST"), OPENS_AND_ENDS.get(key, 0), key)):
        row = TABLE[key]
        if row.caseload is None:
            continue
        answer = asked(scene, client, key, scene.caseloads[kind])
        wanted = getattr(row.caseload, kind) if row.audience == who.rpartition("/")[2] else NONE
        if answer.status_code != wanted:
            wrong.append(f"{who} at {key} with an id {kind}: {answer.status_code}, not {wanted}")
    assert wrong == []


OPENS_AND_ENDS = {"POST iro.open_outside": 1, "POST iro.end_cover": 2}
"""What changes the answers of the others, tried after them."""


def test_another_iro_of_the_same_council_finds_nothing_either(scene: Scene) -> None:
    world = scene.councils.ours
    world.account(Role.IRO, email="another@fernshire.example")
    client = scene.councils.app.test_client()
    sign_in(client, "another@fernshire.example")
    rows = [(key, row) for key, row in TABLE.items() if not key.endswith(("_text", ".text"))]
    kept_apart = [key for key, row in rows if row.audience is Role.IRO and row.other == NONE]
    kept_apart.remove("POST iro.open_outside")  # states its reason, which is what lets anybody in
    assert len(kept_apart) > 6
    for key in kept_apart:
        assert asked(scene, client, key, scene.own).status_code == NONE


@pytest.mark.parametrize("button", ["remind", "resend", "letters", "links", "revoke-now"])
def test_a_coordinator_moves_no_invitation_of_another_council(scene: Scene, button: str) -> None:
    councils = scene.councils
    client = scene.client(f"theirs/{Role.COORDINATOR}")
    fields = MultiDict({"csrf_token": token(client), "who": scene.own["invitation"], "go": button})
    answer = client.post("/coordinator/invitations", data=fields)
    assert "Still Writing" not in answer.text
    with councils.ours.services.database.read() as connection:
        kept = find_invitation(connection, councils.ours.authority, scene.own["invitation"])
    assert kept is not None
    assert kept.state is not InvitationState.REVOKED
    assert kept.reminded_at is None
    start(councils.app.test_client(), scene.own["token"])


def test_a_coordinator_invites_nobody_of_another_council(scene: Scene) -> None:
    client = scene.client(f"theirs/{Role.COORDINATOR}")
    fields = {"csrf_token": token(client), "who": scene.own["young_person"], "go": "ticked"}
    answer = client.post("/coordinator/due", data=fields)
    assert answer.status_code == GO
    assert "is invited" not in client.get(answer.location).text


def test_every_post_but_the_exempt_wants_its_token_and_those_want_our_own_page(scene: Scene) -> None:
    exempt = {"young_person.start", "young_person.enter_code", "young_person.leave"}
    for method, endpoint, rule in rules(scene.councils.app):
        if method != "POST":
            continue
        client = scene.client("ours/coordinator")
        with scene.councils.app.test_request_context():
            values = {name: scene.own[name] for name in rule.arguments}
            address = scene.councils.app.url_for(endpoint, **values)
        if endpoint in exempt:
            answer = client.post(address, headers={"Sec-Fetch-Site": "cross-site"})
            assert answer.status_code == NONE, endpoint
        else:
            # Where nobody visits there is nothing to be shown once more.
            wanted = NONE if endpoint.startswith("young_person.") else WRONG
            assert client.post(address, headers=OURS).status_code == wanted, endpoint


ENDS_IT = frozenset(
    {
        "POST young_person.leave",
        "POST young_person.start",
        "POST staff.leave",
        "POST staff.leave_everywhere",
        "POST staff.change_role",
        "POST young_person.save_language",
    }
)
"""What makes another session of this one: tried with a browser of its own."""


def _harmless_last(table: Mapping[str, Row]) -> list[str]:
    """Looking before doing, and last what takes away: after sending there are no questions."""
    return sorted(
        table, key=lambda key: (key.startswith("POST"), key.endswith((".send", ".delete_text")), key)
    )


def _is_for_staff(key: str) -> bool:
    return TABLE[key].audience not in (EVERYBODY, VISITING)

"""What a thief of the database has, and what a turned, a retired or a wrong key does."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import make_url

from tests.builders import PASSWORD, World, a_world, saying
from tests.exchange.broken_rosters import sound_files
from tests.services.rosters import everything
from tests.services.visits import PIN, give
from tests.web.browsing import OURS, sign_in, start
from tests.web.councils import email_of, response_id, work
from viewpoint.domain.errors import LinkClosed, SealBroken
from viewpoint.domain.permissions import Role
from viewpoint.domain.response import Answer
from viewpoint.exchange.decoding import SourceFile
from viewpoint.settings import Settings
from viewpoint.web.app import create_app

NEW_KEY = "another made-up key that is long enough"
GOOD_THINGS = 8


def files_of(world: World) -> bytes:
    """The database as a thief has it: the file itself and whatever lies beside it."""
    path = Path(make_url(world.services.settings.database_url).database or "")
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


def test_row_54_a_stolen_database_holds_no_secret_that_opens_anything(app: Flask, small_world: World) -> None:
    services = small_world.services
    coordinator = small_world.account(Role.COORDINATOR)
    staff = sign_in(app.test_client(), email_of(small_world, coordinator)).client
    with staff.session_transaction() as session:
        cookie = str(session["staff"])
    made = small_world.invited()
    visit = small_world.started(made)
    give(small_world, visit, {"good_things": Answer.saying("the xylophone")})
    services.pins.choose(visit, PIN)
    services.respond.tell_someone(visit, "i_want_to_talk", "behind the heliotrope shed")
    give(
        small_world,
        small_world.started(small_world.invited()),
        {"good_things": Answer.saying("an unsent ocelot")},
    )
    services.respond.send(visit)
    services.replying.send(
        small_world.iro(), response_id(small_world, made.invitation.id), saying("a theremin")
    )
    due = [small_world.young_person(name="Zuzanka Quillfeather")]
    services.invite.invite(coordinator, due)
    work(small_world)
    message, reply = services.outbox.messages(coordinator)
    roster = [SourceFile(name=name, content=content) for name, content in sound_files().items()]
    services.roster_uploads.hand_over(coordinator, roster)
    stolen = files_of(small_world)
    secrets = (
        *(PASSWORD, cookie, visit, made.link.token, made.link.code, "|".join(PIN), message.kept.words.link),
        reply.kept.words.link,
        *(
            "xylophone",
            "heliotrope",
            "ocelot",
            "theremin",
            "Quillfeather",
            "Wrenlet",
            "wrenlet@young.example",
        ),
        *("07700 900123", "+447700900001", "BD1 1HY", "14/05/2012"),
    )
    assert len(stolen) > 100_000
    assert [secret for secret in secrets if secret.encode() in stolen] == []


def test_row_02_what_the_database_knows_a_link_and_a_visit_by_opens_nothing(
    app: Flask, small_world: World
) -> None:
    made = small_world.invited()
    visit = small_world.started(made)
    keys = (made.link.handle_sha256.hex(), made.link.code_mac.hex(), made.invitation.id)
    for key in keys:
        with pytest.raises(LinkClosed):
            small_world.services.respond.start(key, "en", "192.0.2.1")
        assert app.test_client().post(f"/s/{key}", headers=OURS).status_code == 404
    assert visit.encode() not in everything(small_world)


def test_row_51_a_turned_key_ends_no_visit_and_a_retired_one_opens_nothing(
    app: Flask, small_world: World
) -> None:
    made = small_world.invited()
    child = start(app.test_client(), made.link.token).open(f"/q/{GOOD_THINGS}")
    child.press("next", {"good_things": "the xylophone"})
    cookie = child.client.get_cookie("viewpoint")
    assert cookie is not None
    old = small_world.services.settings.secret_keys
    for keys, opens in (((NEW_KEY, *old), True), ((NEW_KEY,), False)):
        turned = _app(replace(small_world.services.settings, secret_keys=keys))
        client = turned.test_client()
        client.set_cookie("viewpoint", cookie.value)
        answer = client.get(f"/q/{GOOD_THINGS}")
        assert answer.status_code == (200 if opens else 404)
        assert ("xylophone" in answer.text) is opens
        again = turned.test_client().post(f"/s/{made.link.token}", headers=OURS)
        assert again.status_code == (302 if opens else 404)


def test_row_52_with_a_wrong_key_nothing_opens_and_nothing_is_written(app: Flask, small_world: World) -> None:
    made = small_world.invited()
    give(small_world, small_world.started(made), {"good_things": Answer.saying("the xylophone")})
    before = everything(small_world)
    wrong = replace(small_world.services.settings, field_keys={"test": bytes(32)})
    other = _app(wrong).test_client()
    assert other.post(f"/s/{made.link.token}", headers=OURS).status_code == 404
    with pytest.raises(SealBroken):
        World(a_world(wrong).services, small_world.clock).young_person(iro=small_world.iro())
    visits = [
        line
        for line in everything(small_world).splitlines()
        if not line.startswith((b"session", b"invitation"))
    ]
    assert visits == [
        line for line in before.splitlines() if not line.startswith((b"session", b"invitation"))
    ]


def _app(settings: Settings) -> Flask:
    return create_app(settings, a_world(settings).services)

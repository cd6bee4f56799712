"""Requests that no page of ours makes, and what every answer carries."""

import gzip
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.builders import World, a_world
from tests.exchange.broken_rosters import sound_files
from tests.services.rosters import everything
from tests.web.browsing import OURS, Browsing, sign_in, start
from tests.web.councils import email_of
from viewpoint.domain.permissions import Role
from viewpoint.web.app import MOST_POSTED, create_app

FORM = "application/x-www-form-urlencoded"
NUL = "\0"
TELLS = re.compile(r"Traceback|werkzeug|sqlalchemy|sqlite|psycopg|/viewpoint/|File \"|SELECT ", re.IGNORECASE)


def token(client: FlaskClient) -> str:
    field = Browsing(client).open("/language").page.select_one("input[name=csrf_token]")
    assert field is not None
    return str(field["value"])


@pytest.fixture
def coordinator(app: Flask, small_world: World) -> FlaskClient:
    client = app.test_client()
    sign_in(client, email_of(small_world, small_world.account(Role.COORDINATOR)))
    return client


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"a=&" * 10**6, FORM),
        (b"code=" + b"x" * (MOST_POSTED + 1), FORM),
        (
            b"--b\r\n" + b'Content-Disposition: form-data; name="a"\r\n\r\nx\r\n--b\r\n' * 900,
            "multipart/form-data; boundary=b",
        ),
    ],
    ids=["a million keys", "one large field", "nine hundred parts"],
)
def test_row_34_a_body_too_large_or_of_too_many_parts_is_refused(
    client: FlaskClient, body: bytes, kind: str
) -> None:
    for address in ("/code", "/staff/sign-in", "/language"):
        answer = client.post(address, data=body, content_type=kind, headers=OURS)
        assert answer.status_code == 413
        assert len(answer.data) < MOST_POSTED


def test_row_20_thousands_of_fields_are_not_answered_with_megabytes(client: FlaskClient) -> None:
    answer = client.post("/staff/sign-in", data=b"a&" * 30_000, content_type=FORM, headers=OURS)
    assert answer.status_code == 400
    assert len(answer.data) < MOST_POSTED


@pytest.mark.parametrize(
    "kind", ["", "multipart/form-data", "multipart/form-data; boundary=", "application/json", "text/xml"]
)
def test_row_39_a_body_of_another_kind_is_no_form(client: FlaskClient, kind: str) -> None:
    body = b'{"code": {"__proto__": 1e400, "code": NaN, "code": [[[[[[]]]]]]}}'
    assert client.post("/code", data=body, content_type=kind, headers=OURS).status_code == 400


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "gzip, gzip"])
def test_row_35_a_packed_body_is_not_unpacked(client: FlaskClient, encoding: str) -> None:
    """Ten megabytes packed into ten thousand bytes are looked at as those bytes."""
    bomb = gzip.compress(b"code=" + b"a" * 10**7)
    assert len(bomb) < MOST_POSTED
    headers = {**OURS, "Content-Encoding": encoding}
    answer = client.post("/code", data=bomb, content_type=FORM, headers=headers)
    assert answer.status_code == 400
    assert "aaaaaaaa" not in answer.text


def test_row_35_an_archive_is_told_to_be_no_table_and_never_unpacked(coordinator: FlaskClient) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("../../header.csv", b"0" * 10**7)
    page = _hand_over(coordinator, "header.csv", archive.getvalue())
    assert "0000000" not in page.text
    assert "Nothing would change" in page.text


@pytest.mark.parametrize(
    "name",
    [
        "../../x.csv",
        "..\\..\\x.csv",
        "/etc/passwd",
        "x\r\nSet-Cookie: a=b.csv",
        "=cmd|'/c x'!A1.csv",
        "a" * 3000,
        "\u202egpj.csv",
    ],
)
def test_row_35_the_name_of_an_uploaded_file_leads_nowhere(
    coordinator: FlaskClient, small_world: World, name: str
) -> None:
    database = Path(small_world.services.settings.database_url.removeprefix("sqlite:///"))
    before = {path.name for path in database.parent.rglob("*")}
    page = _hand_over(coordinator, name, sound_files()["header.csv"])
    assert page.status_code == 200
    assert "Set-Cookie: a=b" not in str(page.headers)
    assert {path.name for path in database.parent.rglob("*")} == before


@pytest.mark.parametrize(
    "path", ["/iro/responses/%00", "/iro/young-people/%00", "/iro/?q=%00", "/q/" + "9" * 5000]
)
def test_row_40_a_nul_or_a_number_beyond_all_bounds_in_an_address_is_no_fault_of_ours(
    world: World, path: str
) -> None:
    app = create_app(world.services.settings, world.services)
    client = app.test_client()
    sign_in(client, email_of(world, world.iro()))
    assert client.get(path).status_code in {200, 400, 404}


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/coordinator/due", {"who": NUL, "go": "ticked"}),
        ("/coordinator/invitations", {"who": NUL, "go": "remind"}),
        ("/coordinator/invitations", {"who": NUL, "go": "links"}),
        ("/coordinator/rounds", {"opens_on": NUL}),
        ("/coordinator/rounds/%00/close", {}),
        ("/coordinator/roster/%00", {"go": "all"}),
        ("/staff/role", {"role": NUL}),
        ("/code", {"code": NUL, "lang": NUL}),
    ],
)
def test_row_40_a_nul_in_a_field_is_no_fault_of_ours(
    world: World, address: str, fields: dict[str, str]
) -> None:
    app = create_app(world.services.settings, world.services)
    client = app.test_client()
    sign_in(client, email_of(world, world.account(Role.COORDINATOR)))
    answer = client.post(address, data={"csrf_token": token(client), **fields}, headers=OURS)
    assert answer.status_code in {200, 302, 400, 404}
    stranger = app.test_client()
    typed = {"csrf_token": token(stranger), "email": f"a{NUL}@b.example", "password": NUL}
    assert stranger.post("/staff/sign-in", data=typed, headers=OURS).status_code == 400


def test_row_19_fields_that_a_page_does_not_have_change_nothing(app: Flask, small_world: World) -> None:
    """Nobody sets an authority, a role, a state or a time by sending it along."""
    made = small_world.invited()
    child = start(app.test_client(), made.link.token).press("next").press("next", {"who": "alone"})
    more = {
        "authority_id": "OTHERSHIRE",
        "young_person_id": "x",
        "state": "revoked",
        "is_behind_pin": "1",
        "pin_at": "2026-01-01",
        "sent_at": "2020-01-01",
        "role": "iro",
        "who_is_here": "proxy",
        "i_want_to_talk": "yes",
    }
    child.press("skip")
    answer = child.client.post("/q/8", data={"csrf_token": token(child.client), "good_things": "x", **more})
    assert answer.status_code == 302
    found = small_world.services.respond.journey(_secret(child))
    assert set(found.answers) == {"who_is_here", "good_things"}
    assert found.who_is_here == "alone"
    assert not found.visit.has_pin
    assert found.visit.invitation.authority == small_world.authority
    assert child.client.get("/iro/").location == "/staff/sign-in"


def _secret(browsing: Browsing) -> str:
    with browsing.client.session_transaction() as session:
        return str(session["visit"])


ADDRESSES = (
    *(
        "/",
        "/code",
        "/s/x",
        "/nowhere",
        "/q/1",
        "/q/1/x.css",
        "/help/x.js",
        "/staff/sign-in",
        "/iro",
        "/iro/",
    ),
    *("/static/nothing.css", "/static/../app.py", "/static/%2e%2e/app.py", "/.git/config"),
    *("/coordinator/roster/x/problems.csv", "/commissioner/rounds/x/release.csv"),
    *("/\\evil.example", "/staff/%0d%0aSet-Cookie:%20a=b"),
)
FORWARDED = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Prefix": "/evil.example",
    "X-Original-URL": "/iro/",
    "Forwarded": "host=evil.example",
}


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS", "DELETE", "NONSENSE"])
def test_row_27_no_answer_may_be_kept_framed_or_guessed_and_none_tells_anything(
    client: FlaskClient, method: str
) -> None:
    for address in ADDRESSES:
        answer = client.open(address, method=method, headers=FORWARDED)
        _is_guarded(answer)
        assert "evil.example" not in answer.headers.get("Location", "")
        assert not [cookie for cookie in answer.headers.getlist("Set-Cookie") if cookie.startswith("a=")]
        assert not TELLS.search(answer.text), address


def test_row_27_downloads_and_letters_may_not_be_kept_either(
    coordinator: FlaskClient, small_world: World
) -> None:
    made = small_world.invited()
    for button, kind in (("links", "text/csv"), ("letters", "text/html")):
        fields = {"csrf_token": token(coordinator), "who": made.invitation.id, "go": button}
        answer = coordinator.post("/coordinator/invitations", data=fields)
        assert answer.mimetype == kind
        _is_guarded(answer)


def test_row_22_a_cookie_in_production_is_for_this_host_alone_and_for_https(
    small_world: World, tmp_path: Path
) -> None:
    settings = replace(small_world.services.settings, base_url="https://localhost")
    client = create_app(settings, a_world(settings).services).test_client()
    answer = client.get("/staff/sign-in", base_url="https://localhost")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    name, *attributes = cookie.split("; ")
    assert name.startswith("__Host-viewpoint=")
    assert set(attributes) == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize(
    "language",
    ["../../../../etc/passwd", "cy/../..", "en%00", "ar\x7f", "x" * 9000, "{{7*7}}", "en-easyread"],
)
def test_row_68_a_language_that_is_not_offered_is_english(
    app: Flask, small_world: World, language: str
) -> None:
    client = app.test_client()
    pages = [client.get("/code", headers={"Accept-Language": language.encode("latin-1").decode("latin-1")})]
    data = {"csrf_token": token(client), "lang": language}
    client.post("/language", data=data, headers=OURS)
    pages.append(client.get("/code"))
    made = small_world.invited()
    client.post(f"/s/{made.link.token}", data={"lang": language}, headers=OURS)
    pages.append(client.get("/welcome"))
    assert ['lang="en"' in page.text for page in pages] == [True, True, True]
    assert "root:" not in "".join(page.text for page in pages)


def test_row_11_rounds_that_are_open_closed_or_nobodys_look_the_same_to_a_commissioner(
    app: Flask, small_world: World
) -> None:
    coordinator = small_world.account(Role.COORDINATOR)
    open_round, closed = small_world.round(), small_world.round(name="2026 Q3")
    small_world.services.rounds.close(coordinator, closed.id)
    client = app.test_client()
    sign_in(client, email_of(small_world, small_world.account(Role.COMMISSIONER)))
    for rest in (
        "",
        "/themes",
        "/who-answered",
        "/release.csv",
        "/measures/safe_home",
        "/measures/safe_home/gender",
    ):
        answers = [
            client.get(f"/commissioner/rounds/{id_}{rest}")
            for id_ in (open_round.id, closed.id, "f" * 32, "%00")
        ]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.data for answer in answers}) == 1
    before = everything(small_world)
    assert client.get("/commissioner/").status_code == 200
    assert everything(small_world) == before


def _is_guarded(answer: TestResponse) -> None:
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def _hand_over(client: FlaskClient, name: str, content: bytes) -> TestResponse:
    data = {"csrf_token": token(client), "files": (io.BytesIO(content), name)}
    answer = client.post("/coordinator/roster", data=data, content_type="multipart/form-data")
    assert answer.status_code == 302
    return client.get(answer.location)

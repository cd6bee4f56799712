"""The administrator's pages: accounts added, changed and switched off, and nothing of a young person."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from tests.builders import COUNCIL, PASSWORD, World, a_world, demo_settings
from tests.openid_provider import Provider
from tests.staff_codes import app_code
from tests.web.inspection import inspected
from tests.web.staff_client import EMAIL, heading, post, signed_in, soup, texts
from viewpoint.domain.accounts import SignedInBy
from viewpoint.domain.permissions import Role, operator
from viewpoint.storage.accounts import find_by_email
from viewpoint.storage.tables.accounts import Account
from viewpoint.web.access import STAFF
from viewpoint.web.app import create_app

BOSS = "boss@fernshire.example"


@pytest.fixture
def client(app: Flask, small_world: World) -> FlaskClient:
    inspected(app)
    small_world.staff[Role.ADMINISTRATOR] = small_world.account(Role.ADMINISTRATOR, email=BOSS, name="Bo Ss")
    made = app.test_client()
    assert signed_in(made, email=BOSS).location == "/administrator/"
    return made


@pytest.fixture
def page(small_world: World) -> str:
    """The page of an IRO's account."""
    iro = small_world.account(Role.IRO, email=EMAIL, name="Alex Pretend")
    return f"/administrator/accounts/{iro.subject}"


def test_everybody_is_listed_with_what_is_unusual(client: FlaskClient, page: str, small_world: World) -> None:
    small_world.services.accounts.hand_over(
        small_world.staff[Role.ADMINISTRATOR], email="new@fernshire.example", name="Zoe", roles=[Role.IRO]
    )
    listed = client.get("/administrator/")
    assert heading(listed) == "Staff accounts"
    rows = texts(listed, ".list li")
    assert [row.split()[0] for row in rows] == ["Alex", "Bo", "Zoe"]
    assert "Independent Reviewing Officer" in rows[0]
    assert texts(listed, ".list li:last-child .tag") == ["One-time password", "No app yet"]
    assert soup(listed).select_one(f"a[href='{page}']")


def test_somebody_is_added_and_signs_in_with_what_is_handed_over(client: FlaskClient, app: Flask) -> None:
    fields: dict[str, Any] = {"email": "new@fernshire.example", "name": "Zoe New"}
    fields |= {"roles": ["iro", "manager"]}
    shown = post(client, "/administrator/accounts/new", **fields)
    assert heading(shown) == "A password to hand over"
    password = texts(shown, ".key")[0]
    other = app.test_client()
    first = post(other, "/staff/sign-in", email="new@fernshire.example", password=password)
    assert first.location == "/staff/app"
    assert password not in client.get("/administrator/").text


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"email": "none"}, "email", "Type an e-mail address"),
        ({"email": BOSS}, "email", "with this address already"),
        ({"name": " "}, "name", "Type the name"),
        ({"roles": []}, "roles", "at least one role"),
        ({"roles": ["operator", "worker"]}, "roles", "at least one role"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    client: FlaskClient, change: dict[str, Any], field: str, words: str
) -> None:
    typed: dict[str, Any] = {"email": "new@fernshire.example", "name": "Zoe New", "roles": ["iro"], **change}
    answer = post(client, "/administrator/accounts/new", **typed)
    assert answer.status_code == 422
    (link,) = soup(answer).select(".errors a")
    assert link["href"] == f"#{field}"
    assert words in link.text
    (name,) = soup(answer).select("#name")
    assert name["value"] == typed["name"]
    ticked = [box["value"] for box in soup(answer).select("input[checked]")]
    assert ticked == [role for role in typed["roles"] if role == "iro"]


def test_roles_are_changed(client: FlaskClient, page: str) -> None:
    assert [box["value"] for box in soup(client.get(page)).select("input[checked]")] == ["iro"]
    answer = post(client, page, f"{page}/roles", roles=["manager", "reader"])
    assert "The roles are changed." in client.get(answer.location).text
    assert "Manager, Reader" in texts(client.get(page), ".facts")[0]
    assert post(client, page, f"{page}/roles").status_code == 422


def test_an_account_is_switched_off_and_on(client: FlaskClient, page: str, app: Flask) -> None:
    other = app.test_client()
    signed_in(other)
    answer = post(client, page, f"{page}/off")
    assert "Switched off" in texts(client.get(answer.location), ".facts")[0]
    assert other.get("/iro/").location == "/staff/sign-in"
    assert signed_in(other).status_code == 400
    post(client, page, f"{page}/on")
    assert signed_in(other).status_code == 302


def test_a_lost_phone_and_a_forgotten_password_are_helped_with(
    client: FlaskClient, page: str, app: Flask
) -> None:
    post(client, page, f"{page}/app")
    password = texts(post(client, page, f"{page}/password"), ".key")[0]
    other = app.test_client()
    assert post(other, "/staff/sign-in", email=EMAIL, password=PASSWORD).status_code == 400
    assert post(other, "/staff/sign-in", email=EMAIL, password=password).location == "/staff/app"


def test_ones_own_account_is_another_administrators_to_change(
    client: FlaskClient, small_world: World
) -> None:
    own = f"/administrator/accounts/{small_world.staff[Role.ADMINISTRATOR].subject}"
    shown = client.get(own)
    assert "another administrator" in shown.text
    assert not soup(shown).select("main form")
    for action in ("roles", "off", "app", "password"):
        answer = post(client, own, f"{own}/{action}", roles="auditor")
        assert answer.status_code == 422
        assert "your own account" in texts(answer, ".errors")[0]


def test_emergency_access_is_flagged_without_its_reason(
    client: FlaskClient, app: Flask, small_world: World, caplog: pytest.LogCaptureFixture
) -> None:
    reason = "The directory is down, and an IRO must be let in."
    small_world.services.accounts.add_for_emergencies(
        operator(COUNCIL), email="emergency@fernshire.example", name="Em Ergency", password=PASSWORD
    )
    other = app.test_client()
    typed = {"email": "emergency@fernshire.example", "password": PASSWORD}
    assert post(other, "/staff/break-glass", **{**typed, "password": "not it"}).status_code == 400
    assert signed_in(other, email="emergency@fernshire.example").status_code == 400
    assert post(other, "/staff/break-glass", **typed).location == "/staff/app"
    note = texts(other.get("/staff/app"), ".note")[0]
    code = "".join(letter for letter in note if letter.isdigit())
    shown = post(other, "/staff/app", one_time_code=code)
    assert soup(shown).select_one("a[href='/staff/break-glass/reason']")
    short = post(other, "/staff/break-glass/reason", reason="test it")
    assert short.status_code == 422
    assert "test it" in short.text
    assert post(other, "/staff/break-glass/reason", reason=reason).location == "/administrator/"
    assert "break-glass sign-in: use " in caplog.text
    assert "directory is down" not in caplog.text
    for browser in (client, other):
        flagged = texts(browser.get("/administrator/"), ".note.alarm")
        assert flagged[:1] == [
            "Emergency access was used: Em Ergency, 18 November 2026, 10:00. Auditors can read why."
        ]
        assert reason not in browser.get("/administrator/").text
    assert "Emergency access" in texts(other.get("/staff/account"), "tbody tr")[0]
    small_world.account(Role.AUDITOR, email="auditor@fernshire.example")
    auditor = app.test_client()
    signed_in(auditor, email="auditor@fernshire.example")
    assert texts(auditor.get("/auditor/"), ".said") == [reason]
    listed = client.get("/administrator/").text
    assert "For emergencies" in listed


def test_the_second_time_the_code_leads_to_the_reason(app: Flask, small_world: World) -> None:
    viewer = small_world.account(Role.ADMINISTRATOR, email=EMAIL)
    with small_world.services.database.write() as connection:
        mine = update(Account).where(Account.id == viewer.subject)
        connection.execute(mine.values(is_break_glass=True))
    client = app.test_client()
    assert post(client, "/staff/break-glass", email=EMAIL, password=PASSWORD).location == "/staff/code"
    answer = post(client, "/staff/code", one_time_code=app_code(app))
    assert answer.location == "/staff/break-glass/reason"


@pytest.fixture
def with_directory(empty_sqlite: Path, tmp_path: Path) -> Iterator[World]:
    """A council whose staff sign in with its directory."""
    (tmp_path / "own.sqlite3").write_bytes(empty_sqlite.read_bytes())
    settings = demo_settings(tmp_path, f"sqlite:///{tmp_path / 'own.sqlite3'}")
    made = a_world(replace(settings, oidc=Provider(lambda: made.clock()).oidc))
    yield made
    made.services.database.close()


def test_with_a_directory_nobody_is_added_by_hand(with_directory: World) -> None:
    services = with_directory.services
    client = create_app(services.settings, services).test_client()
    assert "/staff/break-glass" in client.get("/staff/sign-in").text
    with_directory.account(Role.ADMINISTRATOR, email=BOSS)
    with services.database.write() as connection:
        (boss,) = find_by_email(connection, BOSS)
        secret = services.sign_in.begin(connection, boss, SignedInBy.DIRECTORY, "").secret
    with client.session_transaction() as session:
        session[STAFF] = secret
    listed = client.get("/administrator/")
    assert "appear here when they do" in listed.text
    assert not soup(listed).select("a[href='/administrator/accounts/new']")
    assert client.get("/administrator/accounts/new").status_code == 404

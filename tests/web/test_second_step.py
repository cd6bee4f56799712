"""Pages of the second step and of one's own account, as staff use them without JavaScript."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import CHEAP, PASSWORD, World
from tests.staff_codes import app_code, code_at
from tests.web.inspection import inspected
from tests.web.staff_client import EMAIL, heading, post, signed_in, soup, texts, token
from viewpoint.domain.people import AccountId
from viewpoint.domain.permissions import Role
from viewpoint.storage.accounts import set_password
from viewpoint.storage.authenticators import remove_app
from viewpoint.web.access import HALF, STAFF
from viewpoint.web.staff import sessions

NEW = "another three words"


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    inspected(app)
    return app.test_client()


@pytest.fixture
def iro(small_world: World) -> AccountId:
    return AccountId(small_world.account(Role.IRO, email=EMAIL, name="Alex Pretend").subject)


def give_password(client: FlaskClient, password: str = PASSWORD) -> str:
    return post(client, "/staff/sign-in", email=EMAIL, password=password).location


def test_after_the_password_there_is_nothing_but_the_code(client: FlaskClient, iro: AccountId) -> None:
    assert give_password(client) == "/staff/code"
    with client.session_transaction() as session:
        assert HALF in session
        assert STAFF not in session
    for address in ("/iro/", "/staff/", "/staff/account", "/staff/role", "/staff/sign-out"):
        assert client.get(address).location == "/staff/sign-in"
    for address in ("/staff/app", "/staff/own-password"):
        assert client.get(address).location == "/staff/code"


def test_the_code_field_is_filled_in_by_the_phone_and_may_be_pasted(
    client: FlaskClient, iro: AccountId
) -> None:
    give_password(client)
    (field,) = soup(client.get("/staff/code")).select("#one_time_code")
    assert field["autocomplete"] == "one-time-code"


def test_a_wrong_code_is_told_and_the_next_one_signs_in(
    client: FlaskClient, iro: AccountId, app: Flask
) -> None:
    give_password(client)
    wrong = post(client, "/staff/code", one_time_code="000000")
    assert wrong.status_code == 422
    assert "is not right, or was used before" in texts(wrong, ".errors")[0]
    assert "000000" not in wrong.text
    assert post(client, "/staff/code", one_time_code=app_code(app)).location == "/iro/"


def test_the_page_that_was_asked_for_is_remembered_over_both_steps(
    client: FlaskClient, iro: AccountId
) -> None:
    client.get("/iro/?show=needs-me")
    assert signed_in(client).location == "/iro/?show=needs-me"


def test_five_minutes_later_one_begins_again(client: FlaskClient, iro: AccountId, small_world: World) -> None:
    give_password(client)
    page_token = token(client.get("/staff/code"))
    small_world.clock.forward(minutes=6)
    answer = client.post("/staff/code", data={"csrf_token": page_token, "one_time_code": "123456"})
    assert answer.location == "/staff/sign-in"
    assert "longer than five minutes" in client.get(answer.location).text
    assert "longer than five minutes" not in client.get("/staff/sign-in").text


def test_nobody_finds_a_step_without_a_password(client: FlaskClient) -> None:
    for address in ("/staff/code", "/staff/app", "/staff/own-password"):
        assert client.get(address).location == "/staff/sign-in"
        assert post(client, "/staff/sign-in", address).location == "/staff/sign-in"


def test_the_first_sign_in_from_one_time_password_to_the_caseload(
    client: FlaskClient, iro: AccountId, small_world: World
) -> None:
    with small_world.services.database.write() as connection:
        remove_app(connection, iro)
        set_password(connection, iro, CHEAP.hash(PASSWORD), small_world.clock() + timedelta(days=7))
    assert give_password(client) == "/staff/app"
    page = client.get("/staff/app")
    (square,) = soup(page).select("svg.qr")
    assert "square" in square.text
    letters = texts(page, ".key")[0].replace(" ", "")
    code = code_at(small_world.clock(), letters)
    assert post(client, "/staff/app", one_time_code="12").status_code == 422
    shown = post(client, "/staff/app", one_time_code=code)
    codes = texts(shown, ".codes li")
    assert len(codes) == 10
    assert soup(shown).select_one("a[href='/staff/own-password']")
    assert client.get("/staff/app").location == "/staff/own-password"
    assert client.get("/iro/").location == "/staff/sign-in"
    assert post(client, "/staff/own-password", new_password="short").status_code == 422
    assert "from before" in post(client, "/staff/own-password", new_password=PASSWORD).text
    assert post(client, "/staff/own-password", new_password=NEW).location == "/iro/"
    assert heading(client.get("/iro/")) == "Caseload"
    with client.session_transaction() as session:
        assert HALF not in session


def test_where_the_password_is_ones_own_the_codes_lead_on(
    client: FlaskClient, iro: AccountId, small_world: World
) -> None:
    with small_world.services.database.write() as connection:
        remove_app(connection, iro)
    give_password(client)
    letters = texts(client.get("/staff/app"), ".key")[0].replace(" ", "")
    shown = post(client, "/staff/app", one_time_code=code_at(small_world.clock(), letters))
    assert soup(shown).select_one("main a[href='/iro/']")
    assert client.get("/iro/").status_code == 200


def test_a_one_time_password_and_a_code_lead_to_a_password_of_ones_own(
    client: FlaskClient, iro: AccountId, small_world: World, app: Flask
) -> None:
    with small_world.services.database.write() as connection:
        set_password(connection, iro, CHEAP.hash(PASSWORD), small_world.clock() + timedelta(days=7))
    give_password(client)
    assert post(client, "/staff/code", one_time_code=app_code(app)).location == "/staff/own-password"


def test_the_demonstration_shows_the_code_until_both_are_used(
    client: FlaskClient, iro: AccountId, small_world: World
) -> None:
    for moment in (small_world.clock(), small_world.clock() + timedelta(seconds=30)):
        give_password(client)
        code = code_at(moment)
        page = client.get("/staff/code")
        assert f"your app would show {code[:3]} {code[3:]}." in page.text
        post(client, "/staff/code", one_time_code=code)
        post(client, "/staff/sign-out")
    give_password(client)
    assert "another code in half a minute" in client.get("/staff/code").text


def test_the_account_page_tells_where_one_is_signed_in(client: FlaskClient, iro: AccountId) -> None:
    firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0"
    client.environ_base["HTTP_USER_AGENT"] = firefox
    signed_in(client)
    page = client.get("/staff/account")
    (row,) = texts(page, "tbody tr")
    assert row.startswith("Firefox, Linux here Independent Reviewing Officer Password and code")
    assert "18 November 2026, 10:00" in row
    assert firefox not in page.text


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/150.0 Safari/537.36 Edg/150.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Version/19.0 Safari/604.1", "Safari, iPhone"),
        ("<script>alert(1)</script>", ""),
        ("", ""),
    ],
)
def test_a_browser_is_told_in_words_of_our_own(app: Flask, sent: str, words: str) -> None:
    with app.test_request_context(headers={"User-Agent": sent}):
        assert sessions.browser_in_words() == words


def test_signing_out_everywhere_leaves_nothing_open(client: FlaskClient, iro: AccountId, app: Flask) -> None:
    elsewhere = app.test_client()
    signed_in(client)
    signed_in(elsewhere)
    answer = post(client, "/staff/account", "/staff/account/everywhere")
    assert "signed out everywhere" in client.get(answer.location).text
    for browser in (client, elsewhere):
        assert browser.get("/iro/").location == "/staff/sign-in"


def test_a_changed_password_ends_the_other_visit(client: FlaskClient, iro: AccountId, app: Flask) -> None:
    elsewhere = app.test_client()
    signed_in(elsewhere)
    signed_in(client)
    fields = {"password": PASSWORD, "new_password": NEW}
    wrong = post(client, "/staff/account/password", **fields, one_time_code="000000")
    assert wrong.status_code == 422
    assert NEW not in wrong.text
    short = post(client, "/staff/account/password", password=PASSWORD, new_password="short")
    assert "too short" in short.text
    changed = post(client, "/staff/account/password", **fields, one_time_code=app_code(app))
    assert "password is changed" in client.get(changed.location).text
    assert elsewhere.get("/iro/").location == "/staff/sign-in"
    assert client.get("/iro/").status_code == 200


def test_recovery_codes_are_made_anew_and_one_of_them_signs_in(
    client: FlaskClient, iro: AccountId, app: Flask
) -> None:
    signed_in(client)
    assert "0 are left." in client.get("/staff/account").text
    assert post(client, "/staff/account/recovery-codes", one_time_code="").status_code == 422
    shown = post(client, "/staff/account/recovery-codes", one_time_code=app_code(app))
    code = texts(shown, ".codes li")[0]
    assert "10 are left." in client.get("/staff/account").text
    other = app.test_client()
    give_password(other)
    assert post(other, "/staff/code", one_time_code=code).location == "/iro/"
    assert "9 are left." in client.get("/staff/account").text


def test_another_phone_takes_over(
    client: FlaskClient, iro: AccountId, app: Flask, small_world: World
) -> None:
    signed_in(client)
    assert client.get("/staff/account/app/new").location == "/staff/account/app"
    assert post(client, "/staff/account/app", "/staff/account/app/new").location == "/staff/account/app"
    assert post(client, "/staff/account/app", one_time_code="1").status_code == 422
    began = post(client, "/staff/account/app", one_time_code=app_code(app))
    letters = texts(client.get(began.location), ".key")[0].replace(" ", "")
    assert post(client, began.location, one_time_code="000000").status_code == 422
    code = code_at(small_world.clock(), letters)
    assert len(texts(post(client, began.location, one_time_code=code), ".codes li")) == 10
    post(client, "/staff/sign-out")
    give_password(client)
    assert post(client, "/staff/code", one_time_code=app_code(app)).status_code == 422


def test_a_code_typed_without_the_pages_token_does_not_come_back(client: FlaskClient, iro: AccountId) -> None:
    give_password(client)
    answer = client.post("/staff/code", data={"one_time_code": "ABCDE-FGHJK"})
    assert answer.status_code == 400
    assert "ABCDE" not in answer.text

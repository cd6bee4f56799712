"""Staff come in, act in one role at a time, and leave."""

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert
from werkzeug.test import TestResponse

from tests.builders import COUNCIL, World
from tests.web.inspection import inspected
from tests.web.staff_client import EMAIL, heading, post, signed_in, token
from viewpoint.domain.errors import StorageUnavailable
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.storage.tables.accounts import AccountRole
from viewpoint.web.access import STAFF
from viewpoint.web.staff.going_on import own_path
from viewpoint.web.staff.navigation import MENU, ROLE_NAMES


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    inspected(app)
    return app.test_client()


def with_two_roles(world: World) -> Viewer:
    viewer = world.account(Role.IRO, email=EMAIL, name="Alex Pretend")
    row = {"account_id": viewer.subject, "role": Role.COMMISSIONER.value, "authority_id": COUNCIL}
    with world.services.database.write() as connection:
        connection.execute(insert(AccountRole), row)
    return viewer


def test_a_password_manager_may_fill_in_and_paste_is_allowed(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/staff/sign-in").text, "html5lib")
    fields = {tag["name"]: tag for tag in page.select("main input[name]")}
    assert fields["email"]["autocomplete"] == "username"
    assert fields["password"]["autocomplete"] == "current-password"
    assert "onpaste" not in str(page)
    assert not page.select("nav")


@pytest.mark.parametrize("role", [Role.IRO, Role.COMMISSIONER])
def test_each_role_begins_at_its_own_page(client: FlaskClient, small_world: World, role: Role) -> None:
    small_world.account(role, email=EMAIL)
    answer = signed_in(client, email=" Alex@Fernshire.example ")
    assert answer.status_code == 302
    page = client.get(answer.location)
    assert page.status_code == 200
    assert heading(page) == MENU[role][0][1]
    assert client.get("/staff/").location == answer.location
    assert client.get("/staff/sign-in").location == "/staff/"


def test_a_wrong_address_and_a_wrong_password_read_the_same(client: FlaskClient, small_world: World) -> None:
    small_world.account(Role.IRO, email=EMAIL)
    wrong_password = signed_in(client, password="not it at all")
    wrong_address = signed_in(client, email="nobody@fernshire.example")
    assert wrong_password.status_code == wrong_address.status_code == 400

    def same(page: TestResponse, email: str) -> str:
        return page.text.replace(token(page), "").replace(email, "")

    assert same(wrong_password, EMAIL) == same(wrong_address, "nobody@fernshire.example")
    page = BeautifulSoup(wrong_password.text, "html5lib")
    assert page.select_one("title").text.startswith("Error:")  # type: ignore[union-attr]  # asserted by its text
    assert page.select_one("#email")["value"] == EMAIL  # type: ignore[index]  # asserted by its value
    assert "not it at all" not in wrong_password.text


def test_nothing_typed_is_a_wrong_try_like_any_other(client: FlaskClient) -> None:
    assert post(client, "/staff/sign-in").status_code == 400


def test_many_tries_are_slowed_in_words_and_nobody_is_locked_out(
    client: FlaskClient, small_world: World
) -> None:
    small_world.account(Role.IRO, email=EMAIL)
    for _each in range(5):
        signed_in(client, password="not it at all")
    slowed = signed_in(client)
    assert slowed.status_code == 429
    assert heading(slowed) == "Wait before you try again"
    assert "30 seconds" in slowed.text
    assert "not locked" in slowed.text
    small_world.clock.forward(minutes=1)
    assert signed_in(client).status_code == 302


def test_the_session_is_a_new_one_after_signing_in(client: FlaskClient, small_world: World) -> None:
    small_world.account(Role.IRO, email=EMAIL)
    with client.session_transaction() as session:
        session["visit"] = session["planted"] = "from somebody else"
        session["language"] = "en"
    before = token(client.get("/staff/sign-in"))
    signed_in(client)
    with client.session_transaction() as session:
        assert set(session) == {STAFF, "language"}
    assert token(client.get("/iro/")) != before


def test_signing_out_ends_the_visit_on_the_server_too(client: FlaskClient, small_world: World) -> None:
    small_world.account(Role.IRO, email=EMAIL)
    signed_in(client)
    with client.session_transaction() as session:
        secret = session[STAFF]
    assert heading(client.get("/staff/sign-out")) == "Sign out?"
    answer = post(client, "/staff/sign-out")
    assert "You are signed out." in client.get(answer.location).text
    with client.session_transaction() as session:
        session[STAFF] = secret
    for address in ("/iro/", "/staff/", "/staff/sign-out", "/staff/role"):
        assert client.get(address).location == "/staff/sign-in"


def test_signing_out_twice_does_no_harm(client: FlaskClient) -> None:
    assert post(client, "/staff/sign-in", "/staff/sign-out").location == "/staff/sign-in"


def test_after_half_an_hour_one_signs_in_again_and_goes_on(client: FlaskClient, small_world: World) -> None:
    small_world.account(Role.IRO, email=EMAIL)
    signed_in(client)
    small_world.clock.forward(minutes=31)
    assert client.get("/iro/?show=needs-me").location == "/staff/sign-in"
    assert signed_in(client).location == "/iro/?show=needs-me"


def test_the_page_asked_for_is_forgotten_where_it_is_not_the_roles(
    client: FlaskClient, small_world: World
) -> None:
    small_world.account(Role.COMMISSIONER, email=EMAIL)
    client.get("/iro/")
    assert signed_in(client).location == "/commissioner/"


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "/\\evil.example",
        "/%5cevil.example",
        "/%2f/evil.example",
        "https://evil.example/iro/",
        "/iro/%0d%0aSet-Cookie:x=y",
        "/iro/\r\nLocation: //evil.example",
        "/iro/\\evil",
        "/iro/\t",
        "/commissioner/",
        "javascript:alert(1)",
        "",
    ],
)
def test_nobody_is_sent_to_another_site(client: FlaskClient, small_world: World, wanted: str) -> None:
    small_world.account(Role.IRO, email=EMAIL)
    with client.session_transaction() as session:
        session["next"] = wanted
    assert signed_in(client).location == "/iro/"


def test_a_path_of_ones_own_is_kept_with_its_query() -> None:
    assert own_path("/iro/?show=needs-me&q=A%20b", "/iro/") == "/iro/?show=needs-me&q=A%20b"
    assert own_path("/iro/?", "/iro/") == "/iro/"
    assert own_path("//evil.example", "/") is None
    assert own_path("/%5cevil.example", "/") is None


def test_somebody_with_two_roles_acts_in_one_and_changes_it(client: FlaskClient, small_world: World) -> None:
    with_two_roles(small_world)
    assert signed_in(client).location == "/commissioner/"
    assert client.get("/iro/").status_code == 404
    page = client.get("/staff/role")
    menu = {tag.text: tag for tag in BeautifulSoup(page.text, "html5lib").select("nav a")}
    assert menu["Change role"]["aria-current"] == "page"
    assert "You are working as: Commissioner." in page.text
    assert "Work as: Independent Reviewing Officer" in page.text
    with client.session_transaction() as session:
        before = session[STAFF]
    assert post(client, "/staff/role", role="iro").location == "/iro/"
    assert client.get("/commissioner/").status_code == 404
    with client.session_transaction() as session:
        assert session[STAFF] != before


@pytest.mark.parametrize("role", ["coordinator", "young_person", "worker", "", "no role"])
def test_nobody_takes_a_role_that_is_not_theirs(client: FlaskClient, small_world: World, role: str) -> None:
    with_two_roles(small_world)
    signed_in(client)
    assert post(client, "/staff/role", role=role).status_code == 404


def test_a_stranger_has_no_role_to_change(client: FlaskClient) -> None:
    assert post(client, "/staff/sign-in", "/staff/role", role="iro").status_code == 404


def test_somebody_with_one_role_is_told_so(client: FlaskClient, small_world: World) -> None:
    small_world.account(Role.IRO, email=EMAIL)
    signed_in(client)
    assert "You have no other role." in client.get("/staff/role").text
    assert "Change role" not in client.get("/iro/").text


def test_every_role_that_signs_in_has_a_name_and_its_menu_leads_somewhere(app: Flask) -> None:
    assert set(Role) - set(ROLE_NAMES) == {Role.YOUNG_PERSON, Role.OPERATOR, Role.WORKER}
    assert MENU.keys() == ROLE_NAMES.keys()
    endpoints = {endpoint for items in MENU.values() for endpoint, _words in items}
    assert endpoints <= set(app.view_functions)


def test_a_post_without_its_token_comes_back_without_the_password(client: FlaskClient) -> None:
    answer = client.post("/staff/sign-in", data={"email": EMAIL, "password": "typed here"})
    assert answer.status_code == 400
    assert heading(answer) == "Please send this once more"
    assert EMAIL in answer.text
    assert "typed here" not in answer.text


def test_words_typed_for_a_post_without_its_token_are_shown_again(
    client: FlaskClient, small_world: World
) -> None:
    small_world.account(Role.IRO, email=EMAIL)
    signed_in(client)
    answer = client.post("/iro/responses/none", data={"words": "Dear Kit, a reply"})
    box = BeautifulSoup(answer.text, "html5lib").select_one("textarea[name=words]")
    assert box is not None
    assert box.text == "Dear Kit, a reply"


def test_an_error_on_a_staff_page_is_a_staff_page(client: FlaskClient, small_world: World) -> None:
    small_world.account(Role.IRO, email=EMAIL)
    signed_in(client)
    for address in ("/iro/nowhere", "/staff/nowhere", "/commissioner/", "/iro/responses/none"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert heading(answer) == "Page not found"
        assert "Alex" not in answer.text or "Childline" not in answer.text
    assert "Childline" in client.get("/nowhere").text


def test_when_the_database_is_away_staff_are_told_to_wait(
    client: FlaskClient, small_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_world.account(Role.IRO, email=EMAIL)
    signed_in(client)
    page_token = token(client.get("/iro/"))

    def away(*_given: object) -> None:
        raise StorageUnavailable("away")

    monkeypatch.setattr(small_world.services.sign_in, "visit", away)
    looked = client.get("/iro/?show=needs-me")
    assert looked.status_code == 503
    assert 'href="/iro/?show=needs-me"' in looked.text
    posted = client.post("/iro/responses/x", data={"csrf_token": page_token, "words": "A long reply"})
    assert posted.status_code == 503
    assert "A long reply" in posted.text


def test_a_fault_of_ours_says_sorry_in_the_staffs_own_page(
    app: Flask, small_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_world.account(Role.IRO, email=EMAIL)
    client = app.test_client()
    signed_in(client)

    def broken(*_given: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(small_world.services.review, "caseload", broken)
    answer = client.get("/iro/")
    assert answer.status_code == 500
    assert heading(answer) == "Sorry. This page is not working."
    assert "Childline" not in answer.text

"""Single sign-on against a directory on this machine: who comes in, and every way in which nobody does."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from tests.builders import PASSWORD, World, a_world, demo_settings
from tests.openid_provider import (
    ANOTHER_KEY,
    KEY,
    OBJECT,
    SECRET,
    TENANT,
    Provider,
    running,
    signed,
    signed_with,
    unsigned,
)
from tests.services.visits import HERE, count
from tests.web.inspection import inspected
from tests.web.staff_client import EMAIL, heading, post, texts
from viewpoint.domain.errors import BadInput, NotAllowed, SignInRefused
from viewpoint.domain.people import AuthorityId
from viewpoint.domain.permissions import Role, operator
from viewpoint.settings import SettingsError
from viewpoint.storage.accounts import find_by_email
from viewpoint.storage.tables.accounts import (
    Account,
    AccountRole,
    DirectoryIdentity,
    StaffHalfSession,
    StaffSession,
)
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.web.access import NEXT, STAFF
from viewpoint.web.app import create_app
from viewpoint.web.staff.council_account import ASKED
from viewpoint.wiring import Services
from viewpoint.wiring.signing_in import SIGN_ON_WAY_BACK

ALEX = {"name": "Alex Pretend", "email": EMAIL, "roles": ["Viewpoint.IRO"]}


@pytest.fixture
def world(database_url: str, tmp_path: Path) -> Iterator[World]:
    """A council whose staff sign in with its directory."""
    with running(lambda: made.clock()) as provider:
        made = a_world(replace(demo_settings(tmp_path, database_url), oidc=provider.oidc))
        made.services.__dict__["provider"] = provider
        provider.person = dict(ALEX)
        yield made
        made.services.database.close()


@pytest.fixture
def provider(world: World) -> Provider:
    found: Provider = world.services.__dict__["provider"]
    return found


@pytest.fixture
def client(world: World) -> FlaskClient:
    app = create_app(world.services.settings, world.services)
    inspected(app)
    return app.test_client()


def come_in(client: FlaskClient, provider: Provider) -> TestResponse:
    """Through the directory and back."""
    return client.get(provider.signs_in(client.get("/staff/council-account").location))


def actions(world: World) -> list[str]:
    with world.services.database.read() as connection:
        return list(connection.execute(select(AuditEvent.action).order_by(AuditEvent.seq)).scalars())


def refused(answer: TestResponse, words: str) -> None:
    assert answer.status_code == 403
    assert heading(answer) == "You are not signed in"
    assert words in texts(answer, "main .lead")[0]


sqlite_only = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what no database can change."""


def test_somebody_new_comes_in_with_their_role_and_gets_an_account(
    world: World, client: FlaskClient, provider: Provider
) -> None:
    assert "Sign in with your council account" in client.get("/staff/sign-in").text
    assert come_in(client, provider).location == "/iro/"
    assert client.get("/iro/").status_code == 200
    with world.services.database.read() as connection:
        (account,) = find_by_email(connection, EMAIL)
        row = connection.execute(select(DirectoryIdentity.tenant_id, DirectoryIdentity.object_id)).one()
    assert (account.name, account.roles, account.password_hash) == ("Alex Pretend", (Role.IRO,), "")
    assert tuple(row) == (TENANT, OBJECT)
    assert actions(world) == ["account_added", "identity_linked", "signed_in"]
    page = client.get("/staff/account")
    assert "Council account" in texts(page, "tbody tr")[0]
    assert "Change your password" not in page.text


def test_who_they_are_hangs_on_tenant_and_object_and_roles_are_those_of_now(
    world: World, client: FlaskClient, provider: Provider
) -> None:
    come_in(client, provider)
    provider.person |= {"email": "renamed@fernshire.example", "roles": ["Viewpoint.Commissioner", "Other"]}
    assert come_in(client, provider).location == "/commissioner/"
    assert count(world, Account) == 1
    assert actions(world)[-2:] == ["roles_changed", "signed_in"]
    assert client.get("/iro/").status_code == 404


@sqlite_only
def test_the_session_is_a_new_one_and_the_page_asked_for_is_remembered(
    client: FlaskClient, provider: Provider
) -> None:
    client.get("/iro/?show=needs-me")
    with client.session_transaction() as session:
        session["planted"] = "from somebody else"
    assert come_in(client, provider).location == "/iro/?show=needs-me"
    with client.session_transaction() as session:
        assert set(session) == {STAFF}


@sqlite_only
@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example/iro/", "/iro/\\evil", "/x"])
def test_nobody_is_sent_to_another_site_afterwards(
    client: FlaskClient, provider: Provider, wanted: str
) -> None:
    with client.session_transaction() as session:
        session[NEXT] = wanted
    assert come_in(client, provider).location == "/iro/"


LIES: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://login.microsoftonline.com/another/v2.0"},
    "another audience": {"aud": "another-app"},
    "an audience beside us": {"aud": ["viewpoint-app", "another-app"]},
    "no audience": {"aud": None},
    "expired": {"exp": 1_700_000_000, "iat": 1_600_000_000, "nbf": None},
    "no end": {"exp": None},
    "made in the future": {"iat": 4_000_000_000},
    "another nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "no object": {"oid": None},
    "no tenant": {"tid": None},
    "another tenant": {"tid": "11111111-2222-4333-8444-555555555555"},
    "an object too long": {"oid": "x" * 41},
}


@sqlite_only
@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_is_not_for_us_and_for_now_lets_nobody_in(
    world: World, client: FlaskClient, provider: Provider, lie: str
) -> None:
    provider.claims = LIES[lie]
    refused(come_in(client, provider), "does not show who you are")
    assert count(world, Account) == count(world, StaffSession) == 0


SIGNATURES: dict[str, Callable[[dict[str, Any]], str]] = {
    "another key": lambda claims: signed(claims, ANOTHER_KEY),
    "none": unsigned,
    "HS256 with the client's secret": signed_with(SECRET.encode()),
    "HS256 with the public key": signed_with(KEY.as_pem(private=False)),
    "cut short": lambda claims: signed(claims)[:-9],
    "no token at all": lambda _claims: "",
    "not a token": lambda _claims: "a.b.c",
}


@sqlite_only
@pytest.mark.parametrize("signature", SIGNATURES)
def test_a_token_that_the_directory_did_not_sign_lets_nobody_in(
    world: World, client: FlaskClient, provider: Provider, signature: str
) -> None:
    provider.sign = SIGNATURES[signature]
    refused(come_in(client, provider), "does not show who you are")
    assert count(world, Account) == count(world, StaffSession) == 0


@sqlite_only
def test_a_way_back_is_walked_once(client: FlaskClient, provider: Provider) -> None:
    back = provider.signs_in(client.get("/staff/council-account").location)
    assert client.get(back).location == "/iro/"
    client.get("/staff/council-account")
    refused(client.get(back), "does not show who you are")
    refused(client.get(back), "does not show who you are")


@sqlite_only
def test_a_way_back_is_walked_by_the_browser_that_was_sent(client: FlaskClient, provider: Provider) -> None:
    """Otherwise somebody could be signed in as another by a link."""
    back = provider.signs_in(client.get("/staff/council-account").location)
    other = client.application.test_client()
    refused(other.get(back), "does not show who you are")
    other.get("/staff/council-account")
    refused(other.get(back), "does not show who you are")
    assert len(provider.codes) == 1, "no code was exchanged"


@sqlite_only
@pytest.mark.parametrize(
    "query", ["", "?state=x", "?code=x", "?error=access_denied", "?code=&state=", "?state=%C3%A9&code=x"]
)
def test_a_way_back_without_state_or_code_lets_nobody_in(client: FlaskClient, query: str) -> None:
    client.get("/staff/council-account")
    refused(client.get(f"{SIGN_ON_WAY_BACK}{query}"), "does not show who you are")


@sqlite_only
def test_a_code_without_the_verifier_that_belongs_to_it_is_worth_nothing(
    client: FlaskClient, provider: Provider
) -> None:
    back = provider.signs_in(client.get("/staff/council-account").location)
    with client.session_transaction() as session:
        session[ASKED] = {**session[ASKED], "verifier": "another"}
    refused(client.get(back), "does not show who you are")


@sqlite_only
@pytest.mark.parametrize("roles", [None, [], ["Viewpoint.Unknown"], "Viewpoint.IRO", [["Viewpoint.IRO"]]])
def test_no_role_is_no_entry_and_is_said(
    world: World, client: FlaskClient, provider: Provider, roles: object
) -> None:
    provider.claims = {"roles": roles}
    answer = come_in(client, provider)
    refused(answer, "no role in Viewpoint")
    assert OBJECT in answer.text
    assert count(world, Account) == 0
    assert actions(world) == ["entry_refused"]


def test_a_role_that_is_taken_away_ends_what_was_open(
    world: World, client: FlaskClient, provider: Provider
) -> None:
    come_in(client, provider)
    provider.person["roles"] = []
    other = client.application.test_client()
    refused(come_in(other, provider), "no role in Viewpoint")
    assert client.get("/iro/").location == "/staff/sign-in"
    assert count(world, AccountRole) == count(world, StaffSession) == 0
    refused(come_in(other, provider), "no role in Viewpoint")
    provider.person["roles"] = ["Viewpoint.IRO"]
    assert come_in(other, provider).location == "/iro/"


def test_an_account_that_is_switched_off_stays_out(
    world: World, client: FlaskClient, provider: Provider
) -> None:
    come_in(client, provider)
    with world.services.database.write() as connection:
        connection.execute(update(Account).values(is_active=False))
    refused(come_in(client, provider), "switched off")
    assert client.get("/iro/").location == "/staff/sign-in"


def test_an_address_alone_makes_nobody_somebody_until_an_operator_says_so(
    world: World, client: FlaskClient, provider: Provider
) -> None:
    """A directory's administrator could give anybody any address."""
    viewer = world.account(Role.IRO, email=EMAIL)
    answer = come_in(client, provider)
    refused(answer, "not linked with you yet")
    assert OBJECT in answer.text
    sign_on = world.services.single_sign_on
    assert sign_on is not None
    sign_on.link(operator(world.authority), f" {EMAIL.upper()} ", f" {OBJECT.upper()} ")
    assert come_in(client, provider).location == "/iro/"
    with client.session_transaction() as session:
        assert world.services.sign_in.visit(session[STAFF]).account.id == viewer.subject
    assert count(world, Account) == 1


@sqlite_only
def test_an_account_and_an_identity_are_linked_once(world: World) -> None:
    world.account(Role.IRO, email=EMAIL)
    world.account(Role.IRO, email="other@fernshire.example")
    sign_on = world.services.single_sign_on
    assert sign_on is not None
    us = operator(world.authority)
    sign_on.link(us, EMAIL, OBJECT)
    for email, object_id, said in (
        (EMAIL, "another", "is linked already"),
        ("other@fernshire.example", OBJECT, "linked with an account already"),
        ("nobody@fernshire.example", "another", "has no account"),
        ("other@fernshire.example", " ", "object id"),
        ("other@fernshire.example", "x" * 41, "object id"),
    ):
        with pytest.raises(BadInput, match=said):
            sign_on.link(us, email, object_id)
    with pytest.raises(BadInput, match="for the council"):
        sign_on.link(operator(AuthorityId("OTHERSHIRE")), EMAIL, "another")
    with pytest.raises(NotAllowed):
        sign_on.link(world.iro(), EMAIL, "another")


@sqlite_only
@pytest.mark.parametrize("missing", ["name", "email"])
def test_somebody_without_a_name_or_an_address_gets_no_account(
    client: FlaskClient, provider: Provider, missing: str
) -> None:
    del provider.person[missing]
    refused(come_in(client, provider), "your name or your e-mail address")


@sqlite_only
def test_where_there_is_no_e_mail_the_user_name_is_one(client: FlaskClient, provider: Provider) -> None:
    provider.person |= {"email": None, "preferred_username": "Alex.P@fernshire.example"}
    provider.person["name"] = "x" * 300
    assert come_in(client, provider).location == "/iro/"


@sqlite_only
def test_with_a_directory_passwords_open_nothing(world: World, client: FlaskClient) -> None:
    world.account(Role.IRO, email=EMAIL)
    assert not texts(client.get("/staff/sign-in"), "#password")
    answer = post(client, "/language", "/staff/sign-in", email=EMAIL, password=PASSWORD)
    assert answer.location == "/staff/sign-in"
    with pytest.raises(SignInRefused):
        world.services.sign_in.give_password(EMAIL, PASSWORD, HERE)
    assert count(world, StaffHalfSession) == 0


@sqlite_only
def test_a_directory_that_does_not_answer_is_said_and_can_be_tried_again(
    client: FlaskClient, provider: Provider
) -> None:
    back = provider.signs_in(client.get("/staff/council-account").location)
    provider.status = 500
    for answer in (client.get(back), client.get("/staff/council-account")):
        assert answer.status_code == 503
        assert "does not answer" in answer.text
    provider.status = 200
    assert come_in(client, provider).location == "/iro/"


@sqlite_only
def test_a_place_for_tokens_that_does_not_answer_is_said(client: FlaskClient, provider: Provider) -> None:
    back = provider.signs_in(client.get("/staff/council-account").location)
    provider.document = {"token_endpoint": "https://127.0.0.1:9/token"}  # nobody listens there
    answer = client.get(back)
    assert answer.status_code == 503
    assert "does not answer" in answer.text


@sqlite_only
@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "https://login.microsoftonline.com/common/v2.0"},
        {"issuer": None},
        {"token_endpoint": "http://evil.example/token"},
        {"jwks_uri": None},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
)
def test_a_description_of_another_directory_is_not_followed(
    client: FlaskClient, provider: Provider, change: dict[str, object]
) -> None:
    provider.document = change
    refused(client.get("/staff/council-account"), "does not show who you are")


@sqlite_only
@pytest.mark.parametrize("keys", [{}, {"keys": []}, {"keys": [{"kty": "oct", "k": "AAAA"}]}])
def test_keys_of_another_kind_are_not_taken(
    client: FlaskClient, provider: Provider, keys: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(KEY), "as_dict", lambda *_given, **_more: (keys.get("keys") or [{}])[0])  # type: ignore[index]  # lists
    refused(come_in(client, provider), "does not show who you are")


@sqlite_only
def test_what_is_asked_of_the_directory_is_said_to_no_log(
    client: FlaskClient, provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    provider.claims = {"aud": "another-app"}
    come_in(client, provider)
    assert "single sign-on refused: not_sure" in caplog.text
    for secret in (EMAIL, "Pretend", SECRET, OBJECT):
        assert secret not in caplog.text


@sqlite_only
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"council": "NOWHERE"}, "VIEWPOINT_OIDC_COUNCIL"),
        ({"roles": {"Viewpoint.Boss": "boss"}}, "VIEWPOINT_OIDC_ROLES: no role is called boss"),
        ({"roles": {"Viewpoint.Op": "operator"}}, "VIEWPOINT_OIDC_ROLES"),
    ],
)
def test_a_role_or_council_that_is_none_stops_the_start(
    world: World, provider: Provider, change: dict[str, Any], said: str
) -> None:
    settings = replace(world.services.settings, oidc=replace(provider.oidc, **change))
    with pytest.raises(SettingsError, match=said):
        _ = Services(settings).single_sign_on


def test_without_a_directory_there_is_no_such_page(small_world: World) -> None:
    client = create_app(small_world.services.settings, small_world.services).test_client()
    for address in ("/staff/council-account", SIGN_ON_WAY_BACK):
        assert client.get(address).status_code == 404

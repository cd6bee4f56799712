"""Headers word for word, on every kind of answer."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.builders import World
from tests.web.browsing import OURS, start
from viewpoint.web.app import create_app
from viewpoint.web.headers import content_policy

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "media-src 'self'; "
    "connect-src 'self'; form-action 'self' https://www.bbc.co.uk; base-uri 'none'; frame-ancestors 'none'"
)
WANTED = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), "
        "payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def headers(answer: TestResponse) -> dict[str, str]:
    return {name: answer.headers.get(name, "") for name in WANTED}


@pytest.mark.parametrize("path", ["/code", "/help", "/staff/sign-in", "/nowhere", "/iro/", "/language"])
def test_every_answer_carries_every_header(client: FlaskClient, path: str) -> None:
    assert headers(client.get(path)) == WANTED


def test_so_do_posts_and_what_is_refused(client: FlaskClient) -> None:
    assert headers(client.post("/code", data={"code": "x"}, headers=OURS)) == WANTED
    assert headers(client.post("/staff/sign-in", data={})) == WANTED


def test_the_page_of_a_link_tells_its_address_to_nobody(client: FlaskClient, small_world: World) -> None:
    token = small_world.invited().link.token
    wanted = {**WANTED, "Referrer-Policy": "strict-origin"}
    assert headers(client.get(f"/s/{token}")) == wanted
    assert headers(client.post(f"/s/{token}", data={"lang": "en"}, headers=OURS)) == wanted


def test_pages_after_start_have_the_same(client: FlaskClient, small_world: World) -> None:
    browsing = start(client, small_world.invited().link.token)
    for path in ("/welcome", "/who", "/q/2", "/check", "/later"):
        assert headers(browsing.open(path).answer) == WANTED


def test_stylesheets_and_pictures_are_kept_for_good(client: FlaskClient) -> None:
    page = client.get("/code").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    with client.get(address) as answer:
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_quick_exit_tells_the_browser_to_forget(client: FlaskClient, small_world: World) -> None:
    start(client, small_world.invited().link.token)
    answer = client.post("/leave", headers=OURS)
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer.headers["Location"].startswith("https://www.bbc.co.uk")


@pytest.fixture
def secure(small_world: World) -> Flask:
    """The app as production serves it."""
    settings = replace(small_world.services.settings, base_url="https://localhost")
    return create_app(settings, small_world.services)


def test_over_https_the_browser_stays_there_and_cookies_are_of_this_host_alone(
    secure: Flask, small_world: World
) -> None:
    client = secure.test_client()
    made = small_world.invited()
    answer = client.post(f"/s/{made.link.token}", base_url="https://localhost", headers=OURS)
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-viewpoint=")
    for part in ("; Secure", "; HttpOnly", "; Path=/", "; SameSite=Lax"):
        assert part in cookie
    assert "Domain" not in cookie


def test_without_https_nothing_is_promised(client: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/code").headers


def test_forms_lead_to_us_and_to_the_quick_exits_named_and_nowhere_else() -> None:
    policy = content_policy(["https://b.example/x", "https://a.example/y?z", "https://a.example/"])
    assert "form-action 'self' https://a.example https://b.example;" in policy
    assert "form-action 'self';" in content_policy([])
    assert "unsafe" not in policy

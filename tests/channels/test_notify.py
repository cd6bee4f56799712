"""GOV.UK Notify, by its real client against a loopback server that checks what it is sent."""

import base64
import hashlib
import hmac
import json
import logging
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewpoint.channels.message import Message, Receipt, TryAgain, Undeliverable
from viewpoint.channels.notify import Notify, NotifySettings, TemplateKey, plain, templates_from
from viewpoint.domain.invitation import Channel
from viewpoint.domain.message import MessageKind
from viewpoint.settings import SettingsError

SERVICE = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"
ENGLISH_SMS = "11111111-1111-4111-8111-111111111111"
WELSH_SMS = "22222222-2222-4222-8222-222222222222"
ENGLISH_EMAIL = "33333333-3333-4333-8333-333333333333"
NUMBER = "07700900111"


class FakeNotify(ThreadingHTTPServer):
    """Checks the token as Notify does, keeps what it was given, and answers what it is told to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status = 201
        self.answer: bytes = b""
        self.requests: list[tuple[str, dict[str, Any]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: FakeNotify

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not _is_token_of_ours(self.headers.get("Authorization", "")):
            self._reply(403, json.dumps({"errors": [{"error": "AuthError", "message": "Invalid token"}]}))
            return
        self.server.requests.append((self.path, json.loads(body)))
        accepted = json.dumps({"id": f"notify-{len(self.server.requests)}"}).encode()
        self._reply(self.server.status, self.server.answer or accepted)

    def _reply(self, status: int, body: bytes | str) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


def _is_token_of_ours(header: str) -> bool:
    scheme, _, token = header.partition(" ")
    head, claims, signature = token.split(".")
    expected = hmac.digest(SECRET.encode(), f"{head}.{claims}".encode(), hashlib.sha256)
    said = _decoded(claims)
    return (
        scheme == "Bearer"
        and _decoded(head)["alg"] == "HS256"
        and hmac.compare_digest(expected, base64.urlsafe_b64decode(signature + "=="))
        and said["iss"] == SERVICE
        and abs(time.time() - said["iat"]) <= 30
    )


def _decoded(part: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=="))
    return found


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeNotify]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with FakeNotify() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def settings(url: str) -> NotifySettings:
    return NotifySettings(
        api_key=f"test-{SERVICE}-{SECRET}",
        base_url=url,
        timeout_seconds=5,
        templates=templates_from(
            {
                "invitation.sms.en": ENGLISH_SMS,
                "invitation.sms.cy": WELSH_SMS,
                "invitation.email.en": ENGLISH_EMAIL,
            }
        ),
    )


def text() -> Message:
    return Message(
        reference="a1b2c3",
        channel=Channel.SMS,
        kind=MessageKind.INVITATION,
        language="en",
        to=NUMBER,
        subject="Your turn",
        body="Your turn: https://example.org/r/TOKEN",
        link="https://example.org/r/TOKEN",
        values={"sender": "Your Say"},
    )


def mail() -> Message:
    return replace(text(), channel=Channel.EMAIL, to="sam@example.org")


def test_a_text_goes_out_by_the_template_of_its_kind_and_language(fake: FakeNotify) -> None:
    receipt = Notify(settings(fake.url)).send(replace(text(), language="cy"))
    assert receipt == Receipt(provider_id="notify-1")
    assert fake.requests == [
        (
            "/v2/notifications/sms",
            {
                "phone_number": NUMBER,
                "template_id": WELSH_SMS,
                "reference": "a1b2c3",
                "personalisation": {
                    "sender": "Your Say",
                    "link": "https://example.org/r/TOKEN",
                    "subject": "Your turn",
                    "body": "Your turn: https://example.org/r/TOKEN",
                },
            },
        )
    ]


def test_an_email_asks_notify_to_escape_the_values_that_are_not_ours(fake: FakeNotify) -> None:
    risky = replace(mail(), values={"sender": "[win](http://x.example) ((link))\n# Big"})
    Notify(settings(fake.url)).send(risky)
    path, sent = fake.requests[0]
    assert path == "/v2/notifications/email"
    assert sent["template_id"] == ENGLISH_EMAIL
    assert sent["personalisation"]["sender"] == "[win](http://x.example) (link) # Big"
    assert sent["sanitise_content_for"] == ["sender"]


def test_a_language_without_a_template_falls_back_to_the_english_one(fake: FakeNotify) -> None:
    Notify(settings(fake.url)).send(replace(text(), language="ar"))
    assert fake.requests[0][1]["template_id"] == ENGLISH_SMS


def test_a_kind_without_a_template_cannot_be_delivered(fake: FakeNotify) -> None:
    with pytest.raises(Undeliverable, match=r"no Notify template for reminder\.sms"):
        Notify(settings(fake.url)).send(replace(text(), kind=MessageKind.REMINDER))
    assert fake.requests == []


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503])
def test_a_busy_or_broken_notify_is_tried_again(fake: FakeNotify, status: int) -> None:
    fake.status, fake.answer = status, _error("RateLimitError", "Exceeded rate limit")
    with pytest.raises(TryAgain, match=f"a1b2c3: notify said {status} RateLimitError"):
        Notify(settings(fake.url)).send(text())


@pytest.mark.parametrize("status", [400, 403, 404])
def test_a_refusal_is_undeliverable_and_does_not_repeat_the_number(
    fake: FakeNotify, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    fake.status, fake.answer = status, _error("ValidationError", f"phone_number {NUMBER} is not valid")
    with pytest.raises(Undeliverable, match="ValidationError") as refusal:
        Notify(settings(fake.url)).send(text())
    assert NUMBER not in str(refusal.value)
    assert NUMBER not in caplog.text


def test_a_wrong_key_is_refused_by_notify(fake: FakeNotify) -> None:
    wrong = replace(settings(fake.url), api_key=f"test-{SERVICE}-{SERVICE}")
    with pytest.raises(Undeliverable, match="403 AuthError"):
        Notify(wrong).send(text())


@pytest.mark.parametrize("answer", [b"<html>Log in to the guest network</html>", b"[]", b'{"id": null}'])
def test_an_answer_that_is_not_notifys_is_tried_again(fake: FakeNotify, answer: bytes) -> None:
    fake.answer = answer
    with pytest.raises(TryAgain, match="notify answered without"):
        Notify(settings(fake.url)).send(text())


def test_a_notify_out_of_reach_is_tried_again(fake: FakeNotify) -> None:
    gone = settings(fake.url)
    fake.socket.close()
    with pytest.raises(TryAgain, match="503"):
        Notify(gone).send(text())


def test_threads_share_one_channel_and_no_client(fake: FakeNotify) -> None:
    notify = Notify(settings(fake.url))
    with ThreadPoolExecutor(4) as pool:
        receipts = list(pool.map(notify.send, [text()] * 12))
    assert len({receipt.provider_id for receipt in receipts}) > 1
    assert len(fake.requests) == 12


def test_a_message_and_the_settings_show_no_words_number_or_key_when_printed() -> None:
    shown = f"{text()!r} {settings('http://127.0.0.1')!r}"
    assert "a1b2c3" in shown
    for private in (NUMBER, "TOKEN", "Your turn", "Your Say", SECRET):
        assert private not in shown


def test_a_key_that_is_not_notifys_is_refused_at_once() -> None:
    with pytest.raises(SettingsError, match="name-service_uuid-secret_uuid"):
        Notify(NotifySettings(api_key="secret", templates={}))


def test_template_settings_name_every_mistake() -> None:
    with pytest.raises(SettingsError) as refusal:
        templates_from(
            {"invite.sms.en": ENGLISH_SMS, "reminder.email.cy": "42", "reminder.sms.en": ENGLISH_SMS}
        )
    assert "invite.sms.en" in str(refusal.value)
    assert "reminder.email.cy = 42" in str(refusal.value)
    assert "reminder.sms.en" not in str(refusal.value)


def test_template_settings_become_keys() -> None:
    key = TemplateKey(MessageKind.REPLY_WAITING, Channel.EMAIL, "en-easyread")
    assert templates_from({"reply_waiting.email.en-easyread": ENGLISH_EMAIL}) == {key: ENGLISH_EMAIL}


@given(st.text())
def test_a_value_becomes_one_line_that_is_no_template(value: str) -> None:
    assert "((" not in plain(value)
    assert "\n" not in plain(value)
    assert plain(plain(value)) == plain(value)


def _error(kind: str, sentence: str) -> bytes:
    return json.dumps({"errors": [{"error": kind, "message": sentence}]}).encode()

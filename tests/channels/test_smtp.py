"""E-mails by smtplib to a real server, kind and unkind."""

import datetime as dt
import ssl
from collections.abc import Iterator
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.channels.mailbox import Mailbox, serving
from viewpoint.channels.message import Message, TryAgain, Undeliverable
from viewpoint.channels.smtp import Security, Smtp, SmtpSettings
from viewpoint.domain.invitation import Channel
from viewpoint.domain.message import MessageKind
from viewpoint.settings import SettingsError

NOW = dt.datetime(2026, 3, 3, 9, 30, tzinfo=dt.UTC)


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def server(mailbox: Mailbox) -> Iterator[SmtpSettings]:
    yield from serving(mailbox, {"ident": "test"}, Security.NONE)


def mail() -> Message:
    return Message(
        reference="a1b2c3",
        channel=Channel.EMAIL,
        kind=MessageKind.INVITATION,
        language="cy",
        to="sam@example.org",
        subject="Dy dro di",
        body="Dyma dy dudalen, ŵ ŷ:\nhttps://example.org/r/" + "T" * 60 + "\n",
        link="https://example.org/r/T",
    )


def send(settings: SmtpSettings, message: Message) -> str:
    return Smtp(settings, lambda: NOW).send(message).provider_id


def test_a_mail_arrives_in_plain_text_with_nothing_that_tells_who_opened_it(
    server: SmtpSettings, mailbox: Mailbox
) -> None:
    assert send(server, mail()) == "<a1b2c3@example.org>"
    (arrived,) = mailbox.mails
    assert arrived.get_content_type() == "text/plain"
    assert arrived.get_content().splitlines() == mail().body.splitlines()
    assert arrived["Subject"] == "Dy dro di"
    assert arrived["From"] == "Your Say <hello@example.org>"
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived["Content-Language"] == "cy"
    assert arrived["Date"].datetime == NOW
    for header in ("Disposition-Notification-To", "Return-Receipt-To", "X-Mailer", "Bcc"):
        assert header not in arrived


def test_a_mail_server_sends_e_mails_only(server: SmtpSettings, mailbox: Mailbox) -> None:
    with pytest.raises(Undeliverable, match="sends e-mails only"):
        send(server, replace(mail(), channel=Channel.SMS))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "sam",
        "sam@",
        "a@b@c",
        "sam@example.org\nBcc: x@example.org",
        "<>",
        "a b@c",
        "siân@example.org",
        "sam@siân.example",
    ],
)
def test_a_malformed_address_is_undeliverable(server: SmtpSettings, mailbox: Mailbox, address: str) -> None:
    with pytest.raises(Undeliverable, match="malformed"):
        send(server, replace(mail(), to=address))
    assert mailbox.mails == []


def test_a_subject_cannot_smuggle_a_header(server: SmtpSettings, mailbox: Mailbox) -> None:
    with pytest.raises(Undeliverable, match="malformed"):
        send(server, replace(mail(), subject="Hi\r\nBcc: x@example.org"))
    assert mailbox.mails == []


@pytest.mark.parametrize(
    ("answer", "expected"), [("550 no such mailbox", Undeliverable), ("451 greylisted, come back", TryAgain)]
)
def test_a_refused_recipient_is_final_or_passing_as_the_server_says(
    server: SmtpSettings, mailbox: Mailbox, answer: str, expected: type[Exception]
) -> None:
    mailbox.answer_to_recipient = answer
    with pytest.raises(expected, match=answer[:3]):
        send(server, mail())


@pytest.mark.parametrize(
    ("answer", "expected"), [("554 looks like spam", Undeliverable), ("452 mailbox full", TryAgain)]
)
def test_a_refused_mail_is_final_or_passing_as_the_server_says(
    server: SmtpSettings, mailbox: Mailbox, answer: str, expected: type[Exception]
) -> None:
    mailbox.answer_to_mail = answer
    with pytest.raises(expected, match=answer[:3]):
        send(server, mail())


def test_a_dropped_connection_is_tried_again(server: SmtpSettings, mailbox: Mailbox) -> None:
    mailbox.hangs_up = True
    with pytest.raises(TryAgain, match="SMTPServerDisconnected"):
        send(server, mail())
    mailbox.hangs_up = False
    assert send(server, mail())


def test_a_server_out_of_reach_is_tried_again(mailbox: Mailbox) -> None:
    was_there = serving(mailbox, {}, Security.NONE)
    gone = next(was_there)
    next(was_there, None)
    with pytest.raises(TryAgain, match="ConnectionRefusedError"):
        send(gone, mail())


def test_a_server_without_starttls_gets_no_mail(server: SmtpSettings, mailbox: Mailbox) -> None:
    with pytest.raises(TryAgain, match="SMTPNotSupportedError"):
        send(replace(server, security=Security.STARTTLS), mail())
    assert mailbox.mails == []


def test_a_mail_travels_encrypted_after_signing_in(mailbox: Mailbox, tmp_path: Path) -> None:
    ours, theirs = _certificate(tmp_path)
    options = {
        "tls_context": theirs, "require_starttls": True, "auth_required": True, "authenticator": _let_in,
    }  # fmt: skip
    for settings in serving(mailbox, options, Security.STARTTLS):
        known = replace(settings, trust=ours, user="viewpoint", password="right")
        send(known, mail())
        assert len(mailbox.mails) == 1
        with pytest.raises(TryAgain, match="SMTPAuthenticationError"):
            send(replace(known, password="wrong"), mail())
        with pytest.raises(TryAgain, match="SSLCertVerificationError"):
            send(replace(known, trust=None), mail())
        assert len(mailbox.mails) == 1


def test_a_mail_travels_over_tls_from_the_first_byte(mailbox: Mailbox, tmp_path: Path) -> None:
    ours, theirs = _certificate(tmp_path)
    controller_options = {"ssl_context": theirs}
    for settings in serving(mailbox, controller_options, Security.TLS):
        send(replace(settings, trust=ours), mail())
    assert len(mailbox.mails) == 1


def test_the_senders_address_is_checked_at_once() -> None:
    with pytest.raises(SettingsError, match="must be an address"):
        Smtp(SmtpSettings(host="127.0.0.1", port=25, sender="Your Say"), lambda: NOW)


def test_settings_show_no_password_when_printed() -> None:
    assert "hunter2" not in repr(SmtpSettings(host="h", port=25, sender="a@example.org", password="hunter2"))


def _let_in(server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: object) -> AuthResult:
    is_right = isinstance(given, LoginPassword) and given.password == b"right"
    return AuthResult(success=is_right, handled=is_right)


def _certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A context that trusts a fresh certificate for 127.0.0.1, and the context of its server."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)  # noqa: TID251 - a certificate is checked by the machine's own clock
    certificate = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    pem = serialization.Encoding.PEM
    file.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(pem)
    )
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    theirs.load_cert_chain(file)
    return ssl.create_default_context(cafile=str(file)), theirs

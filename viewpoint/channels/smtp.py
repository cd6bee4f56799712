"""E-mails through the council's own mail server: plain text, and nothing in them that tells who opened it."""

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from enum import StrEnum

from viewpoint.channels.message import DeliveryFailed, Message, Receipt, TryAgain, Undeliverable
from viewpoint.domain.invitation import Channel
from viewpoint.settings import SettingsError


class Security(StrEnum):
    """How the connection to the mail server is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"  # only for a server on the same machine


@dataclass(frozen=True, kw_only=True)
class SmtpSettings:
    """One mail server and the address that messages come from; `sender_name` is neutral."""

    host: str
    port: int
    sender: str
    sender_name: str = ""
    security: Security = Security.STARTTLS
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout_seconds: float = 10
    trust: ssl.SSLContext | None = field(default=None, repr=False)


class Smtp:
    """A channel for e-mails; each message has its own connection, so threads may share this."""

    def __init__(self, settings: SmtpSettings, clock: Callable[[], datetime]) -> None:
        """Raise SettingsError when the address that messages come from is malformed."""
        try:
            _address(settings.sender)
        except _MALFORMED:
            raise SettingsError(
                "the sender of e-mails must be an address such as hello@example.org"
            ) from None
        self._settings = settings
        self._clock = clock

    def send(self, message: Message) -> Receipt:
        """Give the message to the mail server.

        Raises:
            TryAgain: the server is out of reach, busy (4xx), or will not let us in.
            Undeliverable: not an e-mail, an impossible address, or refused for good (5xx).
        """
        if message.channel is not Channel.EMAIL:
            raise Undeliverable(message.reference, "a mail server sends e-mails only")
        mail = _mail(message, self._settings, self._clock())
        try:
            self._deliver(mail)
        except (smtplib.SMTPException, OSError) as error:
            raise _failed(message, error) from None
        return Receipt(provider_id=str(mail["Message-ID"]))

    def _deliver(self, mail: EmailMessage) -> None:
        server = self._connect()
        try:
            server.send_message(mail)
        finally:
            # Once the mail is taken, a bad goodbye must not make us send it twice.
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
            server.close()

    def _connect(self) -> smtplib.SMTP:
        ours = self._settings
        trust = ours.trust or ssl.create_default_context()
        if ours.security is Security.TLS:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                ours.host, ours.port, timeout=ours.timeout_seconds, context=trust
            )
        else:
            server = smtplib.SMTP(ours.host, ours.port, timeout=ours.timeout_seconds)
        try:
            self._open(server, trust)
        except BaseException:
            server.close()
            raise
        return server

    def _open(self, server: smtplib.SMTP, trust: ssl.SSLContext) -> None:
        if self._settings.security is Security.STARTTLS:
            server.starttls(context=trust)
        if self._settings.user:
            server.login(self._settings.user, self._settings.password or "")


# What the standard library raises for an address that it cannot parse.
_MALFORMED = (ValueError, IndexError, MessageError)
_SEVEN_BIT = SMTP.clone(cte_type="7bit")  # not every mail server announces 8BITMIME


def _mail(message: Message, settings: SmtpSettings, now: datetime) -> EmailMessage:
    """The message as a mail, its address checked.

    Auto-Submitted (RFC 3834) keeps out-of-office answers away, which would reach a mailbox nobody reads.
    """
    mail = EmailMessage(policy=_SEVEN_BIT)
    try:
        mail["To"] = _address(message.to)
        mail["From"] = Address(display_name=settings.sender_name, addr_spec=settings.sender)
        mail["Subject"] = message.subject
    except _MALFORMED:
        raise Undeliverable(message.reference, "the address or subject is malformed") from None
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{message.reference}@{settings.sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(message.body)  # drops every Content- header there was
    mail["Content-Language"] = message.language
    return mail


def _address(text: str) -> Address:
    address = Address(addr_spec=text)
    if not text.isascii():
        raise ValueError("not an address that every mail server takes")
    return address


def _failed(message: Message, error: Exception) -> DeliveryFailed:
    code = _refusal(error)
    if code is not None and code >= 500:
        return Undeliverable(message.reference, f"the mail server refused it ({code})")
    return TryAgain(message.reference, f"mail server: {type(error).__name__} {code or ''}".rstrip())


def _refusal(error: Exception) -> int | None:
    """The server's own code for refusing this message; None when it never came to the message."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return min(code for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPDataError):
        return error.smtp_code
    return None

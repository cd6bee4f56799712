"""A real mail server on this machine, and what came to it."""

from asyncio.base_events import Server
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from viewpoint.channels.smtp import Security, SmtpSettings


class Mailbox:
    """Keeps what comes, or answers what it is told to."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answer_to_recipient = ""
        self.answer_to_mail = "250 OK"
        self.hangs_up = False

    async def handle_RCPT(  # noqa: N802 - the server's name for it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.hangs_up:
            assert server.transport is not None
            server.transport.close()
        if self.answer_to_recipient:
            return self.answer_to_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the server's name for it
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        self.mails.append(message_from_bytes(envelope.content, _class=EmailMessage, policy=default))
        return self.answer_to_mail


class _OnAnyPort(Controller):
    """The controller on a port that the machine chooses, so that tests may run side by side."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call] # aiosmtpd has no types here


def serving(
    mailbox: Mailbox, options: dict[str, Any], security: Security, port: int = 0
) -> Iterator[SmtpSettings]:
    """A server until the iteration goes on."""
    controller = _OnAnyPort(mailbox, hostname="127.0.0.1", port=port, **options)
    controller.start()
    yield SmtpSettings(
        host="127.0.0.1",
        port=controller.port,
        sender="hello@example.org",
        sender_name="Your Say",
        security=security,
    )
    controller.stop()

"""Sends the link of an invitation once it is safely stored, and notes what became of it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from viewpoint.channels.message import Message, SendingChannel, TryAgain, Undeliverable
from viewpoint.domain.council import Council
from viewpoint.domain.invitation import Channel, Invitation, InvitationState
from viewpoint.domain.message import Dispatch, MessageKind
from viewpoint.domain.people import AuthorityId
from viewpoint.domain.permissions import Action, require, worker
from viewpoint.domain.words import ENGLISH
from viewpoint.services.links import Links, address_of
from viewpoint.settings import Delivery
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.invitations import find_by_handle, revoke_older_links
from viewpoint.storage.messages import KeptWords, SentMessage, add_message, is_noted
from viewpoint.storage.people import how_to_reach
from viewpoint.storage.sealing import Vault
from viewpoint.storage.work import MOST_ATTEMPTS, Task, payload_place
from viewpoint.wording.messages import MessageWriter


@dataclass(frozen=True, kw_only=True)
class Delivering:
    """What delivery is made of; with `Delivery.OUTBOX` the words are kept, sealed, for the demo's outbox."""

    database: Database
    vault: Vault
    links: Links
    councils: Mapping[AuthorityId, Council]
    writer: MessageWriter
    channel: SendingChannel
    delivery: Delivery
    base_url: str
    clock: Callable[[], datetime]


class Deliver:
    """The worker's hand for one message; a second try carries the same link and the same reference."""

    def __init__(self, parts: Delivering) -> None:
        """See `Delivering`."""
        self._parts = parts

    def handle(self, task: Task) -> None:
        """Send what a task holds, unless it left already or nobody could use its link any more.

        Raises:
            TryAgain: the provider did not take it now.
            Undeliverable: it never will, or there is no address; that is noted for the coordinator.
            SealBroken: the young person's key was destroyed.
        """
        require(worker(task.authority), Action.DELIVER)
        with self._parts.database.read() as connection:
            prepared = None if is_noted(connection, task.id) else self._prepared(connection, task)
        if prepared is None:
            return
        try:
            provider_id = self._send(prepared.message)
        except Undeliverable:
            self._note(prepared, Dispatch.FAILED)
            raise
        except TryAgain:
            if task.attempts >= MOST_ATTEMPTS:
                self._note(prepared, Dispatch.FAILED)
            raise
        self._note(prepared, Dispatch.LEFT, provider_id)

    def _prepared(self, connection: Connection, task: Task) -> "_Prepared | None":
        seal = self._parts.vault.for_authority(connection, task.authority)
        sealed = task.payload_sealed or b""
        payload = json.loads(seal.open(payload_place(task.id), sealed))
        token, kind = payload["token"], MessageKind(payload["kind"])
        handle = self._parts.links.handle_sha256(token)
        invitation = find_by_handle(connection, handle)
        # A link made since has revoked this one; an answer, a date or the coordinator may have closed it.
        if invitation is None or not self._is_of_use(invitation, kind):
            return None
        message = self._message(connection, task, invitation, kind, address_of(self._parts.base_url, token))
        return _Prepared(invitation=invitation, message=message, kind=kind, handle=handle)

    def _is_of_use(self, invitation: Invitation, kind: MessageKind) -> bool:
        if kind is MessageKind.REPLY_WAITING:
            return invitation.state is InvitationState.SENT
        return invitation.is_open(self._parts.clock())

    def _message(
        self, connection: Connection, task: Task, invitation: Invitation, kind: MessageKind, link: str
    ) -> Message:
        council = self._parts.councils[task.authority]
        # A language that was whole when they chose it may have a gap today.
        language = invitation.language if invitation.language in council.languages else ENGLISH
        sender = council.sender.in_language(language)
        by_on = None if kind is MessageKind.REPLY_WAITING else invitation.last_on
        words = self._parts.writer.write(
            kind, invitation.channel, language, sender=sender, link=link, by_on=by_on
        )
        return Message(
            reference=task.id,
            channel=invitation.channel,
            kind=kind,
            language=language,
            to=self._to(connection, invitation),
            subject=words.subject,
            body=words.body,
            link=link,
            values={"sender": sender, "by": words.by},
        )

    def _to(self, connection: Connection, invitation: Invitation) -> str:
        people = [invitation.young_person]
        found = how_to_reach(connection, self._parts.vault, invitation.authority, people)
        ways = found.get(invitation.young_person)
        if ways is None:
            return ""
        return ways.phone if invitation.channel is Channel.SMS else ways.email

    def _send(self, message: Message) -> str:
        if not message.to:
            raise Undeliverable(message.reference, f"no address for {message.channel}")
        return self._parts.channel.send(message).provider_id

    def _note(self, prepared: "_Prepared", state: Dispatch, provider_id: str | None = None) -> None:
        message, invitation = prepared.message, prepared.invitation
        noted = SentMessage(
            id=message.reference,
            authority=invitation.authority,
            invitation=invitation.id,
            kind=prepared.kind,
            channel=message.channel,
            state=state,
            created_at=self._parts.clock(),
            provider_id=provider_id,
        )
        with self._parts.database.write() as connection:
            if state is Dispatch.LEFT and prepared.kind is MessageKind.REPLY_WAITING:
                revoke_older_links(connection, invitation.id, prepared.handle, self._parts.clock())
            if self._parts.delivery is Delivery.OUTBOX:
                words = KeptWords(
                    to=message.to, subject=message.subject, body=message.body, link=message.link
                )
                seal = self._parts.vault.for_authority(connection, invitation.authority)
                add_message(connection, noted, seal, words)
            else:
                add_message(connection, noted)


@dataclass(frozen=True, kw_only=True)
class _Prepared:
    invitation: Invitation
    message: Message
    kind: MessageKind
    handle: bytes
    """The SHA-256 of its link's handle."""

"""What inviting, following up and handing out links have in common."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from viewpoint.domain.asking import YEAR, channel_for
from viewpoint.domain.council import Council
from viewpoint.domain.invitation import Channel, Invitation
from viewpoint.domain.message import MessageKind
from viewpoint.domain.people import AuthorityId
from viewpoint.domain.permissions import Viewer
from viewpoint.domain.uk_time import uk_day
from viewpoint.services.instruments import Instruments
from viewpoint.services.links import Links, NewLink, address_of
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.ids import new_id
from viewpoint.storage.invitations import add_link, add_link_beside
from viewpoint.storage.sealing import Vault
from viewpoint.storage.work import NewTask, TaskKind, payload_place

KEPT_IN_VIEW = YEAR + timedelta(days=1)
"""Invitations older than this are not asked for any more."""


@dataclass(frozen=True, kw_only=True)
class Inviting:
    """What these services are made of; `channels` are those that can be sent by here."""

    database: Database
    vault: Vault
    audit: AuditLog
    links: Links
    instruments: Instruments
    councils: Mapping[AuthorityId, Council]
    channels: frozenset[Channel]
    base_url: str
    clock: Callable[[], datetime]

    def today(self) -> date:
        """Today in the United Kingdom."""
        return uk_day(self.clock())

    def since(self) -> datetime:
        """From when on invitations are looked at."""
        return self.clock() - KEPT_IN_VIEW

    def channel(self, preferred: str, reachable: frozenset[Channel]) -> Channel:
        """How somebody is reached from here, a text before an e-mail where nothing is preferred."""
        wanted = Channel(preferred) if preferred in set(Channel) else Channel.SMS
        return channel_for(wanted, reachable & self.channels)

    def new_link(self, connection: Connection, invitation: Invitation) -> NewLink:
        """A fresh link; those before it stop working, the draft stays."""
        link = self.links.new()
        add_link(connection, invitation, link.handle_sha256, link.code_mac, self.clock())
        return link

    def link_beside(self, connection: Connection, invitation: Invitation) -> NewLink:
        """A fresh link, while the one before goes on working until the message with this one has left."""
        link = self.links.new()
        add_link_beside(connection, invitation, link.handle_sha256, link.code_mac, self.clock())
        return link

    def address(self, token: str) -> str:
        """What a young person opens."""
        return address_of(self.base_url, token)

    def log(self, connection: Connection, viewer: Viewer, action: str, invitation: Invitation) -> None:
        """Write an act on an invitation into the audit log."""
        event = Event(action=action, object_type="invitation", object_id=invitation.id)
        self.audit.append(connection, viewer, event)

    def message_task(
        self, connection: Connection, invitation: Invitation, kind: MessageKind, key: str
    ) -> NewTask:
        """The task of sending a fresh link; the token waits sealed, as nothing else knows it any more.

        Who is told of a reply has a link in hand: it is not closed for a message that may never leave.
        """
        make = self.link_beside if kind is MessageKind.REPLY_WAITING else self.new_link
        link, task = make(connection, invitation), new_id()
        seal = self.vault.for_authority(connection, invitation.authority)
        payload = json.dumps({"token": link.token, "kind": kind.value})
        return NewTask(
            id=task,
            authority=invitation.authority,
            kind=TaskKind.DELIVER,
            subject=invitation.id,
            key=key,
            payload_sealed=seal.close(payload_place(task), payload),
        )

"""Messages that left, or did not, in and out of the database; only the demo's outbox keeps their words."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, RowMapping, insert, select

from viewpoint.domain.invitation import Channel
from viewpoint.domain.message import Dispatch, MessageKind
from viewpoint.domain.people import AuthorityId, InvitationId
from viewpoint.storage.sealing import Place, Seal
from viewpoint.storage.tables.work import SentMessage as Row
from viewpoint.storage.tables.work import Task
from viewpoint.storage.work import TaskKind, TaskState


@dataclass(frozen=True, kw_only=True)
class SentMessage:
    """What is known of a message: `id` is that of the task that sent it, so that it is noted once."""

    id: str
    authority: AuthorityId
    invitation: InvitationId
    kind: MessageKind
    channel: Channel
    state: Dispatch
    created_at: datetime
    provider_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class KeptWords:
    """A message as the demo's outbox shows it."""

    to: str = field(repr=False)
    subject: str = field(repr=False)
    body: str = field(repr=False)
    link: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class KeptMessage:
    """A message of the demo's outbox with its words."""

    message: SentMessage
    words: KeptWords


def add_message(
    connection: Connection, message: SentMessage, seal: Seal | None = None, words: KeptWords | None = None
) -> None:
    """Note a message; with a seal (the authority's) its words are kept for the demo's outbox."""
    row = {
        "id": message.id,
        "authority_id": message.authority,
        "invitation_id": message.invitation,
        "kind": message.kind.value,
        "channel": message.channel.value,
        "state": message.state.value,
        "provider_id": message.provider_id,
        "body_sealed": seal.close(_place(message.id), json.dumps(vars(words))) if seal and words else None,
        "created_at": message.created_at,
    }
    connection.execute(insert(Row), row)


def is_noted(connection: Connection, message: str) -> bool:
    """Whether a message with this id was noted before."""
    return connection.execute(select(Row.id).where(Row.id == message)).first() is not None


def last_dispatches(
    connection: Connection, authority: AuthorityId, since: datetime
) -> dict[InvitationId, SentMessage]:
    """The newest message of each invitation, of those noted since an instant."""
    query = (
        select(Row.__table__)
        .where(Row.authority_id == authority, Row.created_at >= since)
        .order_by(Row.created_at, Row.id)
    )
    return {InvitationId(row["invitation_id"]): _message(row) for row in connection.execute(query).mappings()}


def on_their_way(connection: Connection, authority: AuthorityId) -> set[InvitationId]:
    """The invitations of which a message waits to be sent."""
    query = select(Task.subject_id).where(
        Task.authority_id == authority,
        Task.kind == TaskKind.DELIVER.value,
        Task.state == TaskState.WAITING.value,
    )
    return {InvitationId(subject) for subject in connection.execute(query).scalars()}


def kept_messages(
    connection: Connection, seal: Seal, authority: AuthorityId, most: int
) -> Sequence[KeptMessage]:
    """The newest messages whose words were kept."""
    query = (
        select(Row.__table__)
        .where(Row.authority_id == authority, Row.body_sealed.is_not(None))
        .order_by(Row.created_at.desc(), Row.id)
        .limit(most)
    )
    return [
        KeptMessage(message=_message(row), words=_words(seal, row))
        for row in connection.execute(query).mappings()
    ]


def _message(row: RowMapping) -> SentMessage:
    return SentMessage(
        id=row["id"],
        authority=AuthorityId(row["authority_id"]),
        invitation=InvitationId(row["invitation_id"]),
        kind=MessageKind(row["kind"]),
        channel=Channel(row["channel"]),
        state=Dispatch(row["state"]),
        created_at=row["created_at"],
        provider_id=row["provider_id"],
    )


def _words(seal: Seal, row: RowMapping) -> KeptWords:
    return KeptWords(**json.loads(seal.open(_place(row["id"]), row["body_sealed"])))


def _place(message: str) -> Place:
    return Place("sent_message", message, "body")

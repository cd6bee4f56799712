"""Replies in and out of the database, sealed whole."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from viewpoint.domain.people import AccountId, ResponseId
from viewpoint.domain.reply import Reply, SentReply
from viewpoint.domain.sent import SentResponse
from viewpoint.storage.ids import new_id
from viewpoint.storage.sealing import Place, Seal
from viewpoint.storage.tables.responses import Reply as Row

POINTS = "\x00points\n"
"""What the content of a reply begins with, under its seal; one without it is words alone, as all once were.

Within the seal, so that no key is needed to change the database and none is lost by going back.
"""

_REPLIES = select(Row.__table__).where(Row.response_id == bindparam("response")).order_by(Row.sent_at)
_HAS_REPLY = select(Row.id).where(Row.response_id == bindparam("response")).limit(1)


def add_reply(
    connection: Connection, seal: Seal, response: SentResponse, account: AccountId, reply: Reply, at: datetime
) -> str:
    """Store a reply; returns its id."""
    new = new_id()
    row = {
        "id": new,
        "authority_id": response.authority,
        "response_id": response.id,
        "account_id": account,
        "words_sealed": seal.close(_place(new), POINTS + reply.to_json()),
        "sent_at": at,
        "seen_at": None,
    }
    connection.execute(insert(Row), row)
    return new


def replies_to(connection: Connection, seal: Seal, response: ResponseId) -> Sequence[SentReply]:
    """The replies to a response, oldest first."""
    return [
        SentReply(
            id=row.id,
            response=ResponseId(row.response_id),
            account=AccountId(row.account_id),
            reply=reply_from(seal, row.id, row.words_sealed),
            sent_at=row.sent_at,
        )
        for row in connection.execute(_REPLIES, {"response": response})
    ]


def reply_from(seal: Seal, reply: str, sealed: bytes) -> Reply:
    """What a reply says."""
    return _opened(seal.open(_place(reply), sealed))


def has_reply(connection: Connection, response: ResponseId) -> bool:
    """Whether there is a reply, without reading it."""
    return connection.execute(_HAS_REPLY, {"response": response}).first() is not None


def note_reply_seen(connection: Connection, response: ResponseId, at: datetime) -> None:
    """Keep when the young person first saw the replies."""
    connection.execute(
        update(Row).where(Row.response_id == response, Row.seen_at.is_(None)).values(seen_at=at)
    )


def _opened(content: str) -> Reply:
    if content.startswith(POINTS):
        return Reply.from_json(content.removeprefix(POINTS))
    return Reply(opening=content)


def _place(reply: str) -> Place:
    return Place("reply", reply, "words")

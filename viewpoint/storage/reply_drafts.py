"""Replies that are being written, one to a response, sealed whole."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from viewpoint.domain.people import AccountId, ResponseId
from viewpoint.domain.reply_draft import TypedReply
from viewpoint.domain.sent import SentResponse
from viewpoint.storage.sealing import Place, Seal
from viewpoint.storage.tables.loop import ReplyDraft as Row
from viewpoint.storage.upsert import upsert


@dataclass(frozen=True, kw_only=True)
class KeptDraft:
    """A draft, by whom and when it was saved last."""

    typed: TypedReply
    account: AccountId
    saved_at: datetime


# Made once: putting a statement together costs more than running it.
_DRAFT = select(Row.__table__).where(Row.response_id == bindparam("response"))


def save_reply_draft(connection: Connection, seal: Seal, response: SentResponse, draft: KeptDraft) -> None:
    """Keep a draft in the place of the one before."""
    row = {
        "response_id": response.id,
        "authority_id": response.authority,
        "account_id": draft.account,
        "words_sealed": seal.close(_place(response.id), draft.typed.to_json()),
        "saved_at": draft.saved_at,
    }
    upsert(connection, Row, row, key=("response_id",), update=("account_id", "words_sealed", "saved_at"))


def reply_draft_of(connection: Connection, seal: Seal, response: ResponseId) -> KeptDraft | None:
    """What was written so far, if anything."""
    row = connection.execute(_DRAFT, {"response": response}).one_or_none()
    if row is None:
        return None
    typed = TypedReply.from_json(seal.open(_place(response), row.words_sealed))
    return KeptDraft(typed=typed, account=AccountId(row.account_id), saved_at=row.saved_at)


def has_reply_draft(connection: Connection, response: ResponseId) -> bool:
    """Whether there is a draft, without reading it."""
    return connection.execute(select(Row.response_id).where(Row.response_id == response)).first() is not None


def drop_reply_draft(connection: Connection, response: ResponseId) -> None:
    """Forget what was written: it is sent, or emptied."""
    connection.execute(delete(Row).where(Row.response_id == response))


def _place(response: str) -> Place:
    return Place("reply_draft", response, "words")

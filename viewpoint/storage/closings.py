"""Responses closed with a reason, its words sealed."""

from sqlalchemy import Connection, bindparam, select

from viewpoint.domain.closing import Closing, How, Reason
from viewpoint.domain.people import AccountId, ResponseId
from viewpoint.domain.sent import SentResponse
from viewpoint.storage.sealing import Place, Seal
from viewpoint.storage.tables.loop import Closing as Row
from viewpoint.storage.upsert import upsert


def save_closing(connection: Connection, seal: Seal, response: SentResponse, closing: Closing) -> None:
    """Close a response, or put another reason in the place of the one before."""
    row = {
        "response_id": response.id,
        "authority_id": response.authority,
        "account_id": closing.account,
        "how": closing.reason.how.value,
        "talked_on": closing.reason.talked_on,
        "words_sealed": seal.close(_place(response.id), closing.reason.words),
        "closed_at": closing.closed_at,
    }
    changed = ("account_id", "how", "talked_on", "words_sealed", "closed_at")
    upsert(connection, Row, row, key=("response_id",), update=changed)


# Made once: putting a statement together costs more than running it.
_CLOSING = select(Row.__table__).where(Row.response_id == bindparam("response"))


def closing_of(connection: Connection, seal: Seal, response: ResponseId) -> Closing | None:
    """Why a response was closed without a reply, if it was."""
    row = connection.execute(_CLOSING, {"response": response}).one_or_none()
    if row is None:
        return None
    words = seal.open(_place(response), row.words_sealed)
    return Closing(
        reason=Reason(how=How(row.how), words=words, talked_on=row.talked_on),
        account=AccountId(row.account_id),
        closed_at=row.closed_at,
    )


def _place(response: str) -> Place:
    return Place("closing", response, "words")

"""What of a caseload nobody has opened yet, before and after a response."""

from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from viewpoint.domain.people import AccountId, ResponseId
from viewpoint.domain.sent import SentResponse
from viewpoint.storage.tables.people import YoungPerson
from viewpoint.storage.tables.responses import Response as Row


def unread_before(connection: Connection, response: SentResponse, iro: AccountId) -> ResponseId | None:
    """The newest unread one that was sent before this."""
    return _first(connection, _BEFORE, response, iro)


def unread_after(connection: Connection, response: SentResponse, iro: AccountId) -> ResponseId | None:
    """The oldest unread one that was sent after this."""
    return _first(connection, _AFTER, response, iro)


# Made once: putting a statement together costs more than running it.
_UNREAD = (
    select(Row.id)
    .join(YoungPerson, YoungPerson.id == Row.young_person_id)
    .where(
        Row.authority_id == bindparam("authority"),
        YoungPerson.iro_id == bindparam("iro"),
        Row.read_at.is_(None),
        Row.id != bindparam("response"),
    )
    .limit(1)
)
_BEFORE = _UNREAD.where(Row.sent_at <= bindparam("sent_at")).order_by(Row.sent_at.desc(), Row.id)
_AFTER = _UNREAD.where(Row.sent_at > bindparam("sent_at")).order_by(Row.sent_at, Row.id)


def _first(
    connection: Connection, query: Select[Any], response: SentResponse, iro: AccountId
) -> ResponseId | None:
    asked = {
        "authority": response.authority,
        "iro": iro,
        "response": response.id,
        "sent_at": response.sent_at,
    }
    found = connection.execute(query, asked).scalar_one_or_none()
    return ResponseId(found) if found else None

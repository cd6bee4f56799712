"""What of a caseload nobody has opened yet, before and after a response."""

from typing import Any

from sqlalchemy import Connection, Select, select

from viewpoint.domain.people import AccountId, ResponseId
from viewpoint.domain.sent import SentResponse
from viewpoint.storage.tables.people import YoungPerson
from viewpoint.storage.tables.responses import Response as Row


def unread_before(connection: Connection, response: SentResponse, iro: AccountId) -> ResponseId | None:
    """The newest unread one that was sent before this."""
    query = _unread(response, iro).where(Row.sent_at <= response.sent_at).order_by(Row.sent_at.desc(), Row.id)
    return _first(connection, query)


def unread_after(connection: Connection, response: SentResponse, iro: AccountId) -> ResponseId | None:
    """The oldest unread one that was sent after this."""
    query = _unread(response, iro).where(Row.sent_at > response.sent_at).order_by(Row.sent_at, Row.id)
    return _first(connection, query)


def _unread(response: SentResponse, iro: AccountId) -> Select[Any]:
    return (
        select(Row.id)
        .join(YoungPerson, YoungPerson.id == Row.young_person_id)
        .where(
            Row.authority_id == response.authority,
            YoungPerson.iro_id == iro,
            Row.read_at.is_(None),
            Row.id != response.id,
        )
    )


def _first(connection: Connection, query: Select[Any]) -> ResponseId | None:
    found = connection.execute(query.limit(1)).scalar_one_or_none()
    return ResponseId(found) if found else None

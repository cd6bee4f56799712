"""What of a caseload nobody has opened yet, before and after a response."""

from sqlalchemy import Connection, bindparam, select

from viewpoint.domain.people import AccountId, ResponseId
from viewpoint.domain.sent import SentResponse
from viewpoint.storage.tables.people import YoungPerson
from viewpoint.storage.tables.responses import Response as Row

# Made once: putting a statement together costs more than running it.
_UNREAD = (
    select(Row.id, Row.sent_at)
    .join(YoungPerson, YoungPerson.id == Row.young_person_id)
    .where(
        Row.authority_id == bindparam("authority"),
        YoungPerson.iro_id == bindparam("iro"),
        Row.read_at.is_(None),
        Row.id != bindparam("response"),
    )
    .order_by(Row.sent_at, Row.id)
)


def unread_beside(
    connection: Connection, response: SentResponse, iro: AccountId
) -> tuple[ResponseId | None, ResponseId | None]:
    """The newest unread one that was sent before this, and the oldest that was sent after it."""
    asked = {"authority": response.authority, "iro": iro, "response": response.id}
    unread = connection.execute(_UNREAD, asked).all()
    before = [row for row in unread if row.sent_at <= response.sent_at]
    newest = max(before, key=lambda row: row.sent_at, default=None)
    oldest = next(iter(unread[len(before) :]), None)
    return (ResponseId(newest.id) if newest else None, ResponseId(oldest.id) if oldest else None)

"""Responses that wait to be read, and who has been told so, in and out of the database."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, Select, select, update

from viewpoint.domain.people import AccountId, AuthorityId, ResponseId
from viewpoint.domain.unread import Unread, UnreadTold
from viewpoint.storage.tables.accounts import Account
from viewpoint.storage.tables.people import YoungPerson
from viewpoint.storage.tables.responses import Response


def unread_responses(connection: Connection, authority: AuthorityId) -> Sequence[Unread]:
    """Every response that nobody has read, the oldest first."""
    query = _unread(authority).order_by(Response.sent_at, Response.id)
    return [_read(row) for row in connection.execute(query)]


def held_unread(connection: Connection, authority: AuthorityId, response: ResponseId) -> Unread | None:
    """One that is unread still; it is neither read nor taken back before this transaction ends."""
    held = select(Response.id).where(Response.id == response).with_for_update(key_share=True)
    connection.execute(held)
    row = connection.execute(_unread(authority).where(Response.id == response)).one_or_none()
    return _read(row) if row else None


def note_unread_told(connection: Connection, response: ResponseId, told: UnreadTold) -> None:
    """Keep who has been told."""
    connection.execute(update(Response).where(Response.id == response).values(unread_told=told.value))


def _unread(authority: AuthorityId) -> Select[str, datetime, str, str, str]:
    return (
        select(
            Response.id,
            Response.sent_at,
            Response.unread_told,
            YoungPerson.child_ref,
            Account.id.label("iro"),
        )
        .join(YoungPerson, YoungPerson.id == Response.young_person_id)
        .outerjoin(Account, (Account.id == YoungPerson.iro_id) & Account.is_active)
        .where(Response.authority_id == authority, Response.read_at.is_(None))
    )


def _read(row: Row[str, datetime, str, str, str]) -> Unread:
    return Unread(
        response=ResponseId(row.id),
        child_ref=row.child_ref,
        iro=AccountId(row.iro) if row.iro else None,
        sent_at=row.sent_at,
        told=UnreadTold(row.unread_told),
    )

"""Notices to staff in and out of the database."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum, auto

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy import Row as Found

from viewpoint.domain.notice import Notice, StaffNotice
from viewpoint.domain.people import AccountId, AuthorityId
from viewpoint.storage.tables.notices import NoticeDeclined
from viewpoint.storage.tables.notices import StaffNotice as Row
from viewpoint.storage.upsert import upsert


class NoticeState(StrEnum):
    """Dropped: its reader had turned this kind down, or has left; failed: it will never be taken."""

    WAITING = auto()
    SENT = auto()
    DROPPED = auto()
    FAILED = auto()


def add_notices(connection: Connection, notices: Iterable[tuple[str, StaffNotice]]) -> None:
    """Store notices, each with its key; one that was stored under its key before is left as it is."""
    rows = [
        {
            "id": notice.id,
            "authority_id": notice.authority,
            "account_id": notice.to,
            "notice": notice.notice.value,
            "about_id": notice.about,
            "key": key,
            "state": NoticeState.WAITING.value,
            "written_at": notice.written_at,
            "sent_at": None,
        }
        for key, notice in notices
    ]
    if rows:
        upsert(connection, Row, rows, key=("key",), update=())


def waiting_notices(connection: Connection, authority: AuthorityId, most: int) -> Sequence[StaffNotice]:
    """The notices not sent yet, the oldest first."""
    query = (
        select(Row.__table__)
        .where(Row.authority_id == authority, Row.state == NoticeState.WAITING.value)
        .order_by(Row.written_at, Row.id)
        .limit(most)
    )
    return [_notice(row) for row in connection.execute(query)]


def with_waiting(connection: Connection) -> list[AuthorityId]:
    """The authorities that have notices to send."""
    query = select(Row.authority_id).where(Row.state == NoticeState.WAITING.value).distinct()
    return [AuthorityId(each) for each in connection.execute(query.order_by(Row.authority_id)).scalars()]


def sent_notices(
    connection: Connection, authority: AuthorityId, state: NoticeState, most: int
) -> Sequence[tuple[StaffNotice, datetime]]:
    """The newest notices that came to this, and when."""
    query = (
        select(Row.__table__)
        .where(Row.authority_id == authority, Row.state == state.value)
        .order_by(Row.sent_at.desc(), Row.id)
        .limit(most)
    )
    return [(_notice(row), row.sent_at) for row in connection.execute(query)]


def declined_by(connection: Connection, account: AccountId) -> frozenset[Notice]:
    """The kinds that somebody does not want."""
    query = select(NoticeDeclined.notice).where(NoticeDeclined.account_id == account)
    return frozenset(Notice(each) for each in connection.execute(query).scalars())


def keep_declined(
    connection: Connection, authority: AuthorityId, account: AccountId, declined: Iterable[Notice]
) -> None:
    """Keep which kinds somebody does not want, in the place of what they chose before."""
    connection.execute(delete(NoticeDeclined).where(NoticeDeclined.account_id == account))
    rows = [{"account_id": account, "notice": each.value, "authority_id": authority} for each in declined]
    if rows:
        connection.execute(insert(NoticeDeclined), rows)


def note_notice(connection: Connection, notice: StaffNotice, state: NoticeState, at: datetime) -> None:
    """Keep what became of a notice."""
    connection.execute(update(Row).where(Row.id == notice.id).values(state=state.value, sent_at=at))


def _notice(row: Found[tuple[object, ...]]) -> StaffNotice:
    return StaffNotice(
        id=row.id,
        authority=AuthorityId(row.authority_id),
        to=AccountId(row.account_id),
        notice=Notice(row.notice),
        about=row.about_id,
        written_at=row.written_at,
    )

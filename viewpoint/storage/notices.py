"""Notices to staff in and out of the database."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum, auto

from sqlalchemy import Connection, select, update

from viewpoint.domain.notice import Notice, StaffNotice
from viewpoint.domain.people import AccountId, AuthorityId
from viewpoint.storage.tables.notices import StaffNotice as Row
from viewpoint.storage.upsert import upsert


class NoticeState(StrEnum):
    """Dropped: its reader had turned this kind down, or has left."""

    WAITING = auto()
    SENT = auto()
    DROPPED = auto()


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
    return [
        StaffNotice(
            id=row.id,
            authority=AuthorityId(row.authority_id),
            to=AccountId(row.account_id),
            notice=Notice(row.notice),
            about=row.about_id,
            written_at=row.written_at,
        )
        for row in connection.execute(query)
    ]


def note_notice(connection: Connection, notice: StaffNotice, state: NoticeState, at: datetime) -> None:
    """Keep what became of a notice."""
    connection.execute(update(Row).where(Row.id == notice.id).values(state=state.value, sent_at=at))

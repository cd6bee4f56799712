"""Each authority's mail to staff: who is sending it, and how long it waits where the server is down."""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection, select, update

from viewpoint.domain.people import AuthorityId
from viewpoint.storage.tables.notices import StaffMail as Row
from viewpoint.storage.upsert import upsert

HOLD = timedelta(minutes=2)
"""How long one worker sends alone; another takes over when this one is killed."""
LONGEST_PAUSE = timedelta(hours=1)


def hold_mail(connection: Connection, authority: AuthorityId, owner: str, at: datetime) -> bool:
    """Take an authority's mail in hand; False while somebody else has it, or it waits after a failure."""
    _ensure(connection, authority)
    free = (Row.held_until.is_(None)) | (Row.held_until <= at) | (Row.owner == owner)
    taken = update(Row).where(Row.authority_id == authority, free)
    return connection.execute(taken.values(owner=owner, held_until=at + HOLD)).rowcount == 1


def release_mail(connection: Connection, authority: AuthorityId, owner: str) -> None:
    """It left: the next may follow at once."""
    held = update(Row).where(Row.authority_id == authority, Row.owner == owner)
    connection.execute(held.values(owner=None, held_until=None, failures=0))


def pause_mail(connection: Connection, authority: AuthorityId, owner: str, at: datetime) -> None:
    """It did not leave: wait, twice as long each time up to an hour, and never give up."""
    held = (Row.authority_id == authority) & (Row.owner == owner)
    failures = connection.execute(select(Row.failures).where(held)).scalar_one_or_none()
    if failures is not None:
        pause = min(timedelta(minutes=1 << min(failures, 6)), LONGEST_PAUSE)
        waits = update(Row).where(held)
        connection.execute(waits.values(owner=None, held_until=at + pause, failures=failures + 1))


def is_first_digest(connection: Connection, authority: AuthorityId, on: date) -> bool:
    """Note that a day's digests are being written; False when they were."""
    _ensure(connection, authority)
    fresh = (Row.digest_on.is_(None)) | (Row.digest_on < on)
    noted = update(Row).where(Row.authority_id == authority, fresh).values(digest_on=on)
    return connection.execute(noted).rowcount == 1


def last_digest(connection: Connection, authority: AuthorityId) -> date | None:
    """The last day for which digests were written."""
    return connection.execute(select(Row.digest_on).where(Row.authority_id == authority)).scalar_one_or_none()


def _ensure(connection: Connection, authority: AuthorityId) -> None:
    row = {"authority_id": authority, "owner": None, "held_until": None, "failures": 0, "digest_on": None}
    upsert(connection, Row, row, key=("authority_id",), update=())

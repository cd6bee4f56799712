"""Cover in and out of the database."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, insert, select, update

from viewpoint.domain.cover import Cover
from viewpoint.domain.people import AccountId, AuthorityId
from viewpoint.storage.tables.accounts import Account
from viewpoint.storage.tables.cover import Cover as Table


def add_cover(connection: Connection, cover: Cover) -> None:
    """Store a deputy."""
    row = {
        "id": cover.id,
        "authority_id": cover.authority,
        "iro_id": cover.iro,
        "deputy_id": cover.deputy,
        "from_on": cover.from_on,
        "until_on": cover.until_on,
        "made_at": cover.made_at,
        "ended_at": cover.ended_at,
    }
    connection.execute(insert(Table), row)


def end_cover(connection: Connection, cover: Cover, at: datetime) -> None:
    """End it before its last day."""
    connection.execute(update(Table).where(Table.id == cover.id).values(ended_at=at))


def covers_of(connection: Connection, authority: AuthorityId, iro: AccountId) -> Sequence[Cover]:
    """Every deputy that an IRO ever named, the newest first."""
    query = (
        select(Table.__table__)
        .where(Table.authority_id == authority, Table.iro_id == iro)
        .order_by(Table.from_on.desc(), Table.made_at.desc())
    )
    return [_cover(row) for row in connection.execute(query)]


def covers_from(connection: Connection, authority: AuthorityId, on: date) -> Sequence[Cover]:
    """Every cover that is not over on a day, the first day first."""
    query = (
        select(Table.__table__)
        .where(Table.authority_id == authority, Table.until_on >= on, Table.ended_at.is_(None))
        .order_by(Table.from_on, Table.id)
    )
    return [_cover(row) for row in connection.execute(query)]


def covers_on(connection: Connection, authority: AuthorityId, on: date) -> Sequence[Cover]:
    """Every deputy who stands in on a day."""
    query = select(Table.__table__).where(Table.authority_id == authority, _holds(on))
    return [_cover(row) for row in connection.execute(query.order_by(Table.until_on, Table.id))]


def deputy_of(connection: Connection, authority: AuthorityId, iro: AccountId, on: date) -> AccountId | None:
    """Who stands in for an IRO on a day: of several, the one named last; nobody whose account is off."""
    query = (
        select(Table.deputy_id)
        .join(Account, Account.id == Table.deputy_id)
        .where(Table.authority_id == authority, Table.iro_id == iro, _holds(on), Account.is_active)
        .order_by(Table.made_at.desc(), Table.id)
        .limit(1)
    )
    found = connection.execute(query).scalar()
    return AccountId(found) if found else None


def stood_in_for(
    connection: Connection, authority: AuthorityId, deputy: AccountId, on: date
) -> frozenset[AccountId]:
    """The IROs whose caseloads somebody covers on a day."""
    query = select(Table.iro_id).where(Table.authority_id == authority, Table.deputy_id == deputy, _holds(on))
    return frozenset(AccountId(iro) for iro in connection.execute(query).scalars())


def stands_in_today(
    connection: Connection, authority: AuthorityId, deputy: AccountId, on: date
) -> Sequence[tuple[AccountId, str, date]]:
    """Each IRO whose caseload somebody covers on a day: who, their name, and the last day of it."""
    asked = {"authority": authority, "deputy": deputy, "on": on}
    return [(AccountId(row.iro_id), row.name, row.until_on) for row in connection.execute(_TODAY, asked)]


_TODAY = (
    select(Table.iro_id, Account.name, Table.until_on)
    .join(Account, Account.id == Table.iro_id)
    .where(Table.authority_id == bindparam("authority"), Table.deputy_id == bindparam("deputy"))
    .where(Table.from_on <= bindparam("on"), Table.until_on >= bindparam("on"), Table.ended_at.is_(None))
    .order_by(Table.until_on)
)


def covers_by(connection: Connection, authority: AuthorityId, deputy: AccountId) -> Sequence[Cover]:
    """Every cover that somebody was ever named for, the newest first."""
    query = (
        select(Table.__table__)
        .where(Table.authority_id == authority, Table.deputy_id == deputy)
        .order_by(Table.from_on.desc(), Table.made_at.desc())
    )
    return [_cover(row) for row in connection.execute(query)]


def find_cover(connection: Connection, authority: AuthorityId, cover: str) -> Cover | None:
    """One cover of this authority."""
    query = select(Table.__table__).where(Table.id == cover, Table.authority_id == authority)
    row = connection.execute(query).one_or_none()
    return _cover(row) if row else None


def _holds(on: date) -> ColumnElement[bool]:
    return and_(Table.from_on <= on, on <= Table.until_on, Table.ended_at.is_(None))


def _cover(row: Row[tuple[object, ...]]) -> Cover:
    return Cover(
        id=row.id,
        authority=AuthorityId(row.authority_id),
        iro=AccountId(row.iro_id),
        deputy=AccountId(row.deputy_id),
        from_on=row.from_on,
        until_on=row.until_on,
        made_at=row.made_at,
        ended_at=row.ended_at,
    )

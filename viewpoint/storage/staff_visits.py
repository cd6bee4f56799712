"""Visits of staff, half open and whole, in and out of the database, each known by the hash of its secret."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from viewpoint.domain.accounts import HALF_OPEN, IDLE, Account, HalfVisit, SignedInBy, StaffVisit
from viewpoint.domain.people import AccountId
from viewpoint.domain.permissions import Role
from viewpoint.storage.accounts import account_from, find_account
from viewpoint.storage.tables.accounts import Account as AccountRow
from viewpoint.storage.tables.accounts import AccountRole, StaffHalfSession, StaffSession

# Made once: putting a statement together costs more than running it, and every staff page runs this.
_VISIT = (
    select(
        StaffSession.role,
        StaffSession.how,
        StaffSession.browser,
        StaffSession.started_at,
        StaffSession.seen_at,
        AccountRole.role.label("held"),
        *AccountRow.__table__.columns,
    )
    .join(AccountRow, AccountRow.id == StaffSession.account_id)
    .outerjoin(AccountRole, AccountRole.account_id == AccountRow.id)
    .where(StaffSession.id_sha256 == bindparam("key"), AccountRow.is_active)
    .order_by(AccountRole.role)
)
"""A row for each role that the account holds."""


def begin_staff_visit(connection: Connection, key: bytes, visit: StaffVisit) -> None:
    """Record a sign-in; `key` is the SHA-256 of the cookie's secret."""
    row = {
        "id_sha256": key,
        "authority_id": visit.account.authority,
        "account_id": visit.account.id,
        "role": visit.role.value,
        "how": visit.how.value,
        "browser": visit.browser,
        "started_at": visit.started_at,
        "seen_at": visit.seen_at,
    }
    connection.execute(insert(StaffSession), row)


def find_staff_visit(connection: Connection, key: bytes) -> StaffVisit | None:
    """The visit with this key, or None; an account that was switched off has none."""
    rows = connection.execute(_VISIT, {"key": key}).all()
    if not rows:
        return None
    row = rows[0]
    return StaffVisit(
        account=account_from(row, tuple(Role(each.held) for each in rows if each.held)),
        role=Role(row.role),
        how=SignedInBy(row.how),
        browser=row.browser,
        started_at=row.started_at,
        seen_at=row.seen_at,
    )


def staff_visits_of(connection: Connection, account: Account) -> list[tuple[bytes, StaffVisit]]:
    """Every visit of an account that was not ended, with its key; the one used last comes first."""
    query = (
        select(StaffSession.__table__)
        .where(StaffSession.account_id == account.id)
        .order_by(StaffSession.seen_at.desc(), StaffSession.started_at.desc())
    )
    return [
        (
            row.id_sha256,
            StaffVisit(
                account=account,
                role=Role(row.role),
                how=SignedInBy(row.how),
                browser=row.browser,
                started_at=row.started_at,
                seen_at=row.seen_at,
            ),
        )
        for row in connection.execute(query)
    ]


def touch_staff_visit(connection: Connection, key: bytes, at: datetime) -> None:
    """Note that the visit is in use."""
    connection.execute(update(StaffSession).where(StaffSession.id_sha256 == key).values(seen_at=at))


def end_staff_visit(connection: Connection, key: bytes) -> None:
    """Sign out."""
    connection.execute(delete(StaffSession).where(StaffSession.id_sha256 == key))


def end_staff_visits(connection: Connection, account: AccountId, *, but: bytes = b"") -> None:
    """Sign out everywhere, half-open visits too; the visit with the key `but` goes on."""
    whole = delete(StaffSession).where(StaffSession.account_id == account, StaffSession.id_sha256 != but)
    connection.execute(whole)
    connection.execute(delete(StaffHalfSession).where(StaffHalfSession.account_id == account))


def forget_old_visits(connection: Connection, account: AccountId, at: datetime) -> None:
    """Delete what is over anyway."""
    idle = StaffSession.seen_at < at - IDLE
    connection.execute(delete(StaffSession).where(StaffSession.account_id == account, idle))
    began = StaffHalfSession.started_at < at - 2 * HALF_OPEN
    connection.execute(delete(StaffHalfSession).where(StaffHalfSession.account_id == account, began))


def begin_half_visit(connection: Connection, key: bytes, visit: HalfVisit) -> None:
    """Record that a password was right, or that the second step was and a new password is wanted."""
    row = {
        "id_sha256": key,
        "authority_id": visit.account.authority,
        "account_id": visit.account.id,
        "how": visit.how.value,
        "started_at": visit.started_at,
        "proved_at": visit.proved_at,
    }
    connection.execute(insert(StaffHalfSession), row)


def find_half_visit(connection: Connection, key: bytes) -> HalfVisit | None:
    """The half-open visit with this key, or None; an account that was switched off has none."""
    query = select(StaffHalfSession.__table__).where(StaffHalfSession.id_sha256 == key)
    row = connection.execute(query).one_or_none()
    account = find_account(connection, AccountId(row.account_id)) if row else None
    if row is None or account is None:
        return None
    how = SignedInBy(row.how)
    return HalfVisit(account=account, how=how, started_at=row.started_at, proved_at=row.proved_at)


def end_half_visit(connection: Connection, key: bytes) -> bool:
    """Spend a half-open visit; False when it was spent this very moment."""
    spent = delete(StaffHalfSession).where(StaffHalfSession.id_sha256 == key)
    return connection.execute(spent).rowcount == 1

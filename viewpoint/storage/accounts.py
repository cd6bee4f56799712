"""Staff accounts and visits in and out of the database."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from viewpoint.domain.accounts import Account, StaffVisit
from viewpoint.domain.people import AccountId, AuthorityId
from viewpoint.domain.permissions import Role
from viewpoint.storage.tables.accounts import Account as Row
from viewpoint.storage.tables.accounts import AccountRole, StaffSession


def add_account(connection: Connection, account: Account, at: datetime) -> None:
    """Store a new account with its roles."""
    row = {
        "id": account.id,
        "authority_id": account.authority,
        "email": account.email,
        "name": account.name,
        "password_hash": account.password_hash,
        "is_active": account.is_active,
        "created_at": at,
    }
    connection.execute(insert(Row), row)
    roles = [
        {"account_id": account.id, "role": role.value, "authority_id": account.authority}
        for role in account.roles
    ]
    connection.execute(insert(AccountRole), roles)


def find_by_email(connection: Connection, email: str) -> list[Account]:
    """The active accounts with this e-mail address, one for each authority at most."""
    query = select(Row.__table__).where(Row.email == email, Row.is_active).order_by(Row.authority_id)
    return [_account(connection, row.id) for row in connection.execute(query)]


def is_taken(connection: Connection, authority: AuthorityId, email: str) -> bool:
    """Whether an account of this authority, active or not, has this e-mail address."""
    query = select(Row.id).where(Row.authority_id == authority, Row.email == email)
    return connection.execute(query).first() is not None


def staff_with_role(connection: Connection, authority: AuthorityId, role: Role) -> dict[str, AccountId]:
    """Active accounts that hold a role, by e-mail address."""
    query = (
        select(Row.email, Row.id)
        .join(AccountRole, AccountRole.account_id == Row.id)
        .where(Row.authority_id == authority, Row.is_active, AccountRole.role == role.value)
    )
    return {row.email: AccountId(row.id) for row in connection.execute(query)}


def staff_names(connection: Connection, authority: AuthorityId) -> dict[AccountId, str]:
    """The names of everybody on the staff, by account."""
    query = select(Row.id, Row.name).where(Row.authority_id == authority)
    return {AccountId(row.id): row.name for row in connection.execute(query)}


def set_password(connection: Connection, account: AccountId, password_hash: str) -> None:
    """Store a new hash of the password."""
    connection.execute(update(Row).where(Row.id == account).values(password_hash=password_hash))


def begin_staff_visit(connection: Connection, key: bytes, account: Account, role: Role, at: datetime) -> None:
    """Record a sign-in; `key` is the SHA-256 of the cookie's secret."""
    row = {
        "id_sha256": key,
        "authority_id": account.authority,
        "account_id": account.id,
        "role": role.value,
        "started_at": at,
        "seen_at": at,
    }
    connection.execute(insert(StaffSession), row)


def find_staff_visit(connection: Connection, key: bytes) -> StaffVisit | None:
    """The visit with this key, or None; an account that was switched off has none."""
    query = (
        select(
            StaffSession.role,
            StaffSession.started_at,
            StaffSession.seen_at,
            *(column.label(f"account_{column.name}") for column in Row.__table__.columns),
        )
        .join(Row, Row.id == StaffSession.account_id)
        .where(StaffSession.id_sha256 == key, Row.is_active)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    account = Account(
        id=AccountId(row.account_id),
        authority=AuthorityId(row.account_authority_id),
        email=row.account_email,
        name=row.account_name,
        password_hash=row.account_password_hash,
        is_active=row.account_is_active,
        roles=_roles(connection, row.account_id),
    )
    return StaffVisit(account=account, role=Role(row.role), started_at=row.started_at, seen_at=row.seen_at)


def touch_staff_visit(connection: Connection, key: bytes, at: datetime) -> None:
    """Note that the visit is in use."""
    connection.execute(update(StaffSession).where(StaffSession.id_sha256 == key).values(seen_at=at))


def end_staff_visits(connection: Connection, keys: Iterable[bytes]) -> None:
    """Sign out."""
    connection.execute(delete(StaffSession).where(StaffSession.id_sha256.in_(list(keys))))


def _account(connection: Connection, account: str) -> Account:
    row = connection.execute(select(Row.__table__).where(Row.id == account)).one()
    return Account(
        id=AccountId(row.id),
        authority=AuthorityId(row.authority_id),
        email=row.email,
        name=row.name,
        password_hash=row.password_hash,
        is_active=row.is_active,
        roles=_roles(connection, row.id),
    )


def _roles(connection: Connection, account: str) -> tuple[Role, ...]:
    query = select(AccountRole.role).where(AccountRole.account_id == account).order_by(AccountRole.role)
    return tuple(Role(role) for role in connection.execute(query).scalars())

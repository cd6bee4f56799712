"""Staff accounts in and out of the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, insert, select, update

from viewpoint.domain.accounts import Account
from viewpoint.domain.people import AccountId, AuthorityId
from viewpoint.domain.permissions import Role
from viewpoint.storage.tables.accounts import Account as Row
from viewpoint.storage.tables.accounts import AccountRole

_ROLES = (
    select(AccountRole.role).where(AccountRole.account_id == bindparam("account")).order_by(AccountRole.role)
)


def add_account(connection: Connection, account: Account, at: datetime) -> None:
    """Store a new account with its roles."""
    row = {
        "id": account.id,
        "authority_id": account.authority,
        "email": account.email,
        "name": account.name,
        "password_hash": account.password_hash,
        "password_until": account.password_until,
        "is_active": account.is_active,
        "is_break_glass": account.is_break_glass,
        "created_at": at,
    }
    connection.execute(insert(Row), row)
    _add_roles(connection, account.authority, account.id, account.roles)


def find_by_email(connection: Connection, email: str) -> list[Account]:
    """The active accounts with this e-mail address, one for each authority at most."""
    query = select(Row.__table__).where(Row.email == email, Row.is_active).order_by(Row.authority_id)
    return _accounts(connection, query)


def find_account(connection: Connection, account: AccountId) -> Account | None:
    """An account, or None; one that was switched off is none."""
    found = _accounts(connection, select(Row.__table__).where(Row.id == account, Row.is_active))
    return found[0] if found else None


def accounts_of(connection: Connection, authority: AuthorityId) -> list[Account]:
    """Every account of an authority, switched off or not, by name; in two queries, however many there are."""
    held = select(AccountRole.account_id, AccountRole.role).where(AccountRole.authority_id == authority)
    roles: dict[str, list[Role]] = {}
    for account, role in connection.execute(held.order_by(AccountRole.role)):
        roles.setdefault(account, []).append(Role(role))
    query = select(Row.__table__).where(Row.authority_id == authority).order_by(Row.name, Row.email)
    return [account_from(row, tuple(roles.get(row.id, ()))) for row in connection.execute(query)]


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


def active_holders(connection: Connection, authority: AuthorityId, role: Role) -> dict[str, str]:
    """The names of those who hold a role and can sign in, by account, in the order of their names."""
    query = (
        select(Row.id, Row.name)
        .join(AccountRole, AccountRole.account_id == Row.id)
        .where(Row.authority_id == authority, Row.is_active, AccountRole.role == role.value)
        .order_by(Row.name, Row.id)
    )
    return {row.id: row.name for row in connection.execute(query)}


def staff_names(connection: Connection, authority: AuthorityId) -> dict[AccountId, str]:
    """The names of everybody on the staff, by account."""
    query = select(Row.id, Row.name).where(Row.authority_id == authority)
    return {AccountId(row.id): row.name for row in connection.execute(query)}


def renew_hash(connection: Connection, account: AccountId, password_hash: str) -> None:
    """Store another hash of the same password."""
    connection.execute(update(Row).where(Row.id == account).values(password_hash=password_hash))


def set_password(
    connection: Connection, account: AccountId, password_hash: str, until: datetime | None
) -> None:
    """Store the hash of a new password; with `until` it is a one-time one."""
    changed = {"password_hash": password_hash, "password_until": until}
    connection.execute(update(Row).where(Row.id == account).values(**changed))


def set_roles(connection: Connection, account: Account, roles: Sequence[Role]) -> None:
    """Put these roles in the place of those that the account holds."""
    connection.execute(delete(AccountRole).where(AccountRole.account_id == account.id))
    _add_roles(connection, account.authority, account.id, roles)


def set_active(connection: Connection, account: AccountId, *, is_active: bool) -> None:
    """Switch an account off or on."""
    connection.execute(update(Row).where(Row.id == account).values(is_active=is_active))


def account_of(connection: Connection, row: Any) -> Account:
    """The same, its roles read for it."""
    return account_from(row, _roles(connection, row.id))


def account_from(row: Any, roles: tuple[Role, ...]) -> Account:
    """The account that is a row of its table, with the roles that were read with it."""
    return Account(
        id=AccountId(row.id),
        authority=AuthorityId(row.authority_id),
        email=row.email,
        name=row.name,
        password_hash=row.password_hash,
        password_until=row.password_until,
        is_active=row.is_active,
        is_break_glass=row.is_break_glass,
        roles=roles,
    )


def _accounts(connection: Connection, query: Select[Any]) -> list[Account]:
    return [account_of(connection, row) for row in connection.execute(query).all()]


def _roles(connection: Connection, account: str) -> tuple[Role, ...]:
    return tuple(Role(role) for role in connection.execute(_ROLES, {"account": account}).scalars())


def _add_roles(
    connection: Connection, authority: AuthorityId, account: AccountId, roles: Sequence[Role]
) -> None:
    rows = [{"account_id": account, "role": role.value, "authority_id": authority} for role in roles]
    if rows:
        connection.execute(insert(AccountRole), rows)

"""The apps of staff and their recovery codes in and out of the database: secrets sealed, codes as MACs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from viewpoint.domain.accounts import Account
from viewpoint.domain.people import AccountId, AuthorityId
from viewpoint.storage.sealing import Place, Seal
from viewpoint.storage.tables.accounts import Authenticator, RecoveryCode
from viewpoint.storage.upsert import upsert


@dataclass(frozen=True, kw_only=True)
class KeptApp:
    """What is kept of somebody's app; a secret is in base32, and None where there is none."""

    secret: str | None = field(repr=False)
    pending: str | None = field(repr=False)
    pending_at: datetime | None
    last_step: int


def read_app(connection: Connection, seal: Seal, account: AccountId) -> KeptApp | None:
    """The app of an account; None where none was ever set up."""
    query = select(Authenticator.__table__).where(Authenticator.account_id == account)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    opened = {
        column: seal.open(_place(account, column), sealed) if sealed is not None else None
        for column, sealed in (("secret", row.secret_sealed), ("pending", row.pending_sealed))
    }
    return KeptApp(
        secret=opened["secret"],
        pending=opened["pending"],
        pending_at=row.pending_at,
        last_step=row.last_step,
    )


def has_app(connection: Connection, account: AccountId) -> bool:
    """Whether a code of an app is asked of this account."""
    query = select(Authenticator.account_id).where(
        Authenticator.account_id == account, Authenticator.secret_sealed.is_not(None)
    )
    return connection.execute(query).first() is not None


def with_apps(connection: Connection, authority: AuthorityId) -> set[AccountId]:
    """The accounts of an authority that have an app."""
    query = select(Authenticator.account_id).where(
        Authenticator.authority_id == authority, Authenticator.secret_sealed.is_not(None)
    )
    return {AccountId(account) for account in connection.execute(query).scalars()}


def save_pending(connection: Connection, seal: Seal, account: Account, secret: str, at: datetime) -> None:
    """Keep a secret that is shown and not yet confirmed; the one in use stays in use."""
    row = {
        "account_id": account.id,
        "authority_id": account.authority,
        "secret_sealed": None,
        "pending_sealed": seal.close(_place(account.id, "pending"), secret),
        "pending_at": at,
        "last_step": 0,
    }
    upsert(connection, Authenticator, row, key=("account_id",), update=("pending_sealed", "pending_at"))


def save_confirmed(connection: Connection, seal: Seal, account: Account, secret: str, step: int) -> None:
    """Put a secret into use; `step` is that of the code that confirmed it, and is spent."""
    row = {
        "account_id": account.id,
        "authority_id": account.authority,
        "secret_sealed": seal.close(_place(account.id, "secret"), secret),
        "pending_sealed": None,
        "pending_at": None,
        "last_step": step,
    }
    changed = ("secret_sealed", "pending_sealed", "pending_at", "last_step")
    upsert(connection, Authenticator, row, key=("account_id",), update=changed)


def spend_step(connection: Connection, account: AccountId, step: int) -> bool:
    """Note that a step's code was used; False when it or a newer one was, perhaps this very moment."""
    used = (
        update(Authenticator)
        .where(Authenticator.account_id == account, Authenticator.last_step < step)
        .values(last_step=step)
    )
    return connection.execute(used).rowcount == 1


def remove_app(connection: Connection, account: AccountId) -> None:
    """Forget the app and its recovery codes: the next sign-in sets up another."""
    connection.execute(delete(Authenticator).where(Authenticator.account_id == account))
    connection.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account))


def save_recovery_codes(connection: Connection, account: Account, macs: Iterable[bytes]) -> None:
    """Keep the MACs of new recovery codes in the place of the old ones."""
    connection.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    rows = [{"mac": mac, "authority_id": account.authority, "account_id": account.id} for mac in macs]
    connection.execute(insert(RecoveryCode), rows)


def spend_recovery_code(connection: Connection, account: AccountId, mac: bytes) -> bool:
    """Delete a recovery code; False when there is none, or it was used this very moment."""
    used = delete(RecoveryCode).where(RecoveryCode.account_id == account, RecoveryCode.mac == mac)
    return connection.execute(used).rowcount == 1


def count_recovery_codes(connection: Connection, account: AccountId) -> int:
    """How many are left."""
    query = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.account_id == account)
    return connection.execute(query).scalar_one()


def _place(account: AccountId, column: str) -> Place:
    return Place("authenticator", account, column)

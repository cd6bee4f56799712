"""Uses of accounts for emergencies in and out of the database, each with its reason sealed."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, insert, select

from viewpoint.domain.accounts import Account
from viewpoint.domain.people import AuthorityId
from viewpoint.storage.ids import new_id
from viewpoint.storage.sealing import Place, Seal
from viewpoint.storage.tables.accounts import Account as AccountRow
from viewpoint.storage.tables.accounts import BreakGlass


@dataclass(frozen=True, kw_only=True)
class Use:
    """Who used an account for emergencies, when, and the reason as it is kept."""

    id: str
    name: str
    at: datetime
    reason_sealed: bytes = field(repr=False)


def add_use(connection: Connection, seal: Seal, account: Account, reason: str, at: datetime) -> str:
    """Keep a use and its reason; the use's id."""
    use = new_id()
    row = {
        "id": use,
        "authority_id": account.authority,
        "account_id": account.id,
        "at": at,
        "reason_sealed": seal.close(_place(use), reason),
    }
    connection.execute(insert(BreakGlass), row)
    return use


def uses_since(connection: Connection, authority: AuthorityId, since: datetime) -> list[Use]:
    """Every use since then, the newest first."""
    query = (
        select(BreakGlass.id, AccountRow.name, BreakGlass.at, BreakGlass.reason_sealed)
        .join(AccountRow, AccountRow.id == BreakGlass.account_id)
        .where(BreakGlass.authority_id == authority, BreakGlass.at >= since)
        .order_by(BreakGlass.at.desc(), BreakGlass.id)
    )
    return [
        Use(id=row.id, name=row.name, at=row.at, reason_sealed=row.reason_sealed)
        for row in connection.execute(query)
    ]


def reason_of(seal: Seal, use: Use) -> str:
    """What was given as the reason."""
    return seal.open(_place(use.id), use.reason_sealed)


def _place(use: str) -> Place:
    return Place("break_glass", use, "reason")

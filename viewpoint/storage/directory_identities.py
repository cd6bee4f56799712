"""Whom a council's directory means by an account, in and out of the database."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from viewpoint.domain.accounts import Account
from viewpoint.domain.people import AccountId, AuthorityId
from viewpoint.storage.accounts import account_of
from viewpoint.storage.tables.accounts import Account as AccountRow
from viewpoint.storage.tables.accounts import DirectoryIdentity


def find_by_identity(
    connection: Connection, authority: AuthorityId, tenant: str, object_id: str
) -> Account | None:
    """The account, switched off or not, that this identity was linked with."""
    query = (
        select(AccountRow.__table__)
        .join(DirectoryIdentity, DirectoryIdentity.account_id == AccountRow.id)
        .where(
            DirectoryIdentity.authority_id == authority,
            DirectoryIdentity.tenant_id == tenant,
            DirectoryIdentity.object_id == object_id,
        )
    )
    row = connection.execute(query).one_or_none()
    return account_of(connection, row) if row else None


def link_identity(
    connection: Connection, account: Account, tenant: str, object_id: str, at: datetime
) -> None:
    """Let this identity be the account's, from now on."""
    row = {
        "tenant_id": tenant,
        "object_id": object_id,
        "authority_id": account.authority,
        "account_id": account.id,
        "linked_at": at,
    }
    connection.execute(insert(DirectoryIdentity), row)


def linked_accounts(connection: Connection, authority: AuthorityId) -> set[AccountId]:
    """The accounts of an authority that the directory knows."""
    query = select(DirectoryIdentity.account_id).where(DirectoryIdentity.authority_id == authority)
    return {AccountId(account) for account in connection.execute(query).scalars()}

"""Authorities: begun with their key and an empty audit log."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from viewpoint.domain.people import AuthorityId
from viewpoint.storage.audit import start_log
from viewpoint.storage.sealing import Vault
from viewpoint.storage.tables.base import Authority


def ensure_authority(connection: Connection, vault: Vault, authority: AuthorityId, at: datetime) -> None:
    """Begin an authority, unless it is there already."""
    if authority in authorities(connection):
        return
    connection.execute(insert(Authority), {"id": authority, "created_at": at})
    vault.make_authority_key(connection, authority)
    start_log(connection, authority)


def authorities(connection: Connection) -> list[AuthorityId]:
    """Every authority kept here."""
    return [AuthorityId(row) for row in connection.execute(select(Authority.id)).scalars()]

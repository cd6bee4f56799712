"""Files between being handed over and being confirmed, sealed under the authority's key."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from viewpoint.domain.people import AccountId, AuthorityId
from viewpoint.storage.sealing import Place, Vault
from viewpoint.storage.tables.people import Upload as Row


@dataclass(frozen=True, kw_only=True)
class Upload:
    """Files by name, whose they are and since when they lie here."""

    id: str
    authority: AuthorityId
    account: AccountId
    uploaded_at: datetime
    files: Mapping[str, bytes] = field(repr=False)


def add_upload(connection: Connection, vault: Vault, upload: Upload) -> None:
    """Keep an upload, the names of its files sealed with the rest."""
    seal = vault.for_authority(connection, upload.authority)
    packed = {name: base64.b64encode(content).decode() for name, content in upload.files.items()}
    row = {
        "id": upload.id,
        "authority_id": upload.authority,
        "account_id": upload.account,
        "files_sealed": seal.close(_place(upload.id), json.dumps(packed)),
        "uploaded_at": upload.uploaded_at,
    }
    connection.execute(insert(Row), row)


def find_upload(connection: Connection, vault: Vault, authority: AuthorityId, id_: str) -> Upload | None:
    """The upload with this id, None where it is gone."""
    query = select(Row.__table__).where(Row.id == id_, Row.authority_id == authority)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    packed = json.loads(vault.for_authority(connection, authority).open(_place(id_), row.files_sealed))
    return Upload(
        id=id_,
        authority=authority,
        account=AccountId(row.account_id),
        uploaded_at=row.uploaded_at,
        files={name: base64.b64decode(content) for name, content in packed.items()},
    )


def forget_upload(connection: Connection, authority: AuthorityId, id_: str) -> None:
    """Forget one upload."""
    connection.execute(delete(Row).where(Row.id == id_, Row.authority_id == authority))


def forget_uploads_of(connection: Connection, authority: AuthorityId, account: AccountId) -> None:
    """Forget everything that somebody had handed over before."""
    connection.execute(delete(Row).where(Row.account_id == account, Row.authority_id == authority))


def _place(id_: str) -> Place:
    return Place("upload", id_, "files")

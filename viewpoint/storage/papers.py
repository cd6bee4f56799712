"""Printed questionnaires in and out of the database."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, insert, select, update

from viewpoint.domain.paper import Paper, PaperId
from viewpoint.domain.people import AccountId, AuthorityId, InvitationId
from viewpoint.storage.tables.invitations import DraftAnswer
from viewpoint.storage.tables.papers import Paper as Row


def add_paper(connection: Connection, paper: Paper, code_mac: bytes) -> None:
    """Note that a copy was printed; those printed before it keep their codes."""
    row = {
        "id": paper.id,
        "authority_id": paper.authority,
        "invitation_id": paper.invitation,
        "code_mac": code_mac,
        "language": paper.language,
        "printed_at": paper.printed_at,
        "keyed_at": None,
        "keyed_by": None,
    }
    connection.execute(insert(Row), row)


def paper_by_code(connection: Connection, authority: AuthorityId, code_mac: bytes) -> Paper | None:
    """The copy with this code, of this authority."""
    return _one(connection, _of(authority).where(Row.code_mac == code_mac))


def find_paper(connection: Connection, authority: AuthorityId, paper: PaperId) -> Paper | None:
    """One copy of this authority, locked until the transaction ends (where the database can)."""
    return _one(connection, _of(authority).where(Row.id == paper).with_for_update())


def note_keyed(connection: Connection, paper: PaperId, account: AccountId, at: datetime) -> None:
    """Keep who keyed a copy in, and when."""
    connection.execute(update(Row).where(Row.id == paper).values(keyed_at=at, keyed_by=account))


def has_draft(connection: Connection, invitation: InvitationId) -> bool:
    """Whether anything was answered online and not sent."""
    query = select(DraftAnswer.question).where(DraftAnswer.invitation_id == invitation).limit(1)
    return connection.execute(query).first() is not None


def _of(authority: AuthorityId) -> Select[Any]:
    return select(Row.__table__).where(Row.authority_id == authority)


def _one(connection: Connection, query: Select[Any]) -> Paper | None:
    row = connection.execute(query).mappings().one_or_none()
    return _paper(row) if row else None


def _paper(row: RowMapping) -> Paper:
    return Paper(
        id=PaperId(row["id"]),
        authority=AuthorityId(row["authority_id"]),
        invitation=InvitationId(row["invitation_id"]),
        language=row["language"],
        printed_at=row["printed_at"],
        keyed_at=row["keyed_at"],
    )

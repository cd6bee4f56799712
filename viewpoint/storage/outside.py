"""Openings from outside a caseload in and out of the database."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from viewpoint.domain.outside import Opening, Reason, Why
from viewpoint.domain.people import AccountId, AuthorityId, ResponseId, YoungPersonId
from viewpoint.storage.sealing import Place, Seal, Vault
from viewpoint.storage.tables.keys import ChildKey
from viewpoint.storage.tables.outside import OutsideOpening as Row
from viewpoint.storage.tables.outside import OutsideReading as ReadingRow
from viewpoint.storage.upsert import upsert

_WITH_KEY = select(Row.__table__, ChildKey.wrapped).outerjoin(
    ChildKey, ChildKey.young_person_id == Row.young_person_id
)
_OF_ONE = (
    _WITH_KEY.where(Row.young_person_id == bindparam("young_person"))
    .where(Row.authority_id == bindparam("authority"))
    .order_by(Row.opened_at.desc())
)


def add_opening(connection: Connection, seal: Seal, opening: Opening) -> None:
    """Store an opening, its reason's words sealed under the young person's key."""
    row = {
        "id": opening.id,
        "authority_id": opening.authority,
        "young_person_id": opening.young_person,
        "account_id": opening.account,
        "iro_id": opening.iro,
        "why": opening.reason.why.value,
        "words_sealed": seal.close(_place(opening.id), opening.reason.words),
        "opened_at": opening.opened_at,
        "until_at": opening.until_at,
    }
    connection.execute(insert(Row), row)


def openings_about(
    connection: Connection, vault: Vault, authority: AuthorityId, young_person: YoungPersonId
) -> Sequence[Opening]:
    """Every opening of one young person, the newest first."""
    asked = {"authority": authority, "young_person": young_person}
    return _openings(connection, vault, authority, connection.execute(_OF_ONE, asked))


def openings_by(
    connection: Connection, vault: Vault, authority: AuthorityId, account: AccountId, at: datetime
) -> Sequence[Opening]:
    """What an account has open from outside just now, the newest first."""
    query = _WITH_KEY.where(
        Row.authority_id == authority, Row.account_id == account, Row.until_at > at
    ).order_by(Row.opened_at.desc())
    return _openings(connection, vault, authority, connection.execute(query))


def newest_openings(
    connection: Connection, vault: Vault, authority: AuthorityId, most: int
) -> Sequence[Opening]:
    """The last openings of an authority, the newest first."""
    query = _WITH_KEY.where(Row.authority_id == authority).order_by(Row.opened_at.desc()).limit(most)
    return _openings(connection, vault, authority, connection.execute(query))


def note_outside_reading(
    connection: Connection, authority: AuthorityId, opening: str, response: ResponseId, at: datetime
) -> None:
    """Keep that a response was read from outside, the first time of an opening."""
    row = {"opening_id": opening, "response_id": response, "authority_id": authority, "read_at": at}
    upsert(connection, ReadingRow, row, key=("response_id", "opening_id"), update=())


def outside_readings(
    connection: Connection, responses: Collection[ResponseId]
) -> Sequence[tuple[AccountId, datetime]]:
    """Who read any of these from outside and when, the first first."""
    query = (
        select(Row.account_id, ReadingRow.read_at)
        .join(Row, Row.id == ReadingRow.opening_id)
        .where(ReadingRow.response_id.in_(list(responses)))
        .order_by(ReadingRow.read_at, Row.id)
    )
    return [(AccountId(row.account_id), row.read_at) for row in connection.execute(query)]


def _openings(
    connection: Connection, vault: Vault, authority: AuthorityId, rows: Iterable[Any]
) -> Sequence[Opening]:
    return [_opening(connection, vault, authority, row._mapping) for row in rows]


def _opening(connection: Connection, vault: Vault, authority: AuthorityId, row: Mapping[Any, Any]) -> Opening:
    young_person = YoungPersonId(row["young_person_id"])
    words = ""  # gone with the key of somebody who was erased
    if row["wrapped"] is not None:
        seal = vault.unwrap_child(connection, authority, young_person, row["wrapped"])
        words = seal.open(_place(row["id"]), row["words_sealed"])
    return Opening(
        id=row["id"],
        authority=authority,
        young_person=young_person,
        account=AccountId(row["account_id"]),
        iro=AccountId(row["iro_id"]) if row["iro_id"] else None,
        reason=Reason(why=Why(row["why"]), words=words),
        opened_at=row["opened_at"],
        until_at=row["until_at"],
    )


def _place(opening: str) -> Place:
    return Place("outside_opening", opening, "words")

"""What is kept of every young person of an authority, read at once and written in bulk."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select

from viewpoint.domain.people import AccountId, AuthorityId, YoungPersonId
from viewpoint.domain.roster import ChildId
from viewpoint.domain.roster_record import ContactFacts, PersonFacts, RosterRecord, Stay
from viewpoint.storage.people import contact_place
from viewpoint.storage.sealing import Place, Seal, Vault
from viewpoint.storage.tables.keys import ChildKey
from viewpoint.storage.tables.people import Contact, Placement, Review, RosterImport, YoungPerson

SEALED = ("name", "phone", "email")
"""The fields of a contact that are kept sealed, each in a column with `_sealed` after its name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """A young person in the database, with the seal of their words."""

    id: YoungPersonId
    seal: Seal = field(repr=False)
    record: RosterRecord


@dataclass(frozen=True, kw_only=True)
class Everybody:
    """Everyone of an authority by child id; of the erased there is an empty row and no key."""

    stored: Mapping[ChildId, Stored]
    erased: frozenset[ChildId]

    def records(self) -> dict[ChildId, RosterRecord]:
        """What is kept of each."""
        return {child: stored.record for child, stored in self.stored.items()}


def read_everybody(connection: Connection, vault: Vault, authority: AuthorityId) -> Everybody:
    """Everyone the authority ever brought in, looked after or not, in three queries."""
    stays, reviews = _stays(connection, authority), _reviews(connection, authority)
    stored, erased = dict[ChildId, Stored](), set[ChildId]()
    for row in connection.execute(_people(authority)).mappings():
        child, young_person = ChildId(row["child_ref"]), YoungPersonId(row["id"])
        if row["wrapped"] is None:
            erased.add(child)
            continue
        seal = vault.unwrap_child(connection, authority, young_person, row["wrapped"])
        record = RosterRecord(
            person=_person(row, seal),
            contact=_contact(row, seal),
            stays=tuple(stays.get(young_person, ())),
            reviews=reviews.get(young_person, {}),
        )
        stored[child] = Stored(id=young_person, seal=seal, record=record)
    return Everybody(stored=stored, erased=frozenset(erased))


def newest_year(connection: Connection, authority: AuthorityId) -> int | None:
    """The year in which the last return brought in ends; None before the first."""
    query = (
        select(RosterImport.counts)
        .where(RosterImport.authority_id == authority)
        .order_by(RosterImport.imported_at.desc())
        .limit(1)
    )
    counts = connection.execute(query).scalar_one_or_none()
    return counts["year"] if counts else None


@dataclass(frozen=True, kw_only=True)
class Import:
    """One roster that was brought in; `counts` holds the return's year and what was changed."""

    id: str
    authority: AuthorityId
    by: str
    counts: Mapping[str, int]


def add_import(connection: Connection, done: Import, at: datetime) -> None:
    """Note that a roster was brought in."""
    row = {
        "id": done.id,
        "authority_id": done.authority,
        "imported_at": at,
        "imported_by": done.by,
        "counts": dict(done.counts),
    }
    connection.execute(insert(RosterImport), row)


def birth_place(young_person: str) -> Place:
    """Where a month of birth is sealed for."""
    return Place("young_person", young_person, "birth_month")


def _people(authority: AuthorityId) -> Any:
    return (
        select(
            YoungPerson.__table__,
            ChildKey.wrapped,
            Contact.channel,
            *(Contact.__table__.c[f"{column}_sealed"] for column in SEALED),
        )
        .outerjoin(ChildKey, ChildKey.young_person_id == YoungPerson.id)
        .outerjoin(Contact, Contact.young_person_id == YoungPerson.id)
        .where(YoungPerson.authority_id == authority)
    )


def _person(row: RowMapping, seal: Seal) -> PersonFacts:
    return PersonFacts(
        birth_month=date.fromisoformat(seal.open(birth_place(row["id"]), row["birth_month_sealed"])),
        gender=row["gender"],
        language=row["language"],
        siblings=row["siblings"],
        communication=tuple(row["communication"]),
        is_unaccompanied=row["is_unaccompanied"],
        is_short_break=row["is_short_break"],
        iro_id=AccountId(row["iro_id"]) if row["iro_id"] else None,
        next_review_on=row["next_review_on"],
        is_looked_after=row["is_looked_after"],
    )


def _contact(row: RowMapping, seal: Seal) -> ContactFacts | None:
    if row["channel"] is None:
        return None
    opened = {
        column: seal.open(contact_place(row["id"], column), sealed) if sealed else ""
        for column in SEALED
        for sealed in (row[f"{column}_sealed"],)
    }
    return ContactFacts(channel=row["channel"], **opened)


def _stays(connection: Connection, authority: AuthorityId) -> Mapping[str, list[Stay]]:
    query = (
        select(Placement.__table__)
        .where(Placement.authority_id == authority)
        .order_by(Placement.young_person_id, Placement.began_on)
    )
    found = defaultdict[str, list[Stay]](list)
    for row in connection.execute(query).mappings():
        values = {name: row[name] for name in Stay.__slots__}
        found[row["young_person_id"]].append(Stay(**values))
    return found


def _reviews(connection: Connection, authority: AuthorityId) -> Mapping[str, dict[date, str]]:
    query = select(Review.young_person_id, Review.held_on, Review.review_code).where(
        Review.authority_id == authority
    )
    found = defaultdict[str, dict[date, str]](dict)
    for young_person, held_on, code in connection.execute(query):
        found[young_person][held_on] = code
    return found

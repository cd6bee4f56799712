"""Reviews that were held, and how young people took part in them, in and out of the database."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select

from viewpoint.domain.participation import Attendance, Confirmed, TookPart, Views
from viewpoint.domain.people import AccountId, AuthorityId, ResponseId, YoungPersonId
from viewpoint.domain.roster import Participation
from viewpoint.storage.roster import birth_place
from viewpoint.storage.sealing import Vault
from viewpoint.storage.tables.keys import ChildKey
from viewpoint.storage.tables.participation import Participation as Row
from viewpoint.storage.tables.people import Review, YoungPerson
from viewpoint.storage.tables.responses import Response


@dataclass(frozen=True, kw_only=True)
class Whose:
    """Whose reviews are meant: the caseloads of some IROs, one young person's, or the whole authority's."""

    authority: AuthorityId
    iros: Collection[AccountId] | None = None
    young_person: YoungPersonId | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """What their rows meet."""
        found = [YoungPerson.authority_id == self.authority]
        if self.iros is not None:
            found.append(YoungPerson.iro_id.in_(self.iros))
        if self.young_person:
            found.append(YoungPerson.id == self.young_person)
        return found


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """Somebody whose reviews are asked after."""

    young_person: YoungPersonId
    child_ref: str
    next_review_on: date | None
    birth_month: date = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Received:
    """What a confirmation rested on besides the IRO's word: when it came and was read, never what it says."""

    sent_at: datetime
    read_at: datetime | None
    medium: str
    language: str
    company: str


def reviewed(connection: Connection, vault: Vault, whose: Whose) -> list[Reviewed]:
    """Those who are meant, by child id; whose key is destroyed is left out."""
    query = (
        select(
            YoungPerson.id,
            YoungPerson.child_ref,
            YoungPerson.next_review_on,
            YoungPerson.birth_month_sealed,
            ChildKey.wrapped,
        )
        .join(ChildKey, ChildKey.young_person_id == YoungPerson.id)
        .where(*whose.conditions())
        .order_by(YoungPerson.child_ref)
    )
    return [_reviewed(connection, vault, whose.authority, row) for row in connection.execute(query)]


def roster_codes(connection: Connection, whose: Whose) -> Mapping[YoungPersonId, Mapping[date, str]]:
    """The reviews that the roster knows, with their codes, the last first."""
    query = (
        select(Review.young_person_id, Review.held_on, Review.review_code)
        .join(YoungPerson, YoungPerson.id == Review.young_person_id)
        .where(*whose.conditions())
        .order_by(Review.held_on.desc())
    )
    found: dict[YoungPersonId, dict[date, str]] = defaultdict(dict)
    for row in connection.execute(query):
        found[YoungPersonId(row.young_person_id)][row.held_on] = row.review_code
    return found


def confirmations(connection: Connection, whose: Whose) -> Mapping[YoungPersonId, Sequence[Confirmed]]:
    """Everything that was confirmed, the last review and the last word first."""
    query = (
        select(Row.__table__)
        .join(YoungPerson, YoungPerson.id == Row.young_person_id)
        .where(*whose.conditions())
        .order_by(Row.held_on.desc(), Row.confirmed_at.desc())
    )
    found: dict[YoungPersonId, list[Confirmed]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        found[YoungPersonId(row["young_person_id"])].append(_confirmed(row))
    return found


def add_confirmation(connection: Connection, authority: AuthorityId, confirmed: Confirmed) -> None:
    """Store a confirmation beside those before it."""
    row = {
        "id": confirmed.id,
        "authority_id": authority,
        "young_person_id": confirmed.young_person,
        "held_on": confirmed.took_part.held_on,
        "attendance": confirmed.took_part.attendance.value,
        "views": confirmed.took_part.views.value,
        "suggested": confirmed.suggested.value,
        "code": confirmed.code.value,
        "response_id": confirmed.response,
        "confirmed_by": confirmed.confirmed_by,
        "confirmed_at": confirmed.confirmed_at,
    }
    connection.execute(insert(Row), row)


def received(
    connection: Connection, authority: AuthorityId, responses: Sequence[ResponseId]
) -> dict[ResponseId, Received]:
    """When these responses came and were read; those that are deleted are left out."""
    query = select(
        Response.id,
        Response.sent_at,
        Response.read_at,
        Response.medium,
        Response.language,
        Response.who_is_here,
    ).where(Response.authority_id == authority, Response.id.in_(responses))
    return {
        ResponseId(row.id): Received(
            sent_at=row.sent_at,
            read_at=row.read_at,
            medium=row.medium,
            language=row.language,
            company=row.who_is_here,
        )
        for row in connection.execute(query)
    }


def _reviewed(connection: Connection, vault: Vault, authority: AuthorityId, row: Any) -> Reviewed:
    young_person = YoungPersonId(row.id)
    seal = vault.unwrap_child(connection, authority, young_person, row.wrapped)
    sealed = seal.open(birth_place(young_person), row.birth_month_sealed)
    return Reviewed(
        young_person=young_person,
        child_ref=row.child_ref,
        next_review_on=row.next_review_on,
        birth_month=date.fromisoformat(sealed),
    )


def _confirmed(row: Any) -> Confirmed:
    return Confirmed(
        id=row["id"],
        young_person=YoungPersonId(row["young_person_id"]),
        took_part=TookPart(
            held_on=row["held_on"],
            attendance=Attendance(row["attendance"]),
            views=Views(row["views"]),
        ),
        suggested=Participation(row["suggested"]),
        code=Participation(row["code"]),
        response=ResponseId(row["response_id"]) if row["response_id"] else None,
        confirmed_by=AccountId(row["confirmed_by"]),
        confirmed_at=row["confirmed_at"],
    )

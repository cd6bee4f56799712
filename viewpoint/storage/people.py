"""Young people, their homes and how to reach them, in and out of the database."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, exists, func, or_, select

from viewpoint.domain.invitation import Channel, InvitationKind
from viewpoint.domain.people import AccountId, AuthorityId, YoungPersonId
from viewpoint.storage.sealing import Place, Seal, Vault
from viewpoint.storage.tables.keys import ChildKey
from viewpoint.storage.tables.people import Contact, Placement, YoungPerson
from viewpoint.storage.tables.responses import Response


@dataclass(frozen=True, kw_only=True)
class Home:
    """What disclosure control needs to know of where somebody lives, and no more."""

    home_key: str
    gender: str


_HOME = (
    select(YoungPerson.gender, Placement.home_key)
    .outerjoin(Placement, (Placement.young_person_id == YoungPerson.id) & (Placement.ended_on.is_(None)))
    .where(YoungPerson.id == bindparam("young_person"), YoungPerson.authority_id == bindparam("authority"))
    .order_by(Placement.began_on.desc())
    .limit(1)
)
_NAME = select(Contact.name_sealed).where(Contact.young_person_id == bindparam("young_person"))


def home_of(connection: Connection, authority: AuthorityId, young_person: YoungPersonId) -> Home:
    """Where they live now; somebody without a placement counts as a home of their own."""
    row = connection.execute(_HOME, {"young_person": young_person, "authority": authority}).one()
    return Home(home_key=row.home_key or young_person, gender=row.gender)


@dataclass(frozen=True, kw_only=True)
class CaseloadRow:
    """A young person of an IRO's caseload, with what is waiting; the name is opened by the caller."""

    young_person: YoungPersonId
    name: str
    next_review_on: date | None
    placement_type: str
    area: str
    distance: str


def name_of(connection: Connection, seal: Seal, young_person: YoungPersonId) -> str:
    """The name they go by; empty when the roster gave none."""
    sealed = connection.execute(_NAME, {"young_person": young_person}).scalar_one_or_none()
    return seal.open(contact_place(young_person, "name"), sealed) if sealed else ""


def contact_place(young_person: str, column: str) -> Place:
    """Where a contact's field is sealed for."""
    return Place("contact", young_person, column)


def caseload_rows(
    connection: Connection, vault: Vault, authority: AuthorityId, iro: AccountId
) -> list[CaseloadRow]:
    """Everybody whose IRO this is: looked after, or heard from about the place they left; in one query."""
    query = (
        select(
            YoungPerson.id,
            YoungPerson.next_review_on,
            Contact.name_sealed,
            ChildKey.wrapped,
            Placement.placement_type,
            Placement.area,
            Placement.distance,
        )
        .join(ChildKey, ChildKey.young_person_id == YoungPerson.id)
        .outerjoin(Contact, Contact.young_person_id == YoungPerson.id)
        .outerjoin(Placement, (Placement.young_person_id == YoungPerson.id) & (Placement.ended_on.is_(None)))
        .where(
            YoungPerson.authority_id == authority,
            YoungPerson.iro_id == iro,
            or_(YoungPerson.is_looked_after, _has_sent_about_leaving()),
        )
    )
    return [_caseload_row(connection, vault, authority, row) for row in connection.execute(query)]


def _has_sent_about_leaving() -> ColumnElement[bool]:
    """Whoever has left care may still be asked about the place they left; somebody has to read it."""
    return exists().where(
        Response.young_person_id == YoungPerson.id, Response.kind == InvitationKind.LEAVING.value
    )


def iro_of(connection: Connection, authority: AuthorityId, young_person: YoungPersonId) -> AccountId | None:
    """The account of their IRO, or None when nobody is named yet."""
    query = select(YoungPerson.iro_id).where(
        YoungPerson.id == young_person, YoungPerson.authority_id == authority
    )
    iro = connection.execute(query).scalar_one_or_none()
    return AccountId(iro) if iro else None


def _caseload_row(connection: Connection, vault: Vault, authority: AuthorityId, row: Any) -> CaseloadRow:
    young_person = YoungPersonId(row.id)
    seal = vault.unwrap_child(connection, authority, young_person, row.wrapped)
    name = seal.open(contact_place(young_person, "name"), row.name_sealed) if row.name_sealed else ""
    return CaseloadRow(
        young_person=young_person,
        name=name,
        next_review_on=row.next_review_on,
        placement_type=row.placement_type or "",
        area=row.area or "",
        distance=row.distance or "",
    )


def looked_after_count(connection: Connection, authority: AuthorityId) -> int:
    """How many young people the authority looks after now."""
    query = select(func.count()).where(YoungPerson.authority_id == authority, YoungPerson.is_looked_after)
    return connection.execute(query).scalar_one()


@dataclass(frozen=True, kw_only=True)
class HowToReach:
    """The ways there are to reach somebody; empty where the roster gave none."""

    phone: str = field(repr=False)
    email: str = field(repr=False)


def names_of(
    connection: Connection, vault: Vault, authority: AuthorityId, young_people: Sequence[YoungPersonId]
) -> dict[YoungPersonId, str]:
    """The names that these young people go by; empty where the roster gave none or the key is gone."""
    opened = _opened_contacts(connection, vault, authority, young_people, ("name",))
    return {young_person: fields[0] for young_person, fields in opened.items()}


def how_to_reach(
    connection: Connection, vault: Vault, authority: AuthorityId, young_people: Sequence[YoungPersonId]
) -> dict[YoungPersonId, HowToReach]:
    """Numbers and addresses of these young people; those without a contact are left out."""
    opened = _opened_contacts(connection, vault, authority, young_people, ("phone", "email"))
    return {
        young_person: HowToReach(phone=fields[0], email=fields[1]) for young_person, fields in opened.items()
    }


def _opened_contacts(
    connection: Connection,
    vault: Vault,
    authority: AuthorityId,
    young_people: Sequence[YoungPersonId],
    columns: Sequence[str],
) -> dict[YoungPersonId, list[str]]:
    query = (
        select(Contact.__table__, ChildKey.wrapped)
        .join(ChildKey, ChildKey.young_person_id == Contact.young_person_id)
        .where(Contact.authority_id == authority, Contact.young_person_id.in_(young_people))
    )
    found: dict[YoungPersonId, list[str]] = {}
    for row in connection.execute(query).mappings():
        young_person = YoungPersonId(row["young_person_id"])
        seal = vault.unwrap_child(connection, authority, young_person, row["wrapped"])
        sealed = {column: row[f"{column}_sealed"] for column in columns}
        found[young_person] = [
            seal.open(contact_place(young_person, column), content) if content else ""
            for column, content in sealed.items()
        ]
    return found


def child_refs_of(
    connection: Connection, authority: AuthorityId, young_people: Sequence[YoungPersonId]
) -> dict[YoungPersonId, str]:
    """The council's own numbers of these young people."""
    query = select(YoungPerson.id, YoungPerson.child_ref).where(
        YoungPerson.authority_id == authority, YoungPerson.id.in_(young_people)
    )
    return {YoungPersonId(row.id): row.child_ref for row in connection.execute(query)}


def ways_to_reach(connection: Connection, young_person: YoungPersonId) -> tuple[str, frozenset[Channel]]:
    """The preferred channel's code ("" without a contact), and the channels there is an address for."""
    query = select(
        Contact.channel, Contact.phone_sealed.is_not(None), Contact.email_sealed.is_not(None)
    ).where(Contact.young_person_id == young_person)
    preferred, has_phone, has_email = connection.execute(query).one_or_none() or ("", False, False)
    held = {Channel.SMS: has_phone, Channel.EMAIL: has_email}
    return preferred, frozenset(channel for channel, is_held in held.items() if is_held)

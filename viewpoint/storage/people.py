"""Young people, their homes and how to reach them, in and out of the database."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import (
    Connection,
    bindparam,
    func,
    select,
)

from viewpoint.domain.invitation import Channel
from viewpoint.domain.people import AuthorityId, YoungPersonId
from viewpoint.storage.sealing import Place, Seal, Vault
from viewpoint.storage.tables.keys import ChildKey
from viewpoint.storage.tables.people import Contact, Placement, YoungPerson


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


def name_of(connection: Connection, seal: Seal, young_person: YoungPersonId) -> str:
    """The name they go by; empty when the roster gave none."""
    sealed = connection.execute(_NAME, {"young_person": young_person}).scalar_one_or_none()
    return seal.open(contact_place(young_person, "name"), sealed) if sealed else ""


def contact_place(young_person: str, column: str) -> Place:
    """Where a contact's field is sealed for."""
    return Place("contact", young_person, column)


def found_exactly(
    connection: Connection, vault: Vault, authority: AuthorityId, wanted: str
) -> list[YoungPersonId]:
    """Whoever has this number of the council's, else everybody who goes by exactly this name.

    Names are sealed, so that each is opened to be compared: this is for what somebody does now and then.
    """
    by_number = select(YoungPerson.id).where(
        YoungPerson.authority_id == authority, YoungPerson.child_ref == wanted.strip()
    )
    if found := connection.execute(by_number).scalar_one_or_none():
        return [YoungPersonId(found)]
    opened = _opened_contacts(connection, vault, authority, None, ("name",))
    return [each for each, (name,) in opened.items() if name and _as_compared(name) == _as_compared(wanted)]


def _as_compared(name: str) -> str:
    return " ".join(name.casefold().split())


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
    young_people: Sequence[YoungPersonId] | None,
    columns: Sequence[str],
) -> dict[YoungPersonId, list[str]]:
    """What there is of these young people, or of everybody."""
    query = (
        select(Contact.__table__, ChildKey.wrapped)
        .join(ChildKey, ChildKey.young_person_id == Contact.young_person_id)
        .where(Contact.authority_id == authority)
    )
    if young_people is not None:
        query = query.where(Contact.young_person_id.in_(young_people))
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

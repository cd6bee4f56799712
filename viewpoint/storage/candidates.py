"""Everybody looked after, with what decides whether, about what and how they are asked."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from viewpoint.domain.invitation import Channel
from viewpoint.domain.people import AuthorityId, YoungPersonId
from viewpoint.storage.people import contact_place
from viewpoint.storage.sealing import Place, Seal, Vault
from viewpoint.storage.tables.keys import ChildKey
from viewpoint.storage.tables.people import Contact, Placement, Review, YoungPerson


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A young person as the roster has them, the codes still to be parsed."""

    young_person: YoungPersonId
    name: str = field(repr=False)
    birth_month: date = field(repr=False)
    language: str
    siblings: str
    communication: tuple[str, ...]
    is_unaccompanied: bool
    is_short_break: bool
    iro: str | None
    next_review_on: date | None
    preferred: str
    """The channel's code, "" where there is no contact."""
    reachable: frozenset[Channel]
    """Channels that there is a number or an address for."""
    placement_type: str
    area: str
    distance: str
    placed_on: date | None
    looked_after_since: date | None
    """The earliest day of a placement that we know of."""
    reviews_held: int


def candidates(
    connection: Connection,
    vault: Vault,
    authority: AuthorityId,
    among: Collection[YoungPersonId] | None = None,
) -> list[Candidate]:
    """Everybody looked after, or those among some; somebody whose key was destroyed is left out."""
    query = _query(authority).where(YoungPerson.is_looked_after)
    return _candidates(connection, vault, authority, query, among)


def once_looked_after(
    connection: Connection, vault: Vault, authority: AuthorityId, among: Collection[YoungPersonId]
) -> list[Candidate]:
    """These young people, whether or not they are looked after now."""
    return _candidates(connection, vault, authority, _query(authority), among)


def _candidates(
    connection: Connection,
    vault: Vault,
    authority: AuthorityId,
    query: Select[*tuple[Any, ...]],
    among: Collection[YoungPersonId] | None,
) -> list[Candidate]:
    since = _since(connection, authority)
    held = _reviews_held(connection, authority)
    found: dict[YoungPersonId, Candidate] = {}
    if among is not None:
        query = query.where(YoungPerson.id.in_(among))
    for row in connection.execute(query):
        young_person = YoungPersonId(row.id)
        seal = vault.unwrap_child(connection, authority, young_person, row.wrapped)
        counts = (since.get(young_person), held.get(young_person, 0))
        # Ordered by the day the placement began: where two are open, the newer one holds.
        found[young_person] = _candidate(seal, row, *counts)
    return list(found.values())


def _query(authority: AuthorityId) -> Select[*tuple[Any, ...]]:
    people = (
        YoungPerson.id,
        YoungPerson.birth_month_sealed,
        YoungPerson.language,
        YoungPerson.siblings,
        YoungPerson.communication,
        YoungPerson.is_unaccompanied,
        YoungPerson.is_short_break,
        YoungPerson.iro_id,
        YoungPerson.next_review_on,
    )
    contact = (Contact.channel, Contact.name_sealed, Contact.phone_sealed, Contact.email_sealed)
    home = (Placement.placement_type, Placement.area, Placement.distance, Placement.began_on)
    return (
        select(*people, *contact, *home, ChildKey.wrapped)
        .join(ChildKey, ChildKey.young_person_id == YoungPerson.id)
        .outerjoin(Contact, Contact.young_person_id == YoungPerson.id)
        .outerjoin(Placement, (Placement.young_person_id == YoungPerson.id) & (Placement.ended_on.is_(None)))
        .where(YoungPerson.authority_id == authority)
        .order_by(Placement.began_on, YoungPerson.id)
    )


def _since(connection: Connection, authority: AuthorityId) -> dict[YoungPersonId, date]:
    query = (
        select(Placement.young_person_id, func.min(Placement.began_on).label("began_on"))
        .where(Placement.authority_id == authority)
        .group_by(Placement.young_person_id)
    )
    return {YoungPersonId(row.young_person_id): row.began_on for row in connection.execute(query)}


def _reviews_held(connection: Connection, authority: AuthorityId) -> dict[YoungPersonId, int]:
    query = (
        select(Review.young_person_id, func.count().label("held"))
        .where(Review.authority_id == authority)
        .group_by(Review.young_person_id)
    )
    return {YoungPersonId(row.young_person_id): row.held for row in connection.execute(query)}


def _candidate(seal: Seal, row: Row[Any], since: date | None, held: int) -> Candidate:
    young_person = YoungPersonId(row.id)
    place = Place("young_person", young_person, "birth_month")
    reachable = {Channel.SMS: row.phone_sealed, Channel.EMAIL: row.email_sealed}
    return Candidate(
        young_person=young_person,
        name=seal.open(contact_place(young_person, "name"), row.name_sealed) if row.name_sealed else "",
        birth_month=date.fromisoformat(seal.open(place, row.birth_month_sealed)),
        language=row.language,
        siblings=row.siblings,
        communication=tuple(row.communication),
        is_unaccompanied=row.is_unaccompanied,
        is_short_break=row.is_short_break,
        iro=row.iro_id,
        next_review_on=row.next_review_on,
        preferred=row.channel or "",
        reachable=frozenset(channel for channel, sealed in reachable.items() if sealed),
        placement_type=row.placement_type or "",
        area=row.area or "",
        distance=row.distance or "",
        placed_on=row.began_on,
        looked_after_since=since,
        reviews_held=held,
    )

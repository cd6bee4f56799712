"""Whether somebody may read a young person's things: asked of the database at every request, in one query."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, exists, select

from viewpoint.domain.people import AccountId, AuthorityId, YoungPersonId
from viewpoint.storage.people import contact_place
from viewpoint.storage.sealing import Seal, Vault
from viewpoint.storage.tables.cover import Cover
from viewpoint.storage.tables.keys import ChildKey
from viewpoint.storage.tables.outside import OutsideOpening
from viewpoint.storage.tables.people import Contact, YoungPerson


@dataclass(frozen=True, kw_only=True)
class Found:
    """A young person, and what joins somebody to them; `opening` is "" where there is none."""

    young_person: YoungPersonId
    iro: AccountId | None
    is_covered: bool
    opening: str
    name_sealed: bytes | None = field(repr=False)
    key: bytes | None = field(repr=False)
    """The young person's wrapped key, nothing once it was destroyed."""


# One account's cover of one IRO, and its opening of one young person: each by an index.
_COVERED = (
    exists()
    .where(Cover.iro_id == YoungPerson.iro_id, Cover.deputy_id == bindparam("account"))
    .where(Cover.authority_id == YoungPerson.authority_id, Cover.ended_at.is_(None))
    .where(Cover.from_on <= bindparam("on"), Cover.until_on >= bindparam("on"))
)
_OPENED = (
    select(OutsideOpening.id)
    .where(OutsideOpening.young_person_id == YoungPerson.id)
    .where(OutsideOpening.account_id == bindparam("account"), OutsideOpening.until_at > bindparam("at"))
    .order_by(OutsideOpening.until_at.desc())
    .limit(1)
    .scalar_subquery()
)
_FOUND = (
    select(
        YoungPerson.id,
        YoungPerson.iro_id,
        _COVERED.label("is_covered"),
        _OPENED.label("opening"),
        ChildKey.wrapped,
        Contact.name_sealed,
    )
    .outerjoin(ChildKey, ChildKey.young_person_id == YoungPerson.id)
    .outerjoin(Contact, Contact.young_person_id == YoungPerson.id)
    .where(YoungPerson.id == bindparam("young_person"), YoungPerson.authority_id == bindparam("authority"))
)


def find_standing(
    connection: Connection,
    authority: AuthorityId,
    account: AccountId,
    young_person: YoungPersonId,
    at: datetime,
    on: date,
) -> Found | None:
    """How an account stands to a young person of its authority at an instant, which is on that UK day."""
    asked = {"authority": authority, "account": account, "young_person": young_person, "at": at, "on": on}
    row = connection.execute(_FOUND, asked).one_or_none()
    if row is None:
        return None
    return Found(
        young_person=YoungPersonId(row.id),
        iro=AccountId(row.iro_id) if row.iro_id else None,
        is_covered=row.is_covered,
        opening=row.opening or "",
        name_sealed=row.name_sealed,
        key=row.wrapped,
    )


def unwrapped(connection: Connection, vault: Vault, authority: AuthorityId, found: Found) -> Seal:
    """The seal of somebody who was found.

    Raises:
        SealBroken: their key was destroyed.
    """
    if found.key is None:
        return vault.for_child(connection, authority, found.young_person)  # which says that it is gone
    return vault.unwrap_child(connection, authority, found.young_person, found.key)


def name_in(found: Found, seal: Seal) -> str:
    """The name they go by; empty when the roster gave none."""
    place = contact_place(found.young_person, "name")
    return seal.open(place, found.name_sealed) if found.name_sealed else ""

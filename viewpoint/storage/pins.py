"""Picture PINs and the codes for choosing new ones, in and out of the database: only their MACs."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from viewpoint.domain.people import AuthorityId, YoungPersonId
from viewpoint.storage.tables.people import PinCode, YoungPerson
from viewpoint.storage.upsert import upsert


@dataclass(frozen=True, kw_only=True)
class SavedCode:
    """The MAC of a code, and when it was made."""

    mac: bytes
    made_at: datetime


def read_pin(connection: Connection, young_person: YoungPersonId) -> bytes | None:
    """The MAC of the picture PIN, or None when there is none."""
    query = select(YoungPerson.pin_mac).where(YoungPerson.id == young_person)
    return connection.execute(query).scalar_one()


def hold_pin(connection: Connection, young_person: YoungPersonId) -> bytes | None:
    """As `read_pin`; nobody replaces it before this transaction ends."""
    query = select(YoungPerson.pin_mac).where(YoungPerson.id == young_person)
    return connection.execute(query.with_for_update(key_share=True)).scalar_one()


def save_pin(
    connection: Connection,
    young_person: YoungPersonId,
    pin_mac: bytes,
    earlier_at: datetime | None,
    at: datetime,
) -> bool:
    """Store the MAC of a picture PIN; False when another was first chosen this very moment.

    Args:
        connection: of a transaction that writes.
        young_person: whose it is.
        pin_mac: the MAC.
        earlier_at: when the caller found the first one to have been chosen, if there was one; that is kept.
        at: now.
    """
    is_as_found = YoungPerson.pin_set_at.is_not_distinct_from(earlier_at)
    saved = (
        update(YoungPerson)
        .where(YoungPerson.id == young_person, is_as_found)
        .values(
            pin_mac=pin_mac,
            pin_set_at=earlier_at or at,
            pin_renewed_at=at if earlier_at is not None else None,
        )
    )
    return connection.execute(saved).rowcount == 1


def save_code(
    connection: Connection, authority: AuthorityId, young_person: YoungPersonId, mac: bytes, at: datetime
) -> None:
    """Store the MAC of a code; one made before is void."""
    row = {"young_person_id": young_person, "authority_id": authority, "code_mac": mac, "made_at": at}
    upsert(connection, PinCode, row, key=("young_person_id",), update=("code_mac", "made_at"))


def find_code(connection: Connection, young_person: YoungPersonId) -> SavedCode | None:
    """The code that was made last and not used, however old."""
    query = select(PinCode.code_mac, PinCode.made_at).where(PinCode.young_person_id == young_person)
    row = connection.execute(query).one_or_none()
    return SavedCode(mac=row.code_mac, made_at=row.made_at) if row else None


def drop_code(connection: Connection, young_person: YoungPersonId, mac: bytes) -> bool:
    """Spend a code; False when it was spent or replaced this very moment."""
    spent = delete(PinCode).where(PinCode.young_person_id == young_person, PinCode.code_mac == mac)
    return connection.execute(spent).rowcount == 1

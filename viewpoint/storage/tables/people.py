"""Young people, their contacts, placements and reviews, as the roster gives them."""

from datetime import date, datetime

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Integer, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from viewpoint.storage.tables.base import CODE, ID, Base, Instant, authority_column


class YoungPerson(Base):
    """A young person the authority looks after; names and ways to reach them are in `contact`."""

    __tablename__ = "young_person"
    __table_args__ = (UniqueConstraint("authority_id", "child_ref"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    child_ref: Mapped[str] = mapped_column(CODE)
    """The authority's own child id, as in SSDA903's CHILD column."""
    birth_month_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """The first of the month of birth; the day is not kept."""
    gender: Mapped[str] = mapped_column(CODE)
    language: Mapped[str] = mapped_column(CODE)
    siblings: Mapped[str] = mapped_column(CODE)
    communication: Mapped[list[str]] = mapped_column(JSON)
    is_unaccompanied: Mapped[bool] = mapped_column(Boolean)
    is_short_break: Mapped[bool] = mapped_column(Boolean)
    iro_id: Mapped[str | None] = mapped_column(ID, ForeignKey("account.id"), index=True)
    next_review_on: Mapped[date | None] = mapped_column(Date, index=True)
    pin_mac: Mapped[bytes | None] = mapped_column(LargeBinary)
    """HMAC of the picture PIN; the key is not in the database."""
    pin_set_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the first picture PIN was chosen: it opens nothing that was sent before then."""
    pin_renewed_at: Mapped[datetime | None] = mapped_column(Instant)
    """When other pictures were last chosen in its place."""
    is_looked_after: Mapped[bool] = mapped_column(Boolean, index=True)
    updated_at: Mapped[datetime] = mapped_column(Instant)


class PinCode(Base):
    """A code that an IRO read aloud, with which their young person may choose new pictures, once."""

    __tablename__ = "pin_code"

    young_person_id: Mapped[str] = mapped_column(ID, ForeignKey("young_person.id"), primary_key=True)
    authority_id: Mapped[str] = authority_column()
    code_mac: Mapped[bytes] = mapped_column(LargeBinary(32))
    """HMAC of the code; the key is not in the database."""
    made_at: Mapped[datetime] = mapped_column(Instant)


class Contact(Base):
    """How to reach a young person, sealed field by field."""

    __tablename__ = "contact"

    young_person_id: Mapped[str] = mapped_column(ID, ForeignKey("young_person.id"), primary_key=True)
    authority_id: Mapped[str] = authority_column()
    channel: Mapped[str] = mapped_column(CODE)
    name_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    email_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class Placement(Base):
    """Where a young person lived from a day on; no postcode is ever kept."""

    __tablename__ = "placement"
    __table_args__ = (UniqueConstraint("young_person_id", "began_on"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    young_person_id: Mapped[str] = mapped_column(ID, ForeignKey("young_person.id"), index=True)
    placement_type: Mapped[str] = mapped_column(CODE)
    place_code: Mapped[str] = mapped_column(CODE)
    provider_kind: Mapped[str] = mapped_column(CODE)
    home_key: Mapped[str] = mapped_column(CODE)
    """What tells homes apart in disclosure control: the URN of a home, else this placement."""
    area: Mapped[str] = mapped_column(CODE)
    distance: Mapped[str] = mapped_column(CODE)
    moves_in_year: Mapped[int] = mapped_column(Integer)
    entry: Mapped[str] = mapped_column(CODE, server_default="")
    """How they came here: by a move, with the same carers, or by a change of legal status alone."""
    began_on: Mapped[date] = mapped_column(Date)
    ended_on: Mapped[date | None] = mapped_column(Date)


class Review(Base):
    """A statutory review that was held, with how the child took part (REVIEW_CODE)."""

    __tablename__ = "review"
    __table_args__ = (UniqueConstraint("young_person_id", "held_on"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    young_person_id: Mapped[str] = mapped_column(ID, ForeignKey("young_person.id"), index=True)
    held_on: Mapped[date] = mapped_column(Date)
    review_code: Mapped[str] = mapped_column(CODE)


class RosterImport(Base):
    """One roster that was brought in: who did it, when, and how much of it was kept."""

    __tablename__ = "roster_import"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    imported_at: Mapped[datetime] = mapped_column(Instant)
    imported_by: Mapped[str] = mapped_column(CODE)
    counts: Mapped[dict[str, int]] = mapped_column(JSON)


class Upload(Base):
    """Files that a coordinator has handed over and not yet confirmed; forgotten half an hour later."""

    __tablename__ = "upload"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    account_id: Mapped[str] = mapped_column(ID, ForeignKey("account.id"), index=True)
    files_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    uploaded_at: Mapped[datetime] = mapped_column(Instant, index=True)

"""Invitations, their links, and what a young person has written but not sent."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Index, LargeBinary, false
from sqlalchemy.orm import Mapped, mapped_column

from viewpoint.storage.tables.base import CODE, ID, Base, Instant, authority_column


class Round(Base):
    """A fixed window, a quarter, in which each young person counts once."""

    __tablename__ = "round"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    name: Mapped[str] = mapped_column(CODE)
    opens_on: Mapped[date] = mapped_column(Date)
    closes_on: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(CODE)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    sealed_at: Mapped[datetime | None] = mapped_column(Instant)


class Invitation(Base):
    """One young person asked once, with the profile and questionnaires frozen as they were then."""

    __tablename__ = "invitation"
    __table_args__ = (
        Index("ix_invitation_young_person_id_issued_at", "young_person_id", "issued_at"),
        Index("ix_invitation_about_stay", "about_stay", unique=True),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    young_person_id: Mapped[str] = mapped_column(ID, ForeignKey("young_person.id"))
    round_id: Mapped[str | None] = mapped_column(ID, ForeignKey("round.id"), index=True)
    review_on: Mapped[date | None] = mapped_column(Date)
    state: Mapped[str] = mapped_column(CODE, index=True)
    channel: Mapped[str] = mapped_column(CODE)
    language: Mapped[str] = mapped_column(CODE)
    profile: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Codes only: the council's facts that tailored the questions."""
    forms: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What the questions were tailored from: each questionnaire's id, version and digest."""
    issued_at: Mapped[datetime] = mapped_column(Instant)
    opened_at: Mapped[datetime | None] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    reminded_at: Mapped[datetime | None] = mapped_column(Instant)
    answers_until: Mapped[datetime] = mapped_column(Instant)
    is_behind_pin: Mapped[bool] = mapped_column(Boolean, server_default=false())
    """Whether the picture PIN opens what was sent: it was given by whoever sent it."""
    kind: Mapped[str] = mapped_column(CODE, server_default="views")
    parent_id: Mapped[str | None] = mapped_column(ID, index=True)
    """The invitation that this one finishes, or the standing link that a message came by."""
    about_stay: Mapped[str | None] = mapped_column(ID)
    """The placement that has ended and is asked about, once; it may be withdrawn from the roster later."""
    about_home: Mapped[str | None] = mapped_column(CODE)
    taken_back_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the young person took back what they had sent; empty once they have sent again."""


class Link(Base):
    """A way in that was handed out; only hashes are kept."""

    __tablename__ = "link"

    handle_sha256: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    authority_id: Mapped[str] = authority_column()
    invitation_id: Mapped[str] = mapped_column(ID, ForeignKey("invitation.id"), index=True)
    code_mac: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    issued_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)


class Session(Base):
    """A young person's visit, made anew at every Start."""

    __tablename__ = "session"

    id_sha256: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    authority_id: Mapped[str] = authority_column()
    invitation_id: Mapped[str] = mapped_column(ID, ForeignKey("invitation.id"), index=True)
    language: Mapped[str] = mapped_column(CODE)
    pin_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the picture PIN was given in this visit."""
    code_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the code was typed in it that lets them choose new pictures."""
    who_is_here: Mapped[str | None] = mapped_column(CODE)
    """Who is with them in this visit, once they have said."""
    started_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant)


class DraftAnswer(Base):
    """One answer saved the moment it was given, read by nobody before it is sent."""

    __tablename__ = "draft_answer"

    invitation_id: Mapped[str] = mapped_column(ID, ForeignKey("invitation.id"), primary_key=True)
    question: Mapped[str] = mapped_column(CODE, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    value_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    saved_in: Mapped[bytes] = mapped_column(LargeBinary(32))
    """The visit it was given in, or the mark of the picture PIN once that visit gave it: whoever has neither
    is shown that it was answered, not what was said."""
    saved_at: Mapped[datetime] = mapped_column(Instant)
    given_with: Mapped[str] = mapped_column(CODE, server_default="")
    """Who was with them when they gave it."""

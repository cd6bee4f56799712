"""Responses that were sent, who read them, what was replied, and what needs an adult."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from viewpoint.storage.tables.base import CODE, ID, Base, Instant, authority_column


class Response(Base):
    """One young person's whole return; unique to its invitation, so that it is sent exactly once."""

    __tablename__ = "response"
    __table_args__ = (
        Index("ix_response_young_person_id_sent_at", "young_person_id", "sent_at"),
        Index("ix_response_read_at_sent_at", "read_at", "sent_at"),
        Index(
            "ix_response_unread",
            "young_person_id",
            "sent_at",
            postgresql_where=text("read_at IS NULL"),
            sqlite_where=text("read_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    young_person_id: Mapped[str] = mapped_column(ID, ForeignKey("young_person.id"))
    invitation_id: Mapped[str] = mapped_column(ID, ForeignKey("invitation.id"), unique=True)
    round_id: Mapped[str | None] = mapped_column(ID, ForeignKey("round.id"), index=True)
    profile: Mapped[dict[str, Any]] = mapped_column(JSON)
    forms: Mapped[dict[str, Any]] = mapped_column(JSON)
    language: Mapped[str] = mapped_column(CODE)
    who_is_here: Mapped[str] = mapped_column(CODE)
    home_key: Mapped[str] = mapped_column(CODE)
    gender: Mapped[str] = mapped_column(CODE)
    sent_at: Mapped[datetime] = mapped_column(Instant)
    read_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the IRO first opened it: the receipt."""
    kind: Mapped[str] = mapped_column(CODE, server_default="views")
    supplements_id: Mapped[str | None] = mapped_column(ID, index=True)
    """The response that this one finishes."""
    medium: Mapped[str] = mapped_column(CODE, server_default="online")
    """How it came: online, or on paper and keyed in."""
    read_by: Mapped[str | None] = mapped_column(ID, ForeignKey("account.id"))
    unread_told: Mapped[str] = mapped_column(CODE, server_default="nobody")
    """Who has been told that it was not read in time."""
    read_as: Mapped[str] = mapped_column(CODE, server_default="own")
    """Whether whoever first opened it was their IRO, or stood in for them."""


class Answer(Base):
    """One answer of a response that was sent, sealed whole."""

    __tablename__ = "answer"

    response_id: Mapped[str] = mapped_column(ID, ForeignKey("response.id"), primary_key=True)
    question: Mapped[str] = mapped_column(CODE, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    position: Mapped[int] = mapped_column(Integer)
    value_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    given_with: Mapped[str] = mapped_column(CODE, server_default="")
    """Who was with them when they gave it: what an adult answered is never counted as theirs."""


class Reply(Base):
    """What the IRO tells the young person in return."""

    __tablename__ = "reply"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    response_id: Mapped[str] = mapped_column(ID, ForeignKey("response.id"), index=True)
    account_id: Mapped[str] = mapped_column(ID, ForeignKey("account.id"))
    words_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    sent_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime | None] = mapped_column(Instant)


class Concern(Base):
    """Something that needs an adult; holds which question, never what was said."""

    __tablename__ = "concern"
    __table_args__ = (UniqueConstraint("invitation_id", "question"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    young_person_id: Mapped[str] = mapped_column(ID, ForeignKey("young_person.id"), index=True)
    invitation_id: Mapped[str] = mapped_column(ID, ForeignKey("invitation.id"))
    question: Mapped[str] = mapped_column(CODE)
    urgency: Mapped[str] = mapped_column(CODE)
    raised_at: Mapped[datetime] = mapped_column(Instant)
    asked_today: Mapped[str] = mapped_column(CODE)
    """What the young person said to "tell someone today?": yes, no, or unasked."""
    source: Mapped[str] = mapped_column(CODE, server_default="answer")
    """What raised it first: an answer, a button, or words that were found in one."""
    how_to_reach_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    safe_ways_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The ways that they ticked as safe, or not: they say who must not know."""


class Coding(Base):
    """What became of one comment when themes were looked for."""

    __tablename__ = "coding"

    response_id: Mapped[str] = mapped_column(ID, ForeignKey("response.id"), primary_key=True)
    question: Mapped[str] = mapped_column(CODE, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    outcome: Mapped[str] = mapped_column(CODE)
    coded: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Themes, feelings and where the words that led to them stand: positions, never words."""
    codeframe_version: Mapped[int] = mapped_column(Integer)

"""What becomes of a response once it was read: drafts, texts for replies, promises, reasons, translations."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, Integer, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from viewpoint.storage.tables.base import CODE, ID, Base, Instant, authority_column


class ReplyDraft(Base):
    """A reply that is being written, whoever of the readers writes it; gone once it is sent."""

    __tablename__ = "reply_draft"

    response_id: Mapped[str] = mapped_column(ID, ForeignKey("response.id"), primary_key=True)
    authority_id: Mapped[str] = authority_column()
    account_id: Mapped[str] = mapped_column(ID, ForeignKey("account.id"))
    words_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    saved_at: Mapped[datetime] = mapped_column(Instant)


class ReplyTemplate(Base):
    """A text that replies begin from: somebody's own, or the council's where it belongs to no account."""

    __tablename__ = "reply_template"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    account_id: Mapped[str | None] = mapped_column(ID, ForeignKey("account.id"), index=True)
    words_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    saved_at: Mapped[datetime] = mapped_column(Instant)


class Promise(Base):
    """What a point of a reply says will be done, by its day and no words, so that it can come back."""

    __tablename__ = "promise"
    __table_args__ = (Index("ix_promise_young_person_id_state", "young_person_id", "state"),)

    reply_id: Mapped[str] = mapped_column(ID, ForeignKey("reply.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    """Which point of the reply, from 1."""
    authority_id: Mapped[str] = authority_column()
    young_person_id: Mapped[str] = mapped_column(ID, ForeignKey("young_person.id"))
    by_on: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(CODE)


class Closing(Base):
    """A response closed without a reply, with the reason."""

    __tablename__ = "closing"

    response_id: Mapped[str] = mapped_column(ID, ForeignKey("response.id"), primary_key=True)
    authority_id: Mapped[str] = authority_column()
    account_id: Mapped[str] = mapped_column(ID, ForeignKey("account.id"))
    how: Mapped[str] = mapped_column(CODE)
    talked_on: Mapped[date | None] = mapped_column(Date)
    words_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    closed_at: Mapped[datetime] = mapped_column(Instant)


class Translation(Base):
    """What somebody says that an answer means in another language: never the young person's own words."""

    __tablename__ = "translation"

    response_id: Mapped[str] = mapped_column(ID, ForeignKey("response.id"), primary_key=True)
    question: Mapped[str] = mapped_column(CODE, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    account_id: Mapped[str] = mapped_column(ID, ForeignKey("account.id"))
    words_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    kept_at: Mapped[datetime] = mapped_column(Instant)

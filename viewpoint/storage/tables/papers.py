"""Questionnaires that were printed for somebody, and answers that were spoken."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from viewpoint.storage.tables.base import CODE, ID, Base, Instant, authority_column


class Paper(Base):
    """One printed copy; only a keyed hash of its code is kept."""

    __tablename__ = "paper"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    invitation_id: Mapped[str] = mapped_column(
        ID, ForeignKey("invitation.id", ondelete="CASCADE"), index=True
    )
    code_mac: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    language: Mapped[str] = mapped_column(CODE)
    printed_at: Mapped[datetime] = mapped_column(Instant)
    keyed_at: Mapped[datetime | None] = mapped_column(Instant)
    keyed_by: Mapped[str | None] = mapped_column(ID, ForeignKey("account.id"))


class VoiceAnswer(Base):
    """What was said aloud to one question, sealed with the young person's own key."""

    __tablename__ = "voice_answer"
    __table_args__ = (UniqueConstraint("invitation_id", "question"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    invitation_id: Mapped[str] = mapped_column(ID, ForeignKey("invitation.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(CODE)
    response_id: Mapped[str | None] = mapped_column(
        ID, ForeignKey("response.id", ondelete="CASCADE"), index=True
    )
    """None while it is a draft, which nobody else hears."""
    media_type: Mapped[str] = mapped_column(CODE)
    sound_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    saved_in: Mapped[bytes] = mapped_column(LargeBinary(32))
    """As of a draft answer: the visit it was said in, or the mark of the picture PIN."""
    saved_at: Mapped[datetime] = mapped_column(Instant)
    share: Mapped[str] = mapped_column(CODE, server_default="iro")
    """Who may hear it, as of a written answer."""

"""Where each concern stands, and every step that was taken with it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from viewpoint.storage.tables.base import CODE, ID, Base, Instant, authority_column


class ConcernLife(Base):
    """Where a concern stands and by when somebody is to take it up; the database refuses to delete it."""

    __tablename__ = "concern_life"

    concern_id: Mapped[str] = mapped_column(ID, ForeignKey("concern.id"), primary_key=True)
    authority_id: Mapped[str] = authority_column()
    route: Mapped[str] = mapped_column(CODE)
    """The way it takes: who is told, and who never is."""
    state: Mapped[str] = mapped_column(CODE, index=True)
    escalation: Mapped[str] = mapped_column(CODE)
    owner_id: Mapped[str | None] = mapped_column(ID, ForeignKey("account.id"))
    due_at: Mapped[datetime] = mapped_column(Instant)
    next_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    """When the next one is told that nobody has taken it up."""


class ConcernStep(Base):
    """One step; the database refuses to change or delete it."""

    __tablename__ = "concern_step"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    concern_id: Mapped[str] = mapped_column(ID, ForeignKey("concern.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    step: Mapped[str] = mapped_column(CODE)
    at: Mapped[datetime] = mapped_column(Instant)
    account_id: Mapped[str | None] = mapped_column(ID, ForeignKey("account.id"))
    """Empty where the young person or the machine took it."""
    words_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """What was noted or done, under the young person's key."""

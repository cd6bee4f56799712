"""Work to do once the answers are safe, and the messages that left."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from viewpoint.storage.tables.base import CODE, ID, Base, Instant, authority_column


class Task(Base):
    """A task of the outbox, written in the transaction that calls for it and worked off under a lease."""

    __tablename__ = "task"
    __table_args__ = (Index("ix_task_run_at_id", "run_at", "id"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    kind: Mapped[str] = mapped_column(CODE)
    subject_id: Mapped[str] = mapped_column(ID)
    key: Mapped[str] = mapped_column(String(100), unique=True)
    """Says the same task in the same way, so that it is never queued twice."""
    payload_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """A link on its way out; wiped when the task is done."""
    run_at: Mapped[datetime | None] = mapped_column(Instant)
    """Empty once it is done or given up."""
    attempts: Mapped[int] = mapped_column(Integer)
    lease_owner: Mapped[str | None] = mapped_column(ID)
    leased_until: Mapped[datetime | None] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(CODE)


class SentMessage(Base):
    """A message that left, or that the demo's outbox holds; the body is kept by the outbox only, sealed."""

    __tablename__ = "sent_message"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    invitation_id: Mapped[str] = mapped_column(ID, ForeignKey("invitation.id"), index=True)
    kind: Mapped[str] = mapped_column(CODE)
    channel: Mapped[str] = mapped_column(CODE)
    state: Mapped[str] = mapped_column(CODE)
    provider_id: Mapped[str | None] = mapped_column(String(100))
    body_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(Instant)

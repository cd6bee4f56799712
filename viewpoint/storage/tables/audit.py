"""The audit log: a chain per authority, holding ids and never words."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from viewpoint.storage.tables.base import CODE, ID, Base, Instant


class AuditEvent(Base):
    """One thing that somebody did or read; `mac` chains it to the one before."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_authority_id_at", "authority_id", "at"),)

    authority_id: Mapped[str] = mapped_column(CODE, ForeignKey("authority.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    role: Mapped[str] = mapped_column(CODE)
    actor: Mapped[str] = mapped_column(CODE)
    action: Mapped[str] = mapped_column(CODE)
    object_type: Mapped[str] = mapped_column(CODE)
    object_id: Mapped[str] = mapped_column(CODE)
    request_id: Mapped[str | None] = mapped_column(ID)
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))


class AuditHead(Base):
    """The last link of the chain; its row lock keeps two writers in order."""

    __tablename__ = "audit_head"

    authority_id: Mapped[str] = mapped_column(CODE, ForeignKey("authority.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer)
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))

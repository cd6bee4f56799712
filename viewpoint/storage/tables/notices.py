"""What staff are told by e-mail."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from viewpoint.storage.tables.base import CODE, ID, Base, Instant, authority_column


class StaffNotice(Base):
    """One notice to one person, written in the transaction that calls for it; holds ids and codes only."""

    __tablename__ = "staff_notice"
    __table_args__ = (Index("ix_staff_notice_state_written_at", "state", "written_at"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    account_id: Mapped[str] = mapped_column(ID, ForeignKey("account.id"), index=True)
    notice: Mapped[str] = mapped_column(CODE)
    about_id: Mapped[str] = mapped_column(ID)
    key: Mapped[str] = mapped_column(String(100), unique=True)
    """Says the same notice in the same way, so that nobody is told twice."""
    state: Mapped[str] = mapped_column(CODE)
    written_at: Mapped[datetime] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)

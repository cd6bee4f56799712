"""What staff are told by e-mail."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, Integer, String
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


class StaffMail(Base):
    """One authority's mail to staff: sent by one worker at a time, which waits while the server is down."""

    __tablename__ = "staff_mail"

    authority_id: Mapped[str] = mapped_column(CODE, ForeignKey("authority.id"), primary_key=True)
    owner: Mapped[str | None] = mapped_column(ID)
    held_until: Mapped[datetime | None] = mapped_column(Instant)
    failures: Mapped[int] = mapped_column(Integer)
    """How often in a row a notice did not leave."""
    digest_on: Mapped[date | None] = mapped_column(Date)
    """The last day for which the digests were written."""


class NoticeDeclined(Base):
    """A kind of notice that somebody does not want."""

    __tablename__ = "notice_declined"

    account_id: Mapped[str] = mapped_column(ID, ForeignKey("account.id"), primary_key=True)
    notice: Mapped[str] = mapped_column(CODE, primary_key=True)
    authority_id: Mapped[str] = authority_column()

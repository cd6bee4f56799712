"""How young people took part in their reviews, as their IROs confirmed it."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from viewpoint.storage.tables.base import CODE, ID, Base, Instant, authority_column


class Participation(Base):
    """One confirmation; a correction is another row, so that the log's ids lead to what was said before."""

    __tablename__ = "participation"
    __table_args__ = (Index("ix_participation_young_person_id_held_on", "young_person_id", "held_on"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    young_person_id: Mapped[str] = mapped_column(ID, ForeignKey("young_person.id"))
    held_on: Mapped[date] = mapped_column(Date)
    attendance: Mapped[str] = mapped_column(CODE)
    views: Mapped[str] = mapped_column(CODE)
    suggested: Mapped[str] = mapped_column(CODE)
    code: Mapped[str] = mapped_column(CODE)
    response_id: Mapped[str | None] = mapped_column(ID)
    """What had been sent for the review; it may be deleted before this is."""
    confirmed_by: Mapped[str] = mapped_column(ID, ForeignKey("account.id"))
    confirmed_at: Mapped[datetime] = mapped_column(Instant)

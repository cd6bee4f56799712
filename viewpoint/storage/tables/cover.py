"""Who stands in for whom."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from viewpoint.storage.tables.base import ID, Base, Instant, authority_column


class Cover(Base):
    """An IRO's deputy for some days; ended early by the time it was ended."""

    __tablename__ = "cover"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    iro_id: Mapped[str] = mapped_column(ID, ForeignKey("account.id"), index=True)
    deputy_id: Mapped[str] = mapped_column(ID, ForeignKey("account.id"), index=True)
    from_on: Mapped[date] = mapped_column(Date)
    until_on: Mapped[date] = mapped_column(Date)
    made_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)

"""What was opened from outside a caseload, why, and what was read then."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from viewpoint.storage.tables.base import CODE, ID, Base, Instant, authority_column


class OutsideOpening(Base):
    """One young person opened by somebody who is not their IRO, for a stated reason and a day."""

    __tablename__ = "outside_opening"
    __table_args__ = (
        Index("ix_outside_opening_young_person_id_account_id", "young_person_id", "account_id"),
        Index("ix_outside_opening_authority_id_opened_at", "authority_id", "opened_at"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    young_person_id: Mapped[str] = mapped_column(ID, ForeignKey("young_person.id"))
    account_id: Mapped[str] = mapped_column(ID, ForeignKey("account.id"), index=True)
    iro_id: Mapped[str | None] = mapped_column(ID, ForeignKey("account.id"), index=True)
    """Whose caseload it was then."""
    why: Mapped[str] = mapped_column(CODE)
    words_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    opened_at: Mapped[datetime] = mapped_column(Instant)
    until_at: Mapped[datetime] = mapped_column(Instant)


class OutsideReading(Base):
    """A response that was read from outside, so that the young person is told by whom."""

    __tablename__ = "outside_reading"

    response_id: Mapped[str] = mapped_column(ID, ForeignKey("response.id"), primary_key=True)
    opening_id: Mapped[str] = mapped_column(ID, ForeignKey("outside_opening.id"), primary_key=True)
    authority_id: Mapped[str] = authority_column()
    read_at: Mapped[datetime] = mapped_column(Instant)

"""Failures of late, by a keyed hash of what was tried."""

from datetime import datetime

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from viewpoint.storage.tables.base import Base, Instant


class Throttle(Base):
    """How often something failed of late, by a keyed hash of what was tried against."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(Integer)
    last_at: Mapped[datetime] = mapped_column(Instant)

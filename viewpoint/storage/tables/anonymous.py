"""What was said in the anonymous lane: whole returns that nothing ties to anybody."""

from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from viewpoint.storage.tables.base import CODE, ID, Base


class AnonymousReturn(Base):
    """One return by a random id: no invitation, no time, no key, and nothing that keeps the order of coming.

    SQLite keeps it without its own row numbers, so that the random id is where a row lies; PostgreSQL's rows
    are written anew, shuffled, whenever one comes.
    """

    __tablename__ = "anonymous_return"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy reads it, nothing writes it

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    authority_id: Mapped[str] = mapped_column(CODE, ForeignKey("authority.id"))
    round_id: Mapped[str] = mapped_column(ID, ForeignKey("round.id"))
    groups: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The breakdowns' values, as coarse as the groups that are released."""
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Codes by measure, null where nothing was said."""

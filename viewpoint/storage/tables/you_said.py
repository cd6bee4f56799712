"""What a council says in public: the one place where words stand in plain text, for everybody to read."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from viewpoint.storage.tables.base import CODE, ID, Base, Instant, authority_column


class PublicEntry(Base):
    """One thing that young people said and what became of it, written by staff."""

    __tablename__ = "public_entry"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    state: Mapped[str] = mapped_column(CODE)
    done: Mapped[str] = mapped_column(CODE)
    round_id: Mapped[str | None] = mapped_column(ID, ForeignKey("round.id"))
    written_at: Mapped[datetime] = mapped_column(Instant)
    published_at: Mapped[datetime | None] = mapped_column(Instant)


class PublicText(Base):
    """An entry in one language; never a young person's own words."""

    __tablename__ = "public_text"

    entry_id: Mapped[str] = mapped_column(
        ID, ForeignKey("public_entry.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(CODE, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    you_said: Mapped[str] = mapped_column(String(240))
    we_did: Mapped[str] = mapped_column(String(480))

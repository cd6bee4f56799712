"""Wrapped keys, in tables of their own so that their backups can be kept shorter than the rest."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from viewpoint.storage.tables.base import CODE, ID, Base, Instant, authority_column


class AuthorityKey(Base):
    """An authority's key, wrapped by a key of the ring."""

    __tablename__ = "authority_key"

    authority_id: Mapped[str] = mapped_column(CODE, ForeignKey("authority.id"), primary_key=True)
    ring_key: Mapped[str] = mapped_column(CODE)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)


class DraftKey(Base):
    """The key of one anonymous draft, wrapped by its authority's; it goes when the draft goes."""

    __tablename__ = "draft_key"

    invitation_id: Mapped[str] = mapped_column(ID, ForeignKey("invitation.id"), primary_key=True)
    authority_id: Mapped[str] = authority_column()
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)


class ChildKey(Base):
    """One young person's key, wrapped by their authority's; destroying it erases all their words."""

    __tablename__ = "child_key"

    young_person_id: Mapped[str] = mapped_column(ID, ForeignKey("young_person.id"), primary_key=True)
    authority_id: Mapped[str] = authority_column()
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(Instant)

"""Staff: accounts, their roles, and their visits."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from viewpoint.storage.tables.base import CODE, ID, Base, Instant, authority_column


class Account(Base):
    """A member of staff; signs in with an e-mail address and a password."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("authority_id", "email"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(100))
    """The name that young people see: "Sam Okoro"."""
    password_hash: Mapped[str] = mapped_column(String(200))
    is_active: Mapped[bool] = mapped_column(Boolean)
    created_at: Mapped[datetime] = mapped_column(Instant)


class AccountRole(Base):
    """A role an account may act in, one at a time."""

    __tablename__ = "account_role"

    account_id: Mapped[str] = mapped_column(ID, ForeignKey("account.id"), primary_key=True)
    role: Mapped[str] = mapped_column(CODE, primary_key=True)
    authority_id: Mapped[str] = authority_column()


class StaffSession(Base):
    """A member of staff signed in, acting in one role; ended by deleting the row."""

    __tablename__ = "staff_session"

    id_sha256: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    authority_id: Mapped[str] = authority_column()
    account_id: Mapped[str] = mapped_column(ID, ForeignKey("account.id"), index=True)
    role: Mapped[str] = mapped_column(CODE)
    started_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant)

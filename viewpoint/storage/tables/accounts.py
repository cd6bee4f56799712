"""Staff: accounts, their roles, and their visits."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Integer, LargeBinary, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from viewpoint.storage.tables.base import CODE, ID, Base, Instant, authority_column


class Account(Base):
    """A member of staff; signs in with an e-mail address, a password and the code of an app."""

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
    password_until: Mapped[datetime | None] = mapped_column(Instant)
    """When a one-time password stops working; none once its holder has chosen their own."""
    is_break_glass: Mapped[bool] = mapped_column(Boolean, server_default=false())
    """Whether it is for emergencies only."""


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
    how: Mapped[str] = mapped_column(CODE, server_default="password")
    browser: Mapped[str] = mapped_column(CODE, server_default="")
    """In words of our own, as "Firefox on Windows"; never what the browser sent."""


class StaffHalfSession(Base):
    """Somebody whose password was right and whose second step is still to come; no session, and never one."""

    __tablename__ = "staff_half_session"

    id_sha256: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    authority_id: Mapped[str] = authority_column()
    account_id: Mapped[str] = mapped_column(ID, ForeignKey("account.id"), index=True)
    how: Mapped[str] = mapped_column(CODE)
    started_at: Mapped[datetime] = mapped_column(Instant)
    proved_at: Mapped[datetime | None] = mapped_column(Instant)


class Authenticator(Base):
    """The app on a member of staff's phone: the secret that it shares with us, sealed."""

    __tablename__ = "authenticator"

    account_id: Mapped[str] = mapped_column(ID, ForeignKey("account.id"), primary_key=True)
    authority_id: Mapped[str] = authority_column()
    secret_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """None until a code has shown that the app has it."""
    pending_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The next one, shown and not yet confirmed."""
    pending_at: Mapped[datetime | None] = mapped_column(Instant)
    last_step: Mapped[int] = mapped_column(Integer)
    """The newest step of 30 seconds whose code was used; no code of it or before is taken again."""


class RecoveryCode(Base):
    """One of ten codes for somebody without their app; a used one is deleted."""

    __tablename__ = "recovery_code"

    mac: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    authority_id: Mapped[str] = authority_column()
    account_id: Mapped[str] = mapped_column(ID, ForeignKey("account.id"), index=True)


class DirectoryIdentity(Base):
    """Whom a council's directory means by an account: a tenant and an object in it, never an address."""

    __tablename__ = "directory_identity"

    tenant_id: Mapped[str] = mapped_column(CODE, primary_key=True)
    object_id: Mapped[str] = mapped_column(CODE, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    account_id: Mapped[str] = mapped_column(ID, ForeignKey("account.id"), unique=True)
    linked_at: Mapped[datetime] = mapped_column(Instant)


class BreakGlass(Base):
    """One use of an account for emergencies, with the reason that was given, sealed."""

    __tablename__ = "break_glass"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    authority_id: Mapped[str] = authority_column()
    account_id: Mapped[str] = mapped_column(ID, ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    reason_sealed: Mapped[bytes] = mapped_column(LargeBinary)

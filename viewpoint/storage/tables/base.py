"""What every table shares: constraint names, column types and the authority it belongs to."""

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, ForeignKey, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
ID = String(32)  # a random UUID in hex
CODE = String(40)  # a word of our own vocabulary, never somebody's own words


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant, also on SQLite, which keeps no zone of its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _: Dialect) -> datetime | None:
        """Refuse a naive datetime: it would silently mean the server's zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, _: Dialect) -> datetime | None:
        """Give back an aware UTC datetime."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The tables of the named lane and of everything about staff."""

    metadata = MetaData(naming_convention=NAMES)


class Authority(Base):
    """A council; every other row belongs to one."""

    __tablename__ = "authority"

    id: Mapped[str] = mapped_column(CODE, primary_key=True)
    created_at: Mapped[datetime] = mapped_column(Instant)


def authority_column() -> Mapped[str]:
    """The column that says whose row it is."""
    return mapped_column(CODE, ForeignKey("authority.id"), index=True)

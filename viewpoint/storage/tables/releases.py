"""Sealed releases: rounded, masked numbers only, in tables that know no other table."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Integer, MetaData, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from viewpoint.storage.tables.base import CODE, ID, NAMES, Instant

GROUP = String(200)  # codes of merged groups, joined by "+"


class ReleaseBase(DeclarativeBase):
    """The tables of releases, with metadata of their own: no key leads from them to a child."""

    metadata = MetaData(naming_convention=NAMES)


class Release(ReleaseBase):
    """One round as published; `sha256` is of the whole content."""

    __tablename__ = "release"
    __table_args__ = (UniqueConstraint("authority_id", "round_id"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    authority_id: Mapped[str] = mapped_column(CODE, index=True)
    round_id: Mapped[str] = mapped_column(ID)
    round_name: Mapped[str] = mapped_column(CODE)
    opens_on: Mapped[date] = mapped_column(Date)
    closes_on: Mapped[date] = mapped_column(Date)
    policy_version: Mapped[str] = mapped_column(CODE)
    codeframe_version: Mapped[str] = mapped_column(CODE)
    sealed_at: Mapped[datetime] = mapped_column(Instant)
    sha256: Mapped[str] = mapped_column(String(64))


class ReleaseTable(ReleaseBase):
    """One group's counts for one measure or theme, in the release's order."""

    __tablename__ = "release_table"

    release_id: Mapped[str] = mapped_column(ID, ForeignKey("release.id"), primary_key=True)
    place: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    about: Mapped[str] = mapped_column(CODE)
    code: Mapped[str] = mapped_column(CODE)
    breakdown: Mapped[str] = mapped_column(CODE)
    group_codes: Mapped[str] = mapped_column(GROUP)
    kind: Mapped[str] = mapped_column(CODE)
    unit: Mapped[int | None] = mapped_column(Integer)
    base: Mapped[int | None] = mapped_column(Integer)


class ReleaseCell(ReleaseBase):
    """One answer's count as released; no value where it is masked."""

    __tablename__ = "release_cell"

    release_id: Mapped[str] = mapped_column(ID, ForeignKey("release.id"), primary_key=True)
    table_place: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    answer: Mapped[str] = mapped_column(CODE)
    kind: Mapped[str] = mapped_column(CODE)
    value: Mapped[int | None] = mapped_column(Integer)


class ReleaseRate(ReleaseBase):
    """One group's response rate as a band; none where it is not shown."""

    __tablename__ = "release_rate"

    release_id: Mapped[str] = mapped_column(ID, ForeignKey("release.id"), primary_key=True)
    place: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    breakdown: Mapped[str] = mapped_column(CODE)
    group_codes: Mapped[str] = mapped_column(GROUP)
    band: Mapped[str | None] = mapped_column(CODE)

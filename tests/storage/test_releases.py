"""Sealed releases in both databases: written once, read back whole, by a way in that shows no more."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import insert, make_url, text, update
from sqlalchemy.exc import DBAPIError

from viewpoint.domain.errors import SealBroken, StorageUnavailable
from viewpoint.domain.people import AuthorityId, RoundId
from viewpoint.domain.release import (
    About,
    Cell,
    CellKind,
    Rate,
    RateBand,
    Release,
    Table,
    TableKind,
)
from viewpoint.domain.rounds import Round
from viewpoint.storage.database import Database
from viewpoint.storage.release_reader import TABLES, ReleaseReader, grants
from viewpoint.storage.releases import SealedBefore, read_release, read_releases, write_release
from viewpoint.storage.tables.releases import ReleaseBase, ReleaseCell

COUNCIL = AuthorityId("FERNSHIRE")
AT = datetime(2026, 7, 3, 6, tzinfo=UTC)
ROUND = Round(
    id=RoundId("a" * 32),
    authority=COUNCIL,
    name="2026 Q2",
    opens_on=date(2026, 4, 1),
    closes_on=date(2026, 6, 30),
)
CELLS = (
    Cell(answer="yes", kind=CellKind.VALUE, value=40),
    Cell(answer="no", kind=CellKind.FEW),
    Cell(answer="did_not_say", kind=CellKind.NEARLY_ALL),
)
WHOLE = Table(
    about=About.MEASURE,
    code="safe_home",
    breakdown="whole",
    group=("all",),
    kind=TableKind.CELLS,
    unit=5,
    base=60,
    cells=CELLS,
)
HIDDEN = replace(WHOLE, group=("foster", "kinship"), kind=TableKind.HIDDEN, unit=None, base=None, cells=())
RELEASE = Release(
    round_id=ROUND.id,
    policy_version="1",
    codeframe_version="2",
    tables=(WHOLE, HIDDEN),
    rates=(
        Rate(breakdown="whole", group=("all",), band=RateBand.MOST),
        Rate(breakdown="area", group=("inside",), band=None),
    ),
)


@pytest.fixture
def reader(database_url: str) -> Iterator[ReleaseReader]:
    opened = ReleaseReader(database_url)
    yield opened
    opened.close()


def test_a_release_is_read_back_as_it_was_sealed(database: Database, reader: ReleaseReader) -> None:
    _write(database)

    with reader.read() as connection:
        (sealed,) = read_releases(connection, COUNCIL)
        assert (sealed.round_name, sealed.sealed_at) == ("2026 Q2", AT)
        assert read_release(connection, sealed) == RELEASE


def test_another_authority_sees_none_of_it(database: Database, reader: ReleaseReader) -> None:
    _write(database)

    with reader.read() as connection:
        assert read_releases(connection, AuthorityId("ELSEWHERE")) == []


def test_releases_come_newest_first(database: Database, reader: ReleaseReader) -> None:
    later = replace(ROUND, id=RoundId("b" * 32), name="2026 Q3", opens_on=date(2026, 7, 1))
    _write(database)
    _write(database, later)

    with reader.read() as connection:
        assert [sealed.round_name for sealed in read_releases(connection, COUNCIL)] == ["2026 Q3", "2026 Q2"]


def test_a_round_is_never_released_twice(database: Database) -> None:
    _write(database)

    with pytest.raises(SealedBefore):
        _write(database)


def test_a_release_with_nothing_in_it_is_kept(database: Database, reader: ReleaseReader) -> None:
    empty = replace(RELEASE, tables=(), rates=())
    with database.write() as connection:
        write_release(connection, ROUND, empty, AT)

    with reader.read() as connection:
        assert read_release(connection, read_releases(connection, COUNCIL)[0]) == empty


def test_a_release_with_a_cell_too_many_is_refused(database: Database, reader: ReleaseReader) -> None:
    release_id = _write(database)
    row = {
        "release_id": release_id,
        "table_place": 0,
        "place": 9,
        "answer": "x",
        "kind": "few",
        "value": None,
    }
    with database.write() as connection:
        connection.execute(insert(ReleaseCell), row)

    with reader.read() as connection, pytest.raises(SealBroken):
        read_release(connection, read_releases(connection, COUNCIL)[0])


def test_the_database_refuses_to_change_a_release(database: Database) -> None:
    _write(database)

    with pytest.raises((DBAPIError, StorageUnavailable)), database.write() as connection:
        connection.execute(update(ReleaseCell).values(value=1))


def test_on_sqlite_the_readers_connection_refuses_all_else(database: Database, reader: ReleaseReader) -> None:
    if not database.is_sqlite:
        return
    _write(database)
    for statement in (
        "SELECT count(*) FROM response",
        "SELECT name FROM sqlite_master",
        "SELECT 1 FROM release, young_person",
        "DELETE FROM release_cell",
        "PRAGMA query_only=OFF",
        "ATTACH ':memory:' AS other",
    ):
        with pytest.raises(StorageUnavailable), reader.read() as connection:
            connection.execute(text(statement))
    with reader.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM release")).scalar_one() == 1


def test_on_postgresql_the_readers_role_is_refused_all_else(database: Database, database_url: str) -> None:
    if database.is_sqlite:
        return
    _write(database)
    role = "releases_reader"
    with database.write() as connection:
        connection.execute(text(f"DROP ROLE IF EXISTS {role}"))
        connection.execute(text(f"CREATE ROLE {role} LOGIN"))
        for statement in grants(role):
            connection.execute(text(statement))
    restricted = ReleaseReader(make_url(database_url).set(username=role).render_as_string(False))
    try:
        with restricted.read() as connection:
            assert len(read_releases(connection, COUNCIL)) == 1
        for statement in ("SELECT * FROM response", "DELETE FROM release", "SELECT * FROM young_person"):
            with pytest.raises(StorageUnavailable), restricted.read() as connection:
                connection.execute(text(statement))
    finally:
        restricted.close()
        with database.write() as connection:
            connection.execute(text(f"DROP OWNED BY {role}"))
            connection.execute(text(f"DROP ROLE {role}"))


def test_no_key_leads_from_a_release_to_another_table() -> None:
    for table in ReleaseBase.metadata.tables.values():
        for key in table.foreign_keys:
            assert key.column.table.name in TABLES


def _write(database: Database, round_: Round = ROUND) -> str:
    with database.write() as connection:
        return write_release(connection, round_, replace(RELEASE, round_id=round_.id), AT)

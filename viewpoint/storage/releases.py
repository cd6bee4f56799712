"""Sealed releases in and out of the database: written once, never changed, and read back whole."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Row, insert, select

from viewpoint.domain.errors import SealBroken, ViewpointError
from viewpoint.domain.people import AuthorityId, RoundId
from viewpoint.domain.release import About, Cell, CellKind, Rate, RateBand, Release, Table, TableKind, digest
from viewpoint.domain.rounds import Round
from viewpoint.storage.ids import new_id
from viewpoint.storage.tables.releases import Release as ReleaseRow
from viewpoint.storage.tables.releases import ReleaseCell, ReleaseRate, ReleaseTable

JOIN = "+"


class SealedBefore(ViewpointError):
    """The round has its release; another draw on the same answers would tell more of them."""


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """A release as its list shows it: the round's name and days, and when it was sealed."""

    id: str
    round_id: RoundId
    round_name: str
    opens_on: date
    closes_on: date
    policy_version: str
    codeframe_version: str
    sealed_at: datetime
    sha256: str


def write_release(connection: Connection, round_: Round, release: Release, sealed_at: datetime) -> str:
    """Store a round's release and return its id.

    Raises:
        SealedBefore: the round has one.
    """
    mine = (ReleaseRow.authority_id == round_.authority, ReleaseRow.round_id == round_.id)
    if connection.execute(select(ReleaseRow.id).where(*mine)).first():
        raise SealedBefore(round_.id)
    release_id = new_id()
    connection.execute(insert(ReleaseRow), _release_row(release_id, round_, release, sealed_at))
    _write_all(connection, ReleaseTable, _table_rows(release_id, release))
    _write_all(connection, ReleaseCell, _cell_rows(release_id, release))
    _write_all(connection, ReleaseRate, _rate_rows(release_id, release))
    return release_id


def read_releases(connection: Connection, authority: AuthorityId) -> Sequence[Sealed]:
    """Every release of the authority, the newest round first."""
    query = (
        select(ReleaseRow.__table__)
        .where(ReleaseRow.authority_id == authority)
        .order_by(ReleaseRow.opens_on.desc(), ReleaseRow.sealed_at.desc())
    )
    return [_sealed(row) for row in connection.execute(query)]


def read_release(connection: Connection, sealed: Sealed) -> Release:
    """The release that the list names, whole.

    Raises:
        SealBroken: what is stored is not what was sealed.
    """
    release = Release(
        round_id=sealed.round_id,
        policy_version=sealed.policy_version,
        codeframe_version=sealed.codeframe_version,
        tables=_tables(connection, sealed.id),
        rates=_rates(connection, sealed.id),
    )
    if digest(release) != sealed.sha256:
        raise SealBroken(f"release {sealed.id}")
    return release


def _write_all(connection: Connection, table: type, rows: list[dict[str, object]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _release_row(release_id: str, round_: Round, release: Release, sealed_at: datetime) -> dict[str, object]:
    return {
        "id": release_id,
        "authority_id": round_.authority,
        "round_id": round_.id,
        "round_name": round_.name,
        "opens_on": round_.opens_on,
        "closes_on": round_.closes_on,
        "policy_version": release.policy_version,
        "codeframe_version": release.codeframe_version,
        "sealed_at": sealed_at,
        "sha256": digest(release),
    }


def _table_rows(release_id: str, release: Release) -> list[dict[str, object]]:
    return [
        {
            "release_id": release_id,
            "place": place,
            "about": table.about.value,
            "code": table.code,
            "breakdown": table.breakdown,
            "group_codes": JOIN.join(table.group),
            "kind": table.kind.value,
            "unit": table.unit,
            "base": table.base,
        }
        for place, table in enumerate(release.tables)
    ]


def _cell_rows(release_id: str, release: Release) -> list[dict[str, object]]:
    return [
        {
            "release_id": release_id,
            "table_place": table_place,
            "place": place,
            "answer": cell.answer,
            "kind": cell.kind.value,
            "value": cell.value,
        }
        for table_place, table in enumerate(release.tables)
        for place, cell in enumerate(table.cells)
    ]


def _rate_rows(release_id: str, release: Release) -> list[dict[str, object]]:
    return [
        {
            "release_id": release_id,
            "place": place,
            "breakdown": rate.breakdown,
            "group_codes": JOIN.join(rate.group),
            "band": rate.band.value if rate.band else None,
        }
        for place, rate in enumerate(release.rates)
    ]


def _sealed(row: Row[tuple[object, ...]]) -> Sealed:
    values = dict(row._mapping)
    del values["authority_id"]
    return Sealed(**values)


def _tables(connection: Connection, release_id: str) -> tuple[Table, ...]:
    cells = _cells(connection, release_id)
    query = select(ReleaseTable.__table__).where(ReleaseTable.release_id == release_id)
    return tuple(
        Table(
            about=About(row.about),
            code=row.code,
            breakdown=row.breakdown,
            group=tuple(row.group_codes.split(JOIN)),
            kind=TableKind(row.kind),
            unit=row.unit,
            base=row.base,
            cells=tuple(cells[row.place]),
        )
        for row in connection.execute(query.order_by(ReleaseTable.place))
    )


def _cells(connection: Connection, release_id: str) -> dict[int, list[Cell]]:
    query = select(ReleaseCell.__table__).where(ReleaseCell.release_id == release_id)
    cells: dict[int, list[Cell]] = defaultdict(list)
    for row in connection.execute(query.order_by(ReleaseCell.table_place, ReleaseCell.place)):
        cells[row.table_place].append(Cell(answer=row.answer, kind=CellKind(row.kind), value=row.value))
    return cells


def _rates(connection: Connection, release_id: str) -> tuple[Rate, ...]:
    query = select(ReleaseRate.__table__).where(ReleaseRate.release_id == release_id)
    return tuple(
        Rate(
            breakdown=row.breakdown,
            group=tuple(row.group_codes.split(JOIN)),
            band=RateBand(row.band) if row.band else None,
        )
        for row in connection.execute(query.order_by(ReleaseRate.place))
    )

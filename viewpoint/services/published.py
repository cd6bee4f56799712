"""What commissioners read: rounds, their sealed releases, and what follows from released numbers alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from viewpoint.domain.errors import NotFound
from viewpoint.domain.people import RoundId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.domain.release import (
    About,
    CellKind,
    Rate,
    Release,
    Share,
    Table,
    TableKind,
    Trend,
    shares,
    trend,
)
from viewpoint.domain.release_policy import WHOLE
from viewpoint.exchange.release_rows import release_rows
from viewpoint.storage.release_reader import ReleaseReader
from viewpoint.storage.releases import Sealed, read_release, read_releases


@dataclass(frozen=True, kw_only=True)
class PublishedRound:
    """A round with a release; commissioners see no others."""

    id: RoundId
    name: str
    opens_on: date
    closes_on: date
    sealed_on: date


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One answer's released count, its share of the rounded base, and its trend since the round before."""

    answer: str
    kind: CellKind
    value: int | None
    share: Share
    trend: Trend


@dataclass(frozen=True, kw_only=True)
class GroupRow:
    """One group's row, with bars and base only where `kind` is CELLS; all hidden rows look alike."""

    breakdown: str
    group: tuple[str, ...]
    kind: TableKind
    base: int | None
    unit: int | None
    bars: tuple[Bar, ...]


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """One measure or theme by one breakdown."""

    about: About
    code: str
    breakdown: str
    answers: tuple[str, ...]
    rows: tuple[GroupRow, ...]


@dataclass(frozen=True, kw_only=True)
class Overview:
    """What a release offers: its measures, the breakdowns of each, its themes in the codeframe's order."""

    round: PublishedRound
    before: PublishedRound | None
    breakdowns: dict[str, tuple[str, ...]]
    themes: tuple[str, ...]
    rates: tuple[Rate, ...]
    policy_version: str
    codeframe_version: str

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures in the policy's order."""
        return tuple(self.breakdowns)


class Published:
    """Reads sealed releases for commissioners, by a way into the database that shows nothing else.

    Every method takes the viewer and raises NotAllowed for one who may not read releases, NotFound for a
    round without a release of the viewer's own authority.
    """

    def __init__(self, reader: ReleaseReader) -> None:
        """`reader`: the restricted way in."""
        self._reader = reader

    def rounds(self, viewer: Viewer) -> Sequence[PublishedRound]:
        """Rounds with a release, the newest first."""
        return [_round(sealed) for sealed in self._sealed(viewer)]

    def overview(self, viewer: Viewer, round_id: RoundId) -> Overview:
        """What there is to choose from in one release, and its response rates."""
        sealed, before = self._pair(viewer, round_id)
        release = self._read(sealed)
        by_measure: dict[str, dict[str, None]] = {}
        for table in _about(release, About.MEASURE):
            by_measure.setdefault(table.code, {})[table.breakdown] = None
        return Overview(
            round=_round(sealed),
            before=_round(before) if before else None,
            breakdowns={code: tuple(breakdowns) for code, breakdowns in by_measure.items()},
            themes=tuple(dict.fromkeys(table.code for table in _about(release, About.THEME))),
            rates=release.rates,
            policy_version=release.policy_version,
            codeframe_version=release.codeframe_version,
        )

    def measure(self, viewer: Viewer, round_id: RoundId, code: str, breakdown: str = WHOLE) -> Chosen:
        """One measure by one breakdown, both among those that the release offers.

        Raises:
            NotFound: the release has no such table.
        """
        return self._chosen(viewer, round_id, (About.MEASURE, code, breakdown))

    def measures(self, viewer: Viewer, round_id: RoundId) -> Sequence[Chosen]:
        """Every measure for the whole authority, in the policy's order."""
        return self._every(viewer, round_id, About.MEASURE, WHOLE)

    def themes(self, viewer: Viewer, round_id: RoundId, breakdown: str = WHOLE) -> Sequence[Chosen]:
        """Every theme by one breakdown, in the codeframe's order: an order by size would tell sizes."""
        return self._every(viewer, round_id, About.THEME, breakdown)

    def csv_rows(self, viewer: Viewer, round_id: RoundId) -> Sequence[tuple[str | int | None, ...]]:
        """The whole release as rows under RELEASE_COLUMNS, in codes; hidden tables are rows too."""
        sealed, _ = self._pair(viewer, round_id)
        return release_rows(self._read(sealed), sealed.round_name)

    def _every(self, viewer: Viewer, round_id: RoundId, about: About, breakdown: str) -> Sequence[Chosen]:
        release, earlier = self._with_earlier(viewer, round_id)
        codes = dict.fromkeys(table.code for table in _about(release, about) if table.breakdown == breakdown)
        return [_choose(release, earlier, (about, code, breakdown)) for code in codes]

    def _chosen(self, viewer: Viewer, round_id: RoundId, wanted: tuple[About, str, str]) -> Chosen:
        release, earlier = self._with_earlier(viewer, round_id)
        chosen = _choose(release, earlier, wanted)
        if not chosen.rows:
            raise NotFound("table")
        return chosen

    def _with_earlier(self, viewer: Viewer, round_id: RoundId) -> tuple[Release, Release | None]:
        sealed, before = self._pair(viewer, round_id)
        return self._read(sealed), self._read(before) if before else None

    def _pair(self, viewer: Viewer, round_id: RoundId) -> tuple[Sealed, Sealed | None]:
        """The round's release and the one of the round before it."""
        every = self._sealed(viewer)
        for place, sealed in enumerate(every):
            if sealed.round_id == round_id:
                return sealed, next(iter(every[place + 1 :]), None)
        raise NotFound("round")

    def _sealed(self, viewer: Viewer) -> Sequence[Sealed]:
        require(viewer, Action.READ_RELEASES)
        with self._reader.read() as connection:
            return read_releases(connection, viewer.authority)

    def _read(self, sealed: Sealed) -> Release:
        with self._reader.read() as connection:
            return read_release(connection, sealed)


def _round(sealed: Sealed) -> PublishedRound:
    return PublishedRound(
        id=sealed.round_id,
        name=sealed.round_name,
        opens_on=sealed.opens_on,
        closes_on=sealed.closes_on,
        sealed_on=sealed.sealed_at.date(),
    )


def _about(release: Release, about: About) -> list[Table]:
    return [table for table in release.tables if table.about is about]


def _choose(release: Release, earlier: Release | None, wanted: tuple[About, str, str]) -> Chosen:
    about, code, breakdown = wanted
    tables = [table for table in release.tables if (table.about, table.code, table.breakdown) == wanted]
    answers = next((table.cells for table in tables if table.cells), ())
    return Chosen(
        about=about,
        code=code,
        breakdown=breakdown,
        answers=tuple(cell.answer for cell in answers),
        rows=tuple(_row(table, release, earlier) for table in tables),
    )


def _row(table: Table, release: Release, earlier: Release | None) -> GroupRow:
    share_of = shares(table)
    return GroupRow(
        breakdown=table.breakdown,
        group=table.group,
        kind=table.kind,
        base=table.base,
        unit=table.unit,
        bars=tuple(
            Bar(
                answer=cell.answer,
                kind=cell.kind,
                value=cell.value,
                share=share_of[cell.answer],
                trend=_trend(cell.answer, table, release, earlier),
            )
            for cell in table.cells
        ),
    )


def _trend(answer: str, table: Table, release: Release, earlier: Release | None) -> Trend:
    if earlier is None:
        return Trend.UNKNOWN
    key = (table.about, table.code, table.breakdown, table.group)
    same = [each for each in earlier.tables if (each.about, each.code, each.breakdown, each.group) == key]
    return trend((earlier, same[0]), (release, table), answer) if same else Trend.UNKNOWN

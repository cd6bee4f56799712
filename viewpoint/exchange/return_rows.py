"""All of a return's rows, read and held against each other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from viewpoint.domain.placements import ReturnYear
from viewpoint.domain.roster import ChildId, Problem
from viewpoint.exchange.cells import RowReader
from viewpoint.exchange.contacts import ContactRow, contact_row
from viewpoint.exchange.cross_checks import (
    checked_episodes,
    known_only,
    review_judge,
    sifted,
    uasc_judge,
    without_contradictions,
    without_zeros,
)
from viewpoint.exchange.recognise import Kind
from viewpoint.exchange.rows import Rows, read_rows
from viewpoint.exchange.ssda903 import (
    EpisodeRow,
    HeaderRow,
    ReviewRow,
    UascRow,
    episode_row,
    header_row,
    review_row,
    uasc_row,
)
from viewpoint.exchange.tables import Table

RowT = TypeVar("RowT")


@dataclass(frozen=True, kw_only=True)
class ReturnRows:
    """Every table's sound rows, and every problem in the others."""

    header: Rows[HeaderRow] = field(repr=False)
    episodes: Rows[EpisodeRow] = field(repr=False)
    reviews: Rows[ReviewRow] = field(repr=False)
    uasc: Rows[UascRow] = field(repr=False)
    contacts: Rows[ContactRow] = field(repr=False)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Table by table, in the order of their rows."""
        return tuple(
            problem
            for table in (self.header, self.episodes, self.reviews, self.uasc, self.contacts)
            for problem in sorted(table.problems, key=lambda each: each.line)
        )

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What was merged."""
        tables = (self.header, self.episodes, self.reviews, self.uasc, self.contacts)
        return tuple(notice for table in tables for notice in table.notices)

    def held_back(self) -> frozenset[ChildId]:
        """Those whom a wrong row in Header, Episodes or UASC is or may be about.

        An id that lost its zeros is also held against the one it stands for, and a row that says of nobody
        whom it is about against everybody without an episode.
        """
        about = self.header.wrong_about | self.episodes.wrong_about | self.uasc.wrong_about
        bare = {without_zeros(child) for child in about - {row.child for row in self.header.rows}}
        with_episodes = {row.child for row in self.episodes.rows}
        return about | {
            row.child
            for row in self.header.rows
            if (bare and without_zeros(row.child) in bare)
            or (self.episodes.is_wrong_about_somebody and row.child not in with_episodes)
        }


def read_return_rows(found: Mapping[Kind, Table], year: ReturnYear) -> ReturnRows:
    """Read every table of a return, Header first, since all others are held against it."""
    header = without_contradictions(
        _rows(found, Kind.HEADER, header_row, year), lambda row: row.child, "CHILD", "young person"
    )
    people = {row.child: row for row in header.rows}
    episodes = known_only(_rows(found, Kind.EPISODES, episode_row, year), header, "CHILD")
    reviews = known_only(_rows(found, Kind.REVIEWS, review_row, year), header, "CHILD")
    uasc = known_only(_rows(found, Kind.UASC, uasc_row, year), header, "CHILD")
    contacts = known_only(_rows(found, Kind.CONTACTS, contact_row, year), header, "child_id")
    return ReturnRows(
        header=header,
        episodes=checked_episodes(episodes, people),
        reviews=without_contradictions(
            sifted(reviews, review_judge(reviews.file, people)),
            lambda row: (row.child, row.held_on),
            "REVIEW_CODE",
            "review",
        ),
        uasc=without_contradictions(
            sifted(uasc, uasc_judge(uasc.file, people)), lambda row: row.child, "CHILD", "young person"
        ),
        contacts=without_contradictions(contacts, lambda row: row.child, "child_id", "young person"),
    )


def _rows(
    found: Mapping[Kind, Table],
    kind: Kind,
    read: Callable[[RowReader, ReturnYear], RowT | None],
    year: ReturnYear,
) -> Rows[RowT]:
    table = found.get(kind)
    if table is None:
        return Rows(file=kind.value)
    child_column = "child_id" if kind is Kind.CONTACTS else "CHILD"
    return read_rows(table, child_column, lambda cells: read(cells, year))

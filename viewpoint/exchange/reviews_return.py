"""SSDA903's Reviews table out, checked by its rules; dates of birth come from Header and are not kept."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from viewpoint.domain.participation import fits_age
from viewpoint.domain.placements import ReturnYear
from viewpoint.domain.roster import ChildId, Participation, Problem, Reason
from viewpoint.exchange.csv_out import bare_csv
from viewpoint.exchange.decoding import SourceFile
from viewpoint.exchange.problems import problem
from viewpoint.exchange.rows import Rows, read_rows
from viewpoint.exchange.ssda903 import HEADER, HeaderRow, header_row
from viewpoint.exchange.tables import Table, read_sheet, read_table

FILE = "reviews.csv"
COLUMNS = ("CHILD", "DOB", "REVIEW", "REVIEW_CODE")
FIRST_ROW = 2
"""The row that a spreadsheet shows beside the first review: the header is row 1."""


@dataclass(frozen=True, kw_only=True)
class ReviewOut:
    """A review as the return has it."""

    child: ChildId
    held_on: date
    code: Participation


@dataclass(frozen=True, kw_only=True)
class Births:
    """Dates of birth by child id, what is wrong with the file that they are from, and with its rows."""

    born_on: Mapping[ChildId, date] = field(repr=False)
    problems: tuple[Problem, ...] = ()
    row_problems: tuple[Problem, ...] = ()
    wrong_about: frozenset[ChildId] = frozenset()
    """Whom the wrong rows are about."""

    def problems_about(self, children: Collection[ChildId]) -> tuple[Problem, ...]:
        """What has to be mended for these; a wrong row about somebody else is somebody else's to mend."""
        is_concerned = not self.wrong_about.isdisjoint(children)
        return self.problems + (self.row_problems if is_concerned else ())


def read_births(header: SourceFile, year: ReturnYear) -> Births:
    """The dates of birth of a return's Header; a row in which something is wrong has none."""
    sheet = read_sheet(header)
    table = read_table(sheet, HEADER) if not isinstance(sheet, Problem) else (sheet,)
    if not isinstance(table, Table):
        return Births(born_on={}, problems=table)
    rows = read_rows(table, "CHILD", lambda cells: header_row(cells, year))
    twice = tuple(_twice(rows))
    wrong_about = rows.wrong_about | {ChildId(each.value) for each in twice}
    return Births(
        born_on={row.child: row.born_on for row in rows.rows if row.child not in wrong_about},
        row_problems=(*rows.problems, *twice),
        wrong_about=wrong_about,
    )


def reviews_problems(reviews: Sequence[ReviewOut], births: Births) -> Iterator[Problem]:
    """What DfE would send back, by the row of the file that would be made (rules 440, 441, INT08)."""
    for line, review in enumerate(reviews, FIRST_ROW):
        born = births.born_on.get(review.child)
        if born is None and review.child in births.wrong_about:
            continue  # what is wrong with its row there is told already
        if born is None:
            yield _at(line, Reason.CHILD_NOT_IN_HEADER, "CHILD", review.child)
        elif review.held_on < born:
            yield _at(line, Reason.BEFORE_BIRTH, "REVIEW", f"{review.held_on:%d/%m/%Y}")
        elif not fits_age(review.code, born, review.held_on):
            is_for_babies = review.code is Participation.UNDER_FOUR
            reason = Reason.FOUR_OR_OVER if is_for_babies else Reason.UNDER_FOUR
            yield _at(line, reason, "REVIEW_CODE", review.code)


def reviews_csv(reviews: Sequence[ReviewOut], births: Births) -> bytes:
    """The table, its columns and dates exactly as the return wants them."""
    rows = [
        (each.child, f"{births.born_on[each.child]:%d/%m/%Y}", f"{each.held_on:%d/%m/%Y}", each.code.value)
        for each in reviews
    ]
    return bare_csv(COLUMNS, rows)


def _at(line: int, reason: Reason, column: str, value: str) -> Problem:
    return problem(reason, file=FILE, line=line, column=column, value=value)


def _twice(rows: Rows[HeaderRow]) -> Iterator[Problem]:
    """A child with two rows that differ: which is true cannot be known here."""
    first: dict[ChildId, HeaderRow] = {}
    for row in rows.rows:
        known = first.setdefault(row.child, row)
        if known is not row:
            yield problem(
                Reason.ROWS_CONTRADICT,
                file=rows.file,
                line=row.line,
                column="CHILD",
                value=row.child,
                other=known.line,
                what="child",
            )

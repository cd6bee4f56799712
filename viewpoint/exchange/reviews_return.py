"""SSDA903's Reviews table out: dates of birth come from Header, which is read and not kept; checked by its rules."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from viewpoint.domain.participation import fits_age
from viewpoint.domain.placements import ReturnYear
from viewpoint.domain.roster import ChildId, Participation, Problem, Reason
from viewpoint.exchange.csv_out import bare_csv
from viewpoint.exchange.decoding import SourceFile
from viewpoint.exchange.problems import problem
from viewpoint.exchange.rows import read_rows
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
    """Dates of birth by child id, and what is wrong with the file that they are from."""

    born_on: Mapping[ChildId, date] = field(repr=False)
    problems: tuple[Problem, ...] = ()


def read_births(header: SourceFile, year: ReturnYear) -> Births:
    """The dates of birth of a return's Header; a row in which something is wrong has none."""
    sheet = read_sheet(header)
    if isinstance(sheet, Problem):
        return Births(born_on={}, problems=(sheet,))
    table = read_table(sheet, HEADER)
    if not isinstance(table, Table):
        return Births(born_on={}, problems=table)
    rows = read_rows(table, "CHILD", lambda cells: header_row(cells, year))
    return Births(
        born_on={row.child: row.born_on for row in rows.rows},
        problems=(*rows.problems, *_twice(rows.file, rows.rows)),
    )


def reviews_problems(reviews: Sequence[ReviewOut], born_on: Mapping[ChildId, date]) -> Iterator[Problem]:
    """What DfE would send back, by the row of the file that would be made (rules 440, 441, INT08)."""
    for line, review in enumerate(reviews, FIRST_ROW):
        born = born_on.get(review.child)
        if born is None:
            yield _at(line, Reason.CHILD_NOT_IN_HEADER, "CHILD", review.child)
        elif review.held_on < born:
            yield _at(line, Reason.BEFORE_BIRTH, "REVIEW", f"{review.held_on:%d/%m/%Y}")
        elif not fits_age(review.code, born, review.held_on):
            is_for_babies = review.code is Participation.UNDER_FOUR
            reason = Reason.FOUR_OR_OVER if is_for_babies else Reason.UNDER_FOUR
            yield _at(line, reason, "REVIEW_CODE", review.code)


def reviews_csv(reviews: Sequence[ReviewOut], born_on: Mapping[ChildId, date]) -> bytes:
    """The table, its columns and dates exactly as the return wants them."""
    rows = [
        (each.child, f"{born_on[each.child]:%d/%m/%Y}", f"{each.held_on:%d/%m/%Y}", each.code.value)
        for each in reviews
    ]
    return bare_csv(COLUMNS, rows)


def _at(line: int, reason: Reason, column: str, value: str) -> Problem:
    return problem(reason, file=FILE, line=line, column=column, value=value)


def _twice(file: str, rows: Sequence[HeaderRow]) -> Iterator[Problem]:
    """A child with two dates of birth: which is true cannot be known here."""
    first: dict[ChildId, HeaderRow] = {}
    for row in rows:
        known = first.setdefault(row.child, row)
        if known.born_on != row.born_on:
            yield problem(
                Reason.ROWS_CONTRADICT, file=file, line=row.line, column="DOB", other=known.line, what="child"
            )

"""The Reviews table as DfE's checker wants it, and every fault by its row."""

from datetime import date

import pytest

from tests.exchange.broken_rosters import HEADER
from viewpoint.domain.placements import ReturnYear
from viewpoint.domain.roster import ChildId, Participation, Reason
from viewpoint.exchange.decoding import SourceFile
from viewpoint.exchange.reviews_return import ReviewOut, read_births, reviews_csv, reviews_problems

YEAR = ReturnYear(ending=2026)


def header(text: str = HEADER) -> SourceFile:
    return SourceFile(name="header.csv", content=text.encode())


def out(child: str, held_on: date, code: str) -> ReviewOut:
    return ReviewOut(child=ChildId(child), held_on=held_on, code=Participation(code))


def test_it_has_exactly_the_returns_columns_and_dates() -> None:
    reviews = [out("1001", date(2025, 7, 8), "PN6"), out("000203", date(2025, 6, 3), "PN0")]
    births = read_births(header(), YEAR)
    assert list(reviews_problems(reviews, births)) == []
    assert reviews_csv(reviews, births) == (
        b"CHILD,DOB,REVIEW,REVIEW_CODE\r\n"
        b"1001,14/05/2012,08/07/2025,PN6\r\n"
        b"000203,30/11/2023,03/06/2025,PN0\r\n"
    )


@pytest.mark.parametrize(
    ("child", "held_on", "code", "reason", "column"),
    [
        ("1001", date(2025, 7, 8), "PN0", Reason.FOUR_OR_OVER, "REVIEW_CODE"),
        ("000203", date(2025, 6, 3), "PN1", Reason.UNDER_FOUR, "REVIEW_CODE"),
        ("9999", date(2025, 6, 3), "PN1", Reason.CHILD_NOT_IN_HEADER, "CHILD"),
        ("000203", date(2023, 6, 3), "PN0", Reason.BEFORE_BIRTH, "REVIEW"),
    ],
)
def test_what_would_come_back_is_told_by_its_row(
    child: str, held_on: date, code: str, reason: Reason, column: str
) -> None:
    reviews = [out("1002", date(2025, 5, 15), "PN2"), out(child, held_on, code)]
    (found,) = reviews_problems(reviews, read_births(header(), YEAR))
    assert (found.file, found.line, found.column, found.reason) == ("reviews.csv", 3, column, reason)
    assert found.mend


def test_a_wrong_row_of_header_is_told_where_it_is_about_somebody_of_the_table() -> None:
    births = read_births(header(HEADER.replace("14/05/2012", "2012")), YEAR)
    (found,) = births.problems_about([ChildId("1001")])
    assert (found.file, found.line, found.column) == ("header.csv", 2, "DOB")
    assert births.problems_about([ChildId("1002")]) == ()
    assert list(reviews_problems([out("1001", date(2025, 7, 8), "PN1")], births)) == []


def test_of_two_rows_about_one_child_neither_is_taken() -> None:
    births = read_births(header(HEADER + "1001,F,15/05/2012,WBRI,UN1,,\r\n"), YEAR)
    assert ChildId("1001") not in births.born_on
    (found,) = births.problems_about([ChildId("1001")])
    assert (found.line, found.reason) == (6, Reason.ROWS_CONTRADICT)


@pytest.mark.parametrize(
    ("text", "reason"), [("", Reason.FILE_EMPTY), ("CHILD,SEX\r\n1,F\r\n", Reason.COLUMN_MISSING)]
)
def test_another_file_is_told_as_a_whole(text: str, reason: Reason) -> None:
    births = read_births(header(text), YEAR)
    assert [each.reason for each in births.problems_about([])] == [reason]

"""Stability is measured as the Department for Education publishes it."""

from datetime import date

import pytest

from tests.domain.test_placements import a_placement
from viewpoint.domain.placements import Entry, Placement, ReturnYear
from viewpoint.domain.stability import (
    Moves,
    continuous_since,
    has_same_carer_two_years,
    has_three_in_the_year,
    has_three_in_two_years,
    moves_in,
    placements_during,
    same_carer_since,
)

YEAR = ReturnYear(ending=2026)
CENSUS = date(2026, 3, 31)
TEN_YEARS_OLD = date(2015, 6, 1)


def a_history(*moves: tuple[date, Entry], place_code: str = "U6") -> tuple[Placement, ...]:
    """Stays one after the other without a gap, the last of them open."""
    ends = [*(began_on for began_on, _ in moves[1:]), None]
    return tuple(
        a_placement(began_on, ended_on, entry=entry, place_code=place_code)
        for (began_on, entry), ended_on in zip(moves, ends, strict=True)
    )


def test_moves_in_the_year_are_told_by_what_changed() -> None:
    history = a_history(
        (date(2024, 1, 1), Entry.STARTED),
        (date(2025, 3, 31), Entry.NEW_CARER),
        (date(2025, 4, 1), Entry.NEW_CARER),
        (date(2025, 9, 1), Entry.SAME_CARER),
        (date(2026, 3, 31), Entry.STATUS_ONLY),
    )
    moves = moves_in(history, YEAR)
    assert moves == Moves(new_carer=1, same_carer=1, status_only=1)
    assert moves.total == 2


def test_a_placement_counts_if_any_of_it_lies_between_the_days() -> None:
    stays = [
        a_placement(date(2024, 1, 1), date(2025, 4, 1)),
        a_placement(date(2025, 4, 1), date(2026, 3, 31)),
        a_placement(date(2026, 3, 31), None),
        a_placement(date(2026, 4, 1), None),
        a_placement(date(2025, 6, 1), date(2025, 6, 5), place_code="T2"),
        a_placement(date(2025, 7, 1), date(2025, 7, 5), short_break="yes"),
    ]
    assert placements_during(stays, YEAR.begins_on, YEAR.ends_on) == 2


@pytest.mark.parametrize(
    ("moves", "in_the_year", "in_two_years"),
    [
        ([], False, False),
        ([date(2025, 6, 1)], False, False),
        ([date(2024, 6, 1), date(2025, 6, 1)], False, True),
        ([date(2025, 6, 1), date(2025, 9, 1)], True, True),
        ([date(2023, 6, 1), date(2024, 3, 1)], False, False),
    ],
)
def test_three_placements_count_the_one_the_year_began_in(
    moves: list[date], in_the_year: bool, in_two_years: bool
) -> None:
    history = a_history((date(2020, 1, 1), Entry.STARTED), *((day, Entry.NEW_CARER) for day in moves))
    assert has_three_in_the_year(history, YEAR) is in_the_year
    assert has_three_in_two_years(history, YEAR) is in_two_years


def test_who_is_not_looked_after_on_31_march_is_in_no_base() -> None:
    gone = [a_placement(date(2020, 1, 1), date(2026, 3, 31))]
    assert has_three_in_the_year(gone, YEAR) is None
    assert has_three_in_two_years(gone, YEAR) is None
    assert has_same_carer_two_years(gone, TEN_YEARS_OLD, CENSUS) is None


@pytest.mark.parametrize(
    ("history", "answer"),
    [
        (a_history((date(2023, 9, 30), Entry.STARTED)), True),
        (a_history((date(2023, 10, 1), Entry.STARTED)), None),
        (a_history((date(2020, 1, 1), Entry.STARTED), (date(2024, 3, 31), Entry.NEW_CARER)), True),
        (a_history((date(2020, 1, 1), Entry.STARTED), (date(2024, 4, 1), Entry.NEW_CARER)), False),
        (a_history((date(2020, 1, 1), Entry.STARTED), (date(2025, 4, 1), Entry.SAME_CARER)), True),
        (
            a_history(
                (date(2020, 1, 1), Entry.STARTED),
                (date(2024, 6, 1), Entry.NEW_CARER),
                (date(2025, 4, 1), Entry.STATUS_ONLY),
            ),
            False,
        ),
    ],
)
def test_the_same_carer_for_two_years(history: tuple[Placement, ...], answer: bool | None) -> None:
    assert has_same_carer_two_years(history, TEN_YEARS_OLD, CENSUS) is answer


def test_sixteen_is_too_old_for_the_measure() -> None:
    history = a_history((date(2020, 1, 1), Entry.STARTED))
    assert has_same_carer_two_years(history, date(2010, 3, 1), CENSUS) is None
    assert has_same_carer_two_years(history, date(2010, 4, 1), CENSUS) is True


def test_a_break_in_care_begins_the_time_anew() -> None:
    history = (
        a_placement(date(2020, 1, 1), date(2024, 1, 1)),
        a_placement(date(2025, 1, 1), None, entry=Entry.NEW_CARER),
    )
    assert continuous_since(history, CENSUS) == date(2025, 1, 1)
    assert same_carer_since(history, CENSUS) == date(2025, 1, 1)
    assert continuous_since(history, date(2024, 6, 1)) == date(2024, 6, 1)


def test_a_leap_days_two_years_ago_are_counted_from_the_28th() -> None:
    history = a_history((date(2019, 1, 1), Entry.STARTED), (date(2022, 2, 28), Entry.NEW_CARER))
    assert has_same_carer_two_years(history, TEN_YEARS_OLD, date(2024, 2, 29)) is True

"""Moves are counted as the Department for Education counts them."""

from datetime import date

import pytest

from tests.domain.test_placements import a_placement
from viewpoint.domain.placements import Entry, Placement, ReturnYear
from viewpoint.domain.stability import moves_in

YEAR = ReturnYear(ending=2026)


@pytest.mark.parametrize(
    ("stay", "moves"),
    [
        (a_placement(date(2025, 4, 1), None, entry=Entry.STARTED), 0),
        (a_placement(date(2025, 3, 31), None, entry=Entry.NEW_CARER), 0),
        (a_placement(date(2025, 4, 1), None, entry=Entry.NEW_CARER), 1),
        (a_placement(date(2025, 9, 1), None, entry=Entry.SAME_CARER), 1),
        (a_placement(date(2026, 3, 31), None, entry=Entry.STATUS_ONLY), 0),
        (a_placement(date(2026, 3, 31), None, entry=Entry.NEW_CARER), 1),
        (a_placement(date(2026, 4, 1), None, entry=Entry.NEW_CARER), 0),
        (a_placement(date(2025, 6, 1), date(2025, 6, 5), entry=Entry.NEW_CARER, place_code="T2"), 0),
        (a_placement(date(2025, 7, 1), date(2025, 7, 5), entry=Entry.NEW_CARER, short_break="yes"), 0),
    ],
)
def test_a_move_is_a_change_of_place_that_is_meant_to_last(stay: Placement, moves: int) -> None:
    assert moves_in([stay], YEAR) == moves


def test_moves_add_up() -> None:
    stays = [
        a_placement(date(2024, 1, 1), date(2025, 5, 1), entry=Entry.STARTED),
        a_placement(date(2025, 5, 1), date(2025, 9, 1), entry=Entry.NEW_CARER),
        a_placement(date(2025, 9, 1), None, entry=Entry.SAME_CARER),
    ]
    assert moves_in(stays, YEAR) == 2

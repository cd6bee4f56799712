"""REVIEW_CODE is suggested by DfE's wording, and must fit the age."""

from datetime import date

import pytest

from viewpoint.domain.participation import (
    CODES,
    Attendance,
    TookPart,
    Views,
    fits_age,
    may_fit_age,
    suggested_code,
)
from viewpoint.domain.roster import Participation

BORN = date(2012, 5, 1)
HELD = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("attendance", "views", "code"),
    [
        (Attendance.CAME, Views.SPOKE, "PN1"),
        (Attendance.CAME, Views.ADVOCATE, "PN2"),
        (Attendance.CAME, Views.SYMBOLS, "PN3"),
        (Attendance.CAME, Views.SENT, "PN4"),
        (Attendance.CAME, Views.NONE, "PN4"),
        (Attendance.STAYED_AWAY, Views.ADVOCATE, "PN5"),
        (Attendance.STAYED_AWAY, Views.SENT, "PN6"),
        (Attendance.STAYED_AWAY, Views.SPOKE, "PN6"),
        (Attendance.STAYED_AWAY, Views.SYMBOLS, "PN6"),
        (Attendance.STAYED_AWAY, Views.NONE, "PN7"),
    ],
)
def test_the_code_follows_from_who_came_and_how_views_got_there(
    attendance: Attendance, views: Views, code: str
) -> None:
    took_part = TookPart(held_on=HELD, attendance=attendance, views=views)
    assert suggested_code(took_part, BORN).value == code


def test_every_case_has_a_code() -> None:
    assert set(CODES) == {(attendance, views) for attendance in Attendance for views in Views}


def test_under_four_there_is_but_one() -> None:
    took_part = TookPart(held_on=HELD, attendance=Attendance.CAME, views=Views.SPOKE)
    assert suggested_code(took_part, date(2022, 12, 1)) is Participation.UNDER_FOUR
    assert suggested_code(took_part, date(2022, 11, 1)) is Participation.SPOKE


@pytest.mark.parametrize(
    ("code", "born_on", "fits"),
    [
        ("PN0", date(2022, 11, 3), True),
        ("PN0", date(2022, 11, 2), False),
        ("PN1", date(2022, 11, 2), True),
        ("PN7", date(2022, 11, 3), False),
    ],
)
def test_rules_440_and_441(code: str, born_on: date, fits: bool) -> None:
    assert fits_age(Participation(code), born_on, HELD) is fits


def test_in_the_month_of_the_fourth_birthday_both_may_fit() -> None:
    assert may_fit_age(Participation.UNDER_FOUR, date(2022, 11, 1), HELD)
    assert may_fit_age(Participation.SPOKE, date(2022, 11, 1), HELD)
    assert not may_fit_age(Participation.SPOKE, date(2022, 12, 1), HELD)
    assert not may_fit_age(Participation.UNDER_FOUR, date(2022, 10, 1), HELD)

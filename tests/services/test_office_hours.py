"""When the office is open, and by when something is due."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.builders import ROOT
from viewpoint.domain.council import OfficeHours
from viewpoint.domain.people import Nation
from viewpoint.exchange.council import read_council
from viewpoint.services.office_hours import closes_at, concern_due_at, end_of_working_day, is_open

FERNSHIRE = read_council(ROOT / "viewpoint" / "demo" / "fernshire.toml")


def at(text: str) -> datetime:
    """An instant by the clock in London."""
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("instant", "open_"),
    [
        ("2026-11-18T08:59:59+00:00", False),  # a Wednesday in winter
        ("2026-11-18T09:00:00+00:00", True),
        ("2026-11-18T16:59:59+00:00", True),
        ("2026-11-18T17:00:00+00:00", False),
        ("2026-07-15T08:00:00+00:00", True),  # a Wednesday in summer: nine by the clock
        ("2026-07-15T16:00:00+00:00", False),
        ("2026-11-21T12:00:00+00:00", False),  # a Saturday
        ("2026-12-25T12:00:00+00:00", False),  # Christmas Day
    ],
)
def test_the_office_is_open_in_its_hours_on_working_days_by_the_clock(instant: str, open_: bool) -> None:
    assert is_open(at(instant), FERNSHIRE) is open_


def test_the_hours_and_the_nation_are_the_councils() -> None:
    early = replace(FERNSHIRE, office_hours=OfficeHours(opens=time(8), closes=time(16)))
    assert is_open(at("2026-11-18T08:30:00+00:00"), early)
    assert not is_open(at("2026-11-18T16:30:00+00:00"), early)
    st_andrew = at("2026-11-30T12:00:00+00:00")
    assert is_open(st_andrew, FERNSHIRE)
    assert not is_open(st_andrew, replace(FERNSHIRE, nation=Nation.SCOTLAND))


@pytest.mark.parametrize(
    "raised", ["2026-11-18T10:00:00+00:00", "2026-11-18T16:30:00+00:00", "2026-11-21T22:00:00+00:00"]
)
def test_what_is_for_today_is_due_in_hours_whatever_the_clock_says(raised: str) -> None:
    assert concern_due_at(at(raised), FERNSHIRE, is_for_today=True) == at(raised) + timedelta(hours=2)


@pytest.mark.parametrize(
    ("raised", "due"),
    [
        ("2026-11-18T10:00:00+00:00", "2026-11-19T17:00:00+00:00"),  # Wednesday, Thursday
        ("2026-11-18T23:30:00+00:00", "2026-11-19T17:00:00+00:00"),
        ("2026-11-20T10:00:00+00:00", "2026-11-23T17:00:00+00:00"),  # Friday, Monday
        ("2026-11-21T10:00:00+00:00", "2026-11-23T17:00:00+00:00"),  # Saturday, Monday
        ("2026-12-24T10:00:00+00:00", "2026-12-29T17:00:00+00:00"),  # over Christmas
        ("2026-07-15T22:30:00+00:00", "2026-07-16T16:00:00+00:00"),  # half past eleven in summer
        ("2026-07-15T23:30:00+00:00", "2026-07-17T16:00:00+00:00"),  # half past midnight: the next day
    ],
)
def test_all_else_is_due_as_the_next_working_day_ends(raised: str, due: str) -> None:
    assert concern_due_at(at(raised), FERNSHIRE, is_for_today=False) == at(due)


def test_hours_hold_over_the_nights_on_which_the_clock_changes() -> None:
    assert closes_at(date(2026, 10, 26), FERNSHIRE) == datetime(2026, 10, 26, 17, tzinfo=UTC)
    assert closes_at(date(2026, 10, 23), FERNSHIRE) == datetime(2026, 10, 23, 16, tzinfo=UTC)
    spring = concern_due_at(at("2026-03-29T00:30:00+00:00"), FERNSHIRE, is_for_today=True)
    assert spring == at("2026-03-29T02:30:00+00:00"), "two hours, not one"


def test_two_working_days_are_counted_by_the_nation() -> None:
    friday = date(2026, 11, 27)
    assert end_of_working_day(friday, 2, FERNSHIRE) == datetime(2026, 12, 1, 17, tzinfo=UTC)
    scotland = replace(FERNSHIRE, nation=Nation.SCOTLAND)
    assert end_of_working_day(friday, 2, scotland) == datetime(2026, 12, 2, 17, tzinfo=UTC)

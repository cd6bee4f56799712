"""Working days of each UK nation, bank holidays left out."""

from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate

import holidays

from viewpoint.domain.people import Nation

SUBDIVISIONS = {
    Nation.ENGLAND: "ENG",
    Nation.WALES: "WLS",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}
SATURDAY = 5
MOST_KEPT = 4096
"""Pairs of days: a caseload asks for hundreds, and for the same ones all day long."""


def is_working_day(day: date, nation: Nation) -> bool:
    """Monday to Friday, and no bank holiday in this nation."""
    return day.weekday() < SATURDAY and day not in _bank_holidays(nation)


@lru_cache(maxsize=MOST_KEPT)
def working_days_between(start: date, end: date, nation: Nation) -> int:
    """Working days after `start`, up to and including `end`; 0 when `end` is not later."""
    if end <= start:
        return 0
    whole = sum(_counted(year, nation)[-1] for year in range(start.year, end.year))
    return whole + _up_to(end, nation) - _up_to(start, nation)


def add_working_days(start: date, count: int, nation: Nation) -> date:
    """The day `count` working days after `start`."""
    day = start
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day, nation)
    return day


def _up_to(day: date, nation: Nation) -> int:
    """Working days of its year, up to and including a day."""
    return _counted(day.year, nation)[day.timetuple().tm_yday]


@lru_cache
def _counted(year: int, nation: Nation) -> tuple[int, ...]:
    """How many working days there were by each day of a year; a caseload asks for hundreds of them."""
    first, days_of_year = date(year, 1, 1), date(year, 12, 31).timetuple().tm_yday
    days = (first + timedelta(days=step) for step in range(days_of_year))
    return (0, *accumulate(int(is_working_day(day, nation)) for day in days))


@lru_cache
def _bank_holidays(nation: Nation) -> holidays.HolidayBase:
    return holidays.country_holidays("GB", subdiv=SUBDIVISIONS[nation])

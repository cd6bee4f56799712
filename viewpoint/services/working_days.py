"""Working days of each UK nation, bank holidays left out."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

from viewpoint.domain.people import Nation

SUBDIVISIONS = {
    Nation.ENGLAND: "ENG",
    Nation.WALES: "WLS",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}
SATURDAY = 5


def is_working_day(day: date, nation: Nation) -> bool:
    """Monday to Friday, and no bank holiday in this nation."""
    return day.weekday() < SATURDAY and day not in _bank_holidays(nation)


def working_days_between(start: date, end: date, nation: Nation) -> int:
    """Working days after `start`, up to and including `end`; 0 when `end` is not later."""
    days = (start + timedelta(days=step) for step in range(1, (end - start).days + 1))
    return sum(is_working_day(day, nation) for day in days)


def add_working_days(start: date, count: int, nation: Nation) -> date:
    """The day `count` working days after `start`."""
    day = start
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day, nation)
    return day


@lru_cache
def _bank_holidays(nation: Nation) -> holidays.HolidayBase:
    return holidays.country_holidays("GB", subdiv=SUBDIVISIONS[nation])

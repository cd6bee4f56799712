"""The clocks of a council: when its office is open, and by when something is due."""

from datetime import date, datetime, time, timedelta

from viewpoint.domain.council import Council
from viewpoint.domain.uk_time import LONDON, uk_day
from viewpoint.services.working_days import add_working_days, is_working_day


def is_open(at: datetime, council: Council) -> bool:
    """Whether somebody is at work: a working day of the nation, in the council's hours."""
    local, hours = at.astimezone(LONDON), council.office_hours
    return is_working_day(local.date(), council.nation) and hours.opens <= local.time() < hours.closes


def closes_at(on: date, council: Council) -> datetime:
    """When the office closes on a day."""
    return _instant(on, council.office_hours.closes)


def concern_due_at(since: datetime, council: Council, *, is_for_today: bool) -> datetime:
    """By when a concern is to be taken up.

    One for today within hours that go on when the office has closed: a child who is not safe at five is not
    safe at seven either, and the emergency duty team is told. Others by the end of a working day.
    """
    if is_for_today:
        return since + timedelta(hours=council.concern_today_within_hours)
    return end_of_working_day(uk_day(since), council.concern_within_working_days, council)


def end_of_working_day(start: date, count: int, council: Council) -> datetime:
    """When the office closes on the day `count` working days after `start`."""
    return closes_at(add_working_days(start, count, council.nation), council)


def _instant(on: date, at: time) -> datetime:
    return datetime.combine(on, at, LONDON)

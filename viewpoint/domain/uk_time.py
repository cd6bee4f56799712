"""The day it is where the young people are: instants are UTC everywhere, days are the United Kingdom's."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def uk_day(instant: datetime) -> date:
    """The day on which an instant falls in the United Kingdom."""
    return instant.astimezone(LONDON).date()

"""Dates and spans of time as people say them, in their language."""

from datetime import date, datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.support import NullTranslations

from viewpoint.domain.languages import locale_of
from viewpoint.domain.uk_time import LONDON, uk_day

MOST_KEPT = 4096
"""Days in words: a list says the same ones again and again, and Babel takes long over each."""
_BRITISH = Locale("en", "GB")
_WITH_COMMA = {"ar": "EEEE، d MMMM", "ckb": "EEEE، d MMMM", "ur": "EEEE، d MMMM", "vi": "EEEE, d MMMM"}


@lru_cache(maxsize=MOST_KEPT)
def day(on: date, language: str) -> str:
    """A near day: "Tuesday 3 March"; in a language that Babel does not know, in English."""
    return format_date(on, _WITH_COMMA.get(language, "EEEE d MMMM"), locale=_locale(language))


@lru_cache(maxsize=MOST_KEPT)
def day_and_year(on: date, language: str) -> str:
    """A day that may be far: "3 March 2026"."""
    return format_date(on, "long", locale=_locale(language))


def moment(at: datetime, language: str) -> str:
    """A day and a time as clocks in the United Kingdom show them: "3 March 2026, 14:05"."""
    return f"{day_and_year(uk_day(at), language)}, {at.astimezone(LONDON):%H:%M}"


def month_and_year(on: date, language: str) -> str:
    """The month of a day: "March 2026"."""
    return format_date(on, "LLLL y", locale=_locale(language))


def in_working_days(days: int, words: NullTranslations) -> str:
    """How many working days away: "in 6 working days", "today", "2 working days ago" where negative."""
    if days == 0:
        return str(words.pgettext("when", "today"))
    if days < 0:
        ago = words.npgettext("when", "%(num)d working day ago", "%(num)d working days ago", -days)
        return str(ago % {"num": -days})
    ahead = words.npgettext("when", "in %(num)d working day", "in %(num)d working days", days)
    return str(ahead % {"num": days})


def in_days(on: date, today: date, words: NullTranslations) -> str:
    """How many days away by the calendar: "tomorrow", "in 6 days", "yesterday", "3 days ago"."""
    days = (on - today).days
    if days == 0:
        return str(words.pgettext("when", "today"))
    if abs(days) == 1:
        return str(words.pgettext("when", "tomorrow") if days == 1 else words.pgettext("when", "yesterday"))
    if days < 0:
        return str(words.npgettext("when", "%(num)d day ago", "%(num)d days ago", -days) % {"num": -days})
    return str(words.npgettext("when", "in %(num)d day", "in %(num)d days", days) % {"num": days})


def _locale(language: str) -> Locale:
    """The locale to say dates in; English is British, and what Babel does not know is said in English."""
    try:
        return Locale.parse(locale_of(language)) if language != "en" else _BRITISH
    except (UnknownLocaleError, ValueError):
        return _BRITISH

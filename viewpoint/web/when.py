"""Instants as people at work say them: "today at 12:00", "20 minutes ago"."""

from datetime import datetime, timedelta

from flask_babel import get_translations, ngettext
from flask_babel import gettext as _

from viewpoint.domain.uk_time import LONDON, uk_day
from viewpoint.web.locale import current_language
from viewpoint.wording.dates import day, in_days

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def moment(at: datetime, now: datetime) -> str:
    """A near instant by its day and the clock in the UK; a day that is not beside today has its date."""
    on, today = uk_day(at), uk_day(now)
    is_near = abs((on - today).days) <= 1
    when = in_days(on, today, get_translations()) if is_near else day(on, current_language())
    return _("%(day)s at %(time)s", day=when, time=f"{at.astimezone(LONDON):%H:%M}")


def span(length: timedelta) -> str:
    """How long, in the largest whole unit: "45 minutes", "3 hours", "2 days"."""
    length = max(length, MINUTE)
    if length < HOUR:
        return str(ngettext("%(num)s minute", "%(num)s minutes", length // MINUTE))
    if length < DAY:
        return str(ngettext("%(num)s hour", "%(num)s hours", length // HOUR))
    return str(ngettext("%(num)s day", "%(num)s days", length // DAY))

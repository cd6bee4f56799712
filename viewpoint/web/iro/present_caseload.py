"""From the caseload to its page: what needs doing first, dates as people say them."""

from collections.abc import Sequence
from datetime import date

from flask import url_for
from flask_babel import get_translations
from flask_babel import gettext as _

from viewpoint.domain.caseload import CaseloadEntry
from viewpoint.domain.council import Council
from viewpoint.domain.people import Nation
from viewpoint.domain.pre_review import sheet_is_due
from viewpoint.domain.sent import Waiting
from viewpoint.domain.uk_time import uk_day
from viewpoint.services.working_days import working_days_between
from viewpoint.web.iro.pages import CaseloadPage, CaseloadRow, Need, Show
from viewpoint.web.iro.words import KINDS, home_in_words
from viewpoint.web.locale import current_language
from viewpoint.wording.dates import day, in_days, in_working_days


def caseload_page(
    entries: Sequence[CaseloadEntry], show: Show, query: str, today: date, council: Council
) -> CaseloadPage:
    """The part of the caseload that was asked for, in the order it came."""
    asked = [entry for entry in entries if show is Show.EVERYONE or needs_of(entry)]
    found = [entry for entry in asked if query.casefold() in entry.name.casefold()]
    return CaseloadPage(
        rows=tuple(_row(entry, today, council) for entry in found),
        show=show,
        query=query,
        total=len(entries),
        needing=sum(bool(needs_of(entry)) for entry in entries),
    )


def needs_of(entry: CaseloadEntry) -> tuple[Need, ...]:
    """What the young person needs from their IRO, the most urgent first."""
    needs = {
        Need.CONCERN: entry.concerns > 0,
        Need.ADVOCATE: entry.wants_advocate,
        Need.UNREAD: entry.is_unread,
        Need.PROMISE: entry.promised_by is not None,
        Need.REPLY: entry.owes_reply,
    }
    return tuple(need for need, is_needed in needs.items() if is_needed)


def name_or_none(name: str) -> str:
    """The name, or words in its place where the roster gave none."""
    return name or _("No name on the roster")


def sheet_due(entry: CaseloadEntry, today: date, council: Council) -> str:
    """Where the sheet is of a review so near that it should be ready; "" while there is none to make."""
    on = entry.next_review_on
    if on is None or entry.newest is None:
        return ""
    left = working_days_between(today, on, council.nation)
    if not sheet_is_due(on, today, left, council.sheet_before_working_days):
        return ""
    return url_for("iro.sheet", young_person=entry.young_person)


def _row(entry: CaseloadEntry, today: date, council: Council) -> CaseloadRow:
    return CaseloadRow(
        name=name_or_none(entry.name),
        href=_href(entry),
        needs=needs_of(entry),
        sent=_sent(entry.newest, today),
        review=_review(entry.next_review_on, today, council.nation),
        sheet=sheet_due(entry, today, council),
        lives=home_in_words(entry.placement_type, entry.area, entry.distance),
    )


def _href(entry: CaseloadEntry) -> str:
    if entry.newest:
        return url_for("iro.response", response_id=entry.newest.response)
    return url_for("iro.young_person", young_person=entry.young_person)


def _sent(newest: Waiting | None, today: date) -> str:
    if newest is None:
        return _("nothing sent yet")
    sent_on = uk_day(newest.sent_at)
    sent = _("sent %(when)s", when=in_days(sent_on, today, get_translations()))
    return f"{KINDS[newest.kind]}: {sent}" if newest.kind in KINDS else sent


def _review(on: date | None, today: date, nation: Nation) -> str:
    if on is None:
        return _("no review date")
    days = working_days_between(today, on, nation) or -working_days_between(on, today, nation)
    is_counted = days != 0 or on == today  # between a Saturday and its Sunday lies no working day
    words = get_translations()
    when = in_working_days(days, words) if is_counted else in_days(on, today, words)
    return _("review %(when)s, %(day)s", when=when, day=day(on, current_language()))

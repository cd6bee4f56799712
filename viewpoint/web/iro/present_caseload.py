"""From the caseload to its page: what needs doing first, dates as people say them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from flask import url_for
from flask_babel import get_translations

from viewpoint.domain.caseload import CaseloadEntry, Need, OpenedBy, StoodInFor
from viewpoint.domain.caseload_filter import SHOWS, Filter, Show, shows_of
from viewpoint.domain.council import Council
from viewpoint.domain.sheet import sheet_is_due
from viewpoint.domain.uk_time import uk_day
from viewpoint.web.iro.caseload_pages import CaseloadGroup, CaseloadPage, CaseloadRow, CaseloadTab
from viewpoint.web.iro.filters import fields_of
from viewpoint.web.iro.marking import visible
from viewpoint.web.iro.words import KINDS, LOOKS, NEEDS, SHOWN, home_in_words
from viewpoint.web.locale import current_language
from viewpoint.web.locale import gettext as _
from viewpoint.web.staff.reasons import WHY
from viewpoint.wording.dates import day, in_days, in_working_days

MOST_SAID = 4096
"""So many sentences of dates and homes are kept: they are the same for most rows, and hold nobody's words."""
PLACE = "0" * 32
"""Stands in an address for the id that each row has in its place."""


def caseload_page(
    entries: Sequence[CaseloadEntry], asked: Filter, today: date, council: Council
) -> CaseloadPage:
    """The part of the caseload that was asked for: what needs the IRO today, then everybody else."""
    found = [entry for entry in entries if asked.holds(entry)]
    say = _Rows(today, council)
    groups = (
        CaseloadGroup(title=_("What needs you today"), rows=say.rows(each for each in found if each.needs)),
        CaseloadGroup(title=_("Everybody else"), rows=say.rows(each for each in found if not each.needs)),
    )
    return CaseloadPage(
        groups=tuple(group for group in groups if group.rows),
        tabs=tuple(_tabs(entries, asked)),
        show=asked.show,
        query=asked.query,
        fields=fields_of(asked, entries),
        shown=len(found),
        total=len(entries),
        needing=sum(bool(entry.needs) for entry in entries),
        is_narrow=asked.is_narrow,
    )


def name_or_none(name: str) -> str:
    """The name, or words in its place where the roster gave none."""
    return name or _("No name on the roster")


def opened_in_words(each: OpenedBy, language: str) -> str:
    """Who opened a young person's things from outside, when and why."""
    reason = each.opening.reason
    return _(
        "Opened by %(name)s on %(day)s: %(why)s. “%(words)s”",
        name=each.by_name,
        day=day(uk_day(each.opening.opened_at), language),
        why=WHY[reason.why],
        words=visible(reason.words) or _("The reason cannot be read any more"),
    )


class _Rows:
    """Says the rows of one page; what is the same for all is looked up once."""

    def __init__(self, today: date, council: Council) -> None:
        self._today = today
        self._sheet_within = council.sheet_before_working_days
        self._language = current_language()
        self._response = url_for("iro.response", response_id=PLACE)
        self._young_person = url_for("iro.young_person", young_person=PLACE)
        self._sheet = url_for("iro.sheet", young_person=PLACE)

    def rows(self, entries: Iterable[CaseloadEntry]) -> tuple[CaseloadRow, ...]:
        return tuple(self._row(entry) for entry in entries)

    def _row(self, entry: CaseloadEntry) -> CaseloadRow:
        language = self._language
        return CaseloadRow(
            name=name_or_none(entry.name),
            href=self._href(entry),
            needs=tuple(_need(need, entry.days_unread, language) for need in entry.needs),
            sent=self._sent(entry),
            review=_review(entry.next_review_on, self._today, entry.days_to_review, language),
            lives=_lives(entry.placement_type, entry.area, entry.distance, entry.moved_on, language),
            cover=_covered(entry.cover, language) if entry.cover else "",
            sheet=self._sheet_due(entry),
            is_unread=entry.is_unread,
            opened=tuple(opened_in_words(each, language) for each in entry.opened),
        )

    def _href(self, entry: CaseloadEntry) -> str:
        if entry.newest:
            return self._response.replace(PLACE, entry.newest.response)
        return self._young_person.replace(PLACE, entry.young_person)

    def _sheet_due(self, entry: CaseloadEntry) -> str:
        """Where the sheet is of a review so near that it should be ready; "" while there is none to make."""
        on, left = entry.next_review_on, entry.days_to_review
        if entry.newest is None or left is None:
            return ""
        is_due = sheet_is_due(on, self._today, left, self._sheet_within)
        return self._sheet.replace(PLACE, entry.young_person) if is_due else ""

    def _sent(self, entry: CaseloadEntry) -> str:
        newest = entry.newest
        if newest is None:
            return _nothing(self._language, is_asked=entry.is_asked)
        sent_on = uk_day(newest.sent_at)
        return _sent(newest.kind, sent_on, self._today, self._language, is_asked=entry.is_asked)


def _tabs(entries: Sequence[CaseloadEntry], asked: Filter) -> Iterable[CaseloadTab]:
    """Everyone and all that need something, always; of the rest those that are somebody's."""
    counts = Counter(show for entry in entries for show in shows_of(entry))
    for show in SHOWS:
        count = counts[show]
        if count or show in (Show.EVERYONE, Show.NEEDS_ME, asked.show):
            yield CaseloadTab(
                words=str(SHOWN[show]),
                href=url_for("iro.caseload", show=show) if show != Show.EVERYONE else url_for("iro.caseload"),
                count=count,
                is_current=show == asked.show and not asked.is_narrow,
            )


# Each in the language of the request, which is part of what it is kept by.


@lru_cache(maxsize=MOST_SAID)
def _need(need: Need, days_unread: int, language: str) -> tuple[str, str]:  # noqa: ARG001 - kept by it
    words = str(NEEDS[need])
    if need is Need.UNREAD and days_unread:
        waits = get_translations().ngettext(
            "waiting %(num)d working day", "waiting %(num)d working days", days_unread
        )
        words = f"{words}: {waits % {'num': days_unread}}"
    return words, LOOKS.get(need, "")


@lru_cache(maxsize=MOST_SAID)
def _lives(placement_type: str, area: str, distance: str, moved_on: date | None, language: str) -> str:
    home = home_in_words(placement_type, area, distance)
    return _("%(home)s, since %(day)s", home=home, day=day(moved_on, language)) if home and moved_on else home


@lru_cache(maxsize=MOST_SAID)
def _nothing(language: str, *, is_asked: bool) -> str:  # noqa: ARG001 - kept by it
    return _("nothing sent yet") if is_asked else _("not asked in the last half year")


@lru_cache(maxsize=MOST_SAID)
def _covered(cover: StoodInFor, language: str) -> str:
    return _("you cover %(name)s until %(day)s", name=cover.iro_name, day=day(cover.until_on, language))


@lru_cache(maxsize=MOST_SAID)
def _sent(kind: str, sent_on: date, today: date, language: str, *, is_asked: bool) -> str:  # noqa: ARG001 - kept by it
    sent = _("sent %(when)s", when=in_days(sent_on, today, get_translations()))
    if not is_asked:
        sent = _("%(sent)s, not asked in the last half year", sent=sent)
    return f"{KINDS[kind]}: {sent}" if kind in KINDS else sent


@lru_cache(maxsize=MOST_SAID)
def _review(on: date | None, today: date, days: int | None, language: str) -> str:
    if on is None or days is None:
        return _("no review date")
    is_counted = days != 0 or on == today  # between a Saturday and its Sunday lies no working day
    words = get_translations()
    when = in_working_days(days, words) if is_counted else in_days(on, today, words)
    return _("review %(when)s, %(day)s", when=when, day=day(on, language))

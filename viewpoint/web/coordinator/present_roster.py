"""From a roster's plan to its page: counts, problems and changes in words, no name among them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from viewpoint.domain.people import Area, DistanceBand
from viewpoint.domain.roster import Problem
from viewpoint.domain.roster_record import Stay
from viewpoint.domain.uk_time import LONDON
from viewpoint.services.roster import Keep, Plan
from viewpoint.services.roster_changes import Change, Shown, What
from viewpoint.services.roster_report import in_words
from viewpoint.services.roster_uploads import Look
from viewpoint.web.coordinator.words import CHANNELS, PLACEMENTS, young_people
from viewpoint.web.locale import OWN_NAMES, current_language
from viewpoint.wording.dates import day_and_year

MOST_LISTED = 100
MANY = 10
"""Fewer who leave are not worth a warning, however small the return."""
SAID: Mapping[What, str] = {
    What.NEW: _("New"),
    What.LEFT: _("No longer looked after"),
    What.BACK: _("Looked after again"),
    What.MOVED: _("Moved"),
    What.PLACEMENT: _("Placement told otherwise"),
    What.WITHDRAWN: _("Placement withdrawn"),
    What.MOVES: _("Moves in the year"),
    What.IRO: _("IRO"),
    What.NEXT_REVIEW: _("Next review"),
    What.LANGUAGE: _("Language"),
    What.CHANNEL: _("How they are asked"),
    What.CONTACT: _("Name, telephone or e-mail"),
    What.DETAILS: _("Other details"),
    What.REVIEWS: _("Reviews held"),
}
AREAS: Mapping[str, str] = {Area.INSIDE: _("in area"), Area.OUTSIDE: _("out of area")}
DISTANCES: Mapping[str, str] = {
    DistanceBand.UP_TO_20: _("up to 20 miles from home"),
    DistanceBand.OVER_20: _("more than 20 miles from home"),
}


@dataclass(frozen=True, kw_only=True)
class LookPage:
    """What would change; cells are texts, and `more_...` count what the page leaves out."""

    upload: str
    summary: str
    until: str
    many_leave: int
    counts: tuple[tuple[str, int], ...]
    problems: tuple[tuple[str, ...], ...]
    more_problems: int
    notices: tuple[tuple[str, str], ...]
    changes: tuple[tuple[str, ...], ...]
    more_changes: int
    held_back: int
    can_bring_in_all: bool
    can_bring_in_good: bool


def look_page(upload: str, look: Look) -> LookPage:
    """The page about an upload."""
    plan = look.plan
    has_changes = bool(plan.changes)
    return LookPage(
        upload=upload,
        summary=_summary(plan),
        until=f"{look.until.astimezone(LONDON):%H:%M}",
        many_leave=_many_leave(plan),
        counts=tuple((str(SAID[what]), count) for what, count in plan.counts.items()),
        problems=tuple(_problem(each) for each in plan.problems[:MOST_LISTED]),
        more_problems=len(plan.problems[MOST_LISTED:]),
        notices=tuple((notice.file, notice.mend) for notice in plan.notices),
        changes=tuple(_change(each) for each in plan.changes[:MOST_LISTED]),
        more_changes=len(plan.changes[MOST_LISTED:]),
        held_back=plan.held_back,
        can_bring_in_all=has_changes and plan.is_allowed(Keep.ALL_OR_NOTHING),
        can_bring_in_good=has_changes and bool(plan.problems) and plan.is_allowed(Keep.GOOD_ROWS),
    )


def _many_leave(plan: Plan) -> int:
    """How many would leave care, where that is so many that these may be the wrong files; else 0."""
    leave = plan.counts.get(What.LEFT, 0)
    return leave if leave >= MANY and leave * 5 >= plan.children else 0


def _summary(plan: Plan) -> str:
    if plan.year is None or not plan.is_readable:
        return gettext("These files cannot be brought in yet.")
    return gettext(
        "Return of the year to 31 March %(year)s: %(who)s.",
        year=plan.year.ending,
        who=young_people(plan.children),
    )


def _problem(problem: Problem) -> tuple[str, ...]:
    line = str(problem.line) if problem.line else ""
    return problem.file, line, problem.column, problem.value, in_words(problem.reason), problem.mend


def _change(change: Change) -> tuple[str, ...]:
    new = str(change.count) if change.what is What.REVIEWS else _shown(change.what, change.new)
    return change.child, str(SAID[change.what]), _shown(change.what, change.old), new


def _shown(what: What, value: Shown) -> str:
    if isinstance(value, Stay):
        return _home(value)
    if isinstance(value, date):
        return day_and_year(value, current_language())
    if what is What.LANGUAGE:
        return OWN_NAMES.get(str(value), str(value))
    if what is What.CHANNEL:
        return str({channel.value: words for channel, words in CHANNELS.items()}.get(str(value), ""))
    return "" if value is None else str(value)


def _home(stay: Stay) -> str:
    kind = {placement.value: words for placement, words in PLACEMENTS.items()}[stay.placement_type]
    since = gettext("from %(day)s", day=day_and_year(stay.began_on, current_language()))
    parts = [kind, AREAS.get(stay.area), DISTANCES.get(stay.distance), since]
    if stay.ended_on:
        parts.append(gettext("to %(day)s", day=day_and_year(stay.ended_on, current_language())))
    return gettext(", ").join(str(part) for part in parts if part)

"""Opening somebody outside the caseload: looked for, a reason stated, open for a day."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from viewpoint.domain.outside import Reason, WhyWrong, reason_from
from viewpoint.domain.people import ResponseId, YoungPersonId
from viewpoint.domain.uk_time import LONDON, uk_day
from viewpoint.services.outside import Match, OpenNow
from viewpoint.web.access import viewer
from viewpoint.web.iro.blueprint import blueprint
from viewpoint.web.iro.cover_pages import MatchView, OpenNowView, ReasonBox
from viewpoint.web.iro.present_caseload import name_or_none
from viewpoint.web.iro.services import services
from viewpoint.web.locale import current_language
from viewpoint.web.staff.reasons import WHY
from viewpoint.wording.dates import day

LONGEST_QUERY = 100
WRONG: Mapping[WhyWrong, str] = {
    WhyWrong.NO_KIND: lazy_gettext("Choose the kind of reason."),
    WhyWrong.NO_WORDS: lazy_gettext("Say why in a few words. Their IRO reads them."),
    WhyWrong.TOO_LONG: lazy_gettext("That is too long. Say it in 500 characters."),
}
"""What to do about it."""


@blueprint.get("/outside")
def outside() -> str:
    """Where somebody is looked for, and whom one has open."""
    return _page("", None)


@blueprint.post("/outside")
def search_outside() -> str:
    """Whoever has exactly this name or number; posted, so that no name stands in an address."""
    query = request.form.get("query", "").strip()[:LONGEST_QUERY]
    return _page(query, services().outside.search(viewer(), query))


@blueprint.post("/outside/<young_person>")
def open_outside(young_person: str) -> Response | tuple[str, int]:
    """Open one young person for a day, once a reason is stated; what was typed is kept until it can be."""
    why, words = request.form.get("why", ""), request.form.get("words", "").replace("\0", "").strip()
    reason = reason_from(why, words)
    if not isinstance(reason, Reason):
        errors = {name: str(WRONG[fault]) for name, fault in reason.items()}
        is_asked_first = request.form.get("go") == "ask"  # chosen among several of the same name
        box = ReasonBox(why=why, words=words, errors={} if is_asked_first else errors)
        return _ask(young_person, box), 200 if is_asked_first else 422
    newest = services().outside.open(viewer(), YoungPersonId(young_person), reason)
    flash(_("Open to you for 24 hours, to read. Their IRO sees who opened it and why."))
    return redirect(_address(YoungPersonId(young_person), newest))


def _ask(young_person: str, box: ReasonBox) -> str:
    match = services().outside.look(viewer(), YoungPersonId(young_person))
    return render_template("iro/outside_reason.html", match=_match(match), box=box, whys=WHY)


def _page(query: str, found: Sequence[Match] | None) -> str:
    open_now = services().outside.open_now(viewer())
    return render_template(
        "iro/outside.html",
        query=query,
        matches=None if found is None else [_match(each) for each in found],
        open_now=[_open_now(each) for each in open_now],
        box=ReasonBox(),
        whys=WHY,
    )


def _match(match: Match) -> MatchView:
    return MatchView(
        id=match.young_person, name=name_or_none(match.name), iro=match.iro_name, is_own=match.is_own
    )


def _open_now(each: OpenNow) -> OpenNowView:
    opening = each.opening
    return OpenNowView(
        name=name_or_none(each.name),
        href=_address(opening.young_person, each.newest),
        until=_time(opening.until_at),
    )


def _address(young_person: YoungPersonId, newest: ResponseId | None) -> str:
    if newest:
        return url_for("iro.response", response_id=newest)
    return url_for("iro.young_person", young_person=young_person)


def _time(at: datetime) -> str:
    there = at.astimezone(LONDON)
    return _("%(day)s, %(time)s", day=day(uk_day(at), current_language()), time=f"{there:%H:%M}")

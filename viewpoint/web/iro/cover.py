"""Cover: who stands in for the IRO, and for whom the IRO stands in."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from viewpoint.domain.cover import LONGEST_DAYS, CoverWrong, Wanted
from viewpoint.domain.reply_draft import day_typed
from viewpoint.services.covering import Named
from viewpoint.web.access import viewer
from viewpoint.web.iro.blueprint import blueprint
from viewpoint.web.iro.cover_pages import CoverBox, CoverPage, CoverRow
from viewpoint.web.iro.services import services, today
from viewpoint.web.locale import current_language
from viewpoint.wording.dates import day

WRONG: Mapping[CoverWrong, str] = {
    CoverWrong.NO_DEPUTY: lazy_gettext("Choose who stands in for you."),
    CoverWrong.NOT_A_DAY: lazy_gettext("Give the day with its month and year, such as 1/12/2026."),
    CoverWrong.PAST_DAY: lazy_gettext("That day is over. Choose one from today on."),
    CoverWrong.BACKWARDS: lazy_gettext("The last day comes before the first. Check both."),
    CoverWrong.TOO_LONG: lazy_gettext("That is too long. Name somebody for three months, then again."),
    CoverWrong.TAKEN: lazy_gettext("Somebody stands in for you on one of these days. End that first."),
}
"""What to do about it."""


@blueprint.get("/cover")
def cover() -> str:
    """Who stands in for whom, and the form to name somebody."""
    return _page(CoverBox(from_on=today().isoformat()))


@blueprint.post("/cover")
def name_deputy() -> Response | tuple[str, int]:
    """Name a deputy, or say what to mend."""
    typed = {name: request.form.get(name, "").strip()[:100] for name in ("deputy", "from_on", "until_on")}
    wanted = Wanted(
        deputy=typed["deputy"], from_on=day_typed(typed["from_on"]), until_on=day_typed(typed["until_on"])
    )
    if wrong := services().covering.name(viewer(), wanted):
        errors = {name: str(WRONG[fault]) for name, fault in wrong.items()}
        return _page(CoverBox(**typed, errors=errors)), 422
    flash(_("They stand in for you on those days. Tell them what is under way."))
    return redirect(url_for("iro.cover"))


@blueprint.post("/cover/<cover_id>/end")
def end_cover(cover_id: str) -> Response:
    """End it now; the deputy reads nothing more."""
    services().covering.end(viewer(), cover_id)
    flash(_("That cover has ended."))
    return redirect(url_for("iro.cover"))


def _page(box: CoverBox) -> str:
    covers = services().covering.covers(viewer())
    page = CoverPage(
        given=tuple(_row(each) for each in covers.given),
        taken=tuple(_row(each) for each in covers.taken),
        deputies=(("", _("Choose somebody")), *covers.deputies.items()),
        longest=LONGEST_DAYS,
    )
    return render_template("iro/cover.html", page=page, box=box)


def _row(named: Named) -> CoverRow:
    cover, language = named.cover, current_language()
    return CoverRow(
        id=cover.id,
        name=named.other_name,
        days=_(
            "%(first)s to %(last)s", first=day(cover.from_on, language), last=day(cover.until_on, language)
        ),
        is_now=cover.holds(today()),
    )

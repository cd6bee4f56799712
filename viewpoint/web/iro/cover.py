"""Cover: who stands in for the IRO, and for whom the IRO stands in."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from viewpoint.domain.cover import LONGEST_DAYS
from viewpoint.services.covering import Named
from viewpoint.web.access import viewer
from viewpoint.web.cover_form import CoverBox, choices, days_of, typed_box
from viewpoint.web.iro.blueprint import blueprint
from viewpoint.web.iro.cover_pages import CoverPage, CoverRow
from viewpoint.web.iro.services import services, today


@blueprint.get("/cover")
def cover() -> str:
    """Who stands in for whom, and the form to name somebody."""
    return _page(CoverBox(from_on=today().isoformat()))


@blueprint.post("/cover")
def name_deputy() -> Response | tuple[str, int]:
    """Name a deputy, or say what to mend."""
    if wrong := services().covering.name(viewer(), typed_box().wanted):
        return _page(typed_box(wrong)), 422
    flash(_("They stand in for you on those days, and are told so. Tell them what is under way."))
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
        deputies=choices(covers.deputies),
        longest=LONGEST_DAYS,
    )
    return render_template("iro/cover.html", page=page, box=box)


def _row(named: Named) -> CoverRow:
    return CoverRow(
        id=named.cover.id,
        name=named.other_name,
        days=days_of(named.cover),
        is_now=named.cover.holds(today()),
    )

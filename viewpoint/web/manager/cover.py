"""Cover for an IRO who is away and named nobody."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from viewpoint.domain.cover import LONGEST_DAYS, Cover
from viewpoint.domain.uk_time import uk_day
from viewpoint.services.covering import Arranged
from viewpoint.web.access import viewer
from viewpoint.web.cover_form import CoverBox, choices, days_of, typed_box
from viewpoint.web.manager.blueprint import blueprint
from viewpoint.web.manager.services import services


@dataclass(frozen=True, kw_only=True)
class ArrangedRow:
    """One cover: who is away, who stands in, and the days in words."""

    id: str
    iro: str
    deputy: str
    days: str
    is_now: bool


@dataclass(frozen=True, kw_only=True)
class ArrangedPage:
    """What is arranged from today on, and who can be chosen, by account and name."""

    rows: tuple[ArrangedRow, ...]
    iros: tuple[tuple[str, str], ...]
    longest: int


@blueprint.get("/cover")
def cover() -> str:
    """What is arranged, and the form to arrange more."""
    return _page(CoverBox(from_on=uk_day(services().clock()).isoformat()))


@blueprint.post("/cover")
def arrange_cover() -> Response | tuple[str, int]:
    """Let somebody stand in, or say what to mend."""
    box = typed_box()
    if wrong := services().covering.arrange(viewer(), box.iro, box.wanted):
        return _page(typed_box(wrong)), 422
    flash(_("They stand in on those days. Both are told by e-mail."))
    return redirect(url_for("manager.cover"))


@blueprint.post("/cover/<cover_id>/end")
def call_off_cover(cover_id: str) -> Response:
    """End it now."""
    services().covering.call_off(viewer(), cover_id)
    flash(_("That cover has ended."))
    return redirect(url_for("manager.cover"))


def _page(box: CoverBox) -> str:
    arranged = services().covering.arranged(viewer())
    page = ArrangedPage(
        rows=tuple(_row(each, arranged) for each in arranged.covers),
        iros=choices(arranged.iros),
        longest=LONGEST_DAYS,
    )
    return render_template("manager/cover.html", page=page, box=box)


def _row(cover: Cover, arranged: Arranged) -> ArrangedRow:
    return ArrangedRow(
        id=cover.id,
        iro=arranged.names[cover.iro],
        deputy=arranged.names[cover.deputy],
        days=days_of(cover),
        is_now=cover.holds(uk_day(services().clock())),
    )

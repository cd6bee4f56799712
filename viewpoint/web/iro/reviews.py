"""Somebody's reviews and how they took part: a code is suggested, and kept once the IRO says which it is."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from viewpoint.domain.participation import TookPart
from viewpoint.domain.people import YoungPersonId
from viewpoint.domain.roster import Participation
from viewpoint.services.take_part import CodeDoesNotFitAge, NotYetHeld
from viewpoint.web.access import viewer
from viewpoint.web.iro.blueprint import blueprint
from viewpoint.web.iro.present_reviews import (
    ReviewBox,
    Typed,
    box_for,
    incomplete,
    reviews_page,
    suggestion_box,
)
from viewpoint.web.iro.review_words import ATTENDANCES, CODES, VIEWS
from viewpoint.web.iro.services import services, today


@blueprint.get("/young-people/<young_person>/reviews")
def reviews(young_person: str) -> str:
    """What is known of each review, and the form for one."""
    return _page(young_person, None)


@blueprint.post("/young-people/<young_person>/reviews")
def keep_review(young_person: str) -> Response | str | tuple[str, int]:
    """Suggest a code, or keep the one that was chosen; nothing that was said is lost."""
    names = ("held_on", "attendance", "views", "code")
    typed = Typed(**{name: request.form.get(name, "").strip() for name in names})
    took_part = typed.took_part()
    if took_part is None:
        return _page(young_person, ReviewBox(typed=typed, errors=incomplete(typed))), 422
    try:
        suggested = services().take_part.suggest(viewer(), YoungPersonId(young_person), took_part)
    except NotYetHeld:
        errors = {"held_on": _("This day is still to come. Give the day on which the review was held.")}
        return _page(young_person, ReviewBox(typed=typed, errors=errors)), 422
    if request.form.get("go") == "suggest":
        return _page(young_person, suggestion_box(typed, suggested, {}))
    wrong = _refused(young_person, took_part, typed.code)
    if wrong:
        return _page(young_person, suggestion_box(typed, suggested, {"code": wrong})), 422
    flash(_("The code is kept. You can correct it here; what it was before stays on record."))
    return redirect(url_for("iro.reviews", young_person=young_person))


def _refused(young_person: str, took_part: TookPart, code: str) -> str:
    """Keep the code, or say why it cannot be."""
    if code not in set(Participation):
        return str(_("Choose the code. None is chosen for you."))
    try:
        services().take_part.confirm(viewer(), YoungPersonId(young_person), took_part, Participation(code))
    except CodeDoesNotFitAge:
        return str(_("PN0 is for children under 4 on that day, the others for older ones. Choose another."))
    return ""


def _page(young_person: str, box: ReviewBox | None) -> str:
    found = services().take_part.reviews(viewer(), YoungPersonId(young_person))
    return render_template(
        "iro/reviews.html",
        page=reviews_page(found, today()),
        box=box or box_for(found, request.args.get("on", "")),
        attendances=ATTENDANCES,
        views=VIEWS,
        codes=CODES,
    )

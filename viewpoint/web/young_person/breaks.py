"""A break half-way: nothing in it is kept, and the way back leads to the same question."""

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from viewpoint.domain.routing import first_unanswered
from viewpoint.web.young_person import pages, present
from viewpoint.web.young_person.blueprint import blueprint
from viewpoint.web.young_person.friend import ALONE, is_under_12
from viewpoint.web.young_person.visit import answering


@blueprint.get("/break")
def pause() -> str:
    """A circle to breathe with and a place to draw for under-12s, a plain page for others."""
    found = answering()
    number = request.args.get("at", type=int)
    page = present.page_numbered(found, number) if number else None
    back = present.page_url(found, page or first_unanswered(found.pages, found.answers))
    shown = pages.BreakPage(back_url=back, is_under_12=is_under_12())
    return render_template("young_person/break.html", page=shown)


@blueprint.post("/friend")
def save_friend() -> Response:
    """Send the hedgehog away, or have it back."""
    session[ALONE] = request.form.get("friend") == "away"
    return redirect(url_for("young_person.language"))

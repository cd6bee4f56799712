"""The caseload, one response, and what was raised before anything was sent; every other view is imported."""

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from viewpoint.domain.errors import CouncilNotReady
from viewpoint.domain.people import ResponseId, YoungPersonId
from viewpoint.domain.tailoring import NoQuestionnaireFits
from viewpoint.services.pin_codes import NoPictures, in_threes
from viewpoint.web.access import viewer
from viewpoint.web.iro import present_caseload, present_response, promises, replying, texts, translations
from viewpoint.web.iro.blueprint import blueprint
from viewpoint.web.iro.filters import asked_filter
from viewpoint.web.iro.pages import PinCodePage
from viewpoint.web.iro.response import eyes, rendered
from viewpoint.web.iro.services import council, services, today

__all__ = ["blueprint", "promises", "replying", "texts", "translations"]
"""The blueprint with every view on it."""


@blueprint.get("/")
def caseload() -> str:
    """Everybody who needs something first; the address holds the filter, so that it can be kept."""
    entries = services().review.caseload(viewer())
    page = present_caseload.caseload_page(entries, asked_filter(), today(), council())
    return render_template("iro/caseload.html", page=page)


@blueprint.get("/responses/<response_id>")
def response(response_id: str) -> str:
    """One response; opening it is the receipt that the young person sees."""
    return rendered(response_id)


@blueprint.get("/responses/<response_id>/voice/<question>")
def voice(response_id: str, question: str) -> Response:
    """What they said aloud; each hearing is logged."""
    sound = services().voices.listen(viewer(), ResponseId(response_id), question)
    response = make_response(sound.content)
    response.headers["Content-Type"] = sound.media_type
    return response


@blueprint.get("/young-people/<young_person>")
def young_person(young_person: str) -> str:
    """Somebody who has sent nothing yet, and what they asked of an adult meanwhile."""
    raised = services().review.open_concerns(viewer(), YoungPersonId(young_person))
    page = present_response.concerns_page(raised, eyes())
    return render_template("iro/young_person.html", page=page)


@blueprint.post("/young-people/<young_person>/observer")
def ask_observer(young_person: str) -> Response:
    """Ask an adult what they see; the coordinator prints the letter."""
    try:
        services().observers.ask(viewer(), YoungPersonId(young_person))
    except (CouncilNotReady, NoQuestionnaireFits):
        flash(_("Nothing was done. Ask the coordinator: something is not set up yet."), "error")
    else:
        flash(_("The coordinator has a letter to print. Tell them which adult it is for."))
    return redirect(url_for("iro.caseload"))


@blueprint.post("/young-people/<young_person>/pictures")
def pin_code(young_person: str) -> Response | str:
    """A code for choosing pictures again; shown here and nowhere else, for no cookie may hold it."""
    try:
        given = services().pin_codes.give(viewer(), YoungPersonId(young_person))
    except NoPictures:
        flash(_("They have not chosen pictures yet, so there is no code to give."))
        return redirect(url_for("iro.caseload"))
    page = PinCodePage(name=present_caseload.name_or_none(given.name), code=in_threes(given.code))
    return render_template("iro/pin_code.html", page=page)

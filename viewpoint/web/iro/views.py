"""The caseload, one response, the reply, and what was raised before anything was sent."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from viewpoint.domain.errors import CouncilNotReady
from viewpoint.domain.people import ResponseId, YoungPersonId
from viewpoint.domain.tailoring import NoQuestionnaireFits
from viewpoint.services.review import LONGEST_REPLY
from viewpoint.web.access import viewer
from viewpoint.web.form import Form
from viewpoint.web.iro import present_caseload, present_response
from viewpoint.web.iro.blueprint import blueprint
from viewpoint.web.iro.pages import ReplyBox, Show
from viewpoint.web.iro.services import council, services, today
from viewpoint.web.locale import current_language

LONGEST_QUERY = 100


class ReplyForm(Form):
    """A reply."""

    words = TextAreaField(filters=[lambda words: (words or "").replace("\r\n", "\n").strip()])


@blueprint.get("/")
def caseload() -> str:
    """Everybody who needs something first; the address holds the filter, so that it can be kept."""
    asked, query = request.args.get("show", ""), request.args.get("q", "").strip()[:LONGEST_QUERY]
    show = Show(asked) if asked in set(Show) else Show.EVERYONE
    entries = services().review.caseload(viewer())
    page = present_caseload.caseload_page(entries, show, query, today(), council())
    return render_template("iro/caseload.html", page=page)


@blueprint.get("/responses/<response_id>")
def response(response_id: str) -> str:
    """One response; opening it is the receipt that the young person sees."""
    return _rendered(response_id, ReplyBox())


@blueprint.post("/responses/<response_id>")
def reply(response_id: str) -> Response | tuple[str, int]:
    """Send a reply, or say what is wrong with it and keep every word."""
    words = ReplyForm().words.data or ""
    if error := _error(words):
        return _rendered(response_id, ReplyBox(words=words, error=error)), 422
    services().review.reply(viewer(), ResponseId(response_id), words)
    flash(_("Your reply is sent. It is at the young person's link now."))
    return redirect(url_for("iro.response", response_id=response_id))


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
    page = present_response.concerns_page(raised, _eyes())
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


def _rendered(response_id: str, box: ReplyBox) -> str:
    reading = services().review.open_response(viewer(), ResponseId(response_id))
    page = present_response.response_page(reading, _eyes())
    return render_template("iro/response.html", page=page, box=box, longest=LONGEST_REPLY)


def _eyes() -> present_response.Eyes:
    return present_response.Eyes(
        account=viewer().subject,
        language=current_language(),
        today=today(),
        titles=services().theme_titles,
    )


def _error(words: str) -> str:
    if not words:
        return _("Write a few words before you send them.")
    over = len(words) - LONGEST_REPLY
    if over <= 0:
        return ""
    return ngettext(
        "That is %(num)s character too long. Shorten it and send it again; nothing is lost.",
        "That is %(num)s characters too long. Shorten it and send it again; nothing is lost.",
        over,
    )

"""The picture PIN: chosen twice, given once; each tap posts, so that it works without JavaScript."""

from flask import redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from viewpoint.domain.invitation import InvitationState
from viewpoint.domain.journey import Journey
from viewpoint.domain.routing import first_unanswered
from viewpoint.services.pins import PICTURES, PinRefused
from viewpoint.web.young_person import pages, present
from viewpoint.web.young_person.blueprint import blueprint
from viewpoint.web.young_person.services import services
from viewpoint.web.young_person.visit import address, journey, secret

PICKED, FIRST = "picked", "picked_first"
"""The session's names for the taps so far; gone as soon as the fourth is made."""


@blueprint.get("/pictures/choose")
def pin_choose() -> str | Response:
    """Choose four pictures."""
    found = journey()
    if not _may_choose(found):
        return redirect(url_for("young_person.pin_enter"))
    return _choosing("")


@blueprint.post("/pictures/choose")
def save_pin_choose() -> str | Response:
    """One more tap; the fourth of the second time sets the PIN."""
    found = journey()
    if not _may_choose(found):
        return redirect(url_for("young_person.pin_enter"))
    if request.form.get("go") in {"skip", "clear"}:
        return _given_up(found, request.form["go"], url_for("young_person.pin_choose"))
    picked = _picked_one_more()
    if len(picked) < PICTURES:
        return redirect(url_for("young_person.pin_choose"))
    session.pop(PICKED, None)
    first = session.pop(FIRST, None)
    if first is None:
        session[FIRST] = picked
        return redirect(url_for("young_person.pin_choose"))
    if first != picked:
        return _choosing(_("Those were not the same four. Please choose again."))
    services().pins.choose(secret(), picked)
    return redirect(_onward(found))


@blueprint.get("/pictures")
def pin_enter() -> str | Response:
    """Give the four pictures."""
    found = journey()
    if found.visit.is_known or not found.visit.has_pin:
        return redirect(_onward(found))
    return _entering("")


@blueprint.post("/pictures")
def save_pin_enter() -> str | Response | tuple[str, int]:
    """One more tap; the fourth is checked."""
    found = journey()
    if request.form.get("go") in {"skip", "clear"}:
        return _given_up(found, request.form["go"], url_for("young_person.pin_enter"))
    picked = _picked_one_more()
    if len(picked) < PICTURES:
        return redirect(url_for("young_person.pin_enter"))
    session.pop(PICKED, None)
    try:
        services().pins.enter(secret(), picked, address())
    except PinRefused:
        return _entering(_("Those are not your four pictures, or not in that order. Try again.")), 422
    return redirect(_onward(found))


def _may_choose(found: Journey) -> bool:
    """The first one where nothing is hidden from this visit; another one after giving the first."""
    return found.visit.is_known or found.may_choose_pin


def _picked_one_more() -> list[str]:
    picked = [*session.get(PICKED, []), request.form.get("picture", "")]
    picked = [picture for picture in picked if picture in pages.PICTURES]
    session[PICKED] = picked
    return picked


def _given_up(found: Journey, go: str, again: str) -> Response:
    session.pop(PICKED, None)
    session.pop(FIRST, None)
    return redirect(_onward(found) if go == "skip" else again)


def _choosing(error: str) -> str:
    page = pages.PinChoosePage(chosen=tuple(session.get(PICKED, [])), is_repeat=FIRST in session, error=error)
    return render_template("young_person/pin_choose.html", page=page)


def _entering(error: str) -> str:
    page = pages.PinEnterPage(
        chosen_count=len(session.get(PICKED, [])),
        error=error,
        is_to_change=request.args.get("to") == "change",
    )
    return render_template("young_person/pin_enter.html", page=page)


def _onward(found: Journey) -> str:
    if found.visit.invitation.state is InvitationState.SENT:
        return url_for("young_person.sent")
    go_on = first_unanswered(found.pages, found.answers)
    return present.page_url(found, go_on)

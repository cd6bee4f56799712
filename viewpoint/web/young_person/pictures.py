"""The picture PIN: chosen twice, given once; each tap posts, so that it works without JavaScript."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from viewpoint.domain.invitation import InvitationState
from viewpoint.domain.journey import Journey
from viewpoint.domain.routing import first_unanswered
from viewpoint.services.pins import PICTURES, PinRefused
from viewpoint.web.locale import current_language
from viewpoint.web.locale import gettext as _
from viewpoint.web.young_person import pages, pieces, present
from viewpoint.web.young_person.blueprint import blueprint
from viewpoint.web.young_person.services import services
from viewpoint.web.young_person.taps import FIRST, PICKED, forget_taps, keep_taps, taps
from viewpoint.web.young_person.visit import address, council_of, journey, remember, secret

LONGEST_CODE = 40


@blueprint.get("/pictures/choose")
def pin_choose() -> str | Response:
    """Choose four pictures."""
    found = journey()
    if not _may_choose(found):
        return redirect(url_for("young_person.pin_enter"))
    return _choosing(found, "")


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
    first = taps(FIRST)
    forget_taps()
    if not first:
        keep_taps(FIRST, picked)
        return redirect(url_for("young_person.pin_choose"))
    if first != picked:
        return _choosing(found, _("Those were not the same four. Please choose again."))
    services().pins.choose(secret(), picked)
    return redirect(_onward(found))


@blueprint.get("/pictures")
def pin_enter() -> str | Response:
    """Give the four pictures."""
    found = journey()
    if found.visit.is_known or not found.visit.has_pin:
        return redirect(_onward(found))
    return _entering(found, "")


@blueprint.post("/pictures")
def save_pin_enter() -> str | Response | tuple[str, int]:
    """One more tap; the fourth is checked."""
    found = journey()
    if request.form.get("go") in {"skip", "clear"}:
        return _given_up(found, request.form["go"], url_for("young_person.pin_enter"))
    picked = _picked_one_more()
    if len(picked) < PICTURES:
        return redirect(url_for("young_person.pin_enter"))
    forget_taps()
    try:
        services().pins.enter(secret(), picked, address())
    except PinRefused:
        return _entering(found, _("Those are not your four pictures, or not in that order. Try again.")), 422
    return redirect(_onward(found))


@blueprint.get("/pictures/code")
def pin_code() -> str | Response:
    """Where the code is typed that their IRO reads to somebody who forgot their pictures."""
    found = journey()
    if found.visit.is_known or not found.visit.has_pin:
        return redirect(_onward(found))
    if found.visit.may_renew_pin:
        return redirect(url_for("young_person.pin_choose"))
    return _typing(found, "", "")


@blueprint.post("/pictures/code")
def save_pin_code() -> str | Response | tuple[str, int]:
    """The right code leads to choosing four new pictures; until they are chosen the old ones hold."""
    found, typed = journey(), request.form.get("code", "")[:LONGEST_CODE]
    if request.form.get("go") == "back":
        return redirect(url_for("young_person.pin_enter"))
    try:
        services().pin_codes.take(secret(), typed, address())
    except PinRefused:
        return _typing(
            found, typed, _("That is not the code, or it is too old. Check it, or ask for a new one.")
        ), 422
    forget_taps()
    return redirect(url_for("young_person.pin_choose"))


def _may_choose(found: Journey) -> bool:
    """The first where nothing is hidden from this visit; another after giving the first, or a code."""
    return found.visit.may_renew_pin or found.may_choose_pin


def _picked_one_more() -> list[str]:
    picked = [*taps(PICKED), request.form.get("picture", "")]
    picked = [picture for picture in picked if picture in pieces.PICTURES]
    keep_taps(PICKED, picked)
    return picked


def _given_up(found: Journey, go: str, again: str) -> Response:
    forget_taps()
    remember(found)
    return redirect(_onward(found) if go == "skip" else again)


def _choosing(found: Journey, error: str) -> str:
    page = pages.PinChoosePage(
        chosen=tuple(taps(PICKED)),
        is_repeat=bool(taps(FIRST)),
        is_renewal=found.visit.has_pin,
        error=error,
    )
    return render_template("young_person/pin_choose.html", page=page)


def _entering(found: Journey, error: str) -> str:
    page = pages.PinEnterPage(
        chosen_count=len(taps(PICKED)),
        error=error,
        is_to_change=request.args.get("to") == "change",
        renewed=present.renewed(found, council_of(found), current_language()),
    )
    return render_template("young_person/pin_enter.html", page=page)


def _typing(found: Journey, typed: str, error: str) -> str:
    council, language = council_of(found), current_language()
    page = pages.PinCodePage(reader=present.reader(found, council, language), code=typed, error=error)
    return render_template("young_person/pin_code.html", page=page)


def _onward(found: Journey) -> str:
    if found.visit.invitation.state is InvitationState.SENT:
        return url_for("young_person.sent")
    go_on = first_unanswered(found.pages, found.answers)
    return present.page_url(found, go_on)

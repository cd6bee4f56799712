"""The way in: link, code, welcome, who is with you, and coming back."""

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from viewpoint.domain.errors import LinkClosed
from viewpoint.domain.invitation import InvitationState
from viewpoint.domain.journey import Journey, WhoIsHere
from viewpoint.domain.routing import first_unanswered
from viewpoint.web.locale import current_language
from viewpoint.web.locale import gettext as _
from viewpoint.web.young_person import pages, present
from viewpoint.web.young_person.blueprint import blueprint
from viewpoint.web.young_person.control import is_taken_back
from viewpoint.web.young_person.friend import ALONE
from viewpoint.web.young_person.look import LOOK
from viewpoint.web.young_person.services import services
from viewpoint.web.young_person.visit import (
    VISIT,
    address,
    answering,
    council_of,
    journey,
    language_asked_for,
    remember,
    require_own_page,
    secret,
    starts,
)

LONGEST_CODE = 40


@blueprint.get("/s/<token>")
def link(token: str) -> str:  # noqa: ARG001 - the page is the same for every token
    """The page behind a link: the same bytes for good, expired, revoked and unknown ones."""
    return render_template("young_person/link.html", page=pages.LinkPage(starts=starts()))


@blueprint.post("/s/<token>")
def start(token: str) -> Response:
    """Begin a visit; the token leaves the address bar here."""
    require_own_page()
    language = language_asked_for()
    return _begin(services().respond.start(token, language, address()), language)


@blueprint.get("/code")
def code() -> str:
    """Where the code of a letter is typed."""
    return render_template("young_person/code.html", page=pages.CodePage(starts=starts()))


@blueprint.post("/code")
def enter_code() -> Response | tuple[str, int]:
    """Begin a visit with a typed code."""
    require_own_page()
    language, typed = language_asked_for(), request.form.get("code", "").replace("\0", "")[:LONGEST_CODE]
    try:
        return _begin(services().respond.start_with_code(typed, language, address()), language)
    except LinkClosed:
        error = _("That code does not open anything. Check each letter and number, or ask for a new one.")
        page = pages.CodePage(starts=starts(), code=typed, error=error)
        return render_template("young_person/code.html", page=page), 400


@blueprint.get("/welcome")
def welcome() -> str:
    """What this is, who reads it, what happens if someone is not safe."""
    found = journey()
    # The first of their names: the screen may be seen by others.
    name = services().hear_back.name(secret()).partition(" ")[0]
    page = present.welcome_page(found, name, council_of(found), current_language())
    return render_template("young_person/welcome.html", page=page)


@blueprint.post("/welcome")
def leave_welcome() -> Response:
    """Go on from the welcome."""
    return redirect(url_for("young_person.who"))


@blueprint.get("/who")
def who() -> str | Response:
    """Who is with you?"""
    found = answering()
    if not found.asks_who:
        return redirect(_after_who(found))
    here = found.who_is_here
    return render_template("young_person/who.html", page=pages.WhoPage(chosen=here or ""))


@blueprint.post("/who")
def save_who() -> Response | tuple[str, int]:
    """Keep who is with them, then offer or ask for the picture PIN."""
    go, chosen = request.form.get("go", "next"), request.form.get("who", "")
    if go in {"back", "later"}:
        return redirect(url_for("young_person.welcome" if go == "back" else "young_person.later"))
    if go == "skip":
        return redirect(_after_who(answering()))
    if chosen not in set(WhoIsHere):
        answering()  # their language, and whether there is still something to answer
        page = pages.WhoPage(error=_("Choose one answer, or press Skip."))
        return render_template("young_person/who.html", page=page), 422
    found = services().respond.who_is_here(secret(), WhoIsHere(chosen))
    remember(found)
    return redirect(_after_who(found))


@blueprint.get("/later")
def later() -> str:
    """Finish later: how to come back."""
    found = answering()
    page = pages.LaterPage(
        until_on=present.last_day(found.visit.invitation, current_language()),
        offers_pin=found.may_choose_pin,
    )
    return render_template("young_person/later.html", page=page)


@blueprint.get("/resume")
def resume() -> str:
    """Coming back to a draft: what was answered, without the words."""
    found = answering()
    go_on = first_unanswered(found.pages, found.answers)
    page = present.resume_page(found, go_on, council_of(found), current_language())
    return render_template("young_person/resume.html", page=page)


def _begin(new_secret: str, language: str) -> Response:
    """A new visit always takes the place of an old one in the same browser."""
    if old := session.get(VISIT):
        services().respond.leave(old)
    kept = {name: session[name] for name in (LOOK, ALONE) if name in session}
    session.clear()
    session.update(kept)
    session[VISIT] = new_secret
    session["language"] = language
    found = journey()
    remember(found)
    if found.visit.invitation.state is InvitationState.SENT:
        return redirect(url_for("young_person.sent"))
    if is_taken_back(found):
        return redirect(url_for("young_person.take_back"))
    return redirect(url_for("young_person.who" if found.has_begun else "young_person.welcome"))


def _after_who(found: Journey) -> str:
    if found.has_company and not any(page.asks for page in found.pages):
        return url_for("young_person.later")  # all that is left is just for them
    if found.hides_words:
        return url_for("young_person.resume")
    if found.may_choose_pin:
        return url_for("young_person.pin_choose")
    if found.visit.has_pin and not found.visit.is_known:
        return url_for("young_person.pin_enter")  # so that the same pictures open what is said now
    return present.page_url(found, first_unanswered(found.pages, found.answers))

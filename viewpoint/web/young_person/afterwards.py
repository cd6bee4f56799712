"""After sending, and on every page: what became of it, help, language and look."""

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from viewpoint.domain.errors import AlreadySent, NotFound
from viewpoint.domain.invitation import InvitationState
from viewpoint.domain.journey import Journey
from viewpoint.domain.routing import first_unanswered
from viewpoint.web.accessibility import YOUNG_PERSONS_WORDS, statement_view
from viewpoint.web.locale import current_language
from viewpoint.web.young_person import pages, present, present_sent
from viewpoint.web.young_person.blueprint import blueprint
from viewpoint.web.young_person.control import control_block, is_taken_back
from viewpoint.web.young_person.friend import is_under_12
from viewpoint.web.young_person.help_numbers import help_groups, nation
from viewpoint.web.young_person.look import LOOK, asked_for, choices, chosen_look
from viewpoint.web.young_person.services import services
from viewpoint.web.young_person.visit import (
    came_from,
    council_of,
    journey,
    journey_if_any,
    language_asked_for,
    secret,
    starts,
)


@blueprint.get("/sent")
def sent() -> str | Response:
    """Thanks, what happens next and by when; later, who read it and the reply."""
    found = journey()
    if present_sent.is_anonymous_and_sent(found):
        page = present_sent.anonymous_page(found, council_of(found), current_language())
        return render_template("young_person/sent.html", page=page)
    try:
        after = services().hear_back.afterwards(secret())
    except NotFound:
        return redirect(url_for("young_person.take_back" if is_taken_back(found) else "young_person.check"))
    page = present_sent.sent_page(found, after, council_of(found), current_language())
    return render_template("young_person/sent.html", page=page, control=control_block(after))


@blueprint.get("/language")
def language() -> str:
    """Language and look."""
    found = journey_if_any()
    back = came_from() or (where_they_are(found) if found else "")
    page = pages.LanguagePage(
        starts=starts(), groups=choices(chosen_look()), back_url=back, is_under_12=is_under_12()
    )
    return render_template("young_person/language.html", page=page)


@blueprint.post("/language")
def save_language() -> Response:
    """Go on in another language or look; nothing is lost."""
    if request.form.get("go") == "look":
        session[LOOK] = asked_for(request.form)
        return redirect(url_for("young_person.language", back=came_from() or None))
    session["language"] = language_asked_for()
    found = journey_if_any()
    if found is None:
        return redirect(url_for("young_person.code"))
    services().respond.set_language(secret(), session["language"])
    return redirect(came_from() or where_they_are(found))


@blueprint.get("/help", endpoint="help")
def help_page() -> str:
    """Everyone who can help, with or without a visit."""
    found = journey_if_any()
    page = pages.HelpPage(
        groups=help_groups(current_language()),
        back_url=where_they_are(found) if found else "",
        has_session=found is not None,
    )
    return render_template("young_person/help.html", page=page)


@blueprint.get("/accessibility")
def accessibility() -> str:
    """What works for whom, what does not yet, and whom to tell."""
    found = journey_if_any()
    page = pages.AccessibilityPage(
        statement=statement_view(YOUNG_PERSONS_WORDS, nation(), current_language()),
        back_url=where_they_are(found) if found else "",
        has_session=found is not None,
    )
    return render_template("young_person/accessibility.html", page=page)


@blueprint.errorhandler(AlreadySent)
def shown_as_sent(_error: AlreadySent) -> Response:
    """A page from before sending, come back to with the browser's own button, is not an error."""
    return redirect(url_for("young_person.sent"))


def where_they_are(found: Journey) -> str:
    """The page that a way back leads to."""
    if found.visit.invitation.state is InvitationState.SENT:
        return url_for("young_person.sent")
    if not found.has_begun:
        return url_for("young_person.welcome")
    return present.page_url(found, first_unanswered(found.pages, found.answers))

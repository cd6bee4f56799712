"""Signing in with the council's own account: to its directory, and back."""

from collections.abc import Callable, Mapping
from dataclasses import asdict

from flask import current_app, redirect, render_template, request, session
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from viewpoint.domain.directory import EntryRefused, NoEntry
from viewpoint.domain.errors import NotFound
from viewpoint.services.directory import Asked
from viewpoint.services.single_sign_on import SingleSignOn
from viewpoint.web.access import NEXT
from viewpoint.web.staff.blueprint import blueprint
from viewpoint.web.staff.services import services
from viewpoint.web.staff.sessions import arrive, browser_in_words, forget

ASKED = "directory"
"""The session's name for what a browser was sent to the directory with; taken out when it is back."""


@blueprint.get("/council-account")
def council_account() -> Response | tuple[str, int]:
    """Send the browser to the directory. A link: a form may lead to no other site (headers.py)."""
    try:
        address, asked = _single_sign_on().ask()
    except EntryRefused as refused:
        return _refused(refused)
    wanted = session.get(NEXT, "")
    forget()
    session[ASKED], session[NEXT] = asdict(asked), wanted
    return redirect(address)


@blueprint.get("/council-account/back")
def back_from_directory() -> Response | tuple[str, int]:
    """Begin a visit for whoever is back; what was asked is answered once."""
    single_sign_on, kept, given = _single_sign_on(), session.pop(ASKED, None), request.args
    if not isinstance(kept, dict):
        return _refused(EntryRefused(NoEntry.NOT_SURE))
    state, code = given.get("state", ""), given.get("code", "")
    try:
        signed_in = single_sign_on.come_back(Asked(**kept), state, code, browser_in_words())
    except EntryRefused as refused:
        return _refused(refused)
    return arrive(signed_in)


def _single_sign_on() -> SingleSignOn:
    """As it is set up here.

    Raises:
        NotFound: it is not.
    """
    found = services().single_sign_on
    if found is None:
        raise NotFound("single sign-on")
    return found


def _refused(refused: EntryRefused) -> tuple[str, int]:
    """A page that says why: whoever comes from the directory has shown who they are, or nobody has."""
    current_app.logger.warning("single sign-on refused: %s", refused.why.value)
    status = 503 if refused.why is NoEntry.UNREACHABLE else 403
    page = render_template("staff/no_entry.html", why=WHY[refused.why](), reference=refused.reference)
    return page, status


WHY: Mapping[NoEntry, Callable[[], str]] = {
    NoEntry.UNREACHABLE: lambda: _(
        "The council's sign-in service does not answer. Wait a minute and try again."
    ),
    NoEntry.NOT_SURE: lambda: _(
        "What came back from the council's sign-in service does not show who you are. Begin again; "
        "if it happens twice, tell your administrator."
    ),
    NoEntry.NO_ROLE: lambda: _(
        "The council's directory gives you no role in Viewpoint. If you need one, ask whoever manages it."
    ),
    NoEntry.SWITCHED_OFF: lambda: _("Your account here is switched off. Your administrator can say why."),
    NoEntry.ADDRESS_TAKEN: lambda: _(
        "There is an account here with your e-mail address that is not linked with you yet. An address alone "
        "is not enough: ask your administrator to have it linked."
    ),
    NoEntry.NO_NAME: lambda: _(
        "The council's directory does not tell us your name or your e-mail address. Tell whoever manages it."
    ),
}
"""Each reason in words, with what to do."""

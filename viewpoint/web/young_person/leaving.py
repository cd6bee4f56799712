"""Quick exit: the visit ends on the server, the browser forgets it, and nothing of it comes back."""

from flask import current_app, redirect, request, session
from werkzeug.wrappers import Response

from viewpoint.web.headers import LEAVING
from viewpoint.web.young_person.blueprint import blueprint
from viewpoint.web.young_person.help_numbers import safe_site
from viewpoint.web.young_person.services import services
from viewpoint.web.young_person.visit import LEFT, VISIT, require_own_page


@blueprint.post("/leave")
def leave() -> Response:
    """Quick exit: the visit is over on the server, and the browser is told to forget it."""
    require_own_page()
    away = safe_site()
    _end_visit()
    session.clear()
    response = redirect(away)
    response.headers["Clear-Site-Data"] = LEAVING
    return response


@blueprint.before_request
def end_what_was_left() -> None:
    """The request that ends a visit may be lost where the signal is bad; the next one ends it then."""
    if LEFT in request.cookies:
        _end_visit()


@blueprint.after_request
def forget_that_it_was_left(response: Response) -> Response:
    """Once it is over it need not be said again; the link opens a new visit."""
    if LEFT in request.cookies:
        secure = current_app.config["SESSION_COOKIE_SECURE"]
        response.delete_cookie(LEFT, secure=secure, httponly=True, samesite="Lax")
    return response


def _end_visit() -> None:
    if old := session.pop(VISIT, None):
        services().respond.leave(old)

"""After sending: the part that was put off, or another message."""

from flask import redirect, session, url_for
from werkzeug.wrappers import Response

from viewpoint.domain.errors import NotFound
from viewpoint.web.young_person.blueprint import blueprint
from viewpoint.web.young_person.services import services
from viewpoint.web.young_person.visit import VISIT, secret


@blueprint.post("/go-on")
def go_on() -> Response:
    """Go on with what is open; who is with them is asked first, as every time."""
    try:
        session[VISIT] = services().go_on.go_on(secret())
    except NotFound:
        return redirect(url_for("young_person.sent"))
    return redirect(url_for("young_person.who"))

"""Answers what the script posts with the page that it leads to: a bad line is crossed once, not twice."""

from io import BytesIO

from flask import Response, current_app, g, request, session
from flask.ctx import RequestContext

from viewpoint.web.young_person.blueprint import blueprint

STEP = "X-Viewpoint-Step"
"""The header by which the script says that it shows what comes back, whatever its address."""
FURTHEST = 5
"""So many redirects in a row are followed."""


@blueprint.after_request
def lead_on(response: Response) -> Response:
    """In place of "go there", what is there; `Content-Location` says where that is.

    A browser without the script is sent there as ever, so that its own Back asks nobody to send a form again.
    """
    if request.method != "POST" or STEP not in request.headers:
        return response
    _hand_on_token()
    for _ in range(FURTHEST):
        place = response.headers.get("Location", "")
        if not place.startswith("/"):
            break
        response = _page_at(place)
        response.headers["Content-Location"] = place
    return response


def _hand_on_token() -> None:
    """Let the next page carry the CSRF token that was just found good: it holds as long as the session.

    Flask-WTF makes one for each request where none is there yet, which costs a third of making such a page.
    """
    if g.get("csrf_valid") and "csrf_token" in request.form:
        g.csrf_token = request.form["csrf_token"]


def _page_at(place: str) -> Response:
    """What a GET of `place` answers in this session, as one more step of this request."""
    app, own = current_app._get_current_object(), session._get_current_object()  # type: ignore[attr-defined]  # proxies' own
    # Not the session of the cookie that came along: this request's, which may have changed since.
    with RequestContext(app, _environ(place), session=own):
        try:
            answer = app.dispatch_request()
        except Exception as error:
            answer = app.handle_user_exception(error)
        response: Response = app.make_response(answer)
        return response


def _environ(place: str) -> dict[str, object]:
    path, _, query = place.partition("?")
    posted = {"CONTENT_TYPE", "CONTENT_LENGTH", "werkzeug.request"}
    kept = {name: value for name, value in request.environ.items() if name not in posted}
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "wsgi.input": BytesIO()}
    return kept | asked

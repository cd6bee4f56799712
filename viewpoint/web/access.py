"""Who is asking: staff by their visit, acting in one role; everybody else finds nothing."""

from collections.abc import Callable

from flask import current_app, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from viewpoint.domain.accounts import StaffVisit
from viewpoint.domain.errors import NotFound, VisitEnded
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.services.sign_in import SignIn

STAFF = "staff"
"""The session's name for the secret of a staff visit."""
HALF = "half"
"""The session's name for the secret of a half-open visit: the password was right, and no more."""
NEXT = "next"
"""The session's name for the page that somebody asked for before signing in."""
STAFF_PLACES = frozenset(
    {
        "staff",
        "iro",
        "duty",
        "manager",
        "commissioner",
        "coordinator",
        "reader",
        "auditor",
        "administrator",
    }
)
"""The first part of every address that is for staff."""


def sign_in_service() -> SignIn:
    """The service that knows staff."""
    service: SignIn = current_app.extensions["viewpoint.sign_in"]
    return service


def only(role: Role) -> Callable[[], Response | None]:
    """A guard for a whole blueprint: this role and no other; to others its pages do not exist."""

    def _guard() -> Response | None:
        visit = staff_visit()
        if visit is None:
            session[NEXT] = request.full_path if request.method == "GET" else ""
            return redirect(url_for("staff.sign_in"))
        if visit.role is not role:
            raise NotFound(request.endpoint)
        return None

    return _guard


def is_staff_page() -> bool:
    """Whether the request is for a page of the staff's, one that exists or not."""
    return request.path.split("/", 2)[1] in STAFF_PLACES


def staff_visit() -> StaffVisit | None:
    """The member of staff signed in, asked of the database once a request."""
    if "staff_visit" not in g:
        g.staff_visit = _find_visit()
    visit: StaffVisit | None = g.staff_visit
    return visit


def viewer() -> Viewer:
    """The member of staff signed in, as services take them.

    Raises:
        NotFound: nobody is.
    """
    visit = staff_visit()
    if visit is None:
        raise NotFound("viewer")
    return Viewer(authority=visit.account.authority, role=visit.role, subject=visit.account.id)


def is_same_origin() -> bool:
    """Whether a post comes from our own page; asked where no session exists yet to keep a CSRF token in."""
    return _comes_from_us() is True


def is_from_elsewhere() -> bool:
    """Whether the browser says that another site's page has posted this; an old one says nothing."""
    return _comes_from_us() is False


def _comes_from_us() -> bool | None:
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        return site in {"same-origin", "none"}
    return None if origin is None else origin == request.host_url.rstrip("/")


def _find_visit() -> StaffVisit | None:
    secret = session.get(STAFF)
    if not secret:
        return None
    try:
        return sign_in_service().visit(secret)
    except VisitEnded:
        session.pop(STAFF, None)
        return None

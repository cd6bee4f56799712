"""What the cookie of a member of staff holds: the secret of a visit, or of half a one, and little else."""

from flask import redirect, request, session
from werkzeug.wrappers import Response

from viewpoint.services.sign_in import SignedIn
from viewpoint.web.access import HALF, NEXT, STAFF
from viewpoint.web.staff.going_on import own_path
from viewpoint.web.staff.navigation import first_page

LANGUAGE = "language"
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def begin(signed_in: SignedIn) -> None:
    """Nothing of the session before is kept, so that nobody can hand a session to somebody else."""
    forget()
    session[STAFF] = signed_in.secret


def begin_half(secret: str) -> None:
    """As `begin`, but the page that was asked for is remembered until the visit begins."""
    wanted = session.get(NEXT, "")
    forget()
    session[HALF] = secret
    if wanted:
        session[NEXT] = wanted


def go_on(signed_in: SignedIn) -> str:
    """Begin the visit; the address where they go on, the page they had asked for if it is theirs."""
    wanted, start = session.get(NEXT, ""), first_page(signed_in.role)
    begin(signed_in)
    return own_path(wanted, start) or start


def arrive(signed_in: SignedIn) -> Response:
    """Begin the visit where they go on."""
    return redirect(go_on(signed_in))


def forget() -> None:
    """Keep nothing but the language."""
    language = session.get(LANGUAGE)
    session.clear()
    if language:
        session[LANGUAGE] = language


def browser_in_words() -> str:
    """What this request comes from, as "Firefox, Windows": enough to know one's own places by."""
    sent = request.user_agent.string
    found = (_first(sent, BROWSERS), _first(sent, SYSTEMS))
    return ", ".join(word for word in found if word)


def _first(sent: str, words: tuple[tuple[str, str], ...]) -> str:
    return next((word for mark, word in words if mark in sent), "")

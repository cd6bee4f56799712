"""Who this visit is: from the session's cookie to a journey, and what every page is given of it."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import current_app, g, request, session, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from viewpoint.domain.council import Council
from viewpoint.domain.errors import AlreadySent, LinkClosed, VisitEnded
from viewpoint.domain.invitation import InvitationState
from viewpoint.domain.journey import Journey
from viewpoint.domain.languages import LANGUAGES, WELSH
from viewpoint.domain.rights import Ages
from viewpoint.domain.words import ENGLISH
from viewpoint.web.access import is_same_origin
from viewpoint.web.locale import offered, preferred_languages
from viewpoint.web.locale import speak as answer_in
from viewpoint.web.young_person.friend import meet
from viewpoint.web.young_person.pieces import StartButton
from viewpoint.web.young_person.services import services

VISIT = "visit"
"""The session's name for the secret of a visit."""
LEFT = "left"
"""The cookie by which quick exit says that the visit is over, should its own request be lost."""


_NOT_GONE_BACK_TO = frozenset({"young_person.language", "young_person.link"})
_SAID_IN_ADDRESSES = frozenset({"check", "change", "advocate", *Ages})
_LONGEST_NUMBER = 3


def secret() -> str:
    """The visit's secret.

    Raises:
        VisitEnded: this browser has no visit.
    """
    found: str | None = session.get(VISIT)
    if found is None:
        raise VisitEnded
    return found


def is_visiting() -> bool:
    """Whether this browser has a visit that was not left."""
    return VISIT in session and LEFT not in request.cookies


def journey() -> Journey:
    """The journey of this visit; the page is in its language from here on.

    Raises:
        VisitEnded: there is no visit, or it is over.
    """
    known: Journey | None = g.pop("journey", None)
    found = known or services().respond.journey(secret())
    speak(found)
    return found


def remember(found: Journey) -> None:
    """Take this as the journey of the page that answers this request, as a post has just left it."""
    g.journey = found


def answering() -> Journey:
    """The journey of a visit that has not sent yet.

    Raises:
        AlreadySent: what was answered is on its way.
        VisitEnded: as `journey`.
    """
    found = journey()
    if found.visit.invitation.state is InvitationState.SENT:
        raise AlreadySent(found.visit.invitation.id)
    return found


def journey_if_any() -> Journey | None:
    """The journey of this visit, or None where there is none."""
    try:
        return journey()
    except VisitEnded:
        return None


def speak(found: Journey) -> None:
    """Answer this request in the visit's language and with its council's words."""
    answer_in(found.visit.language)
    g.council = council_of(found)
    g.microphone = g.council.has_voice_answers
    meet(found.visit.invitation.profile)


def council_of(found: Journey) -> Council:
    """The council that looks after them."""
    return services().councils[found.visit.invitation.authority]


def starts() -> tuple[StartButton, ...]:
    """Every language offered, the browser's first; it, English and Welsh are large."""
    every = preferred_languages()
    likely = {every[0], ENGLISH, WELSH}
    return tuple(
        StartButton(
            tag=tag,
            lang=LANGUAGES[tag].bcp47,
            direction=LANGUAGES[tag].direction,
            own_name=LANGUAGES[tag].own_name,
            start=LANGUAGES[tag].start,
            is_large=tag in likely,
        )
        for tag in every
    )


def here() -> str:
    """This page's own address."""
    if request.endpoint == "young_person.language":
        return url_for("young_person.language", back=came_from() or None)
    return _ours(request.path, request.args)


def way_back() -> str:
    """Where language and look lead back to: here; and there, where they came from."""
    return came_from() if request.endpoint == "young_person.language" else here()


def came_from() -> str:
    """The page that they came to language and look from; "" where the address names none of ours."""
    asked = urlsplit(request.args.get("back", ""))
    try:
        endpoint, _ = current_app.url_map.bind("").match(asked.path, method="GET")
    except (HTTPException, RequestRedirect):
        return ""
    is_ours = str(endpoint).startswith("young_person.") and endpoint not in _NOT_GONE_BACK_TO
    if not is_ours or asked.netloc or not asked.path.startswith("/"):
        return ""
    return _ours(asked.path, dict(parse_qsl(asked.query)))


def _ours(path: str, asked: Mapping[str, str]) -> str:
    """An address with what our own pages put in addresses, and nothing else.

    A page says its address back. Could somebody have it say words of their choosing beside what a young
    person wrote, its compressed length would tell when the two are alike.
    """
    kept = {name: value for name, value in asked.items() if _is_said_by_us(value)}
    return f"{path}?{urlencode(kept)}" if kept else path


def _is_said_by_us(value: str) -> bool:
    is_number = value.isascii() and value.isdecimal() and len(value) <= _LONGEST_NUMBER
    return is_number or value in _SAID_IN_ADDRESSES


def language_asked_for() -> str:
    """The language of the button that was pressed."""
    asked = request.form.get("lang", "")
    return asked if asked in offered() else preferred_languages()[0]


def address() -> str:
    """Where the request comes from, for slowing down guesses only; never stored as it is."""
    return request.remote_addr or ""


def require_own_page() -> None:
    """Refuse a post from elsewhere, where there is no session that could hold a CSRF token.

    Raises:
        LinkClosed: the post does not come from our own page.
    """
    if not is_same_origin():
        raise LinkClosed("origin")

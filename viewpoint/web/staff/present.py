"""What the pages of the way in for staff are given: squares to scan, places, and what is wrong in words."""

from dataclasses import dataclass, field

from flask_babel import gettext as _
from markupsafe import Markup

from viewpoint.domain.accounts import LEAST_PASSWORD, PasswordFault, PasswordUnfit, SignedInBy
from viewpoint.services.authenticators import NewApp
from viewpoint.services.own_account import Place
from viewpoint.services.pin_codes import in_threes
from viewpoint.web.locale import current_language
from viewpoint.web.staff.navigation import ROLE_NAMES
from viewpoint.wording.dates import moment
from viewpoint.wording.qr import qr_svg


@dataclass(frozen=True, kw_only=True)
class AppPage:
    """An app to be set up; `shown` is its code where the demo shows it."""

    square: Markup = field(repr=False)
    letters: str = field(repr=False)
    shown: str


@dataclass(frozen=True, kw_only=True)
class PlaceRow:
    """Somewhere that one is signed in."""

    browser: str
    how: str
    role: str
    since: str
    seen: str
    is_here: bool


def app_page(app: NewApp, shown: str | None) -> AppPage:
    """The square, and its letters in fours for whoever types them."""
    letters = " ".join(app.letters[start : start + 4] for start in range(0, len(app.letters), 4))
    square = qr_svg(app.address, _("A square to scan with your app"))
    return AppPage(square=square, letters=letters, shown=spaced(shown))


def place_row(place: Place) -> PlaceRow:
    """A place in words."""
    visit = place.visit
    return PlaceRow(
        browser=visit.browser or _("A browser that does not say what it is"),
        how=HOW[visit.how](),
        role=str(ROLE_NAMES[visit.role]),
        since=moment(visit.started_at, current_language()),
        seen=moment(visit.seen_at, current_language()),
        is_here=place.is_here,
    )


HOW = {
    SignedInBy.PASSWORD: lambda: _("Password and code"),
    SignedInBy.DIRECTORY: lambda: _("Council account"),
    SignedInBy.BREAK_GLASS: lambda: _("Emergency access"),
}


def spaced(code: str | None) -> str:
    """123 456, as apps show it."""
    return in_threes(code) if code else ""


def code_error() -> str:
    """For a code that is not taken, whatever the reason."""
    return _(
        "That code is not right, or was used before. Wait for the next one in your app; type all six digits."
    )


def password_error(unfit: PasswordUnfit) -> str:
    """Why a password is not taken."""
    if unfit.fault is PasswordFault.THE_SAME:
        return _("That is the password from before. Choose another.")
    return _(
        "That is too short. Use at least %(count)s characters; three random words are easy to keep in mind.",
        count=LEAST_PASSWORD,
    )

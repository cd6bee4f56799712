"""The taps of a picture PIN until the fourth: kept in the cookie as marks that only the server can read."""

import hashlib
import hmac

from flask import current_app, session

from viewpoint.web.young_person.pieces import PICTURES
from viewpoint.web.young_person.visit import secret

PICKED, FIRST = "picked", "picked_first"
"""The session's names for the taps so far, and for the first four while they are repeated."""


def taps(name: str) -> list[str]:
    """The pictures that were tapped; none where the marks are of another visit or key."""
    marks = session.get(name, [])
    return [code for place, mark in enumerate(marks) for code in PICTURES if _mark(place, code) == mark]


def keep_taps(name: str, codes: list[str]) -> None:
    """Keep these taps; the cookie is signed and not secret, and a phone may be anybody's."""
    session[name] = [_mark(place, code) for place, code in enumerate(codes)]


def forget_taps() -> None:
    """Forget every tap."""
    session.pop(PICKED, None)
    session.pop(FIRST, None)


def _mark(place: int, code: str) -> str:
    """Another one for each visit and place, so that a picture tapped twice does not show either."""
    key = str(current_app.secret_key).encode()
    words = "|".join(("tap", secret(), str(place), code))
    return hmac.digest(key, words.encode(), hashlib.sha256).hex()[:16]

"""The hedgehog that keeps under-12s company at the start, the break and the end, unless they sent it away."""

from flask import g, session

from viewpoint.domain.people import AgeBand, Profile

UNDER_12 = frozenset({AgeBand.UNDER_4, AgeBand.FOUR_TO_SEVEN, AgeBand.EIGHT_TO_ELEVEN})
ALONE = "alone"
"""The session's name for having sent it away: a need like the look, kept from visit to visit."""


def meet(profile: Profile) -> None:
    """Note for this request whether the visit is an under-12's."""
    g.is_under_12 = profile.age_band in UNDER_12


def is_under_12() -> bool:
    """Whether this page is an under-12's."""
    return bool(g.get("is_under_12"))


def has_friend() -> bool:
    """Whether the hedgehog is on this page."""
    return is_under_12() and not session.get(ALONE)

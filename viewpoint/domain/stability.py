"""Placement stability, as the Department for Education counts moves."""

from collections.abc import Iterable

from viewpoint.domain.placements import Entry, Placement, ReturnYear

MOVES = frozenset({Entry.NEW_CARER, Entry.SAME_CARER})
"""A change of legal status alone is no move; nor is coming into care."""


def moves_in(placements: Iterable[Placement], year: ReturnYear) -> int:
    """Moves from place to place that began within the year; a temporary stay and a short break are none."""
    return sum(
        stay.entry in MOVES and stay.began_on in year and not stay.began_earlier
        for stay in placements
        if not stay.is_temporary and not stay.is_short_break
    )

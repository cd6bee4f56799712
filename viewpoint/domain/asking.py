"""Who may be asked and when: often enough to be heard, never so often that it becomes a burden."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto

from viewpoint.domain.invitation import Channel
from viewpoint.domain.people import Area, DistanceBand, ReviewType, RoundId

MOST_A_YEAR = 4
"""Besides reviews."""
YEAR = timedelta(days=365)
APART = timedelta(weeks=8)
"""At least this long between two askings of the same questionnaire."""


class WhyNot(StrEnum):
    """Why somebody is not asked now."""

    NOT_DUE = auto()
    """No review is near and no round is open, or they are not looked after by this council."""
    SHORT_BREAKS = auto()
    NO_QUESTIONNAIRE = auto()
    ASKED_ALREADY = auto()
    ASKED_LATELY = auto()
    ASKED_OFTEN = auto()


class Cell(StrEnum):
    """DfE's five cells of where children live: boundary by distance, and not known."""

    INSIDE_UP_TO_20 = auto()
    INSIDE_OVER_20 = auto()
    OUTSIDE_UP_TO_20 = auto()
    OUTSIDE_OVER_20 = auto()
    NOT_KNOWN = auto()


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """What somebody is asked for: the review on a day, or a round."""

    review_on: date | None = None
    round: RoundId | None = None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One time that somebody was asked; invitations that were revoked are left out."""

    occasion: Occasion
    base: str
    """The form_id of the questionnaire, without its modules."""
    on: date


def why_not(occasion: Occasion, base: str, before: Iterable[Asked], on: date) -> WhyNot | None:
    """Why somebody is not asked on a day; None when nothing speaks against it."""
    earlier = tuple(before)
    if any(asked.occasion == occasion for asked in earlier):
        return WhyNot.ASKED_ALREADY
    if any(asked.base == base and on - asked.on < APART for asked in earlier):
        return WhyNot.ASKED_LATELY
    besides_reviews = sum(asked.occasion.round is not None and on - asked.on < YEAR for asked in earlier)
    if occasion.round is not None and besides_reviews >= MOST_A_YEAR:
        return WhyNot.ASKED_OFTEN
    return None


def channel_for(preferred: Channel, reachable: Iterable[Channel]) -> Channel:
    """The preferred channel if it can be used, else another that can; a letter always can."""
    usable = {*reachable, Channel.LETTER}
    wanted = (preferred, Channel.SMS, Channel.EMAIL, Channel.LETTER)
    return next(channel for channel in wanted if channel in usable)


def cell(area: Area, distance: DistanceBand) -> Cell:
    """The cell of an area and a distance band; where either is not known, so is the cell."""
    return _CELLS.get((area, distance), Cell.NOT_KNOWN)


def review_type(held: int, looked_after_since: date | None, on: date) -> ReviewType:
    """Which statutory review comes next (Care Planning Regulations 2010, reg. 33).

    A return lists only one year's reviews, so that none or one of them says little of somebody looked after
    for longer: the first is due within 20 working days, the second within three months of it.
    """
    since = on - looked_after_since if looked_after_since else timedelta()
    if held == 0 and since < _BEFORE_FIRST:
        return ReviewType.FIRST
    return ReviewType.SECOND if held <= 1 and since < _BEFORE_SECOND else ReviewType.LATER


def is_nearly_16(birth_month: date, on: date) -> bool:
    """Within the half year before 16, in which the last review before the pathway plan falls."""
    months = 12 * (on.year - birth_month.year) + on.month - birth_month.month
    return 15 * 12 + 6 <= months < 16 * 12


def has_moved_lately(looked_after_since: date | None, placed_on: date | None, on: date) -> bool:
    """Whether they came from another placement, so lately that how it was there can still be asked."""
    if looked_after_since is None or placed_on is None:
        return False
    return looked_after_since < placed_on and on - placed_on < _LATELY


_CELLS = {
    (Area.INSIDE, DistanceBand.UP_TO_20): Cell.INSIDE_UP_TO_20,
    (Area.INSIDE, DistanceBand.OVER_20): Cell.INSIDE_OVER_20,
    (Area.OUTSIDE, DistanceBand.UP_TO_20): Cell.OUTSIDE_UP_TO_20,
    (Area.OUTSIDE, DistanceBand.OVER_20): Cell.OUTSIDE_OVER_20,
}
_LATELY = timedelta(weeks=13)
_BEFORE_FIRST = timedelta(weeks=8)
_BEFORE_SECOND = timedelta(weeks=26)

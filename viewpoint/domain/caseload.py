"""An IRO's caseload: who needs something, and who comes first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from viewpoint.domain.asking import APART
from viewpoint.domain.invitation import InvitationKind
from viewpoint.domain.outside import Opening
from viewpoint.domain.people import YoungPersonId
from viewpoint.domain.sent import Waiting

REVIEW_NEAR = 15
"""Working days before a review in which something should have been received for it."""
ASKED_LATELY = timedelta(weeks=26)
"""Reviews are at most half a year apart: whoever was not asked for longer was left out."""
HEARD_LATELY = APART
"""Nobody is asked the same so soon again: what was sent since then counts for a review."""


CHANGED_LATELY = timedelta(days=7)
"""From one Monday to the next: what came or moved since then is listed as changed."""
MOVED_LATELY = timedelta(days=28)
"""So long after a move the day of it stands beside the home."""


class Need(StrEnum):
    """What somebody of the caseload needs from their IRO."""

    CONCERN = "concern"
    ADVOCATE = "advocate"
    UNREAD = "unread"
    PROMISE = "promise"
    REPLY = "reply"
    REVIEW = "review"


@dataclass(frozen=True, kw_only=True)
class StoodInFor:
    """The IRO whose caseload it is, by name, and the last day of the cover."""

    iro_name: str
    until_on: date


@dataclass(frozen=True, kw_only=True)
class OpenedBy:
    """An opening from outside, and by whom, by name."""

    opening: Opening
    by_name: str


@dataclass(frozen=True, kw_only=True)
class CaseloadEntry:
    """A young person of the caseload and what needs doing."""

    young_person: YoungPersonId
    name: str = field(repr=False)
    next_review_on: date | None
    placement_type: str
    area: str
    distance: str
    newest: Waiting | None
    concerns: int
    moved_on: date | None = None
    """When they came to where they live, where that is lately."""
    is_changed: bool = False
    """Whether something came from them, or they moved, within a week."""
    wants_advocate: bool = False
    promised_by: date | None = None
    """The oldest day that something was promised by and was not done; None where no promise is overdue."""
    is_asked: bool = True
    """Whether they were asked for their views within half a year."""
    is_heard: bool = False
    """Whether they sent their views so lately that these count for the next review."""
    days_to_review: int | None = None
    """Working days until the next review, negative once it is past; nothing where no day is set."""
    days_unread: int = 0
    """Working days that the newest response has waited to be read."""
    cover: StoodInFor | None = None
    """Whose they are, where the viewer stands in today."""
    opened: tuple[OpenedBy, ...] = ()
    """What others opened from outside lately."""

    @property
    def is_unread(self) -> bool:
        """Whether the newest response was not opened yet."""
        return self.newest is not None and self.newest.read_at is None

    @property
    def owes_reply(self) -> bool:
        """Whether the newest response was read, and neither answered nor closed with a reason."""
        newest = self.newest
        if newest is None or newest.kind is InvitationKind.OBSERVER:
            return False
        return newest.read_at is not None and not (newest.has_reply or newest.is_closed)

    @property
    def is_review_bare(self) -> bool:
        """Whether a review is near and nothing was received for it."""
        days = self.days_to_review
        return days is not None and 0 <= days <= REVIEW_NEAR and not self.is_heard

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """What they need from their IRO, the most urgent first."""
        return tuple(need for need, is_needed in NEEDS.items() if is_needed(self))


NEEDS: Mapping[Need, Callable[[CaseloadEntry], bool]] = {
    Need.CONCERN: lambda entry: entry.concerns > 0,
    Need.ADVOCATE: lambda entry: entry.wants_advocate,
    Need.UNREAD: lambda entry: entry.is_unread,
    Need.PROMISE: lambda entry: entry.promised_by is not None,
    Need.REPLY: lambda entry: entry.owes_reply,
    Need.REVIEW: lambda entry: entry.is_review_bare,
}
"""When somebody needs what, in the order in which it comes first; a need more is a line more."""
_RANKS = {need: rank for rank, need in enumerate(NEEDS)}


def urgency(entry: CaseloadEntry) -> tuple[int, str, date, date, str]:
    """What a caseload is sorted by: the most urgent need, for how long, the next review, the name."""
    rank = next((_RANKS[need] for need in entry.needs), len(_RANKS))
    unread_since = entry.newest.sent_at.isoformat() if entry.newest and entry.is_unread else "~"
    promised_by = entry.promised_by or date.max
    return (rank, unread_since, promised_by, entry.next_review_on or date.max, entry.name)

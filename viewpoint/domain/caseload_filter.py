"""Which part of a caseload is listed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from viewpoint.domain.caseload import REVIEW_NEAR, CaseloadEntry, Need

THIS_WEEK = 5


class Show(StrEnum):
    """Who is listed; besides these, each need shows those who have it."""

    EVERYONE = "everyone"
    NEEDS_ME = "needs-me"
    CHANGED = "changed"
    NOT_ASKED = "not-asked"
    COVERED = "covered"


class ReviewWindow(StrEnum):
    """When the next review is."""

    ANY = ""
    PAST = "past"
    THIS_WEEK = "5"
    NEAR = "15"
    UNKNOWN = "none"


SHOWS: tuple[str, ...] = (Show.EVERYONE, Show.NEEDS_ME, *Need, Show.CHANGED, Show.NOT_ASKED, Show.COVERED)
"""The words of the address, in the order of the page."""
_WINDOWS: Mapping[ReviewWindow, Callable[[int | None], bool]] = {
    ReviewWindow.ANY: lambda _days: True,
    ReviewWindow.PAST: lambda days: days is not None and days < 0,
    ReviewWindow.THIS_WEEK: lambda days: days is not None and 0 <= days <= THIS_WEEK,
    ReviewWindow.NEAR: lambda days: days is not None and 0 <= days <= REVIEW_NEAR,
    ReviewWindow.UNKNOWN: lambda days: days is None,
}


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What the caseload is narrowed to; "" narrows to nothing."""

    show: str = Show.EVERYONE
    query: str = ""
    """A part of the name."""
    review: ReviewWindow = ReviewWindow.ANY
    area: str = ""
    placement_type: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether it leaves anybody out besides by what they need."""
        return bool(self.query or self.review or self.area or self.placement_type)

    def holds(self, entry: CaseloadEntry) -> bool:
        """Whether somebody is listed."""
        if self == _EVERYBODY:
            return True
        return (
            self.show in shows_of(entry)
            and self.query.casefold() in entry.name.casefold()
            and _WINDOWS[self.review](entry.days_to_review)
            and self.area in ("", entry.area)
            and self.placement_type in ("", entry.placement_type)
        )


_EVERYBODY = Filter()


def shows_of(entry: CaseloadEntry) -> Iterator[str]:
    """Under which words of the address somebody is listed."""
    yield Show.EVERYONE
    if entry.needs:
        yield Show.NEEDS_ME
        yield from entry.needs
    if entry.is_changed:
        yield Show.CHANGED
    if not entry.is_asked:
        yield Show.NOT_ASKED
    if entry.cover is not None:
        yield Show.COVERED

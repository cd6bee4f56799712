"""Cover: another IRO, the deputy, stands in for some days."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum, auto

from viewpoint.domain.people import AccountId, AuthorityId

LONGEST_DAYS = 92
"""So that cover that nobody ended does not go on for years; it can be named anew."""


@dataclass(frozen=True, kw_only=True)
class Cover:
    """Who stands in for whom, both days included; `ended_at` once it was ended early."""

    id: str
    authority: AuthorityId
    iro: AccountId
    deputy: AccountId
    from_on: date
    until_on: date
    made_at: datetime
    ended_at: datetime | None = None

    def holds(self, on: date) -> bool:
        """Whether the deputy stands in on a day."""
        return self.ended_at is None and self.from_on <= on <= self.until_on

    def is_over(self, on: date) -> bool:
        """Whether it is past or was ended."""
        return self.ended_at is not None or self.until_on < on


class CoverWrong(StrEnum):
    """What must be mended before somebody can stand in."""

    NO_IRO = auto()
    NO_DEPUTY = auto()
    NOT_A_DAY = auto()
    PAST_DAY = auto()
    BACKWARDS = auto()
    TOO_LONG = auto()
    TAKEN = auto()
    """Somebody stands in on one of these days already."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A deputy as chosen and two days as typed; a day that is none is not there."""

    deputy: str
    from_on: date | None
    until_on: date | None


def cover_faults(
    wanted: Wanted, deputies: Container[str], before: Iterable[Cover], today: date
) -> Mapping[str, CoverWrong]:
    """What must be mended, by field; `before`: the covers that the IRO named earlier."""
    faults: dict[str, CoverWrong] = {}
    if wanted.deputy not in deputies:
        faults["deputy"] = CoverWrong.NO_DEPUTY
    start, end = wanted.from_on, wanted.until_on
    if start is None or end is None:
        missing = {"from_on": start, "until_on": end}
        return faults | {name: CoverWrong.NOT_A_DAY for name, day in missing.items() if day is None}
    if start < today:
        faults["from_on"] = CoverWrong.PAST_DAY
    if end < start:
        faults["until_on"] = CoverWrong.BACKWARDS
    elif end - start > timedelta(days=LONGEST_DAYS):
        faults["until_on"] = CoverWrong.TOO_LONG
    elif any(not each.ended_at and each.from_on <= end and start <= each.until_on for each in before):
        faults["from_on"] = CoverWrong.TAKEN
    return faults

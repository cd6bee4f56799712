"""Cover: another IRO, the deputy, stands in for some days."""

from dataclasses import dataclass
from datetime import date, datetime

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

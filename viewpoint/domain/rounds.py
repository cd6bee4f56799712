"""Rounds: fixed windows of time in which each child counts once, closed and then sealed for good."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from viewpoint.domain.errors import ViewpointError
from viewpoint.domain.people import AuthorityId, RoundId


class RoundState(StrEnum):
    """Where a round stands; it never goes back."""

    OPEN = "open"
    CLOSED = "closed"
    SEALED = "sealed"


class RoundNotOpen(ViewpointError):
    """Only an open round can be closed."""


class RoundNotClosed(ViewpointError):
    """Only a closed round that is not sealed yet can be sealed; a sealed release is never made again."""


@dataclass(frozen=True, kw_only=True)
class Round:
    """A window of time, both days included."""

    id: RoundId
    authority: AuthorityId
    name: str
    opens_on: date
    closes_on: date
    state: RoundState = RoundState.OPEN
    closed_at: datetime | None = None
    sealed_at: datetime | None = None

    def close(self, at: datetime) -> "Round":
        """The round closed, by its date or by the coordinator.

        Raises:
            RoundNotOpen: it is closed already.
        """
        if self.state is not RoundState.OPEN:
            raise RoundNotOpen(self.id)
        return replace(self, state=RoundState.CLOSED, closed_at=at)

    def seal(self, at: datetime) -> "Round":
        """The round sealed, once its release is stored.

        Raises:
            RoundNotClosed: it is open, or sealed already.
        """
        if self.state is not RoundState.CLOSED:
            raise RoundNotClosed(self.id)
        return replace(self, state=RoundState.SEALED, sealed_at=at)


def quarter(round_id: RoundId, authority: AuthorityId, on: date) -> Round:
    """The calendar quarter that holds a day, as a round named like "2026 Q3"."""
    number = (on.month - 1) // 3
    opens_on = date(on.year, 3 * number + 1, 1)
    after = date(on.year + number // 3, (3 * number + 3) % 12 + 1, 1)
    return Round(
        id=round_id,
        authority=authority,
        name=f"{on.year} Q{number + 1}",
        opens_on=opens_on,
        closes_on=after - timedelta(days=1),
    )


def round_for(sent_on: date, rounds: Iterable[Round]) -> Round | None:
    """The round that a response sent on a day counts in: the earliest still open that has not ended by then.

    So an answer that comes after its round was closed counts in the next, and no closed round changes. None
    where no such round exists yet.
    """
    fitting = [each for each in rounds if each.state is RoundState.OPEN and sent_on <= each.closes_on]
    return min(fitting, key=lambda each: each.opens_on, default=None)

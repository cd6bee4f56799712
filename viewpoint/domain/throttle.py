"""Slowing down guesses, never locking anybody out: a home shares one address."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FREE_TRIES = 5
FREE_FROM_ONE_ADDRESS = 50
"""A home, a school or a council shares one address: what one mistypes must not keep out the others."""
LONGEST_WAIT = timedelta(minutes=15)
FORGET_AFTER = timedelta(hours=24)


@dataclass(frozen=True, kw_only=True)
class Tries:
    """Failures in a row, and when the last one was."""

    failures: int
    last_at: datetime

    def wait(self, at: datetime, free: int = FREE_TRIES) -> timedelta:
        """How long to wait from `at`: nothing for the first `free`, then 30 s, doubling to 15 minutes."""
        if self.failures < free or at - self.last_at > FORGET_AFTER:
            return timedelta(0)
        doublings = min(self.failures - free, 5)
        pause = min(timedelta(seconds=30 * (1 << doublings)), LONGEST_WAIT)
        return max(self.last_at + pause - at, timedelta(0))

    def failed(self, at: datetime) -> "Tries":
        """One more failure; old ones are forgotten after a day."""
        earlier = 0 if at - self.last_at > FORGET_AFTER else self.failures
        return Tries(failures=earlier + 1, last_at=at)

"""Tries of something secret, slowed after five failures, from one address after fifty."""

import hashlib
import hmac
import math
from collections.abc import Callable
from datetime import datetime, timedelta

from viewpoint.domain.errors import TooManyTries
from viewpoint.domain.throttle import FREE_FROM_ONE_ADDRESS, FREE_TRIES
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.throttle import forget_tries, hold_tries, read_tries, save_tries


class Throttle:
    """Keeps count by a keyed hash, so that the table holds no address and no code."""

    def __init__(self, database: Database, key: bytes, clock: Callable[[], datetime]) -> None:
        """`key`: 32 bytes from outside the database."""
        self._database = database
        self._key = key
        self._clock = clock

    def check(self, purpose: str, *subjects: str, address: str) -> None:
        """Let the next try be looked at.

        Args:
            purpose: what is tried.
            subjects: whose secret it is, an account or a young person, if that is known.
            address: where the try comes from, which may be many people's.

        Raises:
            TooManyTries: one of the subjects or the address has to wait.
        """
        now = self._clock()
        free = {**dict.fromkeys(subjects, FREE_TRIES), address: FREE_FROM_ONE_ADDRESS}
        with self._database.read() as connection:
            waits = [self._wait(connection, purpose, subject, now, free[subject]) for subject in free]
        if longest := max(waits):
            raise TooManyTries(math.ceil(longest.total_seconds()))

    def begin(self, purpose: str, subject: str, *, address: str) -> None:
        """Count a try against its subject before it is looked at; `succeeded` wipes the slate.

        Of many tries made at once each so waits for those before it; the address is counted by `failed`.

        Raises:
            TooManyTries: as `check`.
        """
        self.check(purpose, address=address)
        now, name = self._clock(), self._name(purpose, subject)
        with self._database.write() as connection:
            tries = hold_tries(connection, name, now)
            if wait := tries.wait(now):
                raise TooManyTries(math.ceil(wait.total_seconds()))
            save_tries(connection, name, tries.failed(now))

    def failed(self, purpose: str, *subjects: str) -> None:
        """Count a failure against each subject, the address among them."""
        now = self._clock()
        with self._database.write() as connection:
            for subject in subjects:
                name = self._name(purpose, subject)
                save_tries(connection, name, hold_tries(connection, name, now).failed(now))

    def succeeded(self, purpose: str, *subjects: str) -> None:
        """Wipe the slate of each subject."""
        with self._database.write() as connection:
            for subject in subjects:
                forget_tries(connection, self._name(purpose, subject))

    def _wait(
        self, connection: Connection, purpose: str, subject: str, now: datetime, free: int
    ) -> timedelta:
        tries = read_tries(connection, self._name(purpose, subject))
        return tries.wait(now, free) if tries else timedelta(0)

    def _name(self, purpose: str, subject: str) -> str:
        return hmac.new(self._key, f"{purpose}|{subject}".encode(), hashlib.sha256).hexdigest()

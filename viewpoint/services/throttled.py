"""Tries of something secret, slowed after five failures."""

import hashlib
import hmac
import math
from collections.abc import Callable
from datetime import datetime

from viewpoint.domain.errors import TooManyTries
from viewpoint.domain.throttle import Tries
from viewpoint.storage.database import Database
from viewpoint.storage.throttle import forget_tries, read_tries, save_tries


class Throttle:
    """Keeps count by a keyed hash, so that the table holds no address and no code."""

    def __init__(self, database: Database, key: bytes, clock: Callable[[], datetime]) -> None:
        """`key`: 32 bytes from outside the database."""
        self._database = database
        self._key = key
        self._clock = clock

    def check(self, purpose: str, *subjects: str) -> None:
        """Let the next try be looked at.

        Raises:
            TooManyTries: one of the subjects (an address, an account) has to wait.
        """
        now = self._clock()
        with self._database.read() as connection:
            found = [read_tries(connection, self._name(purpose, subject)) for subject in subjects]
        wait = max((tries.wait(now).total_seconds() for tries in found if tries), default=0.0)
        if wait > 0:
            raise TooManyTries(math.ceil(wait))

    def failed(self, purpose: str, *subjects: str) -> None:
        """Count a failure against each subject."""
        now = self._clock()
        with self._database.write() as connection:
            for subject in subjects:
                name = self._name(purpose, subject)
                tries = read_tries(connection, name) or Tries(failures=0, last_at=now)
                save_tries(connection, name, tries.failed(now))

    def succeeded(self, purpose: str, *subjects: str) -> None:
        """Wipe the slate of each subject."""
        with self._database.write() as connection:
            for subject in subjects:
                forget_tries(connection, self._name(purpose, subject))

    def _name(self, purpose: str, subject: str) -> str:
        return hmac.new(self._key, f"{purpose}|{subject}".encode(), hashlib.sha256).hexdigest()

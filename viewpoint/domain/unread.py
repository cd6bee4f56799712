"""The unread clock: who has been told that a response was not read in time."""

from enum import StrEnum, auto


class UnreadTold(StrEnum):
    """How far it went; it stops when the response is read or taken back."""

    NOBODY = auto()
    DEPUTY = auto()
    """And the IRO, once more."""
    MANAGER = auto()

"""The unread clock: who has been told that a response was not read in time."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from viewpoint.domain.people import AccountId, ResponseId


class UnreadTold(StrEnum):
    """How far it went; it stops when the response is read or taken back."""

    NOBODY = auto()
    DEPUTY = auto()
    """And the IRO, once more."""
    MANAGER = auto()


@dataclass(frozen=True, kw_only=True)
class Unread:
    """A response that nobody has read; `iro` is None where nobody is named or their account is off."""

    response: ResponseId
    child_ref: str
    iro: AccountId | None
    sent_at: datetime
    told: UnreadTold

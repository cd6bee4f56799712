"""What was sent, with what was put off then, and what a young person may still do with the whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from viewpoint.domain.invitation import Invitation, InvitationKind
from viewpoint.domain.sent import SentResponse
from viewpoint.domain.visit import Visit


@dataclass(frozen=True, kw_only=True)
class Part:
    """One invitation of a whole, and what was sent to it."""

    invitation: Invitation
    response: SentResponse | None


class Hold(StrEnum):
    """What a young person may still do with what they sent."""

    NOTHING = auto()
    TAKE_BACK = auto()
    """It may be taken back; the time for other answers is over."""
    CHANGE = auto()
    """It may be changed, or taken back."""


def hold_on(visit: Visit, whole: Sequence[Part], at: datetime) -> Hold:
    """What this visit may do with a whole, whose first part comes first.

    Once any part was opened, it is read. Only the picture PIN that opens the first part lets anybody undo it:
    a link that somebody else found would let them take away what was said. A draft shows all its words: what
    the PIN does not open is not made one.
    """
    first = whole[0]
    is_theirs = visit.is_known and first.response is not None and first.invitation.is_behind_pin
    if not is_theirs or is_opened(whole):
        return Hold.NOTHING
    sent = (part.invitation for part in whole if part.response)
    may_change = at < first.invitation.answers_until and all(each.is_behind_pin for each in sent)
    return Hold.CHANGE if may_change else Hold.TAKE_BACK


def whole_in(told: Sequence[Part]) -> list[Part]:
    """The whole, of all that was told: without what was added once it had been read."""
    first, *others = told
    return [first, *(part for part in others if part.invitation.kind is InvitationKind.SUPPLEMENT)]


def is_opened(whole: Sequence[Part]) -> bool:
    """Whether the IRO has opened any of it."""
    return any(part.response is not None and part.response.read_at is not None for part in whole)

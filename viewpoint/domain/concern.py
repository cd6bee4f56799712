"""Concerns: something a young person answered, or asked, that needs an adult."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from viewpoint.domain.people import AuthorityId, InvitationId, YoungPersonId
from viewpoint.domain.questionnaire import Urgency

TALK = "i_want_to_talk"
"""In place of a question: the button on every page."""


class AskedToday(StrEnum):
    """What the young person said to "tell someone today?"."""

    YES = auto()
    NO = auto()
    UNASKED = auto()


@dataclass(frozen=True, kw_only=True)
class Concern:
    """Something that needs an adult."""

    young_person: YoungPersonId
    authority: AuthorityId
    invitation: InvitationId
    question: str
    urgency: Urgency
    raised_at: datetime
    asked_today: AskedToday
    how_to_reach: str = ""
    is_adults: bool = False
    """Whether an adult raised it, in telling what they saw."""

"""Concerns: something a young person answered, or asked, that needs an adult."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from viewpoint.domain.people import AuthorityId, InvitationId, YoungPersonId
from viewpoint.domain.questionnaire import Urgency

TALK = "i_want_to_talk"
ADVOCATE = "i_want_an_advocate"
BUTTONS: Mapping[str, Urgency] = {TALK: Urgency.TODAY, ADVOCATE: Urgency.WORKING_DAY}
"""What stands in place of a question where they pressed a button that is on every page, and how soon."""


class SafeWay(StrEnum):
    """How it is safe to reach them, or what must not be done."""

    CALL = auto()
    TEXT = auto()
    AT_SCHOOL = auto()
    COME_TO_ME = auto()
    NOT_AT_HOME = auto()
    TELL_NOBODY_AT_HOME = auto()


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
    safe_ways: tuple[SafeWay, ...] = ()
    is_adults: bool = False
    """Whether an adult raised it, in telling what they saw."""

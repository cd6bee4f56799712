"""Concerns: something a young person answered, or asked, that needs an adult."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from viewpoint.domain.concern_life import ConcernState
from viewpoint.domain.concern_route import Route
from viewpoint.domain.people import AuthorityId, ConcernId, InvitationId, YoungPersonId
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


class ConcernSource(StrEnum):
    """What raised a concern."""

    ANSWER = auto()
    BUTTON = auto()
    WORDS = auto()


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
    source: ConcernSource = ConcernSource.ANSWER
    how_to_reach: str = ""
    safe_ways: tuple[SafeWay, ...] = ()
    is_adults: bool = False
    """Whether an adult raised it, in telling what they saw."""
    id: ConcernId | None = None
    """None until it is stored."""
    route: Route = Route.USUAL
    state: ConcernState = ConcernState.RAISED

    @property
    def is_for_today(self) -> bool:
        """Whether it needs an adult today; an advocate can be found by the next working day."""
        is_asked = self.asked_today is AskedToday.YES and self.question != ADVOCATE
        return self.urgency is Urgency.TODAY or is_asked

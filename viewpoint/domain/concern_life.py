"""A concern's life: raised, acknowledged by name, closed with what was done; raised anew when asked again."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum, auto

from viewpoint.domain.concern_route import Route, is_told
from viewpoint.domain.errors import WrongStep
from viewpoint.domain.people import AccountId, ConcernId, YoungPersonId
from viewpoint.domain.permissions import Role

LONGEST_WORDS = 5000
"""Characters of a note, or of what was done."""


class ConcernState(StrEnum):
    """How far a concern has come; none is ever deleted."""

    RAISED = auto()
    ACKNOWLEDGED = auto()
    CLOSED = auto()


class Escalation(StrEnum):
    """Who has been told that nobody took it up in time."""

    NOBODY = auto()
    DEPUTY = auto()
    MANAGER = auto()


class Step(StrEnum):
    """What happened to a concern; each is a row that is never changed."""

    RAISED = auto()
    ASKED_AGAIN = auto()
    """They asked for somebody sooner, while nobody had taken it up."""
    MORE_URGENT = auto()
    """What they wrote since needs somebody sooner."""
    REOPENED = auto()
    ACKNOWLEDGED = auto()
    NOTED = auto()
    EMERGENCY_TEAM_TOLD = auto()
    DEPUTY_TOLD = auto()
    MANAGER_TOLD = auto()
    CLOSED = auto()


@dataclass(frozen=True, kw_only=True)
class Life:
    """Where a concern stands.

    `due_at`: by when somebody is to take it up. `next_at`: when the next one is told that nobody has; None
    once somebody did, or when everybody was told.
    """

    due_at: datetime
    next_at: datetime | None
    state: ConcernState = ConcernState.RAISED
    escalation: Escalation = Escalation.NOBODY
    owner: AccountId | None = None

    def acknowledge(self, by: AccountId) -> "Life":
        """Taken up by name; by somebody else later, it is theirs from then on.

        Raises:
            WrongStep: it is closed.
        """
        self._refuse_closed()
        return replace(self, state=ConcernState.ACKNOWLEDGED, owner=by, next_at=None)

    def note(self) -> "Life":
        """A step taken meanwhile is written down.

        Raises:
            WrongStep: it is closed.
        """
        self._refuse_closed()
        return self

    def close(self) -> "Life":
        """Done.

        Raises:
            WrongStep: nobody has taken it up, or it is closed.
        """
        if self.state is not ConcernState.ACKNOWLEDGED:
            raise WrongStep(Step.CLOSED)
        return replace(self, state=ConcernState.CLOSED)

    def ask_again(self, due_at: datetime) -> "tuple[Life, Step | None]":
        """The young person asks once more: it is new again, or sooner than it was, or as it is."""
        if self.state is not ConcernState.RAISED:
            return Life(due_at=due_at, next_at=due_at), Step.REOPENED
        if due_at < self.due_at:
            return Life(due_at=due_at, next_at=due_at), Step.ASKED_AGAIN
        return self, None

    def press(self, due_at: datetime) -> "Life":
        """What they wrote since is for sooner: it is new again, and due at the earlier of the two."""
        due_at = min(due_at, self.due_at) if self.state is ConcernState.RAISED else due_at
        return Life(due_at=due_at, next_at=due_at)

    def escalate(self, to: Escalation, next_at: datetime | None) -> "Life":
        """Somebody was told that nobody took it up.

        Raises:
            WrongStep: somebody has.
        """
        if self.state is not ConcernState.RAISED:
            raise WrongStep(to)
        return replace(self, escalation=to, next_at=next_at)

    def _refuse_closed(self) -> None:
        if self.state is ConcernState.CLOSED:
            raise WrongStep(ConcernState.CLOSED)


@dataclass(frozen=True, kw_only=True)
class TakenStep:
    """A step that was taken; `by` is None where the young person or the machine took it."""

    id: str
    step: Step
    at: datetime
    by: AccountId | None
    words: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class WaitingConcern:
    """A concern on a list: codes and ids only."""

    id: ConcernId
    young_person: YoungPersonId
    child_ref: str
    iro: AccountId | None
    question: str
    route: Route
    raised_at: datetime
    is_for_today: bool
    life: Life

    @property
    def is_for_duty(self) -> bool:
        """Whether the duty worker takes it up: what is on their way, and all that is nobody else's."""
        return is_told(Role.DUTY_WORKER, self.route) or self.iro is None

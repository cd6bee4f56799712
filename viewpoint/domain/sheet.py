"""A pre-review sheet: what was heard for a review, and what of it the sheet may say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from viewpoint.domain.invitation import GRACE
from viewpoint.domain.last_time import Recalled
from viewpoint.domain.promise import Promise
from viewpoint.domain.questionnaire import Question
from viewpoint.domain.response import Answer
from viewpoint.domain.sent import SentResponse
from viewpoint.domain.uk_time import uk_day


class Why(StrEnum):
    """Why something is to be asked in private."""

    READ_FIRST = auto()
    """It may be about safety: to be read on the screen, and named nowhere else."""
    FELL = auto()
    """It was better last time."""
    NOT_SAYING = auto()
    """They did not want to say, here."""


@dataclass(frozen=True, kw_only=True)
class Heard:
    """One response as far as its IRO may see it; questions stand in the order of the path."""

    response: SentResponse
    questions: Sequence[Question]
    answers: Mapping[str, Answer]
    by_adults: frozenset[str] = frozenset()
    spoken: frozenset[str] = frozenset()
    """The questions that were answered aloud."""

    @property
    def own(self) -> list[tuple[Question, Answer]]:
        """What the young person answered themselves."""
        return [
            (question, self.answers[question.name])
            for question in self.questions
            if question.name in self.answers and question.name not in self.by_adults
        ]


@dataclass(frozen=True, kw_only=True)
class Saying:
    """A question, and what they said to it in one response."""

    response: SentResponse
    question: Question
    answer: Answer


@dataclass(frozen=True, kw_only=True)
class Change:
    """What was answered otherwise last time."""

    now: Saying
    then: Recalled
    is_fall: bool


@dataclass(frozen=True, kw_only=True)
class Ask:
    """Something to ask in private; of what is to be read first only the section's title may be shown."""

    question: Question
    why: Why


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """All that the sheet may say, the most important first; it is the layout that leaves things out."""

    name: str
    review_on: date | None
    last_review_on: date | None
    newest: SentResponse | None
    """The newest of their own, which the facts at the top are about."""
    sent: tuple[SentResponse, ...]
    adults: int
    """How many responses are no words of theirs."""
    adult_answers: int
    """How many answers within their own somebody else gave."""
    last_time_on: date | None
    words: tuple[Saying, ...]
    asked: tuple[Saying, ...]
    changes: tuple[Change, ...]
    private: tuple[Ask, ...]
    promises: tuple[Promise, ...]
    concerns: int


def sent_for(
    responses: Iterable[SentResponse], last_review_on: date | None, review_on: date | None
) -> list[SentResponse]:
    """What was sent for a review: since the one before, that day included, until answering ended."""
    return [
        each
        for each in responses
        if (last_review_on is None or uk_day(each.sent_at) >= last_review_on)
        and (review_on is None or uk_day(each.sent_at) <= review_on + GRACE)
    ]


def sheet_is_due(review_on: date | None, today: date, working_days_left: int, within: int) -> bool:
    """Whether the sheet of a review that is still to come should be ready by now."""
    return review_on is not None and review_on >= today and working_days_left <= within

"""Distance travelled: what a young person answered to the same measure from one response to the next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from viewpoint.domain.questionnaire import Question
from viewpoint.domain.response import Answer


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a young person told themselves in one response, as far as the reader may see it."""

    sent_at: datetime
    questions: tuple[Question, ...]
    answers: Mapping[str, Answer]

    def with_rest(self, rest: "Told") -> "Told":
        """The same with what was put off then and told later."""
        known = {question.name for question in self.questions}
        more = tuple(question for question in rest.questions if question.name not in known)
        return replace(self, questions=self.questions + more, answers={**self.answers, **rest.answers})

    @cached_property
    def by_measure(self) -> dict[str, tuple[Question, Answer]]:
        """Each measure's question and answer, in the order of the questionnaire."""
        return {
            question.measure: (question, self.answers[question.name])
            for question in self.questions
            if question.measure and question.name in self.answers
        }


@dataclass(frozen=True, kw_only=True)
class Step:
    """One answer of a measure; `height` is from 0 to 1, None where it is no step of a ladder.

    What stands higher is better for the young person: a question that is turned round is turned back.
    """

    at: int
    """Which response it is of: the place in the row of them, from 0."""
    question: Question
    answer: Answer
    height: float | None


@dataclass(frozen=True, kw_only=True)
class Distance:
    """One measure over the responses in which it was answered or passed over, the oldest first."""

    measure: str
    steps: tuple[Step, ...]

    @property
    def question(self) -> Question:
        """As it was asked last."""
        return self.steps[-1].question

    @property
    def placed(self) -> tuple[Step, ...]:
        """The steps that stand on a ladder."""
        return tuple(step for step in self.steps if step.height is not None)

    @property
    def has_moved(self) -> bool:
        """Whether it was not the same each time."""
        return len({step.height for step in self.placed}) > 1


def distances(told: Sequence[Told]) -> tuple[Distance, ...]:
    """Every measure with ordered answers in two responses or more, in the order it was asked last.

    Args:
        told: the young person's own responses, the oldest first.
    """
    by_measure = [each.by_measure for each in told]
    order = dict.fromkeys(
        measure
        for each in reversed(by_measure)
        for measure, (question, _answer) in each.items()
        if question.heights
    )
    found = (Distance(measure=measure, steps=tuple(_steps(measure, by_measure))) for measure in order)
    return tuple(each for each in found if len(each.placed) > 1)


def height_of(question: Question, answer: Answer) -> float | None:
    """How high an answer stands, from 0 to 1; None where it stands on no ladder."""
    step = str(answer.number) if answer.number is not None else "".join(answer.chosen)
    return question.heights.get(step)


def _steps(measure: str, by_measure: Iterable[Mapping[str, tuple[Question, Answer]]]) -> Iterable[Step]:
    for at, told in enumerate(by_measure):
        if measure in told:
            question, answer = told[measure]
            yield Step(at=at, question=question, answer=answer, height=height_of(question, answer))

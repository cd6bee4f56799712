"""Last time: what a young person's measures were answered with in the last response that they sent."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from viewpoint.domain.expression import Value
from viewpoint.domain.questionnaire import LAST_TIME, Instrument, Question
from viewpoint.domain.response import Answer, answer_value

UNSEEN = "?"
"""Stands for an answer of last time that may not be seen here: it equals no option and no number."""


@dataclass(frozen=True, kw_only=True)
class Recalled:
    """A question of last time, as it was asked then, and its answer."""

    question: Question
    answer: Answer


@dataclass(frozen=True, kw_only=True)
class LastTime:
    """What was answered last time, by measure; questions passed over are not among them."""

    said: Mapping[str, Recalled] = field(default_factory=lambda: MappingProxyType({}), repr=False)

    def values(self) -> dict[str, Value]:
        """As conditions name them, `last.safe_home` and so on."""
        return {LAST_TIME + measure: _value(recalled) for measure, recalled in self.said.items()}

    def unseen_values(self) -> dict[str, Value]:
        """As `values`, where only that something was answered may be known, and not what."""
        return dict.fromkeys((LAST_TIME + measure for measure in self.said), UNSEEN)


NOTHING_SAID = LastTime()


def last_time(instrument: Instrument, answers: Mapping[str, Answer], measures: Collection[str]) -> LastTime:
    """What was answered of these measures.

    Args:
        instrument: what was asked then.
        answers: what was sent, by question.
        measures: those that are wanted now.
    """
    said = {
        row.measure: Recalled(question=row, answer=answers[row.name])
        for row in instrument.questions
        if row.measure in measures and row.name in answers and answers[row.name].is_answered
    }
    return LastTime(said=said)


def _value(recalled: Recalled) -> Value:
    return answer_value(recalled.question, recalled.answer)

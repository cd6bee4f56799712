"""What an IRO may want to ask a young person about, found in what they told: questions, never a score."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from viewpoint.domain.distance import Told, height_of
from viewpoint.domain.questionnaire import Question
from viewpoint.domain.response import Answer, AnswerState

MOST = 6
"""A short list: whoever needs more reads the answers."""
WANTS = "want_"
"""What the measures begin with that ask for a wish."""


class Why(StrEnum):
    """What called for the question, in the order in which they are asked."""

    NOT_NOW = auto()
    """Help was offered at once, and they said not now."""
    WANTED = auto()
    """They said in their words what they want; a wish that is only ticked is told of by itself."""
    FELL = auto()
    """They had said something better before."""
    NOT_SAYING = auto()
    """They did not want to say what they had said before, for the first time."""
    SILENT = auto()
    """They had told of a whole topic before, and passed over all of it now."""


@dataclass(frozen=True, kw_only=True)
class Before:
    """A question as it was asked before, and what was answered then."""

    question: Question
    answer: Answer


@dataclass(frozen=True, kw_only=True)
class ToAsk:
    """One thing to ask about; where it is a whole topic, `question` is the first of it."""

    why: Why
    question: Question
    now: Answer | None = None
    before: Before | None = None


def to_ask(
    told: Sequence[Told], not_now: Collection[Question], kept_back: Collection[str]
) -> tuple[ToAsk, ...]:
    """The few things to ask about, in the order of `Why` and of the questionnaire.

    Args:
        told: the young person's own responses, the oldest first, this one last; empty where none is theirs.
        not_now: the questions of concerns where they said "not now".
        kept_back: the questions whose answers they kept from the reader: nothing may follow from them.
    """
    found = [ToAsk(why=Why.NOT_NOW, question=question) for question in not_now]
    if told:
        found += [*_wanted(told[-1]), *_changed(told), *_silent(told, kept_back)]
    order = list(Why)
    return tuple(sorted(found, key=lambda each: order.index(each.why))[:MOST])


def _wanted(now: Told) -> Iterator[ToAsk]:
    for measure, (question, answer) in now.by_measure.items():
        if measure.startswith(WANTS) and answer.words:
            yield ToAsk(why=Why.WANTED, question=question, now=answer)


def _changed(told: Sequence[Told]) -> Iterator[ToAsk]:
    for measure, (question, answer) in told[-1].by_measure.items():
        earlier = [given[measure] for each in told[:-1] if measure in (given := each.by_measure)]
        answered = [Before(question=row, answer=said) for row, said in earlier if said.is_answered]
        if not answered:
            continue
        before = answered[-1]
        refused = any(said.state is AnswerState.NOT_SAYING for _row, said in earlier)
        if answer.state is AnswerState.NOT_SAYING and not refused:
            yield ToAsk(why=Why.NOT_SAYING, question=question, before=before)
        elif _is_lower(question, answer, before):
            yield ToAsk(why=Why.FELL, question=question, now=answer, before=before)


def _is_lower(question: Question, answer: Answer, before: Before) -> bool:
    now, then = height_of(question, answer), height_of(before.question, before.answer)
    return now is not None and then is not None and now < then


def _silent(told: Sequence[Told], kept_back: Collection[str]) -> Iterator[ToAsk]:
    if len(told) < 2:
        return
    before, now = (_by_topic(each) for each in told[-2:])
    hidden = {row.theme for row in told[-1].questions if row.name in kept_back}
    for topic, rows in now.items():
        spoke = any(said.is_answered for _row, said in before.get(topic, ()))
        if topic not in hidden and spoke and not any(said.is_answered for _row, said in rows):
            yield ToAsk(why=Why.SILENT, question=rows[0][0])


def _by_topic(told: Told) -> dict[str, list[tuple[Question, Answer]]]:
    topics: dict[str, list[tuple[Question, Answer]]] = {}
    for question in told.questions:
        if question.theme and question.name in told.answers:
            topics.setdefault(question.theme, []).append((question, told.answers[question.name]))
    return topics

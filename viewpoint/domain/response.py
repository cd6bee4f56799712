"""Answers: given, not wanted to be said, or skipped; and whether a question accepts one."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Self

from viewpoint.domain.concern_route import ConcernAbout, about_of
from viewpoint.domain.errors import BadInput, ViewpointError
from viewpoint.domain.expression import UNANSWERED, Value
from viewpoint.domain.questionnaire import LADDER, ConcernRule, Question, QuestionType, Urgency

LONGEST_WORDS = 5000
_NO_VALUES: Mapping[str, Value] = MappingProxyType({})


class AnswerState(StrEnum):
    """Whether something was answered; "I don't want to say" is an answer of its own, a skip is none."""

    ANSWERED = "answered"
    NOT_SAYING = "not_saying"
    SKIPPED = "skipped"


class Share(StrEnum):
    """Whom an answer is for, as the young person chose; what each means for its use is in `sharing`."""

    IRO = "iro"
    TOTALS = "totals"
    MYSELF = "myself"


class Reason(StrEnum):
    """Why a question does not accept an answer."""

    CHOOSE_ONE = "choose_one"
    UNKNOWN_OPTION = "unknown_option"
    EXCLUSIVE = "exclusive"
    OUT_OF_RANGE = "out_of_range"
    TOO_LONG = "too_long"
    CONSTRAINT = "constraint"


class AnswerRejected(ViewpointError):
    """The question does not accept the answer; carries the question's name, never the answer."""

    def __init__(self, question: str, reason: Reason) -> None:
        super().__init__(f"{question}: {reason}")
        self.question = question
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer; when answered it has exactly one of options, a number or words."""

    state: AnswerState
    chosen: tuple[str, ...] = ()
    number: int | None = None
    words: str = ""
    share: Share = Share.IRO

    def __post_init__(self) -> None:
        """Raise ValueError when it has too many or too few parts, an option twice, or keeps back nothing."""
        parts = bool(self.chosen) + (self.number is not None) + bool(self.words)
        if parts != (self.state is AnswerState.ANSWERED):
            raise ValueError("an answer has exactly one of options, number or words, any other state none")
        if len(set(self.chosen)) != len(self.chosen):
            raise ValueError("an option is chosen once")
        if self.share is not Share.IRO and not self.is_answered:
            raise ValueError("only something that was said can be kept back")

    @classmethod
    def choosing(cls, *options: str) -> Self:
        """The answer that chooses these options, each once."""
        return cls(state=AnswerState.ANSWERED, chosen=tuple(dict.fromkeys(options)))

    @classmethod
    def counting(cls, number: int) -> Self:
        """The answer that is a step of the ladder."""
        return cls(state=AnswerState.ANSWERED, number=number)

    @classmethod
    def saying(cls, words: str) -> Self:
        """The answer in their own words, a line break as one character; blank words are a skip."""
        plain = words.replace("\r\n", "\n").replace("\r", "\n").strip()
        return cls(state=AnswerState.ANSWERED, words=plain) if plain else cls(state=AnswerState.SKIPPED)

    @property
    def is_answered(self) -> bool:
        """Whether it says something."""
        return self.state is AnswerState.ANSWERED

    def shared(self, share: Share) -> Self:
        """The same answer for whom it is meant; where nothing was said there is nothing to keep back."""
        return replace(self, share=share) if self.is_answered else self

    def to_json(self) -> str:
        """The answer as JSON text that `from_json` gives back; only the parts it has."""
        parts = {"state": self.state.value, "chosen": self.chosen, "number": self.number, "words": self.words}
        share = {} if self.share is Share.IRO else {"share": self.share.value}
        return json.dumps({key: part for key, part in parts.items() if part not in ((), None, "")} | share)

    @staticmethod
    def from_json(text: str) -> "Answer":
        """Read what `to_json` wrote.

        Raises:
            BadInput: it is anything else.
        """
        try:
            # Words are never kept in memory; what was chosen is the same few dozen texts for everybody.
            return _read(text) if '"words"' in text else _read_choice(text)
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise BadInput("this is not a stored answer") from error


NOT_SAYING = Answer(state=AnswerState.NOT_SAYING)
SKIPPED = Answer(state=AnswerState.SKIPPED)


def answer_value(question: Question, answer: Answer | None) -> Value:
    """The answer as a condition sees it; one that does not fit the question's type is unanswered."""
    if answer is None or not answer.is_answered:
        return UNANSWERED
    match question.type:
        case QuestionType.SELECT_ONE:
            return answer.chosen[0] if len(answer.chosen) == 1 else UNANSWERED
        case QuestionType.SELECT_MULTIPLE:
            return answer.chosen or UNANSWERED
        case QuestionType.RANGE:
            return UNANSWERED if answer.number is None else answer.number
        case _:
            return answer.words


def check_answer(question: Question, answer: Answer, values: Mapping[str, Value] = _NO_VALUES) -> None:
    """Check that the question accepts the answer; skipping and not saying are always accepted.

    Args:
        question: the question as it was asked.
        answer: what was given.
        values: profile fields and earlier answers, for a constraint that names them.

    Raises:
        AnswerRejected: with the reason.
    """
    if not answer.is_answered:
        return
    reason = _REFUSALS[question.type](question, answer)
    if reason is None and question.constraint is not None:
        holds = question.constraint.holds(values, answer_value(question, answer))
        reason = None if holds else Reason.CONSTRAINT
    if reason is not None:
        raise AnswerRejected(question.name, reason)


def concern_raised(
    question: Question, answer: Answer | None, values: Mapping[str, Value] = _NO_VALUES
) -> Urgency | None:
    """How soon an adult must look at this answer, by the most urgent rule that holds; None if none does."""
    found = {rule.within for rule in _rules_that_hold(question, answer, values)}
    return next((urgency for urgency in Urgency if urgency in found), None)


def concern_about(
    question: Question, answer: Answer | None, values: Mapping[str, Value] = _NO_VALUES
) -> ConcernAbout:
    """Whom this answer may be about, of all the rules that hold."""
    return about_of(rule.about for rule in _rules_that_hold(question, answer, values))


def _rules_that_hold(
    question: Question, answer: Answer | None, values: Mapping[str, Value]
) -> list[ConcernRule]:
    value = answer_value(question, answer)
    if value == UNANSWERED:
        return []
    return [rule for rule in question.concern if rule.when.holds(values, value)]


def _options_refusal(question: Question, answer: Answer) -> Reason | None:
    known = {option.name: option for option in question.options}
    if not answer.chosen:
        return Reason.CHOOSE_ONE
    if not known.keys() >= set(answer.chosen):
        return Reason.UNKNOWN_OPTION
    if len(answer.chosen) > 1 and question.type is QuestionType.SELECT_ONE:
        return Reason.CHOOSE_ONE
    alone = any(known[name].exclusive for name in answer.chosen)
    return Reason.EXCLUSIVE if alone and len(answer.chosen) > 1 else None


def _number_refusal(_question: Question, answer: Answer) -> Reason | None:
    return None if answer.number in LADDER else Reason.OUT_OF_RANGE


def _words_refusal(_question: Question, answer: Answer) -> Reason | None:
    if not answer.words:
        return Reason.UNKNOWN_OPTION
    return Reason.TOO_LONG if len(answer.words) > LONGEST_WORDS else None


_REFUSALS: dict[QuestionType, Callable[[Question, Answer], Reason | None]] = {
    QuestionType.NOTE: lambda _question, _answer: Reason.UNKNOWN_OPTION,
    QuestionType.SELECT_ONE: _options_refusal,
    QuestionType.SELECT_MULTIPLE: _options_refusal,
    QuestionType.RANGE: _number_refusal,
    QuestionType.TEXT: _words_refusal,
}


def _read(text: str) -> Answer:
    return Answer(**_parts(json.loads(text)))


@lru_cache(maxsize=1024)
def _read_choice(text: str) -> Answer:
    return _read(text)


def _parts(stored: object) -> dict[str, Any]:
    """The arguments of an Answer, each of exactly its type; TypeError or ValueError otherwise."""
    if not isinstance(stored, dict) or not stored.keys() <= _STORED_TYPES.keys():
        raise TypeError("not an answer's keys")
    if any(type(part) is not _STORED_TYPES[key] for key, part in stored.items()):
        raise TypeError("a part of another type")
    chosen = stored.get("chosen", [])
    if any(type(option) is not str for option in chosen):
        raise TypeError("an option that is not text")
    share = Share(stored.get("share", Share.IRO))
    return {**stored, "state": AnswerState(stored["state"]), "chosen": tuple(chosen), "share": share}


_STORED_TYPES = {"state": str, "chosen": list, "number": int, "words": str, "share": str}

"""Who sees one answer, where the young person chooses: their IRO, only the totals, or nobody but they."""

from collections.abc import Mapping
from enum import StrEnum

from viewpoint.domain.questionnaire import Instrument, Question, QuestionType, Visibility
from viewpoint.domain.response import Answer, Share

__all__ = ["Share", "Use", "shares_of", "used_for", "with_shares"]


class Use(StrEnum):
    """What an answer may be looked at for, by anybody but the young person."""

    READING = "reading"
    COUNTING = "counting"


KEPT_FROM: Mapping[Share, frozenset[Use]] = {
    Share.IRO: frozenset(),
    Share.TOTALS: frozenset({Use.READING}),
    # Whoever says "I will bring it up myself" asked for nothing else to be done with it: it is not counted.
    Share.MYSELF: frozenset({Use.READING, Use.COUNTING}),
}


def shares_of(question: Question) -> tuple[Share, ...]:
    """What may be chosen for this question's answer, the default first; empty where nothing is to choose.

    A question that can raise a concern is never kept for the totals; words that are full of names are never
    counted.
    """
    if not question.asks or question.visibility is not Visibility.YOUNG_PERSON_CHOOSES:
        return ()
    names = question.type is QuestionType.TEXT and question.identifier
    if question.concern or names:
        return (Share.IRO, Share.MYSELF)
    return (Share.IRO, Share.TOTALS, Share.MYSELF)


def with_shares(
    questions: Mapping[str, Question], answers: Mapping[str, Answer], chosen: Mapping[str, Share]
) -> dict[str, Answer]:
    """The answers with what was chosen for each, as far as its question lets it be chosen."""
    return {
        name: answer.shared(chosen[name])
        if name in chosen and name in questions and chosen[name] in shares_of(questions[name])
        else answer
        for name, answer in answers.items()
    }


def used_for(use: Use, instrument: Instrument, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers that may be used so; the others are absent, as though nobody had been asked.

    What is only ever counted goes into the totals without the young person's choosing, and to nobody else.
    """
    questions = instrument.by_name
    return {
        name: answer
        for name, answer in answers.items()
        if name in questions and use not in KEPT_FROM[_share(questions[name], answer)]
    }


def _share(question: Question, answer: Answer) -> Share:
    return Share.TOTALS if question.visibility is Visibility.TOTALS else answer.share

"""A young person's own copy of what they sent: theirs whole, with what they kept back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from viewpoint.domain.questionnaire import Instrument, Question, Visibility
from viewpoint.domain.response import Answer, Share
from viewpoint.domain.sent import SentResponse


@dataclass(frozen=True, kw_only=True)
class OwnPart:
    """One response with its answers; `read_by` is a name, "" while nobody has opened it."""

    response: SentResponse
    instrument: Instrument
    answers: Mapping[str, Answer]
    spoken: frozenset[str]
    """The questions that were answered aloud: the sound is no part of a copy."""
    by_adults: frozenset[str]
    """The questions that somebody else answered for them."""
    read_by: str = ""

    @property
    def questions(self) -> tuple[Question, ...]:
        """What was asked, in that order, as far as anything became of it."""
        told = self.answers.keys() | self.spoken
        return tuple(each for each in self.instrument.questions if each.asks and each.name in told)


@dataclass(frozen=True, kw_only=True)
class OwnCopy:
    """Everything the picture PIN opens of what was sent, the first part first; `language` is the visit's."""

    parts: Sequence[OwnPart]
    language: str
    left_out: int = 0
    """How many parts were sent without giving the PIN, which it does not open."""


def kept_back(question: Question, answer: Answer | None) -> Share:
    """Whom an answer is for: a question that is only ever counted leaves no choice."""
    if question.visibility is Visibility.TOTALS:
        return Share.TOTALS
    return answer.share if answer else Share.IRO

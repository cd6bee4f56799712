"""A questionnaire on paper: what is printed when nobody can work the path out as the answers come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from viewpoint.domain.expression import Value
from viewpoint.domain.journey import WHO, WhoIsHere
from viewpoint.domain.people import AuthorityId, InvitationId
from viewpoint.domain.questionnaire import CLOSING_NOTES, PROFILE_KINDS, Question
from viewpoint.domain.response import Answer

PaperId = NewType("PaperId", str)


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One printed copy for one invitation; its code finds it again here, and opens nothing online."""

    id: PaperId
    authority: AuthorityId
    invitation: InvitationId
    language: str
    printed_at: datetime
    keyed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class PaperRow:
    """A question or note as it is printed; `number` counts the questions, and is 0 for a note."""

    number: int
    question: Question
    goes_with: tuple[int, ...] = ()
    """The questions whose answers decide whether this one is asked on the pages."""


@dataclass(frozen=True, kw_only=True)
class Keyed:
    """What a reader found on a paper; `who` is None where nothing was ticked."""

    who: WhoIsHere | None
    answers: Mapping[str, Answer]


def paper_rows(questions: Iterable[Question], profile: Mapping[str, Value] | None) -> tuple[PaperRow, ...]:
    """What is printed, in order.

    Args:
        questions: the questionnaire's rows; its closing notes, which the pages show, are left out.
        profile: what is known of the young person; None prints what anybody may be asked.

    A question that the profile rules out is left out; one that depends on another answer is printed with the
    numbers of the questions that it goes with.
    """
    known = None if profile is None else {**profile, WHO: WhoIsHere.ALONE.value}
    rows: list[PaperRow] = []
    numbers: dict[str, int] = {}
    for question in questions:
        if question.name in CLOSING_NOTES or not _may_be_asked(question, known):
            continue
        if question.asks:
            numbers[question.name] = len(numbers) + 1
        depends = question.relevant.names if question.relevant else frozenset()
        rows.append(
            PaperRow(
                number=numbers.get(question.name, 0),
                question=question,
                goes_with=tuple(sorted(numbers[name] for name in depends if name in numbers)),
            )
        )
    return tuple(rows)


def _may_be_asked(question: Question, known: Mapping[str, Value] | None) -> bool:
    relevant = question.relevant
    if relevant is None or known is None or not relevant.names <= PROFILE_KINDS.keys():
        return True
    return relevant.holds(known)

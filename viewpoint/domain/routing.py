"""Routing: the pages of one young person's path, found afresh from the profile and the answers so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from viewpoint.domain.expression import UNANSWERED, Value
from viewpoint.domain.questionnaire import Instrument, Question
from viewpoint.domain.response import Answer, answer_value


@dataclass(frozen=True, kw_only=True)
class Page:
    """What is shown at once: one question or note, or the questions of a field list."""

    questions: tuple[Question, ...]

    @property
    def name(self) -> str:
        """The name of its first row, which is the page's own."""
        return self.questions[0].name

    @property
    def asks(self) -> bool:
        """Whether anything on it takes an answer."""
        return any(question.asks for question in self.questions)


class Progress(NamedTuple):
    """Where on the path a page is; the total may still change with the answers to come."""

    position: int
    total: int


def pages(
    instrument: Instrument, values: Mapping[str, Value], answers: Mapping[str, Answer]
) -> tuple[Page, ...]:
    """The path, page by page, without the closing notes.

    Args:
        instrument: what this young person is asked.
        values: the profile fields, and `who_is_here`.
        answers: every answer so far; those to questions off the path count for nothing.
    """
    known = dict(values)
    path = []
    for block in instrument.blocks:
        asked = tuple(row for row in block if row.relevant is None or row.relevant.holds(known))
        for question in asked:
            value = answer_value(question, answers.get(question.name))
            if value != UNANSWERED:
                known[question.name] = value
        if asked:
            path.append(Page(questions=asked))
    return tuple(path)


def answers_on_path(path: Sequence[Page], answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers that are kept on sending: those to questions on the path, in the order asked."""
    names = (question.name for page in path for question in page.questions if question.asks)
    return {name: answers[name] for name in names if name in answers}


def page_after(path: Sequence[Page], name: str) -> Page | None:
    """The page after this one; None after the last, and for a page that is not on the path."""
    return _neighbour(path, name, 1)


def page_before(path: Sequence[Page], name: str) -> Page | None:
    """The page before this one; None before the first, and for a page that is not on the path."""
    return _neighbour(path, name, -1)


def first_unanswered(path: Sequence[Page], answers: Mapping[str, Answer]) -> Page | None:
    """Where to go on: the first page with a question neither answered nor skipped, or the notes before it.

    Returns None when every question was answered, not said or skipped.
    """
    lead: Page | None = None
    for page in path:
        if any(question.asks and question.name not in answers for question in page.questions):
            return lead or page
        lead = None if page.asks else lead or page
    return None


def progress(path: Sequence[Page], name: str) -> Progress | None:
    """The page's place on the path, the first being 1; None when it is not on the path."""
    position = next((number for number, page in enumerate(path, 1) if page.name == name), None)
    return None if position is None else Progress(position, len(path))


def _neighbour(path: Sequence[Page], name: str, step: int) -> Page | None:
    place = progress(path, name)
    at = -1 if place is None else place.position - 1 + step
    return path[at] if 0 <= at < len(path) else None

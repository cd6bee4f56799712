"""A promise of a reply: what will be done, by when, and whether it was."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from viewpoint.domain.people import ResponseId
from viewpoint.domain.reply import Point


class PromiseState(StrEnum):
    """How a promise stands; a changed one was given another day, as a promise of its own."""

    OPEN = auto()
    KEPT = auto()
    CHANGED = auto()


@dataclass(frozen=True, kw_only=True)
class Promise:
    """One promise: a point of a reply, by the reply's id and the point's number from 1."""

    reply: str
    number: int
    response: ResponseId
    by_on: date
    point: Point

    def is_overdue(self, today: date) -> bool:
        """Whether its day is over."""
        return self.by_on < today

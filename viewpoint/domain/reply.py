"""What an adult says back: an opening, and point by point what was done, what will be, or why not."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto
from typing import Any, Self

from viewpoint.domain.people import AccountId, ResponseId

MOST_POINTS = 8


class Outcome(StrEnum):
    """What becomes of something that a young person said."""

    DID = auto()
    WILL = auto()
    COULD_NOT = auto()


@dataclass(frozen=True, kw_only=True)
class Point:
    """One thing, and what becomes of it; `by_on` and `who` are there for what will be done.

    It is about one of the response's questions, by its name, or about something in a few words, or neither.
    """

    outcome: Outcome
    words: str
    question: str = ""
    about: str = ""
    by_on: date | None = None
    who: str = ""

    def to_json(self) -> dict[str, str]:
        """As it is kept."""
        return {
            "outcome": self.outcome.value,
            "words": self.words,
            "question": self.question,
            "about": self.about,
            "by_on": self.by_on.isoformat() if self.by_on else "",
            "who": self.who,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, str]) -> Self:
        """The point that `to_json` gave."""
        return cls(
            outcome=Outcome(kept["outcome"]),
            words=kept["words"],
            question=kept["question"],
            about=kept["about"],
            by_on=date.fromisoformat(kept["by_on"]) if kept["by_on"] else None,
            who=kept["who"],
        )


@dataclass(frozen=True, kw_only=True)
class Reply:
    """All that is said back at one time."""

    opening: str = ""
    points: tuple[Point, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return not (self.opening or self.points)

    @property
    def questions(self) -> frozenset[str]:
        """The questions that its points are about."""
        return frozenset(point.question for point in self.points if point.question)

    def to_json(self) -> str:
        """As it is sealed, whole."""
        kept: dict[str, Any] = {"opening": self.opening, "points": [each.to_json() for each in self.points]}
        return json.dumps(kept, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The reply that `to_json` gave."""
        kept = json.loads(text)
        return cls(opening=kept["opening"], points=tuple(Point.from_json(each) for each in kept["points"]))


@dataclass(frozen=True, kw_only=True)
class SentReply:
    """A reply that was sent, and by whom."""

    id: str
    response: ResponseId
    account: AccountId
    reply: Reply
    sent_at: datetime

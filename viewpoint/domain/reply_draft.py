"""From what an adult typed to a reply: what is missing or does not fit is said field by field."""

import json
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from enum import StrEnum, auto
from typing import Self

from viewpoint.domain.reply import MOST_POINTS, Outcome, Point, Reply

LONGEST: Mapping[str, int] = {"opening": 500, "about": 100, "words": 1000, "who": 100}
"""Characters, by field."""
FARTHEST = timedelta(days=3 * 366)
"""A day farther off than this is a slip of the finger, or no promise."""
_BRITISH_DAY = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})")


class Wrong(StrEnum):
    """What is wrong with one field."""

    NOTHING_SAID = auto()
    NO_OUTCOME = auto()
    NO_WORDS = auto()
    TOO_LONG = auto()
    UNKNOWN_QUESTION = auto()
    NO_DAY = auto()
    NOT_A_DAY = auto()
    PAST_DAY = auto()
    FAR_DAY = auto()
    DAY_TOO_MANY = auto()
    """A day beside something that is no promise."""
    NO_ONE = auto()


@dataclass(frozen=True, kw_only=True)
class TypedPoint:
    """One point as it was typed, chosen or left."""

    question: str = ""
    about: str = ""
    outcome: str = ""
    words: str = ""
    by: str = ""
    who: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was put into it."""
        return not any(vars(self).values())


@dataclass(frozen=True, kw_only=True)
class TypedReply:
    """A reply as it was typed."""

    opening: str = ""
    points: tuple[TypedPoint, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was put into it."""
        return not self.opening and all(point.is_empty for point in self.points)

    def to_json(self) -> str:
        """As a draft is sealed, whole."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """What `to_json` gave."""
        kept = json.loads(text)
        return cls(opening=kept["opening"], points=tuple(TypedPoint(**each) for each in kept["points"]))


@dataclass(frozen=True, kw_only=True)
class Looked:
    """What became of a typed reply: the reply, empty while something must be mended, and that by field.

    Fields are "opening", and those of points with their number from 1: "words-2".
    """

    reply: Reply
    wrong: Mapping[str, Wrong] = field(default_factory=dict)


def look_at(typed: TypedReply, questions: Container[str], today: date) -> Looked:
    """Read what was typed; points left empty are left out.

    Args:
        typed: as it came.
        questions: the names of those that a point may be about.
        today: no day before it can be promised.
    """
    points = {
        number: point for number, point in enumerate(typed.points[:MOST_POINTS], 1) if not point.is_empty
    }
    faults = dict(_too_long({"opening": typed.opening}))
    if not typed.opening and not points:
        faults["opening"] = Wrong.NOTHING_SAID
    for number, point in points.items():
        found = dict(_faults(point, questions, today))
        faults |= {f"{name}-{number}": fault for name, fault in found.items()}
    if faults:
        return Looked(reply=Reply(), wrong=faults)
    return Looked(reply=Reply(opening=typed.opening, points=tuple(map(_point, points.values()))))


def day_typed(text: str) -> date | None:
    """A day as a browser sends it (2026-12-01) or as people write it (1/12/2026); None for any other."""
    written = _BRITISH_DAY.fullmatch(text)
    try:
        if written:
            day, month, year = map(int, written.groups())
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        return None


def _point(typed: TypedPoint) -> Point:
    return Point(
        outcome=Outcome(typed.outcome),
        words=typed.words,
        question=typed.question,
        about=typed.about,
        by_on=day_typed(typed.by),
        who=typed.who,
    )


def _faults(typed: TypedPoint, questions: Container[str], today: date) -> Iterator[tuple[str, Wrong]]:
    if typed.question and typed.question not in questions:
        yield "question", Wrong.UNKNOWN_QUESTION
    if typed.outcome not in set(Outcome):
        yield "outcome", Wrong.NO_OUTCOME
    if not typed.words:
        yield "words", Wrong.NO_WORDS
    if typed.outcome == Outcome.WILL:
        yield from _promise_faults(typed, today)
    elif typed.by and typed.outcome in set(Outcome):
        yield "by", Wrong.DAY_TOO_MANY
    yield from _too_long({"about": typed.about, "words": typed.words, "who": typed.who})


def _promise_faults(typed: TypedPoint, today: date) -> Iterator[tuple[str, Wrong]]:
    if not typed.who:
        yield "who", Wrong.NO_ONE
    if not typed.by:
        yield "by", Wrong.NO_DAY
        return
    day = day_typed(typed.by)
    if day is None:
        yield "by", Wrong.NOT_A_DAY
    elif day < today:
        yield "by", Wrong.PAST_DAY
    elif day > today + FARTHEST:
        yield "by", Wrong.FAR_DAY


def _too_long(texts: Mapping[str, str]) -> Iterator[tuple[str, Wrong]]:
    for name, text in texts.items():
        if len(text) > LONGEST[name]:
            yield name, Wrong.TOO_LONG

"""Closing a response without a reply: only with a reason, what was said instead or why nothing is to be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum, auto

from viewpoint.domain.people import AccountId
from viewpoint.domain.reply_draft import Wrong, day_typed

LONGEST_REASON = 1000


class How(StrEnum):
    """How a response was closed."""

    TALKED = auto()
    """In person, on a day: the reason is what was said."""
    NOTHING = auto()
    """There is nothing to answer: the reason says why."""


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why a response needs no written reply."""

    how: How
    words: str
    talked_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Closing:
    """A response closed with a reason, and by whom."""

    reason: Reason
    account: AccountId
    closed_at: datetime


@dataclass(frozen=True, kw_only=True)
class TypedReason:
    """A reason as it was typed, chosen or left."""

    how: str = ""
    talked: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class LookedReason:
    """The reason, None while something must be mended, and that by field."""

    reason: Reason | None
    wrong: Mapping[str, Wrong] = field(default_factory=dict)


def look_at_reason(typed: TypedReason, today: date) -> LookedReason:
    """Read what was typed; nobody has talked on a day that is still to come."""
    wrong = dict(_faults(typed, today))
    if wrong:
        return LookedReason(reason=None, wrong=wrong)
    how = How(typed.how)
    talked_on = day_typed(typed.talked) if how is How.TALKED else None
    return LookedReason(reason=Reason(how=how, words=typed.reason, talked_on=talked_on))


def _faults(typed: TypedReason, today: date) -> Iterator[tuple[str, Wrong]]:
    if typed.how not in set(How):
        yield "how", Wrong.NO_OUTCOME
    if typed.how == How.TALKED:
        day = day_typed(typed.talked)
        if not typed.talked:
            yield "talked", Wrong.NO_DAY
        elif day is None:
            yield "talked", Wrong.NOT_A_DAY
        elif day > today:
            yield "talked", Wrong.FAR_DAY
    if not typed.reason:
        yield "reason", Wrong.NO_WORDS
    elif len(typed.reason) > LONGEST_REASON:
        yield "reason", Wrong.TOO_LONG

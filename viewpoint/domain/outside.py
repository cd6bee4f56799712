"""Opening the things of somebody outside one's caseload: for a stated reason, for a day, in the open."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum, auto
from types import MappingProxyType

from viewpoint.domain.people import AccountId, AuthorityId, YoungPersonId

OPEN_FOR = timedelta(hours=24)
LEAST_WORDS = 10
LONGEST_WORDS = 500


class Why(StrEnum):
    """The kinds of reason that there are."""

    NOT_SAFE = auto()
    """They, or somebody else, may not be safe."""
    IRO_AWAY = auto()
    """Their IRO is away and nobody stands in."""
    THEY_ASKED = auto()
    HANDING_OVER = auto()
    """They are about to move to this IRO's caseload."""
    OTHER = auto()


class WhyWrong(StrEnum):
    """What must be mended in a stated reason."""

    NO_KIND = auto()
    NO_WORDS = auto()
    TOO_LONG = auto()


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why somebody opens what is not theirs, in a kind and their own words."""

    why: Why
    words: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Opening:
    """One young person opened from outside their IRO's caseload."""

    id: str
    authority: AuthorityId
    young_person: YoungPersonId
    account: AccountId
    iro: AccountId | None
    """Whose caseload it was then."""
    reason: Reason
    opened_at: datetime
    until_at: datetime


def reason_from(why: str, words: str) -> Reason | Mapping[str, WhyWrong]:
    """The reason that was stated, or what must be mended, by field."""
    words = words.strip()
    wrong: dict[str, WhyWrong] = {}
    if why not in set(Why):
        wrong["why"] = WhyWrong.NO_KIND
    if len(words) < LEAST_WORDS:
        wrong["words"] = WhyWrong.NO_WORDS
    elif len(words) > LONGEST_WORDS:
        wrong["words"] = WhyWrong.TOO_LONG
    return MappingProxyType(wrong) if wrong else Reason(why=Why(why), words=words)

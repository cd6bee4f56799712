"""What the templates of cover, and of opening somebody outside a caseload, are given."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class CoverRow:
    """One cover: the other person and the days in words."""

    id: str
    name: str
    days: str
    is_now: bool


@dataclass(frozen=True, kw_only=True)
class CoverPage:
    """Who stands in for the reader, for whom they do, and whom they could name, by account and name."""

    given: tuple[CoverRow, ...]
    taken: tuple[CoverRow, ...]
    deputies: tuple[tuple[str, str], ...]
    longest: int


@dataclass(frozen=True, kw_only=True)
class ReasonBox:
    """Why somebody is opened from outside, as it was typed."""

    why: str = ""
    words: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class MatchView:
    """Somebody who was found; `iro` is "" where nobody is named."""

    id: str
    name: str
    iro: str
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class OpenNowView:
    """Somebody open from outside, and until when."""

    name: str
    href: str
    until: str

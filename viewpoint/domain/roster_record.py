"""What is kept of a young person from one roster to the next, as plain values that can be compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from viewpoint.domain.people import AccountId
from viewpoint.domain.roster import ChildId


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonFacts:
    """Who somebody is and how they are asked; codes as they are stored."""

    birth_month: date = field(repr=False)
    gender: str
    language: str
    siblings: str
    communication: tuple[str, ...]
    is_unaccompanied: bool
    is_short_break: bool
    iro_id: AccountId | None
    next_review_on: date | None
    is_looked_after: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactFacts:
    """The name somebody goes by and how to reach them; "" where there is nothing."""

    channel: str
    name: str = field(repr=False)
    phone: str = field(repr=False)
    email: str = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stay:
    """A placement as it is kept: codes and dates, and `home_key`, which tells homes apart."""

    id: str
    began_on: date
    ended_on: date | None
    placement_type: str
    place_code: str
    provider_kind: str
    home_key: str
    area: str
    distance: str
    moves_in_year: int
    entry: str = ""
    """How it began; "" for what was brought in before that was kept."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RosterRecord:
    """All that is kept of one young person; stays in order of time, participation codes by day of review."""

    person: PersonFacts
    contact: ContactFacts | None
    stays: tuple[Stay, ...]
    reviews: Mapping[date, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """Somebody whom a roster changes; nothing is kept of them yet where `before` is None."""

    child: ChildId
    before: RosterRecord | None
    after: RosterRecord

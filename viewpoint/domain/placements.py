"""Where looked-after young people live: SSDA903's codes for it, and a stay in one place."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from viewpoint.domain.people import Area, DistanceBand, PlacementType

PLACEMENT_TYPES: Mapping[str, PlacementType] = MappingProxyType(
    {
        "U1": PlacementType.KINSHIP,  # relative or friend, long term
        "U2": PlacementType.KINSHIP,  # relative or friend who is also an approved adopter
        "U3": PlacementType.KINSHIP,  # relative or friend, neither
        "U4": PlacementType.FOSTER,  # other foster carer, long term
        "U5": PlacementType.FOSTER,  # other foster carer who is also an approved adopter
        "U6": PlacementType.FOSTER,  # other foster carer, neither
        "K1": PlacementType.SECURE,
        "K2": PlacementType.CHILDRENS_HOME,
        "K3": PlacementType.SUPPORTED,  # registered supported accommodation
        "H5": PlacementType.SUPPORTED,  # semi-independent, the code before K3
        "P2": PlacementType.SUPPORTED,  # independent living, the code before K3
        "R5": PlacementType.SECURE,  # youth custody: a locked place, so it is asked about as one
        "S1": PlacementType.RESIDENTIAL_SCHOOL,
        "P1": PlacementType.WITH_PARENTS,
        "A3": PlacementType.ADOPTION,
        "A4": PlacementType.ADOPTION,
        "A5": PlacementType.ADOPTION,
        "A6": PlacementType.ADOPTION,
        "R1": PlacementType.OTHER,  # residential care home
        "R2": PlacementType.OTHER,  # NHS
        "R3": PlacementType.OTHER,  # family centre, mother and baby unit
        "P3": PlacementType.OTHER,  # residential employment
        "T0": PlacementType.OTHER,
        "T1": PlacementType.OTHER,
        "T2": PlacementType.OTHER,
        "T3": PlacementType.OTHER,
        "T4": PlacementType.OTHER,
        "Z1": PlacementType.OTHER,
        "Z11": PlacementType.OTHER,
        "Z12": PlacementType.OTHER,
        "Z13": PlacementType.OTHER,
        "Z14": PlacementType.OTHER,
    }
)
"""SSDA903's PLACE to reporting group: the one table of it."""

TEMPORARY = frozenset({"T0", "T1", "T2", "T3", "T4"})
WITHOUT_PROVIDER = TEMPORARY | {"Z11", "Z12", "Z13", "Z14"}
SHORT_BREAKS = frozenset({"V3", "V4"})
"""Legal statuses of agreed series of short breaks: no reviews, no place in the looked-after counts."""

_UNTIL_2024 = frozenset({"H5", "P2"})
_FROM_2025 = frozenset({"K3"})
_FROM_2026 = frozenset({"Z11", "Z12", "Z13", "Z14"})
_HOMES_OF_THEIR_OWN = frozenset({"K1", "K2", "K3", "H5", "R1", "R2", "R3", "R5", "S1"})


class ProviderKind(StrEnum):
    """Who provides the placement (PLACE_PROVIDER)."""

    PARENTS = "PR0"
    OWN_AUTHORITY = "PR1"
    OTHER_AUTHORITY = "PR2"
    OTHER_PUBLIC = "PR3"
    PRIVATE = "PR4"
    VOLUNTARY = "PR5"


class Entry(StrEnum):
    """How a young person came to a placement."""

    STARTED = "started"
    NEW_CARER = "new_carer"
    SAME_CARER = "same_carer"
    STATUS_ONLY = "status_only"


@dataclass(frozen=True, kw_only=True)
class ReturnYear:
    """The year of a return: 1 April to 31 March, named by the year in which it ends."""

    ending: int

    @classmethod
    def of(cls, day: date) -> "ReturnYear":
        """The return year that `day` falls in."""
        return cls(ending=day.year + ((day.month, day.day) >= (4, 1)))

    @property
    def begins_on(self) -> date:
        """1 April."""
        return date(self.ending - 1, 4, 1)

    @property
    def ends_on(self) -> date:
        """31 March."""
        return date(self.ending, 3, 31)

    def __contains__(self, day: date) -> bool:
        return self.begins_on <= day <= self.ends_on


@dataclass(frozen=True, kw_only=True, slots=True)
class Placement:
    """A stay in one place, whatever the legal status was meanwhile; `ended_on` is the day of leaving."""

    type: PlacementType
    place_code: str
    provider_kind: ProviderKind | None
    provider_urn: str
    area: Area
    distance: DistanceBand
    began_on: date
    ended_on: date | None
    entry: Entry
    is_short_break: bool
    began_earlier: bool
    """The return opens in the middle of this stay (a legal status row), so that it is at least this long."""

    @property
    def is_temporary(self) -> bool:
        """Hospital, holiday or a few days elsewhere; DfE counts no such stay as a placement."""
        return self.place_code in TEMPORARY

    @property
    def home_urn(self) -> str:
        """The home's Ofsted number, "" where the number is an agency's or none: agencies have many homes."""
        has_own = self.place_code in _HOMES_OF_THEIR_OWN and self.provider_urn != "XXXXXXX"
        return self.provider_urn if has_own else ""

    def is_open_on(self, day: date) -> bool:
        """Whether `day` lies in this stay; the day of leaving belongs to the next one."""
        return self.began_on <= day and (self.ended_on is None or self.ended_on > day)


def place_codes(year: ReturnYear) -> frozenset[str]:
    """The PLACE codes that a year's return may hold.

    H5 and P2 left the list with the 2024-25 return, when K3 came; Z11 to Z14 came with 2025-26.
    """
    gone = _UNTIL_2024 if year.ending >= 2025 else _FROM_2025
    not_yet = frozenset[str]() if year.ending >= 2026 else _FROM_2026
    return frozenset(PLACEMENT_TYPES) - gone - not_yet


def area_of(authority: str | None, own: Collection[str]) -> Area:
    """In or out of area: PL_LA against the placing authority's own codes (DfE's PL_LOCATION).

    `own` holds every ONS code within the boundary: a county's districts. Wales, Scotland and Northern Ireland
    are never among them, so always out. An authority that is not known (None) is unknown, never out.
    """
    if not authority or not own:
        return Area.UNKNOWN
    return Area.INSIDE if authority in own else Area.OUTSIDE


def distance_band(miles: float | None) -> DistanceBand:
    """DfE's band of PL_DISTANCE: up to and including 20 miles, over 20; None and 999.9 are not known."""
    if miles is None or miles >= 999.9:
        return DistanceBand.UNKNOWN
    return DistanceBand.UP_TO_20 if miles <= 20 else DistanceBand.OVER_20


def current_placement(placements: Iterable[Placement], on: date) -> Placement | None:
    """Where somebody lives on a day: the last placement begun by then that has not ended."""
    return next((stay for stay in reversed(tuple(placements)) if stay.is_open_on(on)), None)


def is_looked_after(placements: Iterable[Placement], on: date) -> bool:
    """DfE's children looked after on a day: an episode open on it, short breaks (V3, V4) left out."""
    return any(stay.is_open_on(on) and not stay.is_short_break for stay in placements)

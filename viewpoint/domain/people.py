"""Young people, where they live, and the profile that tailors what they are asked."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any, NewType, Self

AuthorityId = NewType("AuthorityId", str)
YoungPersonId = NewType("YoungPersonId", str)
AccountId = NewType("AccountId", str)
InvitationId = NewType("InvitationId", str)
ResponseId = NewType("ResponseId", str)
RoundId = NewType("RoundId", str)
ConcernId = NewType("ConcernId", str)


class PlacementType(StrEnum):
    """Reporting groups of SSDA903 placement codes."""

    FOSTER = "foster"
    KINSHIP = "kinship"
    CHILDRENS_HOME = "childrens_home"
    RESIDENTIAL_SCHOOL = "residential_school"
    SECURE = "secure"
    SUPPORTED = "supported"
    WITH_PARENTS = "with_parents"
    ADOPTION = "adoption"
    OTHER = "other"


class Area(StrEnum):
    """Whether the placement lies within the placing authority's boundary (DfE's placement location)."""

    INSIDE = "in"
    OUTSIDE = "out"
    UNKNOWN = "unknown"


class DistanceBand(StrEnum):
    """Distance from home in DfE's two bands, in miles."""

    UP_TO_20 = "up_to_20"
    OVER_20 = "over_20"
    UNKNOWN = "unknown"


class AgeBand(StrEnum):
    """Age in whole years at a given date."""

    UNDER_4 = "under_4"
    FOUR_TO_SEVEN = "4_7"
    EIGHT_TO_ELEVEN = "8_11"
    TWELVE_TO_SEVENTEEN = "12_17"
    EIGHTEEN_TO_TWENTY_FIVE = "18_25"


class Gender(StrEnum):
    """As the return records it (SEX: 1/2 up to 2024, M/F/U from 2025)."""

    FEMALE = "f"
    MALE = "m"
    UNKNOWN = "u"


class Nation(StrEnum):
    """The nation whose law, numbers and words apply."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern_ireland"


class ReviewType(StrEnum):
    """Which statutory review comes next (Care Planning Regulations 2010, reg. 33)."""

    FIRST = "first"
    SECOND = "second"
    LATER = "later"


class Siblings(StrEnum):
    """Brothers and sisters in care, and whether they live together."""

    NONE = "none"
    TOGETHER = "together"
    APART = "apart"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What the council knows, so that the young person is never asked; frozen on the invitation."""

    age_band: AgeBand
    nation: Nation = Nation.ENGLAND
    placement_type: PlacementType = PlacementType.OTHER
    area: Area = Area.UNKNOWN
    distance: DistanceBand = DistanceBand.UNKNOWN
    weeks_in_placement: int = 0
    review_type: ReviewType = ReviewType.LATER
    siblings: Siblings = Siblings.UNKNOWN
    is_unaccompanied: bool = False
    is_nearly_16: bool = False
    is_placement_ending: bool = False
    is_short_break: bool = False
    communication: tuple[str, ...] = ()
    is_16_or_over: bool = False
    has_moved_lately: bool = False
    """Whether they left another placement for this one not long ago, and may say how that one was."""
    was_asked_before: bool = False
    """Whether they were asked in the year before, so that there may be a "last time"."""

    def values(self) -> dict[str, str | int]:
        """The fields as a condition names them: text, "yes"/"no", or whole weeks."""
        return {
            "age_band": self.age_band.value,
            "nation": self.nation.value,
            "placement_type": self.placement_type.value,
            "area": self.area.value,
            "distance": self.distance.value,
            "weeks_in_placement": self.weeks_in_placement,
            "review_type": self.review_type.value,
            "siblings": self.siblings.value,
            "unaccompanied": _yes_no(self.is_unaccompanied),
            "nearly_16": _yes_no(self.is_nearly_16),
            "placement_ending": _yes_no(self.is_placement_ending),
            "short_break": _yes_no(self.is_short_break),
            "communication": " ".join(self.communication),
            "sixteen_or_over": _yes_no(self.is_16_or_over),
            "moved_lately": _yes_no(self.has_moved_lately),
            "asked_before": _yes_no(self.was_asked_before),
        }

    def to_json(self) -> dict[str, Any]:
        """Codes only, as they are frozen on an invitation."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read back what `to_json` gave; raises ValueError on an unknown code."""
        return cls(
            age_band=AgeBand(stored["age_band"]),
            nation=Nation(stored["nation"]),
            placement_type=PlacementType(stored["placement_type"]),
            area=Area(stored["area"]),
            distance=DistanceBand(stored["distance"]),
            weeks_in_placement=int(stored["weeks_in_placement"]),
            review_type=ReviewType(stored["review_type"]),
            siblings=Siblings(stored["siblings"]),
            is_unaccompanied=bool(stored["is_unaccompanied"]),
            is_nearly_16=bool(stored["is_nearly_16"]),
            is_placement_ending=bool(stored["is_placement_ending"]),
            is_short_break=bool(stored["is_short_break"]),
            communication=tuple(stored["communication"]),
            # Invitations from before these were known have none of them.
            is_16_or_over=bool(stored.get("is_16_or_over", False)),
            has_moved_lately=bool(stored.get("has_moved_lately", False)),
            was_asked_before=bool(stored.get("was_asked_before", False)),
        )


def age_on(born_on: date, on: date) -> int:
    """Age in whole years; somebody born on 29 February has a birthday on 1 March in other years."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def age_band(age: int) -> AgeBand:
    """The band of an age in whole years; 26 and over count as the oldest band."""
    if age < 4:
        return AgeBand.UNDER_4
    if age < 8:
        return AgeBand.FOUR_TO_SEVEN
    if age < 12:
        return AgeBand.EIGHT_TO_ELEVEN
    return AgeBand.TWELVE_TO_SEVENTEEN if age < 18 else AgeBand.EIGHTEEN_TO_TWENTY_FIVE


def _yes_no(flag: bool) -> str:  # noqa: FBT001 - the one place where a flag becomes a word
    return "yes" if flag else "no"

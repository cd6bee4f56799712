"""From what the roster says of somebody to the profile that tailors what they are asked."""

from datetime import date

from viewpoint.domain.asking import has_moved_lately, is_nearly_16, review_type
from viewpoint.domain.people import (
    Area,
    DistanceBand,
    Nation,
    PlacementType,
    Profile,
    Siblings,
    age_band,
    age_on,
)
from viewpoint.storage.candidates import Candidate


def profile_of(candidate: Candidate, nation: Nation, on: date) -> Profile:
    """The profile on a day; somebody without a placement is asked as if nothing were known of it.

    The roster keeps the month of birth only, so that an age changes on the first of the month.
    """
    placed_on = candidate.placed_on or on
    age = age_on(candidate.birth_month, on)
    return Profile(
        age_band=age_band(age),
        nation=nation,
        placement_type=PlacementType(candidate.placement_type or PlacementType.OTHER),
        area=Area(candidate.area or Area.UNKNOWN),
        distance=DistanceBand(candidate.distance or DistanceBand.UNKNOWN),
        weeks_in_placement=max(0, (on - placed_on).days // 7),
        review_type=review_type(candidate.reviews_held, candidate.looked_after_since, on),
        siblings=Siblings(candidate.siblings),
        is_unaccompanied=candidate.is_unaccompanied,
        is_nearly_16=is_nearly_16(candidate.birth_month, on),
        is_short_break=candidate.is_short_break,
        communication=candidate.communication,
        is_16_or_over=age >= 16,
        has_moved_lately=has_moved_lately(candidate.looked_after_since, candidate.placed_on, on),
    )

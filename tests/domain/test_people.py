"""Profiles and ages."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewpoint.domain.people import AgeBand, Area, PlacementType, Profile, Siblings, age_band, age_on

PROFILES = st.builds(
    Profile,
    age_band=st.sampled_from(AgeBand),
    placement_type=st.sampled_from(PlacementType),
    area=st.sampled_from(Area),
    siblings=st.sampled_from(Siblings),
    weeks_in_placement=st.integers(0, 900),
    is_unaccompanied=st.booleans(),
    is_nearly_16=st.booleans(),
    is_placement_ending=st.booleans(),
    is_short_break=st.booleans(),
    communication=st.lists(st.sampled_from(["makaton", "bsl"]), unique=True).map(tuple),
)


@given(PROFILES)
def test_a_profile_comes_back_from_json_as_it_was(profile: Profile) -> None:
    assert Profile.from_json(json.loads(json.dumps(profile.to_json()))) == profile


@pytest.mark.parametrize("field", ["age_band", "nation", "placement_type", "area", "distance", "siblings"])
def test_an_unknown_code_is_refused(field: str) -> None:
    stored = Profile(age_band=AgeBand.UNDER_4).to_json() | {field: "made_up"}
    with pytest.raises(ValueError, match="made_up"):
        Profile.from_json(stored)


def test_conditions_see_words_and_whole_weeks() -> None:
    values = Profile(
        age_band=AgeBand.TWELVE_TO_SEVENTEEN,
        weeks_in_placement=7,
        is_unaccompanied=True,
        communication=("makaton", "bsl"),
    ).values()
    assert {type(value) for value in values.values()} == {str, int}
    assert (values["age_band"], values["weeks_in_placement"]) == ("12_17", 7)
    assert (values["unaccompanied"], values["nearly_16"]) == ("yes", "no")
    assert values["communication"] == "makaton bsl"


@pytest.mark.parametrize(
    ("born_on", "on", "age"),
    [
        (date(2012, 5, 1), date(2026, 4, 30), 13),
        (date(2012, 5, 1), date(2026, 5, 1), 14),
        (date(2012, 2, 29), date(2026, 2, 28), 13),
        (date(2012, 2, 29), date(2026, 3, 1), 14),
        (date(2012, 2, 29), date(2024, 2, 29), 12),
        (date(2026, 5, 1), date(2026, 5, 1), 0),
    ],
)
def test_age_changes_on_the_birthday(born_on: date, on: date, age: int) -> None:
    assert age_on(born_on, on) == age


@pytest.mark.parametrize(
    ("ages", "band"),
    [
        ((0, 3), AgeBand.UNDER_4),
        ((4, 7), AgeBand.FOUR_TO_SEVEN),
        ((8, 11), AgeBand.EIGHT_TO_ELEVEN),
        ((12, 17), AgeBand.TWELVE_TO_SEVENTEEN),
        ((18, 25, 26, 60), AgeBand.EIGHTEEN_TO_TWENTY_FIVE),
    ],
)
def test_every_age_has_its_band(ages: tuple[int, ...], band: AgeBand) -> None:
    assert {age_band(age) for age in ages} == {band}

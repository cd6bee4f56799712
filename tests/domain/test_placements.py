"""Codes, years and places as the Department for Education has them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewpoint.domain.people import Area, DistanceBand, PlacementType
from viewpoint.domain.placements import (
    PLACEMENT_TYPES,
    Entry,
    Placement,
    ProviderKind,
    ReturnYear,
    area_of,
    current_placement,
    distance_band,
    is_looked_after,
    place_codes,
)


def a_placement(
    began_on: date = date(2025, 1, 1),
    ended_on: date | None = None,
    *,
    place_code: str = "U6",
    provider_urn: str = "SC900001",
    entry: Entry = Entry.STARTED,
    short_break: str = "no",
) -> Placement:
    return Placement(
        type=PLACEMENT_TYPES[place_code],
        place_code=place_code,
        provider_kind=ProviderKind.PRIVATE,
        provider_urn=provider_urn,
        area=Area.UNKNOWN,
        distance=DistanceBand.UNKNOWN,
        began_on=began_on,
        ended_on=ended_on,
        entry=entry,
        is_short_break=short_break == "yes",
        began_earlier=False,
    )


@pytest.mark.parametrize(
    ("codes", "kind"),
    [
        ("U1 U2 U3", PlacementType.KINSHIP),
        ("U4 U5 U6", PlacementType.FOSTER),
        ("K2", PlacementType.CHILDRENS_HOME),
        ("K1 R5", PlacementType.SECURE),
        ("K3 H5 P2", PlacementType.SUPPORTED),
        ("S1", PlacementType.RESIDENTIAL_SCHOOL),
        ("P1", PlacementType.WITH_PARENTS),
        ("A3 A4 A5 A6", PlacementType.ADOPTION),
        ("R1 R2 R3 P3 T0 T1 T2 T3 T4 Z1 Z11 Z12 Z13 Z14", PlacementType.OTHER),
    ],
)
def test_each_code_has_its_reporting_group(codes: str, kind: PlacementType) -> None:
    assert {PLACEMENT_TYPES[code] for code in codes.split()} == {kind}


def test_every_code_is_in_some_years_list_and_every_group_has_a_code() -> None:
    every = place_codes(ReturnYear(ending=2024)) | place_codes(ReturnYear(ending=2026))
    assert every == frozenset(PLACEMENT_TYPES)
    assert set(PLACEMENT_TYPES.values()) == set(PlacementType)


@pytest.mark.parametrize(
    ("code", "years"),
    [
        ("H5", {2023, 2024}),
        ("P2", {2023, 2024}),
        ("K3", {2025, 2026, 2027}),
        ("Z11", {2026, 2027}),
        ("Z14", {2026, 2027}),
        ("K2", {2023, 2024, 2025, 2026, 2027}),
    ],
)
def test_codes_come_and_go_with_the_years(code: str, years: set[int]) -> None:
    assert {year for year in range(2023, 2028) if code in place_codes(ReturnYear(ending=year))} == years


@pytest.mark.parametrize(
    ("day", "ending"),
    [
        (date(2025, 3, 31), 2025),
        (date(2025, 4, 1), 2026),
        (date(2025, 12, 31), 2026),
        (date(2026, 1, 1), 2026),
    ],
)
def test_a_return_year_begins_on_the_first_of_april(day: date, ending: int) -> None:
    assert ReturnYear.of(day) == ReturnYear(ending=ending)


@given(st.dates(min_value=date(1991, 10, 14), max_value=date(2100, 1, 1)))
def test_every_day_lies_in_its_own_year_only(day: date) -> None:
    year = ReturnYear.of(day)
    assert day in year
    assert day not in ReturnYear(ending=year.ending - 1)
    assert day not in ReturnYear(ending=year.ending + 1)
    assert ReturnYear.of(year.ends_on + timedelta(days=1)).ending == year.ending + 1


@pytest.mark.parametrize(
    ("authority", "own", "area"),
    [
        ("E08000032", {"E08000032"}, Area.INSIDE),
        ("E08000035", {"E08000032"}, Area.OUTSIDE),
        ("E07000121", {"E07000121", "E07000123"}, Area.INSIDE),
        ("W06000015", {"E08000032"}, Area.OUTSIDE),
        ("S12000036", {"E08000032"}, Area.OUTSIDE),
        ("N09000003", {"E08000032"}, Area.OUTSIDE),
        (None, {"E08000032"}, Area.UNKNOWN),
        ("E08000032", set(), Area.UNKNOWN),
    ],
)
def test_area_is_told_by_the_authority_and_never_guessed(
    authority: str | None, own: set[str], area: Area
) -> None:
    assert area_of(authority, own) is area


@pytest.mark.parametrize(
    ("miles", "band"),
    [
        (0, DistanceBand.UP_TO_20),
        (20, DistanceBand.UP_TO_20),
        (20.1, DistanceBand.OVER_20),
        (350, DistanceBand.OVER_20),
        (999.9, DistanceBand.UNKNOWN),
        (None, DistanceBand.UNKNOWN),
    ],
)
def test_twenty_miles_is_not_over_twenty(miles: float | None, band: DistanceBand) -> None:
    assert distance_band(miles) is band


def test_somebody_lives_in_a_placement_from_its_first_day_until_the_day_of_leaving() -> None:
    first = a_placement(date(2025, 1, 1), date(2025, 6, 1))
    second = a_placement(date(2025, 6, 1))
    stays = (first, second)
    assert current_placement(stays, date(2024, 12, 31)) is None
    assert current_placement(stays, date(2025, 1, 1)) is first
    assert current_placement(stays, date(2025, 5, 31)) is first
    assert current_placement(stays, date(2025, 6, 1)) is second
    assert is_looked_after(stays, date(2025, 6, 1))


def test_a_series_of_short_breaks_is_not_being_looked_after() -> None:
    assert not is_looked_after([a_placement(short_break="yes")], date(2025, 6, 1))


@pytest.mark.parametrize(
    ("place_code", "urn", "home"),
    [
        ("K2", "SC900001", "SC900001"),
        ("K2", "XXXXXXX", ""),
        ("K2", "", ""),
        ("U6", "SC900001", ""),
        ("A4", "1234567", ""),
    ],
)
def test_only_a_homes_own_number_tells_the_home(place_code: str, urn: str, home: str) -> None:
    assert a_placement(place_code=place_code, provider_urn=urn).home_urn == home


def test_a_holiday_is_a_temporary_stay() -> None:
    assert a_placement(place_code="T2").is_temporary
    assert not a_placement(place_code="K2").is_temporary

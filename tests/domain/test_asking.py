"""Who may be asked, and when."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewpoint.domain.asking import (
    APART,
    MOST_A_YEAR,
    Asked,
    Cell,
    Occasion,
    WhyNot,
    cell,
    channel_for,
    has_moved_lately,
    is_nearly_16,
    review_type,
    why_not,
)
from viewpoint.domain.invitation import Channel
from viewpoint.domain.people import Area, DistanceBand, ReviewType, RoundId

TODAY = date(2026, 11, 18)
ROUND = Occasion(round=RoundId("this"))
REVIEW = Occasion(review_on=date(2026, 12, 2))


def asked(days_ago: int, base: str = "other", occasion: Occasion | None = None) -> Asked:
    earlier = occasion or Occasion(round=RoundId(f"{days_ago} days ago"))
    return Asked(occasion=earlier, base=base, on=TODAY - timedelta(days=days_ago))


def test_somebody_never_asked_is_asked() -> None:
    assert why_not(ROUND, "views", [], TODAY) is None


@pytest.mark.parametrize("occasion", [ROUND, REVIEW])
def test_nobody_is_asked_twice_for_the_same(occasion: Occasion) -> None:
    assert why_not(occasion, "views", [asked(200, occasion=occasion)], TODAY) is WhyNot.ASKED_ALREADY


@pytest.mark.parametrize("occasion", [ROUND, REVIEW])
def test_the_same_questionnaire_comes_at_most_every_eight_weeks(occasion: Occasion) -> None:
    assert why_not(occasion, "views", [asked(55, "views")], TODAY) is WhyNot.ASKED_LATELY
    assert why_not(occasion, "views", [asked(56, "views")], TODAY) is None
    assert why_not(occasion, "views", [asked(55)], TODAY) is None


def test_four_times_a_year_besides_reviews_is_enough() -> None:
    four = [asked(80 * number) for number in range(1, 5)]
    assert why_not(ROUND, "views", four, TODAY) is WhyNot.ASKED_OFTEN
    assert why_not(REVIEW, "views", four, TODAY) is None
    assert why_not(ROUND, "views", [*four[:3], asked(365)], TODAY) is None
    reviews = [asked(80 * number, occasion=Occasion(review_on=TODAY)) for number in range(1, 5)]
    assert why_not(ROUND, "views", reviews, TODAY) is None


@given(st.lists(st.integers(0, 700), max_size=12))
def test_asking_whenever_the_rules_allow_never_asks_too_often(gaps: list[int]) -> None:
    day, before = TODAY, list[Asked]()
    for gap in gaps:
        day += timedelta(days=gap)
        occasion = Occasion(round=RoundId(str(day)))
        if why_not(occasion, "views", before, day) is None:
            before.append(Asked(occasion=occasion, base="views", on=day))
    days = [each.on for each in before]
    assert all(later - earlier >= APART for earlier, later in pairwise(days))
    for end in days:
        assert sum(timedelta() <= end - each < timedelta(days=365) for each in days) <= MOST_A_YEAR


def test_a_channel_that_cannot_be_used_gives_way_and_a_letter_always_can() -> None:
    both = {Channel.SMS, Channel.EMAIL}
    assert channel_for(Channel.EMAIL, both) is Channel.EMAIL
    assert channel_for(Channel.EMAIL, {Channel.SMS}) is Channel.SMS
    assert channel_for(Channel.SMS, {Channel.EMAIL}) is Channel.EMAIL
    assert channel_for(Channel.LETTER, both) is Channel.LETTER
    assert channel_for(Channel.SMS, ()) is Channel.LETTER


def test_where_boundary_or_distance_is_not_known_neither_is_the_cell() -> None:
    assert cell(Area.OUTSIDE, DistanceBand.OVER_20) is Cell.OUTSIDE_OVER_20
    assert cell(Area.OUTSIDE, DistanceBand.UNKNOWN) is Cell.NOT_KNOWN
    assert cell(Area.UNKNOWN, DistanceBand.UP_TO_20) is Cell.NOT_KNOWN
    assert {cell(area, distance) for area in Area for distance in DistanceBand} == set(Cell)


def test_the_next_review_is_told_by_those_held_and_by_time_in_care() -> None:
    lately, half_a_year_ago = TODAY - timedelta(weeks=3), TODAY - timedelta(weeks=20)
    assert review_type(0, lately, TODAY) is ReviewType.FIRST
    assert review_type(0, None, TODAY) is ReviewType.FIRST
    assert review_type(1, half_a_year_ago, TODAY) is ReviewType.SECOND
    assert review_type(0, half_a_year_ago, TODAY) is ReviewType.SECOND
    assert review_type(0, date(2020, 1, 1), TODAY) is ReviewType.LATER
    assert review_type(2, half_a_year_ago, TODAY) is ReviewType.LATER


def test_nearly_16_is_the_half_year_before() -> None:
    assert not is_nearly_16(date(2011, 6, 1), TODAY)
    assert is_nearly_16(date(2011, 5, 1), TODAY)
    assert is_nearly_16(date(2010, 12, 1), TODAY)
    assert not is_nearly_16(date(2010, 11, 1), TODAY)


def test_who_came_from_another_placement_less_than_a_quarter_ago_has_moved_lately() -> None:
    began, moved = date(2026, 1, 5), date(2026, 9, 1)
    assert has_moved_lately(began, moved, date(2026, 11, 30))
    assert not has_moved_lately(began, moved, date(2026, 12, 1))
    assert not has_moved_lately(moved, moved, date(2026, 9, 20))
    assert not has_moved_lately(None, moved, date(2026, 9, 20))

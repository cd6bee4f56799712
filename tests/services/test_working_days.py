"""Working days of each nation."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewpoint.domain.people import Nation
from viewpoint.services.working_days import add_working_days, is_working_day, working_days_between

DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2032, 12, 31))
NATIONS = st.sampled_from(Nation)


@pytest.mark.parametrize(
    ("day", "off"),
    [
        (date(2026, 12, 25), set(Nation)),  # Christmas Day
        (date(2026, 12, 28), set(Nation)),  # Boxing Day is a Saturday: the Monday stands in
        (date(2027, 1, 4), {Nation.SCOTLAND}),  # 2 January is a Saturday
        (date(2027, 3, 17), {Nation.NORTHERN_IRELAND}),  # St Patrick's Day
        (date(2027, 3, 29), {Nation.ENGLAND, Nation.WALES, Nation.NORTHERN_IRELAND}),  # Easter Monday
        (date(2026, 11, 30), {Nation.SCOTLAND}),  # St Andrew's Day
        (date(2026, 8, 31), {Nation.ENGLAND, Nation.WALES, Nation.NORTHERN_IRELAND}),
        (date(2026, 11, 21), set(Nation)),  # a Saturday
        (date(2026, 11, 22), set(Nation)),  # a Sunday
        (date(2026, 11, 18), set()),  # a Wednesday
    ],
)
def test_each_nation_keeps_its_own_holidays(day: date, off: set[Nation]) -> None:
    assert {nation for nation in Nation if not is_working_day(day, nation)} == off


def test_five_working_days_over_christmas() -> None:
    assert add_working_days(date(2026, 12, 23), 5, Nation.ENGLAND) == date(2027, 1, 4)
    assert working_days_between(date(2026, 12, 23), date(2027, 1, 4), Nation.ENGLAND) == 5


def test_no_days_on_is_the_same_day_even_a_sunday() -> None:
    assert add_working_days(date(2026, 11, 22), 0, Nation.WALES) == date(2026, 11, 22)


@given(start=DAYS, count=st.integers(min_value=1, max_value=60), nation=NATIONS)
def test_counting_on_and_counting_between_agree(start: date, count: int, nation: Nation) -> None:
    end = add_working_days(start, count, nation)
    assert is_working_day(end, nation)
    assert working_days_between(start, end, nation) == count
    assert working_days_between(start, end - timedelta(days=1), nation) == count - 1


@given(start=DAYS, back=st.integers(min_value=0, max_value=400), nation=NATIONS)
def test_nothing_lies_between_a_day_and_an_earlier_one(start: date, back: int, nation: Nation) -> None:
    assert working_days_between(start, start - timedelta(days=back), nation) == 0

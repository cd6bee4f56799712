"""Dates as people say them."""

import datetime as dt
from pathlib import Path

import pytest
from babel.support import NullTranslations

from viewpoint.wording.catalogues import Catalogues
from viewpoint.wording.dates import day, day_and_year, in_days, in_working_days

CATALOGUES = Catalogues(Path(__file__).parents[2] / "translations")
TUESDAY = dt.date(2026, 3, 3)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Tuesday 3 March"),
        ("en-easyread", "Tuesday 3 March"),
        ("cy", "Dydd Mawrth 3 Mawrth"),
        ("ar", "الثلاثاء، 3 مارس"),
        ("pl", "wtorek 3 marca"),
        ("tlh", "Tuesday 3 March"),
        ("", "Tuesday 3 March"),
    ],
)
def test_a_day_is_said_in_its_language_or_in_english(language: str, said: str) -> None:
    assert day(TUESDAY, language) == said


def test_a_far_day_has_its_year() -> None:
    assert day_and_year(TUESDAY, "en") == "3 March 2026"
    assert day_and_year(TUESDAY, "cy") == "3 Mawrth 2026"


@pytest.mark.parametrize(
    ("days", "en", "cy", "ar"),
    [
        (6, "in 6 working days", "ymhen 6 diwrnod gwaith", "خلال 6 أيام عمل"),
        (2, "in 2 working days", "ymhen 2 ddiwrnod gwaith", "خلال يومي عمل"),
        (1, "in 1 working day", "ymhen 1 diwrnod gwaith", "خلال يوم عمل واحد"),
        (0, "today", "heddiw", "اليوم"),
        (-1, "1 working day ago", "1 diwrnod gwaith yn ôl", "قبل يوم عمل واحد"),
        (-3, "3 working days ago", "3 diwrnod gwaith yn ôl", "قبل 3 أيام عمل"),
    ],
)
def test_working_days_are_counted_as_people_say_them(days: int, en: str, cy: str, ar: str) -> None:
    assert [in_working_days(days, CATALOGUES.words(tag)) for tag in ("en", "cy", "ar")] == [en, cy, ar]


@pytest.mark.parametrize(
    ("days", "said"),
    [(-9, "9 days ago"), (-1, "yesterday"), (0, "today"), (1, "tomorrow"), (2, "in 2 days")],
)
def test_near_days_have_names(days: int, said: str) -> None:
    assert in_days(TUESDAY + dt.timedelta(days=days), TUESDAY, NullTranslations()) == said

"""What is told to which ages in which nation, and in what order."""

import datetime as dt

import pytest

from viewpoint.domain.council import VERIFIED_FOR
from viewpoint.domain.people import AgeBand, Nation
from viewpoint.domain.rights import AGES, Ages, Right, Topic, is_told, rights_for
from viewpoint.domain.words import Words

DAY = dt.date(2026, 5, 1)


def a_right(topic: Topic, *ages: Ages, **override: object) -> Right:
    values: dict[str, object] = {
        "topic": topic,
        "title": Words.english("My meeting"),
        "says": Words.english("You can come."),
        "ages": frozenset(ages),
        "nations": frozenset({Nation.WALES}),
        "verified_on": DAY,
    }
    return Right(**{**values, **override})  # type: ignore[arg-type]  # as the tests give them


def test_each_age_is_told_its_own_in_order() -> None:
    file = a_right(Topic.FILE, Ages.EIGHT_TO_ELEVEN)
    meeting = a_right(Topic.MEETING, Ages.EIGHT_TO_ELEVEN, Ages.FOUR_TO_SEVEN)
    young = a_right(Topic.HEARD, Ages.FOUR_TO_SEVEN)
    scots = a_right(Topic.HEARD, Ages.EIGHT_TO_ELEVEN, nations=frozenset({Nation.SCOTLAND}))
    every = (file, young, scots, meeting)
    assert rights_for(every, Ages.EIGHT_TO_ELEVEN, Nation.WALES) == (meeting, file)
    assert rights_for(every, Ages.FOUR_TO_SEVEN, Nation.WALES) == (meeting, young)
    assert rights_for(every, Ages.EIGHT_TO_ELEVEN, Nation.SCOTLAND) == (scots,)


def test_every_age_band_has_a_page() -> None:
    assert AGES.keys() == set(AgeBand)


@pytest.mark.parametrize("ages", Ages)
def test_leaving_care_is_told_from_twelve_on(ages: Ages) -> None:
    is_old = ages in {Ages.TWELVE_TO_SEVENTEEN, Ages.SIXTEEN_TO_TWENTY_FIVE}
    assert is_told(Topic.LEAVING, ages) is is_old
    assert is_told(Topic.MEETING, ages)


def test_a_rule_is_stale_when_nobody_verified_it_within_180_days() -> None:
    right = a_right(Topic.FILE, Ages.FOUR_TO_SEVEN)
    assert not right.is_stale(DAY + VERIFIED_FOR)
    assert right.is_stale(DAY + VERIFIED_FOR + dt.timedelta(days=1))
    assert a_right(Topic.FILE, Ages.FOUR_TO_SEVEN, verified_on=None).is_stale(DAY)
    assert a_right(Topic.FILE, Ages.FOUR_TO_SEVEN, must_be_checked=True).is_stale(DAY)

"""Cover: which days a deputy stands in, and what must be mended before one is named."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from viewpoint.domain.cover import LONGEST_DAYS, Cover, CoverWrong, Wanted, cover_faults
from viewpoint.domain.people import AccountId, AuthorityId

TODAY = date(2026, 11, 18)
DEPUTIES = {"ada": "Ada Moor"}


def a_cover(**override: Any) -> Cover:
    values: dict[str, Any] = {
        "id": "one",
        "authority": AuthorityId("FERNSHIRE"),
        "iro": AccountId("sam"),
        "deputy": AccountId("ada"),
        "from_on": TODAY,
        "until_on": TODAY + timedelta(days=4),
        "made_at": datetime(2026, 11, 1, tzinfo=UTC),
    }
    return Cover(**{**values, **override})


ENDED = datetime(2026, 11, 18, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "holds", "is_over"), [(-1, False, False), (0, True, False), (4, True, False), (5, False, True)]
)
def test_both_days_are_included(days: int, holds: bool, is_over: bool) -> None:
    day = TODAY + timedelta(days=days)
    assert (a_cover().holds(day), a_cover().is_over(day)) == (holds, is_over)


def test_one_that_was_ended_holds_no_longer() -> None:
    ended = a_cover(ended_at=ENDED)
    assert (ended.holds(TODAY), ended.is_over(TODAY)) == (False, True)


def wanted(deputy: str = "ada", first: int | None = 0, last: int | None = 3) -> Wanted:
    days = [None if each is None else TODAY + timedelta(days=each) for each in (first, last)]
    return Wanted(deputy=deputy, from_on=days[0], until_on=days[1])


@pytest.mark.parametrize(
    ("asked", "faults"),
    [
        (wanted(), {}),
        (wanted(first=0, last=0), {}),
        (wanted(last=LONGEST_DAYS), {}),
        (wanted(deputy="somebody"), {"deputy": CoverWrong.NO_DEPUTY}),
        (wanted(first=None), {"from_on": CoverWrong.NOT_A_DAY}),
        (wanted(deputy="", last=None), {"deputy": CoverWrong.NO_DEPUTY, "until_on": CoverWrong.NOT_A_DAY}),
        (wanted(first=-1), {"from_on": CoverWrong.PAST_DAY}),
        (wanted(first=3, last=2), {"until_on": CoverWrong.BACKWARDS}),
        (wanted(last=LONGEST_DAYS + 1), {"until_on": CoverWrong.TOO_LONG}),
    ],
)
def test_what_must_be_mended_is_said_by_field(asked: Wanted, faults: dict[str, CoverWrong]) -> None:
    assert cover_faults(asked, DEPUTIES, [], TODAY) == faults


@pytest.mark.parametrize(
    ("before", "is_taken"),
    [
        (a_cover(), True),
        (a_cover(from_on=TODAY + timedelta(days=3), until_on=TODAY + timedelta(days=9)), True),
        (a_cover(from_on=TODAY + timedelta(days=4), until_on=TODAY + timedelta(days=9)), False),
        (a_cover(ended_at=ENDED), False),
    ],
)
def test_one_deputy_at_a_time(before: Cover, is_taken: bool) -> None:
    faults = cover_faults(wanted(), DEPUTIES, [before], TODAY)
    assert faults == ({"from_on": CoverWrong.TAKEN} if is_taken else {})

"""Slowing down: never for the first few, longer each time, a quarter of an hour at most."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from viewpoint.domain.throttle import FORGET_AFTER, FREE_FROM_ONE_ADDRESS, FREE_TRIES, LONGEST_WAIT, Tries

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def after(failures: int, at: datetime = NOW) -> Tries:
    return Tries(failures=failures, last_at=at)


def test_the_first_failures_cost_nothing_and_those_after_twice_as_much_each() -> None:
    waits = [after(failures).wait(NOW).total_seconds() for failures in range(FREE_TRIES + 8)]
    assert waits == [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]


def test_an_address_that_many_share_has_more_free() -> None:
    assert after(FREE_FROM_ONE_ADDRESS - 1).wait(NOW, FREE_FROM_ONE_ADDRESS) == timedelta(0)
    assert after(FREE_FROM_ONE_ADDRESS).wait(NOW, FREE_FROM_ONE_ADDRESS) == 30 * SECOND


def test_the_wait_runs_out() -> None:
    tries = after(FREE_TRIES)
    assert tries.wait(NOW + 29 * SECOND) == SECOND
    assert tries.wait(NOW + 30 * SECOND) == tries.wait(NOW + 31 * SECOND) == timedelta(0)


def test_after_a_day_failures_are_forgotten() -> None:
    tries = after(100)
    assert tries.failed(NOW + FORGET_AFTER).failures == 101
    assert tries.failed(NOW + FORGET_AFTER + SECOND).failures == 1
    assert tries.wait(NOW + FORGET_AFTER + SECOND) == timedelta(0)


@given(st.lists(st.integers(0, 100_000), max_size=30), st.integers(1, 60))
def test_however_often_somebody_fails_they_wait_a_quarter_of_an_hour_at_most(
    gaps: list[int], free: int
) -> None:
    tries, now = after(0), NOW
    for gap in gaps:
        now += timedelta(seconds=gap)
        tries = tries.failed(now)
        assert timedelta(0) <= tries.wait(now, free) <= LONGEST_WAIT
        assert tries.wait(now + LONGEST_WAIT, free) == timedelta(0)

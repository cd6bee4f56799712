"""Rounds: what counts in which, and what may happen to one."""

from datetime import UTC, date, datetime

import pytest

from viewpoint.domain.people import AuthorityId, RoundId
from viewpoint.domain.rounds import (
    RoundNotClosed,
    RoundNotOpen,
    RoundState,
    quarter,
    round_for,
)

AT = datetime(2026, 4, 2, 9, tzinfo=UTC)
FIRST = quarter(RoundId("1"), AuthorityId("a"), date(2026, 2, 3))
SECOND = quarter(RoundId("2"), AuthorityId("a"), date(2026, 5, 1))


@pytest.mark.parametrize(
    ("on", "name", "opens_on", "closes_on"),
    [
        (date(2026, 1, 1), "2026 Q1", date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 6, 30), "2026 Q2", date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 8, 9), "2026 Q3", date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 12, 31), "2026 Q4", date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_a_quarter_holds_its_days(on: date, name: str, opens_on: date, closes_on: date) -> None:
    round_ = quarter(RoundId("r"), AuthorityId("a"), on)

    assert (round_.name, round_.opens_on, round_.closes_on) == (name, opens_on, closes_on)


def test_a_round_is_closed_then_sealed_and_never_goes_back() -> None:
    closed = FIRST.close(AT)
    sealed = closed.seal(AT)

    assert (closed.state, closed.closed_at) == (RoundState.CLOSED, AT)
    assert (sealed.state, sealed.sealed_at) == (RoundState.SEALED, AT)
    with pytest.raises(RoundNotOpen):
        closed.close(AT)
    with pytest.raises(RoundNotClosed):
        FIRST.seal(AT)
    with pytest.raises(RoundNotClosed):
        sealed.seal(AT)


def test_an_answer_counts_in_the_round_that_is_open() -> None:
    assert round_for(date(2026, 3, 31), [SECOND, FIRST]) == FIRST
    assert round_for(date(2026, 4, 1), [SECOND, FIRST]) == SECOND


def test_an_answer_after_an_early_close_counts_in_the_next_round() -> None:
    assert round_for(date(2026, 3, 20), [FIRST.close(AT), SECOND]) == SECOND
    assert round_for(date(2026, 3, 20), [FIRST.close(AT)]) is None

"""A concern's life, step by step."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from viewpoint.domain.concern_life import ConcernState, Escalation, Life, Step
from viewpoint.domain.errors import WrongStep
from viewpoint.domain.people import AccountId

DUE = datetime(2026, 11, 18, 12, tzinfo=UTC)
LATER = DUE + timedelta(hours=2)
DANA, SAM = AccountId("dana"), AccountId("sam")
RAISED = Life(due_at=DUE, next_at=DUE)
TAKEN_UP = RAISED.acknowledge(DANA)
CLOSED = TAKEN_UP.close()


def test_it_is_raised_taken_up_by_name_and_closed() -> None:
    assert (RAISED.state, RAISED.owner) == (ConcernState.RAISED, None)
    assert (TAKEN_UP.state, TAKEN_UP.owner) == (ConcernState.ACKNOWLEDGED, DANA)
    assert (CLOSED.state, CLOSED.owner) == (ConcernState.CLOSED, DANA)


def test_taken_up_its_clock_stops() -> None:
    assert TAKEN_UP.next_at is None
    assert RAISED.escalate(Escalation.DEPUTY, LATER).acknowledge(SAM).next_at is None


def test_somebody_else_may_take_it_over_and_twice_is_once() -> None:
    assert TAKEN_UP.acknowledge(SAM).owner == SAM
    assert TAKEN_UP.acknowledge(DANA) == TAKEN_UP


def test_nothing_is_closed_that_nobody_took_up_or_twice() -> None:
    for life in (RAISED, CLOSED):
        with pytest.raises(WrongStep):
            life.close()


def test_what_is_closed_stays_so_until_they_ask_again() -> None:
    with pytest.raises(WrongStep):
        CLOSED.acknowledge(SAM)
    with pytest.raises(WrongStep):
        CLOSED.note()
    assert TAKEN_UP.note() == TAKEN_UP
    assert RAISED.note() == RAISED


@pytest.mark.parametrize("before", [TAKEN_UP, CLOSED], ids=["taken up", "closed"])
def test_asked_again_it_is_new_with_a_clock_of_its_own(before: Life) -> None:
    life, step = before.ask_again(LATER)
    assert step is Step.REOPENED
    assert life == Life(due_at=LATER, next_at=LATER)


def test_asked_again_while_nobody_has_taken_it_up_it_is_due_as_soon_as_the_sooner() -> None:
    sooner, later = DUE - timedelta(hours=1), DUE + timedelta(hours=1)
    assert RAISED.ask_again(sooner) == (Life(due_at=sooner, next_at=sooner), Step.ASKED_AGAIN)
    assert RAISED.ask_again(later) == (RAISED, None)
    assert RAISED.ask_again(DUE) == (RAISED, None)


def test_it_escalates_only_while_nobody_has_taken_it_up() -> None:
    deputy = RAISED.escalate(Escalation.DEPUTY, LATER)
    assert deputy == replace(RAISED, escalation=Escalation.DEPUTY, next_at=LATER)
    assert deputy.escalate(Escalation.MANAGER, None).next_at is None
    for life in (TAKEN_UP, CLOSED):
        with pytest.raises(WrongStep):
            life.escalate(Escalation.DEPUTY, LATER)

"""Invitations: issued, opened, sent, expired at the instant, revoked; reminded once."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewpoint.domain.errors import AlreadySent, LinkClosed, RemindedAlready
from viewpoint.domain.invitation import (
    Channel,
    Invitation,
    InvitationKind,
    InvitationState,
    answers_until,
)
from viewpoint.domain.people import AgeBand, AuthorityId, InvitationId, Profile, YoungPersonId
from viewpoint.domain.uk_time import LONDON

ISSUED_AT = datetime(2026, 11, 18, 10, tzinfo=UTC)
UNTIL = datetime(2026, 12, 6, tzinfo=UTC)
JUST_BEFORE = UNTIL - timedelta(microseconds=1)
ACTS: dict[str, Callable[[Invitation, datetime], Invitation]] = {
    "open": Invitation.open,
    "send": Invitation.send,
    "remind": Invitation.remind,
    "revoke": Invitation.revoke,
}


def an_invitation(**override: Any) -> Invitation:
    values: dict[str, Any] = {
        "id": InvitationId("i"),
        "authority": AuthorityId("FERNSHIRE"),
        "young_person": YoungPersonId("y"),
        "round": None,
        "review_on": date(2026, 12, 2),
        "state": InvitationState.ISSUED,
        "channel": Channel.SMS,
        "language": "en",
        "profile": Profile(age_band=AgeBand.TWELVE_TO_SEVENTEEN),
        "forms": {},
        "issued_at": ISSUED_AT,
        "answers_until": UNTIL,
    }
    return Invitation(**{**values, **override})


ISSUED = an_invitation()
OPENED = ISSUED.open(ISSUED_AT)
SENT = OPENED.send(ISSUED_AT)
REVOKED = ISSUED.revoke(ISSUED_AT)


def test_the_first_opening_is_kept() -> None:
    assert (OPENED.state, OPENED.opened_at) == (InvitationState.OPENED, ISSUED_AT)
    assert OPENED.open(ISSUED_AT + timedelta(days=1)) is OPENED


def test_sending_spends_it_and_it_can_still_be_opened_to_read_back() -> None:
    assert (SENT.state, SENT.sent_at) == (InvitationState.SENT, ISSUED_AT)
    assert SENT.open(UNTIL + timedelta(days=100)) is SENT
    with pytest.raises(AlreadySent):
        SENT.send(ISSUED_AT)


def test_what_was_never_opened_is_opened_by_sending() -> None:
    sent = ISSUED.send(ISSUED_AT)
    assert (sent.opened_at, sent.sent_at) == (ISSUED_AT, ISSUED_AT)


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("invitation", [ISSUED, OPENED], ids=["issued", "opened"])
def test_it_ends_at_the_very_instant(invitation: Invitation, name: str) -> None:
    act = ACTS[name]
    act(invitation, JUST_BEFORE)
    with pytest.raises(LinkClosed):
        act(invitation, UNTIL)
    assert invitation.state_at(JUST_BEFORE) is invitation.state
    assert invitation.state_at(UNTIL) is InvitationState.EXPIRED


@pytest.mark.parametrize("name", ACTS)
def test_once_revoked_nothing_can_be_done_with_it(name: str) -> None:
    with pytest.raises(LinkClosed):
        ACTS[name](REVOKED, ISSUED_AT)
    assert REVOKED.state_at(UNTIL) is InvitationState.REVOKED


@pytest.mark.parametrize("name", ["remind", "revoke"])
def test_what_was_sent_is_neither_reminded_nor_revoked(name: str) -> None:
    with pytest.raises(LinkClosed):
        ACTS[name](SENT, ISSUED_AT)


def test_a_young_person_is_reminded_once() -> None:
    reminded = ISSUED.remind(ISSUED_AT)
    assert reminded.reminded_at == ISSUED_AT
    with pytest.raises(RemindedAlready):
        reminded.remind(ISSUED_AT + timedelta(days=7))


@pytest.mark.parametrize(
    ("invitation", "at", "is_open"),
    [
        (ISSUED, JUST_BEFORE, True),
        (OPENED, JUST_BEFORE, True),
        (OPENED, UNTIL, False),
        (SENT, ISSUED_AT, False),
        (REVOKED, ISSUED_AT, False),
    ],
)
def test_it_is_open_until_sent_revoked_or_over(invitation: Invitation, at: datetime, is_open: object) -> None:
    assert invitation.is_open(at) is is_open


@given(st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 30)), max_size=8))
def test_however_it_is_handled_a_state_never_goes_back(acts: list[tuple[str, int]]) -> None:
    order = [InvitationState.ISSUED, InvitationState.OPENED, InvitationState.SENT, InvitationState.REVOKED]
    invitation, at = an_invitation(), ISSUED_AT
    for name, days in acts:
        at += timedelta(days=days)
        before = invitation
        try:
            invitation = ACTS[name](invitation, at)
        except (LinkClosed, AlreadySent, RemindedAlready):
            assert invitation is before
        assert order.index(invitation.state) >= order.index(before.state)
        assert before.opened_at in {None, invitation.opened_at}
        assert before.sent_at in {None, invitation.sent_at}


@pytest.mark.parametrize(
    ("last_on", "until"),
    [
        (date(2026, 12, 2), datetime(2026, 12, 6, tzinfo=UTC)),
        (date(2027, 6, 1), datetime(2027, 6, 4, 23, tzinfo=UTC)),
        (date(2027, 3, 24), datetime(2027, 3, 28, tzinfo=UTC)),  # midnight before the clocks go forward
        (date(2027, 3, 25), datetime(2027, 3, 28, 23, tzinfo=UTC)),  # the night after
        (date(2026, 10, 21), datetime(2026, 10, 24, 23, tzinfo=UTC)),  # the night before they go back
        (date(2026, 10, 22), datetime(2026, 10, 26, tzinfo=UTC)),  # the night after
    ],
)
def test_answering_ends_with_the_third_day_after_in_uk_time(last_on: date, until: datetime) -> None:
    assert answers_until(review_on=last_on, closes_on=None).astimezone(UTC) == until
    assert answers_until(review_on=None, closes_on=last_on).astimezone(UTC) == until


def test_the_review_counts_before_the_round_and_one_of_them_there_must_be() -> None:
    both = answers_until(review_on=date(2026, 12, 2), closes_on=date(2026, 12, 31))
    assert both == UNTIL
    with pytest.raises(ValueError, match="review or a round"):
        answers_until(review_on=None, closes_on=None)


@given(st.dates(min_value=date(2024, 1, 1), max_value=date(2032, 12, 31)))
def test_the_last_day_is_three_days_after_whatever_the_clocks_do(review_on: date) -> None:
    until = answers_until(review_on=review_on, closes_on=None)
    for zone in (UTC, LONDON):
        invitation = an_invitation(answers_until=until.astimezone(zone))
        assert invitation.last_on == review_on + timedelta(days=3)


@pytest.mark.parametrize("kind", InvitationKind)
@pytest.mark.parametrize("channel", Channel)
def test_a_reply_is_told_of_by_text_or_e_mail_and_to_young_people_only(
    kind: InvitationKind, channel: Channel
) -> None:
    asked_by_name = {InvitationKind.VIEWS, InvitationKind.SUPPLEMENT, InvitationKind.LEAVING}
    told = channel is not Channel.LETTER and kind in asked_by_name
    assert an_invitation(kind=kind, channel=channel).hears_by_message is told

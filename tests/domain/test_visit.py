"""Visits: how long they last, and whose words they may show."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.domain.test_invitation import ISSUED, OPENED, REVOKED, SENT, UNTIL
from viewpoint.domain.people import YoungPersonId
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.domain.visit import IDLE, LONGEST, Visit, pin_mark

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)
BEHIND_PIN = replace(SENT, is_behind_pin=True)


def a_visit(**override: Any) -> Visit:
    values: dict[str, Any] = {
        "key": b"k",
        "invitation": OPENED,
        "language": "en",
        "pin_set_at": None,
        "reader_name": "Sam Okoro",
        "pin_at": None,
        "started_at": NOW,
        "seen_at": NOW,
    }
    return Visit(**{**values, **override})


def test_a_visit_is_left_alone_for_half_an_hour_at_most() -> None:
    assert not a_visit().is_over(NOW + IDLE)
    assert a_visit().is_over(NOW + IDLE + MOMENT)


def test_a_visit_in_use_lasts_twelve_hours_at_most() -> None:
    used = a_visit(seen_at=NOW + LONGEST)
    assert not used.is_over(NOW + LONGEST)
    assert used.is_over(NOW + LONGEST + MOMENT)


def test_a_visit_ends_with_what_it_is_for() -> None:
    just_before = UNTIL - MOMENT
    late = a_visit(started_at=just_before, seen_at=just_before)
    assert not late.is_over(just_before)
    assert late.is_over(UNTIL)
    assert a_visit(invitation=REVOKED).is_over(NOW)
    assert not a_visit(invitation=SENT, started_at=UNTIL, seen_at=UNTIL).is_over(UNTIL)
    assert not a_visit(invitation=ISSUED).is_over(NOW)


def test_the_viewer_is_the_young_person_by_their_invitation() -> None:
    assert a_visit().viewer == Viewer(authority=OPENED.authority, role=Role.YOUNG_PERSON, subject="i")


@pytest.mark.parametrize(
    ("override", "has_pin", "is_known"),
    [
        ({}, False, False),
        ({"pin_set_at": NOW}, True, False),
        ({"pin_set_at": NOW, "pin_at": NOW}, True, True),
        ({"pin_at": NOW}, False, False),
        ({"invitation": SENT, "pin_set_at": NOW, "pin_at": NOW}, False, False),
        ({"invitation": BEHIND_PIN, "pin_set_at": NOW}, True, False),
        ({"invitation": BEHIND_PIN, "pin_set_at": NOW, "pin_at": NOW}, True, True),
    ],
)
def test_a_pin_opens_what_was_said_under_it(
    override: dict[str, Any], has_pin: object, is_known: object
) -> None:
    visit = a_visit(**override)
    assert (visit.has_pin, visit.is_known) == (has_pin, is_known)


def test_a_visit_sees_what_was_given_in_it_and_behind_its_pin_what_the_pin_marks() -> None:
    unknown, known = a_visit(pin_set_at=NOW), a_visit(key=b"other", pin_set_at=NOW, pin_at=NOW)
    assert unknown.mark == b"k"
    assert unknown.may_see(b"k")
    assert not unknown.may_see(known.mark)
    assert known.mark == pin_mark(OPENED.young_person)
    assert known.may_see(known.mark)
    assert known.may_see(b"other")
    assert not known.may_see(unknown.mark)
    assert pin_mark(YoungPersonId("somebody else")) != known.mark

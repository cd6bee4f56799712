"""Who of a caseload needs what, who comes first, and who is listed."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from viewpoint.domain.caseload import NEEDS, CaseloadEntry, Need, StoodInFor, urgency
from viewpoint.domain.caseload_filter import SHOWS, Filter, ReviewWindow, Show, shows_of
from viewpoint.domain.invitation import InvitationKind
from viewpoint.domain.people import ResponseId, YoungPersonId
from viewpoint.domain.sent import Waiting

NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)


def an_entry(**override: Any) -> CaseloadEntry:
    values: dict[str, Any] = {
        "young_person": YoungPersonId("kit"),
        "name": "Kit Pretend",
        "next_review_on": date(2026, 12, 30),
        "placement_type": "foster",
        "area": "in",
        "distance": "up_to_20",
        "newest": None,
        "concerns": 0,
        "days_to_review": 30,
    }
    return CaseloadEntry(**{**values, **override})


@pytest.mark.parametrize(("is_changed", "listed"), [(True, True), (False, False)])
def test_who_sent_something_or_moved_lately_is_listed_apart(is_changed: bool, listed: bool) -> None:
    entry = an_entry(is_changed=is_changed)
    assert (Show.CHANGED in shows_of(entry)) is listed
    assert Filter(show=Show.CHANGED).holds(entry) is listed


def sent(*, read: bool = False, replied: bool = False, **override: Any) -> Waiting:
    values: dict[str, Any] = {
        "young_person": YoungPersonId("kit"),
        "response": ResponseId("one"),
        "sent_at": NOW,
        "read_at": NOW if read else None,
        "has_reply": replied,
    }
    return Waiting(**{**values, **override})


@pytest.mark.parametrize(
    ("entry", "needs"),
    [
        (an_entry(), ()),
        (an_entry(concerns=2), (Need.CONCERN,)),
        (an_entry(wants_advocate=True), (Need.ADVOCATE,)),
        (an_entry(newest=sent()), (Need.UNREAD,)),
        (an_entry(newest=sent(read=True)), (Need.REPLY,)),
        (an_entry(newest=sent(read=True, replied=True)), ()),
        (an_entry(newest=sent(read=True, kind=InvitationKind.OBSERVER)), ()),
        (an_entry(days_to_review=15), (Need.REVIEW,)),
        (an_entry(days_to_review=0), (Need.REVIEW,)),
        (an_entry(days_to_review=16), ()),
        (an_entry(days_to_review=-1), ()),
        (an_entry(days_to_review=None), ()),
        (an_entry(days_to_review=15, is_heard=True), ()),
        (
            an_entry(concerns=1, wants_advocate=True, newest=sent(), days_to_review=3),
            (Need.CONCERN, Need.ADVOCATE, Need.UNREAD, Need.REVIEW),
        ),
    ],
)
def test_what_somebody_needs_the_most_urgent_first(entry: CaseloadEntry, needs: tuple[Need, ...]) -> None:
    assert entry.needs == needs


def test_every_need_has_its_line() -> None:
    assert set(NEEDS) == set(Need)


def test_the_most_urgent_need_comes_first_then_the_longest_unread_then_the_review() -> None:
    earlier = NOW - timedelta(days=2)
    in_order = [
        an_entry(name="Concern and unread", concerns=1, newest=sent()),
        an_entry(name="Concern", concerns=1),
        an_entry(name="Advocate", wants_advocate=True),
        an_entry(name="Unread longest", newest=sent(sent_at=earlier)),
        an_entry(name="Unread", newest=sent()),
        an_entry(name="Reply", newest=sent(read=True)),
        an_entry(name="Review", days_to_review=2, next_review_on=date(2026, 11, 20)),
        an_entry(name="Ana"),
        an_entry(name="Ben"),
        an_entry(name="Never", next_review_on=None, days_to_review=None),
    ]
    backwards = in_order[::-1]
    backwards.sort(key=urgency)
    assert backwards == in_order


def test_a_name_is_in_no_repr() -> None:
    assert "Kit" not in repr(an_entry())


COVERED = an_entry(cover=StoodInFor(iro_name="Sam", until_on=date(2026, 11, 20)))


@pytest.mark.parametrize(
    ("entry", "shows"),
    [
        (an_entry(), [Show.EVERYONE]),
        (an_entry(newest=sent()), [Show.EVERYONE, Show.NEEDS_ME, Need.UNREAD]),
        (an_entry(is_asked=False), [Show.EVERYONE, Show.NOT_ASKED]),
        (COVERED, [Show.EVERYONE, Show.COVERED]),
    ],
)
def test_under_which_words_somebody_is_listed(entry: CaseloadEntry, shows: list[str]) -> None:
    assert list(shows_of(entry)) == shows
    assert {show for show in SHOWS if Filter(show=show).holds(entry)} == set(shows)


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        (Filter(), True),
        (Filter(query="PRET"), True),
        (Filter(query="Ana"), False),
        (Filter(area="in", placement_type="foster"), True),
        (Filter(area="out"), False),
        (Filter(placement_type="kinship"), False),
        (Filter(show=Show.NEEDS_ME), False),
    ],
)
def test_what_a_filter_leaves(asked: Filter, holds: bool) -> None:
    assert asked.holds(an_entry()) is holds


@pytest.mark.parametrize(
    ("window", "days"),
    [
        (ReviewWindow.ANY, {None, -1, 0, 5, 6, 15, 16}),
        (ReviewWindow.PAST, {-1}),
        (ReviewWindow.THIS_WEEK, {0, 5}),
        (ReviewWindow.NEAR, {0, 5, 6, 15}),
        (ReviewWindow.UNKNOWN, {None}),
    ],
)
def test_when_the_next_review_is(window: ReviewWindow, days: set[int | None]) -> None:
    every = (None, -1, 0, 5, 6, 15, 16)
    asked = Filter(review=window)
    assert {each for each in every if asked.holds(an_entry(days_to_review=each))} == days
    assert asked.is_narrow is bool(window)

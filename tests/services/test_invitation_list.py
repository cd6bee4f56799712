"""The list of invitations."""

from datetime import date, timedelta

import pytest

from tests.builders import COUNCIL, World
from viewpoint.domain.errors import NotAllowed
from viewpoint.domain.invitation import Channel, InvitationState
from viewpoint.domain.message import Dispatch
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.services.invitation_list import A_PAGE, Show

COORDINATOR = Viewer(authority=COUNCIL, role=Role.COORDINATOR, subject="coordinator")


def test_each_kind_of_invitation_has_its_list(world: World) -> None:
    world.invited(channel=Channel.LETTER)
    world.started(world.invited(channel=Channel.LETTER))
    world.services.respond.send(world.started())
    world.invited(review_on=date(2026, 10, 1))
    world.invited(state=InvitationState.REVOKED)
    found = world.services.invitation_list
    states = {show: [each.state for each in found.page(COORDINATOR, show).entries] for show in Show}
    assert states[Show.TO_DO] == [InvitationState.ISSUED]
    assert sorted(states[Show.OPEN]) == [InvitationState.ISSUED, InvitationState.OPENED]
    assert states[Show.SENT] == [InvitationState.SENT]
    assert sorted(states[Show.OVER]) == [InvitationState.EXPIRED, InvitationState.REVOKED]
    assert found.page(COORDINATOR, Show.OPEN).counts == {
        Show.TO_DO: 1,
        Show.OPEN: 2,
        Show.SENT: 1,
        Show.OVER: 2,
        Show.ALL: 5,
    }


def test_an_entry_says_who_how_and_what_for(world: World) -> None:
    world.round()
    letter = {"channel": "letter", "phone": None, "email": None}
    world.services.invite.invite(COORDINATOR, [world.young_person(next_review_on=None, contact=letter)])
    (entry,) = world.services.invitation_list.page(COORDINATOR, Show.ALL).entries
    assert (entry.name, entry.round_name, entry.dispatch) == ("Kit Pretend", "2026 Q4", Dispatch.TO_PRINT)


def test_somebody_who_left_care_is_still_named(world: World) -> None:
    world.invited(world.young_person(is_looked_after=False, name="Grown Up"))
    world.invited(world.young_person(name=""))
    entries = world.services.invitation_list.page(COORDINATOR, Show.ALL).entries
    assert sorted(each.name for each in entries) == ["", "Grown Up"]


def test_what_is_older_than_a_year_is_not_listed(world: World) -> None:
    world.invited(issued_at=world.clock() - timedelta(days=370))
    assert world.services.invitation_list.page(COORDINATOR, Show.ALL).entries == []


def test_a_long_list_comes_in_pages_and_a_page_too_high_is_the_last(small_world: World) -> None:
    child = small_world.young_person()
    for _number in range(A_PAGE + 2):
        small_world.invited(child)
    found = small_world.services.invitation_list
    first, last = found.page(COORDINATOR, Show.ALL), found.page(COORDINATOR, Show.ALL, 9)
    assert (len(first.entries), first.page, first.pages) == (A_PAGE, 1, 2)
    assert (len(last.entries), last.page) == (2, 2)
    assert found.page(COORDINATOR, Show.ALL, 0).page == 1


def test_nobody_else_may(world: World) -> None:
    with pytest.raises(NotAllowed):
        world.services.invitation_list.page(Viewer(authority=COUNCIL, role=Role.IRO, subject="iro"), Show.ALL)

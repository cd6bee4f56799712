"""Asked about the placement that ended: by the roster, once, of the old place, at the new contact."""

from datetime import UTC, date, datetime

import pytest

from tests.builders import COUNCIL, World
from tests.services.made_up import with_made_up
from tests.services.rosters import C, E, bring_in, everybody, with_iros
from tests.services.test_seal_release import close, counted, handle
from tests.services.test_standing_links import with_link
from tests.services.visits import response_of, sent
from viewpoint.domain.invitation import InvitationKind
from viewpoint.domain.people import YoungPersonId
from viewpoint.domain.permissions import Role, Viewer, operator
from viewpoint.domain.response import Answer
from viewpoint.domain.roster import ChildId
from viewpoint.storage.people import how_to_reach

OPERATOR = operator(COUNCIL)
ENDED = (E, "1001,05/07/2025,P,C2,N1,K2,PR4,,,,", "1001,05/07/2025,P,C2,N1,K2,PR4,01/02/2026,X1,CARPL,")


def next_episode(row: str) -> tuple[str, str, str]:
    return (E, "000203,12/12/2023", f"1001,01/02/2026,{row},,,,BD1 1HY,BD9 4DQ,\n000203,12/12/2023")


MOVED = (ENDED, next_episode("P,C2,N1,U3,PR1"))


@pytest.fixture
def made_up(world: World) -> World:
    """Ten days after the move, a roster brought in that does not know of it yet."""
    with_made_up(world)
    world.clock.now = datetime(2026, 2, 10, 10, tzinfo=UTC)
    bring_in(with_iros(world))
    return world


def child(world: World, ref: str = "1001") -> YoungPersonId:
    return everybody(world).stored[ChildId(ref)].id


def due(world: World) -> list[tuple[YoungPersonId, date, str]]:
    return [
        (each.who.young_person, each.ended_on, each.placement_type.value)
        for each in world.services.leaving.due(OPERATOR)
    ]


def test_a_move_makes_it_due_with_the_place_they_left(made_up: World) -> None:
    assert due(made_up) == []
    bring_in(made_up, *MOVED)
    assert due(made_up) == [(child(made_up), date(2026, 2, 1), "childrens_home")]


@pytest.mark.parametrize("row", ["L,C2,N1,K2,PR4", "T,C2,N1,U6,PR1", "U,C1,N1,U6,PR1"])
def test_what_ends_no_placement_asks_nobody(made_up: World, row: str) -> None:
    """A change of legal status, or another placement with the same carers."""
    bring_in(made_up, ENDED, next_episode(row))
    assert due(made_up) == []


def test_leaving_care_makes_it_due_too_and_the_iro_still_reads_it(made_up: World) -> None:
    bring_in(
        made_up, (E, "1001,05/07/2025,P,C2,N1,K2,PR4,,,,", "1001,05/07/2025,P,C2,N1,K2,PR4,03/02/2026,E8,,")
    )
    assert due(made_up) == [(child(made_up), date(2026, 2, 3), "childrens_home")]
    (stay,) = made_up.services.leaving.due(OPERATOR)
    (invitation,) = made_up.services.leaving.invite(OPERATOR, [stay.stay])
    sent(made_up, with_link(made_up, invitation), {"settled": Answer.choosing("never")})
    iro = next(
        Viewer(authority=COUNCIL, role=Role.IRO, subject=person.record.person.iro_id)
        for person in everybody(made_up).stored.values()
        if person.id == invitation.young_person and person.record.person.iro_id
    )
    entries = made_up.services.review.caseload(iro)
    assert invitation.young_person in {each.young_person for each in entries}


def test_it_is_about_the_old_place_and_goes_to_the_new_contact(made_up: World) -> None:
    bring_in(made_up, *MOVED, (C, "07700 900123", "07700 900199"))
    (stay,) = made_up.services.leaving.due(OPERATOR)
    (invitation,) = made_up.services.leaving.invite(OPERATOR, [stay.stay])
    old, new = everybody(made_up).stored[ChildId("1001")].record.stays[-2:]
    assert (invitation.kind, invitation.about_stay) == (InvitationKind.LEAVING, old.id)
    assert invitation.profile.placement_type.value == old.placement_type != new.placement_type
    assert invitation.profile.weeks_in_placement == 30
    made = with_link(made_up, invitation)
    sent(made_up, made, {"settled": Answer.choosing("never")})
    response = response_of(made_up, made)
    assert response is not None
    assert (response.home_key, response.kind) == (old.home_key, InvitationKind.LEAVING)
    with made_up.services.database.read() as connection:
        ways = how_to_reach(connection, made_up.services.vault, COUNCIL, [invitation.young_person])
    assert ways[invitation.young_person].phone == "+447700900199"


def test_it_is_asked_once_however_often_the_roster_comes(made_up: World) -> None:
    bring_in(made_up, *MOVED)
    (stay,) = made_up.services.leaving.due(OPERATOR)
    assert len(made_up.services.leaving.invite(OPERATOR, [stay.stay, stay.stay])) == 1
    bring_in(made_up, *MOVED)
    assert due(made_up) == []
    assert made_up.services.leaving.invite(OPERATOR, [stay.stay]) == ()
    made_up.clock.forward(weeks=9)
    assert due(made_up) == []


def test_nobody_is_asked_about_a_place_they_left_long_ago(made_up: World) -> None:
    bring_in(made_up, *MOVED)
    made_up.clock.forward(weeks=12)
    assert due(made_up) == []


def test_it_stands_apart_from_their_views_in_the_totals(made_up: World) -> None:
    round_ = made_up.round(name="2026 Q1", opens_on=date(2026, 1, 1), closes_on=date(2026, 3, 31))
    bring_in(made_up, *MOVED)
    (stay,) = made_up.services.leaving.due(OPERATOR)
    (invitation,) = made_up.services.leaving.invite(OPERATOR, [stay.stay])
    views = made_up.invited(invitation.young_person, review_on=date(2026, 3, 1))
    sent(made_up, views, {"settled": Answer.choosing("always")})
    made_up.clock.forward(days=1)
    sent(made_up, with_link(made_up, invitation), {"settled": Answer.choosing("never")})
    close(made_up, round_)
    handle(made_up, round_)
    assert counted(made_up) == {("settled", "always"): 1, ("feel_overall", "did_not_say"): 1}

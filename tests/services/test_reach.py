"""Who has not been reached."""

from datetime import date, timedelta

import pytest

from tests.builders import COUNCIL, World
from viewpoint.domain.asking import Cell
from viewpoint.domain.errors import NotAllowed, NotFound
from viewpoint.domain.invitation import Channel, InvitationState
from viewpoint.domain.message import Dispatch, MessageKind
from viewpoint.domain.people import InvitationId, PlacementType, RoundId
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.domain.rounds import RoundState
from viewpoint.services.reach import A_PAGE, Gap
from viewpoint.storage.ids import new_id
from viewpoint.storage.messages import SentMessage, add_message

COORDINATOR = Viewer(authority=COUNCIL, role=Role.COORDINATOR, subject="coordinator")
OUT = {"area": "out", "distance": "over_20", "placement_type": "foster"}


def not_delivered(world: World, invitation: InvitationId) -> None:
    message = SentMessage(
        id=new_id(),
        authority=COUNCIL,
        invitation=invitation,
        kind=MessageKind.INVITATION,
        channel=Channel.SMS,
        state=Dispatch.FAILED,
        created_at=world.clock(),
    )
    with world.services.database.write() as connection:
        add_message(connection, message)


def test_everybody_is_counted_once_by_where_they_live(world: World) -> None:
    world.round()
    world.invited(world.young_person())
    world.started(world.invited(world.young_person(placement=OUT)))
    sent = world.invited(world.young_person(placement=OUT))
    world.services.respond.send(world.started(sent))
    world.young_person(placement={"area": "out", "distance": "unknown"})
    report = world.services.reach.report(COORDINATOR)
    total = report.total
    assert (total.everybody, total.asked, total.opened, total.sent, total.not_reached) == (4, 3, 2, 1, 2)
    assert list(report.by_cell) == [Cell.INSIDE_UP_TO_20, Cell.OUTSIDE_OVER_20, Cell.NOT_KNOWN]
    out = report.by_cell[Cell.OUTSIDE_OVER_20]
    assert (out.everybody, out.opened, out.not_reached) == (2, 2, 0)
    assert set(report.by_placement) == {PlacementType.FOSTER, PlacementType.CHILDRENS_HOME}
    assert report.by_placement[PlacementType.CHILDRENS_HOME].not_reached == 2


def test_each_who_was_not_reached_is_named_with_why_and_how(world: World) -> None:
    world.round()
    failed = world.invited(world.young_person(name="Failed"))
    not_delivered(world, failed.invitation.id)
    world.invited(world.young_person(name="To print"), channel=Channel.LETTER)
    world.young_person(
        name="Never asked", contact={"channel": "email", "phone": None, "email": "k@example.org"}
    )
    world.invited(world.young_person(name="Expired"), review_on=date(2026, 11, 10))
    world.invited(world.young_person(name="Not opened"))
    waiting = world.young_person(name="On its way")
    world.services.invite.invite(COORDINATOR, [waiting])
    people = world.services.reach.report(COORDINATOR).not_reached
    assert [(each.name, each.gap) for each in people] == [
        ("Failed", Gap.NOT_DELIVERED),
        ("To print", Gap.TO_PRINT),
        ("Never asked", Gap.NOT_ASKED),
        ("Expired", Gap.EXPIRED),
        ("Not opened", Gap.NOT_OPENED),
        ("On its way", Gap.ON_ITS_WAY),
    ]
    assert people[0].ways.phone == "+447700900001"
    assert people[0].iro_name == "Sam Okoro"
    assert (people[2].channel, people[2].ways.email) == (Channel.EMAIL, "k@example.org")


def test_whoever_opened_was_reached_even_when_the_time_ran_out(world: World) -> None:
    made = world.invited()
    world.started(made)
    world.clock.forward(days=40)
    assert world.services.reach.report(COORDINATOR).total.opened == 1


def test_an_invitation_that_was_taken_back_asked_nobody(world: World) -> None:
    world.invited(state=InvitationState.REVOKED)
    report = world.services.reach.report(COORDINATOR)
    assert (report.total.asked, report.not_reached[0].gap) == (0, Gap.NOT_ASKED)


def test_those_who_cannot_be_asked_yet_are_counted_apart(world: World) -> None:
    world.young_person(born=date(2024, 1, 1))
    world.young_person(is_short_break=True)
    report = world.services.reach.report(COORDINATOR)
    assert (report.total.everybody, report.without_questionnaire) == (0, 1)


def test_a_round_counts_what_was_asked_in_its_days_or_for_it(world: World) -> None:
    before = world.round(
        name="2026 Q3", opens_on=date(2026, 7, 1), closes_on=date(2026, 9, 30), state=RoundState.CLOSED
    )
    now = world.round()
    child = world.young_person()
    world.invited(child, issued_at=world.clock() - timedelta(days=60))
    late = world.invited(round=before.id)
    reach = world.services.reach
    assert reach.report(COORDINATOR).round == now
    assert reach.report(COORDINATOR).total.asked == 1
    earlier = reach.report(COORDINATOR, before.id)
    assert earlier.round == before
    assert earlier.total.asked == 2
    assert late.invitation.round == before.id


def test_without_a_round_the_last_thirteen_weeks_count(world: World) -> None:
    world.invited(issued_at=world.clock() - timedelta(days=90))
    world.invited(issued_at=world.clock() - timedelta(days=93))
    report = world.services.reach.report(COORDINATOR)
    assert (report.round, report.total.asked) == (None, 1)


def test_a_round_that_is_not_there_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        world.services.reach.report(COORDINATOR, RoundId("0" * 32))


def test_a_long_list_comes_in_pages(small_world: World) -> None:
    for number in range(A_PAGE + 1):
        small_world.young_person(name=f"Kit {number:02}")
    first = small_world.services.reach.report(COORDINATOR)
    last = small_world.services.reach.report(COORDINATOR, page=7)
    assert (len(first.not_reached), first.page, first.pages) == (A_PAGE, 1, 2)
    assert ([each.name for each in last.not_reached], last.page) == (["Kit 50"], 2)


def test_nobody_else_may(world: World) -> None:
    for role in set(Role) - {Role.COORDINATOR, Role.OPERATOR}:
        with pytest.raises(NotAllowed):
            world.services.reach.report(Viewer(authority=COUNCIL, role=role, subject="somebody"))

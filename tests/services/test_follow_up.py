"""Reminding once, sending again, taking back."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, update

from tests.builders import COUNCIL, Made, World
from viewpoint.domain.errors import CouncilNotReady, LinkClosed, NotAllowed, VisitEnded
from viewpoint.domain.invitation import Channel, Invitation, InvitationState
from viewpoint.domain.people import InvitationId
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.services.follow_up import FollowUp, Refusal
from viewpoint.storage.invitations import invitations_for
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.storage.tables.people import Contact
from viewpoint.storage.tables.work import Task

COORDINATOR = Viewer(authority=COUNCIL, role=Role.COORDINATOR, subject="coordinator")


def now(world: World, made: Made) -> Invitation:
    with world.services.database.read() as connection:
        (found,) = invitations_for(connection, COUNCIL, [made.invitation.id])
    return found


def tasks(world: World) -> list[str]:
    with world.services.database.read() as connection:
        return list(connection.execute(select(Task.key)).scalars())


def test_a_reminder_is_on_its_way_once_and_never_again(world: World) -> None:
    made = world.invited()
    first = world.services.follow_up.remind(COORDINATOR, [made.invitation.id])
    second = world.services.follow_up.remind(COORDINATOR, [made.invitation.id])
    assert (first.done, first.refused) == ((made.invitation.id,), {})
    assert (second.done, second.refused) == ((), {made.invitation.id: Refusal.REMINDED})
    assert now(world, made).reminded_at == world.clock()
    assert tasks(world) == [f"reminder:{made.invitation.id}"]


def test_a_letter_is_not_reminded_by_message(world: World) -> None:
    made = world.invited(channel=Channel.LETTER)
    outcome = world.services.follow_up.remind(COORDINATOR, [made.invitation.id])
    assert outcome.refused == {made.invitation.id: Refusal.BY_LETTER}


def test_what_is_over_is_left_alone(world: World) -> None:
    expired = world.invited(review_on=date(2026, 10, 1))
    taken_back = world.invited()
    world.services.follow_up.revoke(COORDINATOR, [taken_back.invitation.id])
    nobodys = InvitationId("0" * 32)
    over = [expired.invitation.id, taken_back.invitation.id, nobodys]
    follow_up = world.services.follow_up
    for act in (follow_up.remind, follow_up.resend, follow_up.revoke):
        outcome = act(COORDINATOR, over)
        assert outcome.done == ()
        assert list(outcome.refused.values()) == [Refusal.CLOSED, Refusal.CLOSED, Refusal.NOT_THERE]


def test_a_new_link_takes_the_place_of_the_old_and_the_draft_stays(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    world.services.follow_up.resend(COORDINATOR, [made.invitation.id])
    with pytest.raises(LinkClosed):
        world.started(made)
    assert world.services.respond.journey(secret).visit.invitation.id == made.invitation.id
    assert len(tasks(world)) == 1


def test_a_new_link_goes_by_what_the_roster_says_now(world: World) -> None:
    made = world.invited(channel=Channel.EMAIL)
    world.services.follow_up.resend(COORDINATOR, [made.invitation.id])
    assert now(world, made).channel is Channel.SMS


def test_where_the_roster_has_no_way_left_it_becomes_a_letter_and_the_old_link_stops(world: World) -> None:
    made = world.invited()
    with world.services.database.write() as connection:
        connection.execute(update(Contact).values(phone_sealed=None))
    world.services.follow_up.resend(COORDINATOR, [made.invitation.id])
    assert now(world, made).channel is Channel.LETTER
    assert tasks(world) == []
    with pytest.raises(LinkClosed):
        world.started(made)


def test_somebody_whose_contact_is_gone_becomes_a_letter(world: World) -> None:
    made = world.invited()
    with world.services.database.write() as connection:
        connection.execute(Contact.__table__.delete())  # type: ignore[attr-defined]  # a Table at run time
    world.services.follow_up.resend(COORDINATOR, [made.invitation.id])
    assert now(world, made).channel is Channel.LETTER


def test_what_is_taken_back_opens_nothing_and_ends_the_visit(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    world.services.follow_up.revoke(COORDINATOR, [made.invitation.id])
    assert now(world, made).state is InvitationState.REVOKED
    with pytest.raises(LinkClosed):
        world.started(made)
    with pytest.raises(VisitEnded):
        world.services.respond.journey(secret)


def test_every_act_is_in_the_log(world: World) -> None:
    made = world.invited()
    follow_up = world.services.follow_up
    follow_up.remind(COORDINATOR, [made.invitation.id])
    follow_up.resend(COORDINATOR, [made.invitation.id])
    follow_up.revoke(COORDINATOR, [made.invitation.id])
    with world.services.database.read() as connection:
        events = connection.execute(select(AuditEvent.action, AuditEvent.object_id)).all()
    assert [tuple(event) for event in events] == [
        ("invitation_reminded", made.invitation.id),
        ("invitation_resent", made.invitation.id),
        ("invitation_revoked", made.invitation.id),
    ]


def test_no_link_is_made_while_a_number_is_missing_but_one_can_be_taken_back(world: World) -> None:
    made = world.invited()
    council = replace(world.services.councils[COUNCIL], advocate=None)
    follow_up = FollowUp(replace(world.services.inviting, councils={COUNCIL: council}))
    for act in (follow_up.remind, follow_up.resend):
        with pytest.raises(CouncilNotReady, match="advocate"):
            act(COORDINATOR, [made.invitation.id])
    assert follow_up.revoke(COORDINATOR, [made.invitation.id]).done == (made.invitation.id,)


def test_nobody_else_may(world: World) -> None:
    iro = Viewer(authority=COUNCIL, role=Role.IRO, subject="iro")
    with pytest.raises(NotAllowed):
        world.services.follow_up.revoke(iro, [])

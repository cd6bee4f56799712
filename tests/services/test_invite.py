"""Who is due, and inviting them."""

from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType

import pytest
from sqlalchemy import select, update

from tests.builders import COUNCIL, World
from viewpoint.domain.asking import WhyNot
from viewpoint.domain.errors import CouncilNotReady, NotAllowed
from viewpoint.domain.invitation import Channel, InvitationState
from viewpoint.domain.people import AgeBand, Area, PlacementType, ReviewType, YoungPersonId
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.domain.rounds import RoundState
from viewpoint.services.invite import Due, Invite
from viewpoint.services.inviting import Inviting
from viewpoint.storage.ids import new_id
from viewpoint.storage.invitations import invitations_since
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.storage.tables.invitations import Link
from viewpoint.storage.tables.people import Contact, Placement, Review
from viewpoint.storage.tables.work import Task

FAR = date(2027, 5, 3)
COORDINATOR = Viewer(authority=COUNCIL, role=Role.COORDINATOR, subject="coordinator")
BOTH = {"channel": "email", "phone": "+447700900001", "email": "kit@example.org"}


def only_due(world: World) -> Due:
    (due,) = world.services.invite.due(COORDINATOR)
    return due


def why(world: World) -> dict[WhyNot, int]:
    return dict(world.services.invite.look(COORDINATOR).held_back)


def actions(world: World) -> list[str]:
    with world.services.database.read() as connection:
        return list(connection.execute(select(AuditEvent.action).order_by(AuditEvent.seq)).scalars())


def test_fifteen_working_days_before_a_review_somebody_is_due(world: World) -> None:
    # Wednesday 18 November 2026: the fifteenth working day after it is Wednesday 9 December.
    child = world.young_person(next_review_on=date(2026, 12, 9))
    world.young_person(next_review_on=date(2026, 12, 10))
    due = only_due(world)
    assert (due.young_person, due.working_days, due.review_on) == (child, 15, date(2026, 12, 9))
    assert due.name == "Kit Pretend"


def test_on_the_day_of_the_review_somebody_is_due_and_after_it_no_more(world: World) -> None:
    world.young_person(next_review_on=date(2026, 11, 18))
    world.young_person(next_review_on=date(2026, 11, 17))
    assert only_due(world).working_days == 0


def test_without_a_review_date_somebody_is_due_in_an_open_round_only(world: World) -> None:
    world.young_person(next_review_on=None)
    assert world.services.invite.due(COORDINATOR) == []
    round_ = world.round()
    assert only_due(world).round == round_


def test_a_round_asks_only_while_it_lasts(world: World) -> None:
    world.young_person(next_review_on=None)
    world.round(opens_on=date(2027, 1, 1), closes_on=date(2027, 3, 31))
    world.round(state=RoundState.CLOSED)
    world.round(opens_on=date(2026, 7, 1), closes_on=date(2026, 9, 30))
    assert world.services.invite.due(COORDINATOR) == []


def test_reviews_come_before_the_round_and_the_nearest_first(world: World) -> None:
    world.round()
    world.young_person(name="In the round", next_review_on=FAR)
    world.young_person(name="Later", next_review_on=date(2026, 12, 4))
    world.young_person(name="Sooner", next_review_on=date(2026, 11, 20))
    names = [due.name for due in world.services.invite.due(COORDINATOR)]
    assert names == ["Sooner", "Later", "In the round"]


def test_whoever_cannot_be_asked_is_counted_with_the_reason(world: World) -> None:
    world.round()
    world.young_person(born=date(2024, 1, 1))
    world.young_person(is_short_break=True)
    world.young_person(is_looked_after=False)
    world.invited(world.young_person(next_review_on=FAR), review_on=date(2026, 11, 19))
    assert world.services.invite.due(COORDINATOR) == []
    assert why(world) == {
        WhyNot.NO_QUESTIONNAIRE: 1,
        WhyNot.SHORT_BREAKS: 1,
        WhyNot.ASKED_LATELY: 1,
    }


def test_whoever_is_not_near_anything_is_not_counted(world: World) -> None:
    world.young_person(next_review_on=FAR)
    assert why(world) == {}


def test_an_invitation_asks_what_the_roster_says_today(world: World) -> None:
    child = world.young_person(
        born=date(2011, 4, 1),
        siblings="apart",
        is_unaccompanied=True,
        communication=["large_print"],
        language="cy",
        placement={"area": "out", "distance": "over_20", "began_on": date(2026, 11, 3)},
    )
    (invitation,) = world.services.invite.invite(COORDINATOR, [child]).invited
    profile = invitation.profile
    assert profile.age_band is AgeBand.TWELVE_TO_SEVENTEEN
    assert (profile.placement_type, profile.area) == (PlacementType.CHILDRENS_HOME, Area.OUTSIDE)
    assert (profile.weeks_in_placement, profile.review_type) == (2, ReviewType.FIRST)
    assert profile.is_unaccompanied
    assert profile.is_nearly_16
    assert profile.communication == ("large_print",)
    assert invitation.language == "cy"
    assert [form[0] for form in invitation.forms["forms"]] == [
        "my_views_12_17_home",
        "new_here",
        "out_of_area",
    ]
    assert invitation.review_on == date(2026, 12, 2)
    assert invitation.last_on == date(2026, 12, 5)


def test_somebody_without_a_placement_or_contact_is_asked_by_letter(world: World) -> None:
    child = world.young_person()
    with world.services.database.write() as connection:
        connection.execute(update(Placement).values(ended_on=date(2026, 11, 1)))
        connection.execute(Contact.__table__.delete())  # type: ignore[attr-defined]  # a Table at run time
    (invitation,) = world.services.invite.invite(COORDINATOR, [child]).invited
    assert invitation.channel is Channel.LETTER
    assert invitation.profile.placement_type is PlacementType.OTHER
    assert invitation.profile.weeks_in_placement == 0


def test_of_two_open_placements_the_newer_holds(world: World) -> None:
    child = world.young_person()
    with world.services.database.write() as connection:
        row = connection.execute(select(Placement.__table__)).mappings().one()
        newer = {**row, "id": new_id(), "began_on": date(2026, 10, 7), "placement_type": "foster"}
        connection.execute(Placement.__table__.insert(), newer)  # type: ignore[attr-defined]  # as above
        review = {"id": new_id(), "authority_id": COUNCIL, "young_person_id": child}
        held = {**review, "held_on": date(2026, 6, 1), "review_code": "PN1"}
        connection.execute(Review.__table__.insert(), held)  # type: ignore[attr-defined]  # as above
    (invitation,) = world.services.invite.invite(COORDINATOR, [child]).invited
    assert invitation.profile.placement_type is PlacementType.FOSTER
    assert invitation.profile.weeks_in_placement == 6
    assert invitation.profile.review_type is ReviewType.LATER


def test_the_link_waits_sealed_in_the_same_transaction(world: World) -> None:
    child = world.young_person()
    (invitation,) = world.services.invite.invite(COORDINATOR, [child]).invited
    with world.services.database.read() as connection:
        task = connection.execute(select(Task.__table__)).mappings().one()
        link = connection.execute(select(Link.__table__)).mappings().one()
    assert (task["kind"], task["subject_id"]) == ("deliver", invitation.id)
    assert link["invitation_id"] == invitation.id
    assert b"invitation" not in task["payload_sealed"]
    assert actions(world) == ["invitation_issued"]


def test_a_letter_has_no_task_and_no_link_until_it_is_printed(world: World) -> None:
    child = world.young_person(contact={**BOTH, "channel": "letter"})
    (invitation,) = world.services.invite.invite(COORDINATOR, [child]).invited
    assert (invitation.channel, invitation.state) == (Channel.LETTER, InvitationState.ISSUED)
    with world.services.database.read() as connection:
        assert connection.execute(select(Task.id)).all() == []
        assert connection.execute(select(Link.invitation_id)).all() == []


def test_inviting_twice_asks_once(world: World) -> None:
    child = world.young_person()
    world.services.invite.invite(COORDINATOR, [child])
    again = world.services.invite.invite(COORDINATOR, [child])
    assert again.invited == ()
    assert again.skipped == {child: WhyNot.ASKED_ALREADY}
    with world.services.database.read() as connection:
        before = datetime(2026, 1, 1, tzinfo=world.clock().tzinfo)
        assert len(invitations_since(connection, COUNCIL, before)) == 1


def test_many_are_asked_a_few_at_a_time(small_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("viewpoint.services.invite.AT_ONCE", 2)
    children = [small_world.young_person() for _ in range(5)]
    stranger = YoungPersonId(new_id())
    result = small_world.services.invite.invite(COORDINATOR, [*children, stranger])
    assert [each.young_person for each in result.invited] == children
    assert result.skipped == {stranger: WhyNot.NOT_DUE}


def test_another_councils_young_person_is_nobody_here(world: World) -> None:
    stranger = YoungPersonId(new_id())
    assert world.services.invite.invite(COORDINATOR, [stranger]).skipped == {stranger: WhyNot.NOT_DUE}


def test_a_channel_that_is_not_sent_by_here_gives_way(world: World) -> None:
    world.young_person(contact={**BOTH, "channel": "sms"})
    mail_only = replace(world.services.inviting, channels=frozenset({Channel.EMAIL}))
    (due,) = Invite(mail_only).due(COORDINATOR)
    assert due.channel is Channel.EMAIL


def test_a_language_the_council_does_not_offer_becomes_english(world: World) -> None:
    world.young_person(language="fr")
    assert only_due(world).language == "en"


def test_nobody_gets_a_link_while_a_number_is_missing(world: World) -> None:
    child = world.young_person()
    parts = without_duty_number(world)
    with pytest.raises(CouncilNotReady, match="duty"):
        Invite(parts).invite(COORDINATOR, [child])


def test_only_a_coordinator_or_an_operator_invites(world: World) -> None:
    for role in set(Role) - {Role.COORDINATOR, Role.OPERATOR}:
        viewer = Viewer(authority=COUNCIL, role=role, subject="somebody")
        with pytest.raises(NotAllowed):
            world.services.invite.look(viewer)
        with pytest.raises(NotAllowed):
            world.services.invite.invite(viewer, [])


def without_duty_number(world: World) -> Inviting:
    council = replace(world.services.councils[COUNCIL], duty=None)
    return replace(world.services.inviting, councils=MappingProxyType({COUNCIL: council}))

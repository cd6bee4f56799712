"""A link for any time: kept, never spent, each message a response of its own."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from tests.builders import COUNCIL, Made, World, saying
from tests.services.made_up import with_made_up
from tests.services.test_seal_release import close, counted, handle
from tests.services.visits import embedded, give
from viewpoint.domain.errors import LinkClosed, NotFound, VisitEnded
from viewpoint.domain.invitation import Channel, Invitation, InvitationKind, InvitationState
from viewpoint.domain.people import YoungPersonId
from viewpoint.domain.permissions import operator
from viewpoint.domain.response import Answer
from viewpoint.domain.sent import SentResponse
from viewpoint.domain.tailoring import NoQuestionnaireFits
from viewpoint.services.go_on import Open
from viewpoint.services.invitation_list import Show
from viewpoint.services.messages_any_time import MOST_A_DAY
from viewpoint.storage.responses import responses_of
from viewpoint.storage.tables.responses import Concern

OPERATOR = operator(COUNCIL)
CALL_ME = {"what": Answer.choosing("worry"), "call_me": Answer.choosing("yes")}


@pytest.fixture
def made_up(world: World) -> World:
    return with_made_up(world)


def given(world: World, child: YoungPersonId | None = None) -> Made:
    """Somebody with a standing link, and the link."""
    child = child or world.young_person()
    (invitation,) = world.services.standing_links.give(OPERATOR, [child])
    return with_link(world, invitation)


def with_link(world: World, invitation: Invitation) -> Made:
    with world.services.database.write() as connection:
        link = world.services.inviting.new_link(connection, invitation)
    return Made(invitation.young_person, invitation, link)


def message(world: World, secret: str, answers: dict[str, Answer] | None = None) -> None:
    give(world, secret, answers or {"message": Answer.saying("The dog had pups")})
    world.services.respond.send(secret)


def responses(world: World, made: Made) -> list[SentResponse]:
    with world.services.database.read() as connection:
        return list(responses_of(connection, COUNCIL, made.young_person))


def test_each_has_one_as_a_letter_and_asking_twice_gives_no_second(made_up: World) -> None:
    child = made_up.young_person(born=date(2012, 5, 1))
    made = given(made_up, child)
    assert (made.invitation.kind, made.invitation.channel) == (InvitationKind.ANY_TIME, Channel.LETTER)
    assert made.invitation.answers_until == datetime(2038, 5, 31, 23, tzinfo=UTC)
    assert made_up.services.standing_links.give(OPERATOR, [child]) == ()
    (reachable,) = made_up.services.standing_links.everybody(OPERATOR)
    assert reachable.has_link


def test_it_is_never_spent_and_each_message_is_a_response_of_its_own(made_up: World) -> None:
    made = given(made_up)
    message(made_up, made_up.started(made))
    made_up.clock.forward(days=400)
    again = made_up.started(made)
    assert made_up.services.respond.journey(again).visit.invitation.state is InvitationState.SENT
    assert made_up.services.hear_back.afterwards(again).goes_on_with is Open.MESSAGE
    second = made_up.services.go_on.go_on(again)
    assert not made_up.services.respond.journey(second).has_begun
    message(made_up, second, CALL_ME)
    both = responses(made_up, made)
    assert [each.kind for each in both] == [InvitationKind.ANY_TIME] * 2
    assert len({each.invitation for each in both} | {made.invitation.id}) == 3


def test_what_was_begun_is_gone_on_with(made_up: World) -> None:
    made = given(made_up)
    give(made_up, made_up.started(made), {"what": Answer.choosing("idea")})
    assert made_up.services.respond.journey(made_up.started(made)).has_begun


def test_a_wish_to_be_called_raises_a_concern_each_time(made_up: World) -> None:
    made = given(made_up)
    message(made_up, made_up.started(made), CALL_ME)
    message(made_up, made_up.services.go_on.go_on(made_up.started(made)), CALL_ME)
    while made_up.services.worker.run_once():
        pass
    with made_up.services.database.read() as connection:
        raised = connection.execute(select(Concern.question, Concern.young_person_id)).all()
    assert [tuple(row) for row in raised] == [("call_me", made.young_person)] * 2


def test_the_iro_sees_what_is_unread_first_whatever_came_last(made_up: World) -> None:
    made = given(made_up)
    message(made_up, made_up.started(made))
    views = made_up.invited(made.young_person)
    made_up.clock.forward(hours=1)
    made_up.services.respond.send(made_up.started(views))
    newest, first = responses(made_up, made)
    (entry,) = made_up.services.review.caseload(made_up.iro())
    assert entry.newest is not None
    assert entry.newest.response == newest.id
    made_up.services.review.open_response(made_up.iro(), newest.id)
    (entry,) = made_up.services.review.caseload(made_up.iro())
    assert entry.newest is not None
    assert (entry.newest.response, entry.newest.kind) == (first.id, InvitationKind.ANY_TIME)
    assert made_up.services.review.open_response(made_up.iro(), first.id).last_time is None


def test_a_message_with_a_reply_is_come_back_to_first(made_up: World) -> None:
    made = given(made_up)
    message(made_up, made_up.started(made))
    made_up.clock.forward(hours=1)
    message(made_up, made_up.services.go_on.go_on(made_up.started(made)))
    _newest, first = responses(made_up, made)
    made_up.services.replying.send(made_up.iro(), first.id, saying("What lovely news"))
    found = made_up.services.respond.journey(made_up.started(made))
    assert found.visit.invitation.id == first.invitation


def test_so_many_a_day_and_then_tomorrow(made_up: World) -> None:
    made = given(made_up)
    secret = made_up.started(made)
    message(made_up, secret)
    for _more in range(MOST_A_DAY - 1):
        secret = made_up.services.go_on.go_on(secret)
        message(made_up, secret)
    assert made_up.services.hear_back.afterwards(secret).goes_on_with is Open.TOMORROW
    with pytest.raises(NotFound):
        made_up.services.go_on.go_on(secret)
    made_up.clock.forward(days=1, minutes=1)
    assert made_up.services.hear_back.afterwards(made_up.started(made)).goes_on_with is Open.MESSAGE


def test_taken_back_it_opens_nothing_and_what_was_begun_ends(made_up: World) -> None:
    made = given(made_up)
    secret = made_up.started(made)
    made_up.services.follow_up.revoke(OPERATOR, [made.invitation.id])
    with pytest.raises(LinkClosed):
        made_up.started(made)
    with pytest.raises(VisitEnded):
        give(made_up, secret, CALL_ME)
    assert len(made_up.services.standing_links.give(OPERATOR, [made.young_person])) == 1


def test_a_lost_one_is_made_anew_and_stays_a_letter(made_up: World) -> None:
    made = given(made_up)
    message(made_up, made_up.started(made))
    made_up.services.follow_up.resend(OPERATOR, [made.invitation.id])
    with pytest.raises(LinkClosed):
        made_up.started(made)
    again = with_link(made_up, made.invitation)
    assert made_up.services.hear_back.afterwards(made_up.started(again)).goes_on_with is Open.MESSAGE
    (listed,) = made_up.services.invitation_list.page(OPERATOR, Show.ALL).entries
    assert listed.invitation.channel is Channel.LETTER


def test_messages_are_neither_counted_nor_one_of_the_four_times_a_year(made_up: World) -> None:
    round_ = made_up.round()
    made = given(made_up)
    message(made_up, made_up.started(made))
    (due,) = made_up.services.invite.due(OPERATOR)
    assert due.young_person == made.young_person
    close(made_up, round_)
    handle(made_up, round_)
    assert counted(made_up) == {}


@embedded
def test_where_the_questionnaire_does_not_ship_it_is_said(world: World) -> None:
    with_made_up(world, without="any_time")
    with pytest.raises(NoQuestionnaireFits):
        world.services.standing_links.give(OPERATOR, [world.young_person()])

"""Adding to what was read: beside it for the IRO, with or without a standing link, and counted by nobody."""

import pytest

from tests.builders import Made, World
from tests.services.made_up import with_made_up
from tests.services.test_seal_release import close, counted, handle
from tests.services.test_standing_links import given
from tests.services.test_take_back import known, sent, with_supplement
from tests.services.visits import embedded, give, response_of
from viewpoint.domain.errors import NotFound
from viewpoint.domain.invitation import InvitationKind
from viewpoint.domain.people import ResponseId
from viewpoint.domain.reply import Reply
from viewpoint.domain.response import Answer
from viewpoint.domain.whole import Hold
from viewpoint.services.go_on import Open
from viewpoint.services.messages_any_time import MOST_A_DAY

MORE = {"message": Answer.saying("The cat had kittens")}


@pytest.fixture
def made_up(world: World) -> World:
    return with_made_up(world)


def opened(world: World, made: Made) -> ResponseId:
    response = response_of(world, made)
    assert response is not None
    world.services.review.open_response(world.iro(), response.id)
    return response.id


def added(world: World, secret: str) -> str:
    more = world.services.add_to.begin(secret)
    give(world, more, MORE)
    world.services.respond.send(more)
    return more


def test_what_is_added_stands_beside_what_was_read(made_up: World) -> None:
    made = made_up.invited()
    secret = sent(made_up, made, {"settled": Answer.choosing("always")})
    first = opened(made_up, made)
    assert made_up.services.hear_back.afterwards(secret).may_add is Open.MESSAGE
    more = added(made_up, secret)
    assert made_up.services.respond.journey(more).visit.is_known
    (entry,) = made_up.services.review.caseload(made_up.iro())
    assert entry.newest is not None
    assert (entry.newest.kind, entry.newest.read_at) == (InvitationKind.ANY_TIME, None)
    reading = made_up.services.review.open_response(made_up.iro(), entry.newest.response)
    assert [each.id for each in reading.belongs_with] == [first]
    beside = made_up.services.review.open_response(made_up.iro(), first).belongs_with
    assert [each.id for each in beside] == [entry.newest.response]


def test_several_can_be_added_beside_what_was_put_off_too(made_up: World) -> None:
    made, secret = with_supplement(made_up)
    first = opened(made_up, made)
    more = added(made_up, added(made_up, secret))
    assert made_up.services.hear_back.afterwards(more).may_add is Open.MESSAGE
    beside = made_up.services.review.open_response(made_up.iro(), first).belongs_with
    kinds = sorted(each.kind for each in beside)
    assert kinds == [InvitationKind.ANY_TIME, InvitationKind.ANY_TIME, InvitationKind.SUPPLEMENT]


def test_what_was_begun_is_gone_on_with_and_is_not_what_was_put_off(made_up: World) -> None:
    made = made_up.invited()
    secret = sent(made_up, made)
    opened(made_up, made)
    give(made_up, made_up.services.add_to.begin(secret), MORE)
    again = known(made_up, made)
    assert made_up.services.hear_back.afterwards(again).goes_on_with is Open.NOTHING
    assert made_up.services.respond.journey(made_up.services.add_to.begin(again)).has_begun


def test_it_needs_no_open_link_and_no_pictures(made_up: World) -> None:
    made = made_up.invited()
    secret = made_up.started(made)
    give(made_up, secret, {"settled": Answer.choosing("always")})
    made_up.services.respond.send(secret)
    opened(made_up, made)
    made_up.clock.now = made.invitation.answers_until
    secret = made_up.started(made)
    assert made_up.services.hear_back.afterwards(secret).may_add is Open.MESSAGE
    added(made_up, secret)


def test_until_it_was_opened_there_is_nothing_to_add_to(made_up: World) -> None:
    secret = sent(made_up, made_up.invited())
    assert made_up.services.hear_back.afterwards(secret).may_add is Open.NOTHING
    with pytest.raises(NotFound):
        made_up.services.add_to.begin(secret)


def test_a_message_of_a_standing_link_is_followed_by_another_as_ever(made_up: World) -> None:
    made = given(made_up)
    secret = known(made_up, made)
    give(made_up, secret, MORE)
    made_up.services.respond.send(secret)
    assert made_up.services.hear_back.afterwards(secret).may_add is Open.NOTHING
    assert made_up.services.hear_back.afterwards(secret).goes_on_with is Open.MESSAGE


def test_so_many_a_day_and_then_tomorrow(made_up: World) -> None:
    made = made_up.invited()
    secret = sent(made_up, made)
    opened(made_up, made)
    for _more in range(MOST_A_DAY):
        secret = added(made_up, secret)
    assert made_up.services.hear_back.afterwards(secret).may_add is Open.TOMORROW
    with pytest.raises(NotFound):
        made_up.services.add_to.begin(secret)


def test_what_is_added_is_theirs_until_it_is_opened(made_up: World) -> None:
    made = made_up.invited()
    secret = sent(made_up, made)
    opened(made_up, made)
    more = added(made_up, secret)
    assert made_up.services.take_back.open_to(more) is Hold.CHANGE
    made_up.services.take_back.take_back(more)
    assert response_of(made_up, made) is not None
    reading = made_up.services.review.open_response(made_up.iro(), opened(made_up, made))
    assert reading.belongs_with == []


def test_a_reply_to_what_was_added_is_heard_at_the_first_link(made_up: World) -> None:
    made = made_up.invited()
    secret = sent(made_up, made)
    first = opened(made_up, made)
    added(made_up, secret)
    (entry,) = made_up.services.review.caseload(made_up.iro())
    assert entry.newest is not None
    made_up.clock.forward(minutes=1)
    made_up.services.replying.send(made_up.iro(), entry.newest.response, Reply(opening="How lovely"))
    made_up.clock.forward(minutes=1)
    made_up.services.replying.send(made_up.iro(), first, Reply(opening="I asked about it"))
    assert made_up.services.hear_back.afterwards(made_up.started(made)).has_reply
    heard = made_up.services.hear_back.afterwards(known(made_up, made))
    assert [each.reply.opening for each in heard.replies] == ["I asked about it", "How lovely"]


def test_what_is_added_in_the_same_round_is_not_counted(made_up: World) -> None:
    round_ = made_up.round()
    made, secret = with_supplement(made_up)
    opened(made_up, made)
    added(made_up, secret)
    close(made_up, round_)
    handle(made_up, round_)
    assert counted(made_up) == {("settled", "always"): 1, ("feel_overall", "high"): 1}


@embedded
def test_where_the_questionnaire_does_not_ship_nothing_can_be_added(world: World) -> None:
    with_made_up(world, without="any_time")
    made = world.invited()
    secret = sent(world, made, {"settled": Answer.choosing("always")})
    opened(world, made)
    assert world.services.hear_back.afterwards(secret).may_add is Open.NOTHING

"""What an adult saw of somebody who cannot answer: apart everywhere, their own invitation untouched."""

import pytest
from sqlalchemy import select

from tests.builders import COUNCIL, Made, World
from tests.services.made_up import with_made_up
from tests.services.test_seal_release import close, counted, handle
from tests.services.test_standing_links import with_link
from tests.services.visits import give, response_of, sent
from viewpoint.domain.errors import NotFound
from viewpoint.domain.invitation import Channel, InvitationKind
from viewpoint.domain.permissions import Role, operator
from viewpoint.domain.response import Answer
from viewpoint.services.pins import PinRefused
from viewpoint.storage.responses import earlier_responses
from viewpoint.storage.tables.responses import Coding, Concern

OPERATOR = operator(COUNCIL)
SAW = {
    "settled": Answer.choosing("always"),
    "what_you_saw": Answer.saying("She laughs with the dog"),
    "worried": Answer.choosing("yes"),
}


@pytest.fixture
def made_up(world: World) -> World:
    return with_made_up(world)


def observed(world: World, made: Made) -> Made:
    """An adult's link about somebody."""
    return with_link(world, world.services.observers.ask(OPERATOR, made.young_person))


def test_it_is_a_letter_and_the_young_persons_own_invitation_stays(made_up: World) -> None:
    own = made_up.invited()
    adults = observed(made_up, own)
    assert (adults.invitation.kind, adults.invitation.channel) == (InvitationKind.OBSERVER, Channel.LETTER)
    sent(made_up, adults, SAW)
    give(made_up, made_up.started(own), {"settled": Answer.choosing("never")})
    assert made_up.services.respond.journey(made_up.started(own)).has_begun


def test_the_iro_may_ask_about_their_own_and_nobody_elses(made_up: World) -> None:
    child = made_up.young_person()
    assert made_up.services.observers.ask(made_up.iro(), child).kind is InvitationKind.OBSERVER
    with pytest.raises(NotFound):
        made_up.services.observers.ask(made_up.account(Role.IRO), child)


def test_it_is_never_counted_nor_coded_nor_last_time(made_up: World) -> None:
    round_, own = made_up.round(), made_up.invited()
    sent(made_up, observed(made_up, own), SAW)
    made_up.clock.forward(days=1)
    response = sent(made_up, own, {"settled": Answer.choosing("never")})
    while made_up.services.worker.run_once():
        pass
    with made_up.services.database.read() as connection:
        coded = connection.execute(select(Coding.question)).scalars().all()
    assert "what_you_saw" not in coded
    close(made_up, round_)
    handle(made_up, round_)
    assert counted(made_up) == {("settled", "never"): 1, ("feel_overall", "did_not_say"): 1}
    after = made_up.invited(own.young_person)
    with made_up.services.database.read() as connection:
        assert [each.id for each in earlier_responses(connection, after.invitation)] == [response]
    reading = made_up.services.review.open_response(made_up.iro(), response)
    assert reading.last_time is None
    assert [each.is_adults for each in reading.earlier] == [True]


def test_a_worry_of_theirs_is_a_concern_all_the_same(made_up: World) -> None:
    adults = observed(made_up, made_up.invited())
    sent(made_up, adults, SAW)
    while made_up.services.worker.run_once():
        pass
    with made_up.services.database.read() as connection:
        assert connection.execute(select(Concern.question)).scalars().all() == ["worried"]
    response = response_of(made_up, adults)
    assert response is not None
    assert response.is_adults


def test_the_adult_can_choose_no_pictures_and_does_not_keep_the_young_person_from_theirs(
    made_up: World,
) -> None:
    own = made_up.invited()
    adults = observed(made_up, own)
    secret = made_up.started(adults)
    give(made_up, secret, SAW)
    journey = made_up.services.respond.journey(secret)
    assert not journey.may_choose_pin
    assert not journey.asks_who
    pictures = ("cat", "key", "cat", "sun")
    with pytest.raises(PinRefused):
        made_up.services.pins.choose(secret, pictures)
    mine = made_up.started(own)
    made_up.services.pins.choose(mine, pictures)
    assert made_up.services.respond.journey(mine).visit.is_known
    assert not made_up.services.respond.journey(made_up.started(adults)).visit.has_pin

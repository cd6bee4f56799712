"""Who is with them: asked in every visit, kept with every answer, and what is just for them put off."""

from collections.abc import Mapping

import pytest
from sqlalchemy import select

from tests.builders import Made, World
from tests.services.made_up import with_made_up
from tests.services.test_seal_release import close, counted, handle
from tests.services.visits import answers_of, give, response_of
from viewpoint.domain.errors import NotFound
from viewpoint.domain.invitation import InvitationKind
from viewpoint.domain.journey import WhoIsHere
from viewpoint.domain.response import SKIPPED, Answer
from viewpoint.services.go_on import Open
from viewpoint.storage.responses import responses_of
from viewpoint.storage.tables.responses import Answer as AnswerRow

ALWAYS, NEVER = Answer.choosing("always"), Answer.choosing("never")
PIN = ("cat", "key", "cat", "sun")


@pytest.fixture
def made_up(world: World) -> World:
    return with_made_up(world)


def visit(
    world: World, made: Made, who: WhoIsHere | None, answers: Mapping[str, Answer] | None = None
) -> str:
    """A visit in which it is said who is there, and answered."""
    secret = world.started(made)
    if who is not None:
        world.services.respond.who_is_here(secret, who)
    give(world, secret, answers or {})
    return secret


def names(world: World, secret: str) -> set[str]:
    return {page.name for page in world.services.respond.journey(secret).pages}


def given_with(world: World) -> dict[str, str]:
    with world.services.database.read() as connection:
        query = select(AnswerRow.question, AnswerRow.given_with)
        return {row.question: row.given_with for row in connection.execute(query)}


def test_who_is_there_is_asked_anew_in_every_visit(made_up: World) -> None:
    made = made_up.invited()
    visit(made_up, made, WhoIsHere.HELPER)
    second = made_up.services.respond.journey(made_up.started(made))
    assert second.who_is_here is None
    assert not second.has_company


def test_each_answer_keeps_who_was_there_when_it_was_given(made_up: World) -> None:
    made = made_up.invited()
    visit(made_up, made, WhoIsHere.PROXY, {"settled": NEVER, "feel_overall": Answer.counting(2)})
    secret = visit(made_up, made, WhoIsHere.ALONE, {"settled": ALWAYS})
    made_up.services.respond.send(secret)
    assert given_with(made_up) == {"settled": "alone", "feel_overall": "proxy"}
    response = response_of(made_up, made)
    assert response is not None
    assert response.who_is_here == "helper"
    assert not response.is_adults


def test_what_an_adult_answered_is_not_counted_though_the_rest_is(made_up: World) -> None:
    round_, made = made_up.round(), made_up.invited()
    visit(made_up, made, WhoIsHere.PROXY, {"feel_overall": Answer.counting(2)})
    made_up.services.respond.send(visit(made_up, made, WhoIsHere.ALONE, {"settled": ALWAYS}))
    close(made_up, round_)
    handle(made_up, round_)
    assert counted(made_up) == {("settled", "always"): 1, ("feel_overall", "did_not_say"): 1}


def test_only_a_response_that_is_an_adults_throughout_says_so(made_up: World) -> None:
    made = made_up.invited()
    secret = visit(made_up, made, WhoIsHere.PROXY, {"settled": ALWAYS, "good_things": SKIPPED})
    made_up.services.respond.send(secret)
    response = response_of(made_up, made)
    assert response is not None
    assert response.is_adults


@pytest.mark.parametrize("who", [WhoIsHere.HELPER, WhoIsHere.PROXY])
def test_what_is_just_for_them_is_not_shown_while_somebody_is_there(made_up: World, who: WhoIsHere) -> None:
    made = made_up.invited()
    secret = visit(made_up, made, who)
    assert names(made_up, secret) == {"settled", "good_things"}
    assert made_up.services.respond.journey(secret).put_off == {"safe_home", "feel_overall"}
    made_up.services.respond.who_is_here(secret, WhoIsHere.ALONE)
    assert "safe_home" in names(made_up, secret)
    assert not made_up.services.respond.journey(secret).put_off


def test_what_was_put_off_stays_open_after_sending_and_is_a_supplement(made_up: World) -> None:
    made, go_on = made_up.invited(), made_up.services.go_on
    secret = visit(made_up, made, WhoIsHere.HELPER, {"settled": NEVER})
    with pytest.raises(NotFound):
        go_on.go_on(secret)
    made_up.services.respond.send(secret)
    made_up.clock.forward(days=1)
    again = made_up.started(made)
    assert made_up.services.hear_back.afterwards(again).goes_on_with is Open.REST
    rest = go_on.go_on(again)
    journey = made_up.services.respond.journey(rest)
    assert journey.who_is_here is None
    assert names(made_up, rest) == {"safe_home", "feel_overall"}
    give(made_up, rest, {"safe_home": NEVER})
    assert names(made_up, rest) == {"safe_home", "why_not_safe", "feel_overall"}
    made_up.services.respond.send(rest)
    first = response_of(made_up, made)
    assert first is not None
    with made_up.services.database.read() as connection:
        newest = responses_of(connection, first.authority, made.young_person)[0]
    assert (newest.kind, newest.supplements) == (InvitationKind.SUPPLEMENT, first.id)
    assert "safe_home" not in answers_of(made_up, made)
    assert made_up.services.hear_back.afterwards(made_up.started(made)).goes_on_with is Open.NOTHING
    with pytest.raises(NotFound):
        go_on.go_on(made_up.started(made))


def test_a_question_that_follows_from_what_was_sent_needs_the_pictures(made_up: World) -> None:
    made = made_up.invited()
    secret = made_up.started(made)
    made_up.services.pins.choose(secret, PIN)
    made_up.services.respond.who_is_here(secret, WhoIsHere.HELPER)
    give(made_up, secret, {"settled": NEVER})
    made_up.services.respond.send(secret)
    stranger = made_up.services.go_on.go_on(made_up.started(made))
    assert names(made_up, stranger) == {"safe_home", "feel_overall"}
    knows = made_up.started(made)
    made_up.services.pins.enter(knows, PIN, "192.0.2.1")
    assert names(made_up, made_up.services.go_on.go_on(knows)) == {
        "safe_home",
        "why_not_settled",
        "feel_overall",
    }


def test_a_supplement_counts_with_the_response_that_it_finishes(made_up: World) -> None:
    round_, made = made_up.round(), made_up.invited()
    made_up.services.respond.send(visit(made_up, made, WhoIsHere.HELPER, {"settled": ALWAYS}))
    rest = made_up.services.go_on.go_on(made_up.started(made))
    give(made_up, rest, {"feel_overall": Answer.counting(9)})
    made_up.services.respond.send(rest)
    close(made_up, round_)
    handle(made_up, round_)
    assert counted(made_up) == {("settled", "always"): 1, ("feel_overall", "high"): 1}
    response = response_of(made_up, made)
    assert response is not None
    reading = made_up.services.review.open_response(made_up.iro(), response.id)
    (beside,) = reading.belongs_with
    assert beside.kind is InvitationKind.SUPPLEMENT


def test_the_rest_closes_with_the_link(made_up: World) -> None:
    made = made_up.invited()
    made_up.services.respond.send(visit(made_up, made, WhoIsHere.HELPER, {"settled": ALWAYS}))
    made_up.clock.now = made.invitation.answers_until
    assert made_up.services.hear_back.afterwards(made_up.started(made)).goes_on_with is Open.NOTHING


def test_an_adults_answers_are_nobodys_last_time(made_up: World) -> None:
    child = made_up.young_person()
    made_up.services.respond.send(visit(made_up, made_up.invited(child), WhoIsHere.PROXY, {"settled": NEVER}))
    made_up.clock.forward(days=1)
    now = made_up.invited(child)
    made_up.services.respond.send(visit(made_up, now, WhoIsHere.ALONE, {"settled": ALWAYS}))
    response = response_of(made_up, now)
    assert response is not None
    reading = made_up.services.review.open_response(made_up.iro(), response.id)
    assert reading.last_time is None
    assert [each.is_adults for each in reading.earlier] == [True]

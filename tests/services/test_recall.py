"""Last time: what was said shapes what is asked now, and is shown to them alone, behind the picture PIN."""

from datetime import timedelta

from tests.builders import Made, World, a_profile
from tests.services.visits import HERE, PIN, embedded, give
from viewpoint.domain.journey import Journey, WhoIsHere
from viewpoint.domain.last_time import UNSEEN
from viewpoint.domain.response import Answer

pytestmark = embedded
LONG_THERE = a_profile(weeks_in_placement=60, was_asked_before=True)
SAID = {
    "safe_home": Answer.choosing("sometimes"),
    "want_change": Answer.saying("A lock on my door"),
}


def first_time(world: World, *, with_pin: bool = True) -> Made:
    """Somebody who has sent a response, half a year ago."""
    made = world.invited(profile=LONG_THERE)
    secret = world.started(made)
    give(world, secret, SAID)
    if with_pin:
        world.services.pins.choose(secret, PIN)
    world.services.respond.send(secret)
    world.clock.forward(days=10)
    return made


def now(world: World, before: Made, *, who: WhoIsHere = WhoIsHere.ALONE, knows: bool = True) -> Journey:
    """The next visit of the same young person."""
    made = world.invited(
        before.young_person, profile=LONG_THERE, answers_until=world.clock() + timedelta(days=9)
    )
    secret = world.started(made)
    if knows:
        world.services.pins.enter(secret, PIN, HERE)
    return world.services.respond.who_is_here(secret, who)


def asked(journey: Journey) -> set[str]:
    return {page.name for page in journey.pages}


def test_a_first_response_recalls_nothing(world: World) -> None:
    journey = world.services.respond.journey(world.started(world.invited(profile=LONG_THERE)))
    assert not {"since_safe", "since_change"} & asked(journey)
    assert journey.last.said == {}


def test_what_was_said_last_time_shapes_what_is_asked_now(world: World) -> None:
    journey = now(world, first_time(world))
    assert {"since_safe", "since_change"} <= asked(journey)
    recalled = journey.recalled(journey.instrument.by_name["since_change"])
    assert recalled is not None
    assert (recalled.answer.words, journey.shows_last) == ("A lock on my door", True)


def test_without_the_pin_only_that_something_was_said_may_be_known(world: World) -> None:
    journey = now(world, first_time(world), knows=False)
    assert not journey.shows_last
    assert journey.values["last.safe_home"] == UNSEEN
    assert "since_safe" not in asked(journey)
    assert "since_change" in asked(journey)
    assert "since_safe" in {page.name for page in journey.whole_path}


def test_what_was_sent_without_the_pin_stays_hidden_behind_one_chosen_later(world: World) -> None:
    before = first_time(world, with_pin=False)
    journey = now(world, before, knows=False)
    assert not journey.opens_last
    assert journey.values["last.want_change"] == UNSEEN


def test_nobody_beside_them_reads_what_was_said_last_time(world: World) -> None:
    journey = now(world, first_time(world), who=WhoIsHere.HELPER)
    assert journey.opens_last
    assert not journey.shows_last


def test_somebody_else_s_last_time_is_not_theirs(world: World) -> None:
    first_time(world)
    journey = world.services.respond.journey(world.started(world.invited(profile=LONG_THERE)))
    assert journey.last.said == {}

"""Picture PINs: chosen by whoever may see everything said, given in order, slowed and never locked."""

import pytest
from sqlalchemy import select

from tests.builders import NOW, World
from tests.services.visits import (
    HERE,
    OTHER_PIN,
    PIN,
    HeldUp,
    count,
    embedded,
    give,
    paused_at,
    sent,
)
from viewpoint.domain.errors import BadInput, TooManyTries
from viewpoint.domain.journey import WhoIsHere
from viewpoint.domain.throttle import FREE_TRIES
from viewpoint.services.pins import PinRefused, Pins
from viewpoint.storage.tables.people import YoungPerson
from viewpoint.storage.tables.throttle import Throttle

KEY = bytes(32)


def known(world: World, secret: str) -> bool:
    return world.services.respond.journey(secret).visit.is_known


def test_whoever_chooses_the_first_pin_is_known_in_that_visit(world: World) -> None:
    secret = world.started()
    assert not known(world, secret)
    world.services.pins.choose(secret, PIN)
    assert known(world, secret)
    visit = world.services.respond.journey(secret).visit
    assert (visit.has_pin, visit.pin_set_at, visit.pin_at) == (True, NOW, NOW)


def test_another_visit_is_known_once_it_gives_the_same_pictures_in_order(world: World) -> None:
    made = world.invited()
    world.services.pins.choose(world.started(made), PIN)
    secret = world.started(made)
    assert not known(world, secret)
    world.services.pins.enter(secret, PIN, HERE)
    assert known(world, secret)


@embedded
@pytest.mark.parametrize("given", [OTHER_PIN, tuple(reversed(PIN)), PIN[:3], (*PIN, "cat"), ()])
def test_other_pictures_or_another_order_are_refused(world: World, given: tuple[str, ...]) -> None:
    made = world.invited()
    world.services.pins.choose(world.started(made), PIN)
    secret = world.started(made)
    with pytest.raises(PinRefused):
        world.services.pins.enter(secret, given, HERE)
    assert not known(world, secret)


@embedded
def test_without_a_pin_no_pictures_are_right(world: World) -> None:
    secret = world.started()
    with pytest.raises(PinRefused):
        world.services.pins.enter(secret, PIN, HERE)


@embedded
@pytest.mark.parametrize("pictures", [(), PIN[:3], (*PIN, "cat")])
def test_a_pin_has_four_pictures(world: World, pictures: tuple[str, ...]) -> None:
    with pytest.raises(BadInput, match="four"):
        world.services.pins.choose(world.started(), pictures)


def test_a_pin_is_replaced_only_by_whoever_has_given_it(world: World) -> None:
    made = world.invited()
    first, second = world.started(made), world.started(made)
    world.services.pins.choose(first, PIN)
    with pytest.raises(PinRefused):
        world.services.pins.choose(second, OTHER_PIN)
    world.clock.forward(minutes=1)
    world.services.pins.enter(second, PIN, HERE)
    world.services.pins.choose(second, OTHER_PIN)
    third = world.started(made)
    world.services.pins.enter(third, OTHER_PIN, HERE)
    assert known(world, third)
    assert world.services.respond.journey(third).visit.pin_set_at == NOW


def test_a_finder_of_the_link_cannot_open_a_draft_with_a_pin_of_their_own(world: World) -> None:
    made = world.invited()
    give(world, world.started(made))
    finder = world.started(made)
    assert not world.services.respond.journey(finder).may_choose_pin
    with pytest.raises(PinRefused):
        world.services.pins.choose(finder, OTHER_PIN)
    assert world.services.respond.journey(finder).shown == frozenset()


def test_a_finder_of_the_link_cannot_open_what_was_sent_with_a_pin_of_their_own(world: World) -> None:
    made = world.invited()
    sent(world, made)
    finder = world.started(made)
    assert not world.services.respond.journey(finder).may_choose_pin
    with pytest.raises(PinRefused):
        world.services.pins.choose(finder, OTHER_PIN)
    assert world.services.respond.journey(finder).answers == {}


def test_a_pin_of_ones_own_at_a_second_link_opens_no_draft_at_the_first(world: World) -> None:
    child = world.young_person()
    give(world, world.started(world.invited(child)))
    finder = world.started(world.invited(child))
    with pytest.raises(PinRefused):
        world.services.pins.choose(finder, OTHER_PIN)


def test_a_draft_that_ran_out_is_no_reason_to_go_without_pictures(world: World) -> None:
    child = world.young_person()
    old = world.invited(child)
    give(world, world.started(old))
    world.clock.now = old.invitation.answers_until
    secret = world.started(world.invited(child, review_on=world.clock().date()))
    world.services.pins.choose(secret, PIN)
    assert known(world, secret)


@embedded
def test_having_said_who_is_there_hides_no_words_from_a_later_visit(world: World) -> None:
    made = world.invited()
    world.services.respond.who_is_here(world.started(made), WhoIsHere.ALONE)
    secret = world.started(made)
    assert world.services.respond.journey(secret).may_choose_pin
    world.services.pins.choose(secret, PIN)
    assert known(world, secret)


@embedded
def test_words_of_the_same_visit_are_behind_the_pin_from_then_on(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    give(world, secret)
    assert world.services.respond.journey(secret).may_choose_pin
    world.services.pins.choose(secret, PIN)
    assert not world.services.respond.journey(secret).may_choose_pin
    again = world.started(made)
    assert world.services.respond.journey(again).shown == frozenset()
    assert not world.services.respond.journey(again).may_choose_pin


def test_of_two_who_choose_at_once_the_second_is_refused(world: World) -> None:
    made, held_up, services = world.invited(), HeldUp(), world.services
    one, two = world.started(made), world.started(made)
    slow = Pins(
        services.database,
        services.vault,
        services.audit,
        services.throttle,
        KEY,
        paused_at(world, held_up, 2),
    )
    outcomes = held_up.while_it_waits(
        lambda: slow.choose(one, PIN), lambda: services.pins.choose(two, OTHER_PIN)
    )
    assert [type(outcome) for outcome in outcomes] == [type(None), PinRefused]
    assert known(world, one)
    assert not known(world, two)


@embedded
def test_each_wrong_try_waits_longer_up_to_a_quarter_of_an_hour_and_is_never_locked_out(world: World) -> None:
    made = world.invited()
    world.services.pins.choose(world.started(made), PIN)
    secret = world.started(made)
    for _try in range(FREE_TRIES - 1):
        with pytest.raises(PinRefused):
            world.services.pins.enter(secret, OTHER_PIN, HERE)
    pauses = []
    for _try in range(7):
        secret = world.started(made)
        with pytest.raises(PinRefused):
            world.services.pins.enter(secret, OTHER_PIN, HERE)
        with pytest.raises(TooManyTries) as slowed:
            world.services.pins.enter(secret, PIN, HERE)
        pauses.append(slowed.value.seconds)
        world.clock.forward(seconds=slowed.value.seconds)
    assert pauses == [30, 60, 120, 240, 480, 900, 900]
    world.services.pins.enter(secret, PIN, HERE)


def test_a_right_pin_after_the_wait_wipes_the_slate(world: World) -> None:
    made = world.invited()
    pins = world.services.pins
    pins.choose(world.started(made), PIN)
    secret = world.started(made)
    for _try in range(FREE_TRIES):
        with pytest.raises(PinRefused):
            pins.enter(secret, OTHER_PIN, HERE)
    with pytest.raises(TooManyTries):
        pins.enter(secret, PIN, HERE)
    world.clock.forward(seconds=30)
    pins.enter(secret, PIN, HERE)
    with pytest.raises(PinRefused):
        pins.enter(secret, OTHER_PIN, HERE)
    pins.enter(secret, PIN, HERE)


def test_wrong_pictures_of_one_child_do_not_keep_out_another_of_the_home(world: World) -> None:
    one, other = world.invited(), world.invited()
    for made in (one, other):
        world.services.pins.choose(world.started(made), PIN)
    trying, secret = world.started(one), world.started(other)
    for _try in range(FREE_TRIES):
        with pytest.raises(PinRefused):
            world.services.pins.enter(trying, OTHER_PIN, HERE)
    world.services.pins.enter(secret, PIN, HERE)
    assert known(world, secret)


def test_the_database_holds_no_picture_and_two_children_with_one_pin_look_different(world: World) -> None:
    for _child in range(2):
        world.services.pins.choose(world.started(), PIN)
    with world.services.database.read() as connection:
        one, two = connection.execute(select(YoungPerson.pin_mac)).scalars()
    assert one is not None
    assert two is not None
    assert one != two
    assert len(one) == 32
    assert b"cat" not in one


@embedded
def test_failures_are_counted_under_a_name_that_tells_nobody_whose(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    with pytest.raises(PinRefused):
        world.services.pins.enter(secret, PIN, HERE)
    assert count(world, Throttle) == 2
    with world.services.database.read() as connection:
        keys = list(connection.execute(select(Throttle.key)).scalars())
    assert all(len(key) == 64 and HERE not in key and made.young_person not in key for key in keys)

"""Pictures chosen again: by the young person, with a code of their own IRO's, and by nobody else."""

import pytest
from sqlalchemy import select

from tests.builders import NOW, World
from tests.services.visits import HERE, OTHER_PIN, PIN, at_once, embedded, errors, give, sent
from viewpoint.domain.errors import NotAllowed, NotFound, TooManyTries
from viewpoint.domain.permissions import Role
from viewpoint.domain.throttle import FREE_TRIES
from viewpoint.services.pin_codes import NoPictures, in_threes
from viewpoint.services.pins import PinRefused
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.storage.tables.people import PinCode

ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def known(world: World, secret: str) -> bool:
    return world.services.respond.journey(secret).visit.is_known


def forgotten(world: World) -> tuple[str, str]:
    """A young person with something said behind pictures, in a new visit; and their IRO's code."""
    made = world.invited()
    first = world.started(made)
    world.services.pins.choose(first, PIN)
    give(world, first)
    return world.started(made), world.services.pin_codes.give(world.iro(), made.young_person).code


def other(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def actions(world: World) -> list[str]:
    with world.services.database.read() as connection:
        query = select(AuditEvent.action).order_by(AuditEvent.seq)
        return [each for each in connection.execute(query).scalars() if each.startswith("pin_")]


def test_what_was_behind_the_old_pictures_is_behind_the_new_ones(world: World) -> None:
    secret, code = forgotten(world)
    world.services.pin_codes.take(secret, code, HERE)
    assert not known(world, secret), "the code alone shows nothing"
    world.services.pins.choose(secret, OTHER_PIN)
    journey = world.services.respond.journey(secret)
    assert journey.visit.is_known
    assert journey.shown >= {"home_feel", "good_things"}
    assert actions(world) == ["pin_code_given", "pin_code_taken", "pin_renewed"]


def test_the_old_pictures_hold_until_new_ones_are_chosen(world: World) -> None:
    secret, code = forgotten(world)
    world.services.pin_codes.take(secret, code, HERE)
    world.services.pins.enter(secret, PIN, HERE)
    world.services.pins.choose(secret, OTHER_PIN)
    with pytest.raises(PinRefused):
        world.services.pins.enter(secret, PIN, HERE)
    world.services.pins.enter(secret, OTHER_PIN, HERE)


def test_it_is_kept_when_pictures_were_chosen_anew(world: World) -> None:
    secret, code = forgotten(world)
    assert world.services.respond.journey(secret).visit.pin_renewed_at is None
    world.clock.forward(minutes=5)
    world.services.pin_codes.take(secret, code, HERE)
    world.services.pins.choose(secret, OTHER_PIN)
    visit = world.services.respond.journey(secret).visit
    assert (visit.pin_set_at, visit.pin_renewed_at) == (NOW, world.clock())


def test_after_sending_the_new_pictures_open_what_was_sent_behind_the_old(world: World) -> None:
    made = world.invited()
    first = world.started(made)
    world.services.pins.choose(first, PIN)
    give(world, first)
    world.services.respond.send(first)
    secret = world.started(made)
    code = world.services.pin_codes.give(world.iro(), made.young_person).code
    world.services.pin_codes.take(secret, code, HERE)
    world.services.pins.choose(secret, OTHER_PIN)
    assert world.services.respond.journey(secret).answers.keys() >= {"home_feel", "good_things"}


def test_another_visit_that_gave_the_old_pictures_is_closed(world: World) -> None:
    made = world.invited()
    first, second = world.started(made), world.started(made)
    world.services.pins.choose(first, PIN)
    code = world.services.pin_codes.give(world.iro(), made.young_person).code
    world.services.pin_codes.take(second, code, HERE)
    assert known(world, first)
    world.services.pins.choose(second, OTHER_PIN)
    assert known(world, second)
    assert not known(world, first)


@embedded
def test_a_code_is_typed_in_any_digits_and_with_or_without_a_space(world: World) -> None:
    for digits in ({}, ARABIC):
        secret, code = forgotten(world)
        world.services.pin_codes.take(secret, f" {in_threes(code).translate(digits)}.", HERE)
        assert world.services.respond.journey(secret).visit.may_renew_pin


@embedded
@pytest.mark.parametrize("typed", ["", "x", "12345", "1234567"])
def test_anything_else_opens_nothing(world: World, typed: str) -> None:
    secret, _code = forgotten(world)
    with pytest.raises(PinRefused):
        world.services.pin_codes.take(secret, typed, HERE)
    with pytest.raises(PinRefused):
        world.services.pins.choose(secret, OTHER_PIN)


def test_a_code_works_once(world: World) -> None:
    made = world.invited()
    world.services.pins.choose(world.started(made), PIN)
    one, two = world.started(made), world.started(made)
    code = world.services.pin_codes.give(world.iro(), made.young_person).code
    world.services.pin_codes.take(one, code, HERE)
    with pytest.raises(PinRefused):
        world.services.pin_codes.take(two, code, HERE)


def test_of_two_who_type_it_at_once_one_is_refused(world: World) -> None:
    made = world.invited()
    world.services.pins.choose(world.started(made), PIN)
    one, two = world.started(made), world.started(made)
    take, code = world.services.pin_codes.take, world.services.pin_codes.give(world.iro(), made.young_person)
    outcomes = at_once(lambda: take(one, code.code, HERE), lambda: take(two, code.code, HERE))
    assert errors(outcomes) == [PinRefused]


def test_a_code_is_good_for_an_hour(world: World) -> None:
    made = world.invited()
    world.services.pins.choose(world.started(made), PIN)
    code = world.services.pin_codes.give(world.iro(), made.young_person).code
    world.clock.forward(minutes=60)
    world.services.pin_codes.take(world.started(made), code, HERE)
    code = world.services.pin_codes.give(world.iro(), made.young_person).code
    world.clock.forward(minutes=60, seconds=1)
    with pytest.raises(PinRefused):
        world.services.pin_codes.take(world.started(made), code, HERE)


@embedded
def test_a_new_code_makes_the_one_before_void(world: World) -> None:
    made = world.invited()
    world.services.pins.choose(world.started(made), PIN)
    codes = [world.services.pin_codes.give(world.iro(), made.young_person).code for _each in range(2)]
    secret = world.started(made)
    if codes[0] != codes[1]:
        with pytest.raises(PinRefused):
            world.services.pin_codes.take(secret, codes[0], HERE)
    world.services.pin_codes.take(secret, codes[1], HERE)


def test_a_code_of_one_child_opens_nothing_of_another(world: World) -> None:
    _secret, code = forgotten(world)
    stranger, _theirs = forgotten(world)
    with pytest.raises(PinRefused):
        world.services.pin_codes.take(stranger, code if code != _theirs else other(code), HERE)


def test_guesses_are_slowed_and_never_locked_out(world: World) -> None:
    secret, code = forgotten(world)
    for _try in range(FREE_TRIES):
        with pytest.raises(PinRefused):
            world.services.pin_codes.take(secret, other(code), HERE)
    with pytest.raises(TooManyTries) as slowed:
        world.services.pin_codes.take(secret, code, HERE)
    world.clock.forward(seconds=slowed.value.seconds)
    world.services.pin_codes.take(secret, code, HERE)


@embedded
def test_where_there_are_no_pictures_there_is_no_code_and_none_opens_anything(world: World) -> None:
    made = world.invited()
    with pytest.raises(NoPictures):
        world.services.pin_codes.give(world.iro(), made.young_person)
    with pytest.raises(PinRefused):
        world.services.pin_codes.take(world.started(made), "000000", HERE)


def test_what_was_sent_without_pictures_no_code_opens(world: World) -> None:
    child = world.young_person()
    made = world.invited(child)
    sent(world, made)
    world.services.pins.choose(world.started(world.invited(child)), PIN)
    code = world.services.pin_codes.give(world.iro(), child).code
    with pytest.raises(PinRefused):
        world.services.pin_codes.take(world.started(made), code, HERE)


def test_nobody_but_their_own_iro_makes_a_code(world: World) -> None:
    made = world.invited()
    world.services.pins.choose(world.started(made), PIN)
    with pytest.raises(NotFound):
        world.services.pin_codes.give(world.account(Role.IRO), made.young_person)
    for role in set(Role) - {Role.IRO, Role.YOUNG_PERSON, Role.WORKER, Role.OPERATOR}:
        with pytest.raises(NotAllowed):
            world.services.pin_codes.give(world.account(role), made.young_person)
    assert actions(world) == []


def test_the_database_and_the_log_hold_no_code(world: World) -> None:
    made = world.invited()
    world.services.pins.choose(world.started(made), PIN)
    given = world.services.pin_codes.give(world.iro(), made.young_person)
    with world.services.database.read() as connection:
        (mac,) = connection.execute(select(PinCode.code_mac)).scalars()
    assert len(mac) == 32
    assert given.code.encode() not in mac
    assert given.code not in repr(given)
    assert len(given.code) == 6

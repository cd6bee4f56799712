"""Failures counted under keyed names, one after the other, a shared address with more patience."""

from functools import partial

import pytest
from sqlalchemy import select

from tests.builders import World
from tests.services.visits import at_once, count, errors
from viewpoint.domain.errors import TooManyTries
from viewpoint.domain.throttle import FREE_FROM_ONE_ADDRESS, FREE_TRIES
from viewpoint.services.throttled import Throttle
from viewpoint.storage.tables.throttle import Throttle as Row


def failures(world: World) -> list[int]:
    with world.services.database.read() as connection:
        return list(connection.execute(select(Row.failures)).scalars())


def test_what_was_never_tried_may_be_tried(world: World) -> None:
    world.services.throttle.check("door", "somebody", address="home")
    assert count(world, Row) == 0


def test_a_subject_waits_after_five_failures_and_an_address_after_fifty(world: World) -> None:
    throttle = world.services.throttle
    for _try in range(FREE_TRIES):
        throttle.check("door", "somebody", address="home")
        throttle.failed("door", "somebody", "home")
    with pytest.raises(TooManyTries) as slowed:
        throttle.check("door", "somebody", address="elsewhere")
    assert slowed.value.seconds == 30
    throttle.check("door", "somebody else", address="home")
    for _try in range(FREE_FROM_ONE_ADDRESS - FREE_TRIES):
        throttle.check("door", "somebody else", address="home")
        throttle.failed("door", "home")
    with pytest.raises(TooManyTries):
        throttle.check("door", "somebody else", address="home")


def test_the_longest_wait_is_the_one_that_counts_and_seconds_are_rounded_up(world: World) -> None:
    throttle = world.services.throttle
    for _try in range(FREE_TRIES + 1):
        throttle.failed("door", "often")
    for _try in range(FREE_TRIES):
        throttle.failed("door", "less")
    world.clock.forward(seconds=0.5)
    with pytest.raises(TooManyTries) as slowed:
        throttle.check("door", "less", "often", address="home")
    assert slowed.value.seconds == 60


def test_purposes_are_counted_apart_and_success_wipes_one_slate(world: World) -> None:
    throttle = world.services.throttle
    for _try in range(FREE_TRIES):
        throttle.failed("door", "somebody")
        throttle.failed("window", "somebody")
    throttle.succeeded("door", "somebody")
    throttle.check("door", "somebody", address="home")
    with pytest.raises(TooManyTries):
        throttle.check("window", "somebody", address="home")


def test_failures_at_once_are_all_counted(world: World) -> None:
    tries = [partial(world.services.throttle.failed, "door", "somebody", "home") for _ in range(8)]
    assert errors(at_once(*tries)) == []
    assert failures(world) == [8, 8]


def test_another_key_gives_other_names(world: World) -> None:
    other = Throttle(world.services.database, b"k" * 32, world.clock)
    other.failed("door", "somebody")
    world.services.throttle.failed("door", "somebody")
    assert failures(world) == [1, 1]

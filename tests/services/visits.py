"""Short ways through a young person's visit, and two of them at once."""

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import DeclarativeBase

from tests.builders import COUNCIL, Made, World
from viewpoint.domain.people import ResponseId
from viewpoint.domain.response import Answer
from viewpoint.domain.sent import SentResponse
from viewpoint.services.respond import Parts, Respond
from viewpoint.storage.invitations import find_invitation, save_state
from viewpoint.storage.responses import read_answers, response_to

embedded = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For a test of what no database can change: the embedded one is enough."""
PIN = ("cat", "key", "cat", "sun")
OTHER_PIN = ("sun", "sun", "sun", "sun")
HERE = "192.0.2.1"
GIVEN = {"home_feel": Answer.counting(7), "good_things": Answer.saying("The dog and the big garden")}


def give(world: World, secret: str, answers: Mapping[str, Answer] = GIVEN) -> None:
    """Save answers in a visit."""
    world.services.respond.answer(secret, lambda _journey: answers)


def sent(world: World, made: Made, answers: Mapping[str, Answer] = GIVEN) -> ResponseId:
    """Start, answer and send; the response's id."""
    secret = world.started(made)
    give(world, secret, answers)
    world.services.respond.send(secret)
    response = response_of(world, made)
    assert response is not None
    return response.id


def response_of(world: World, made: Made) -> SentResponse | None:
    """What an invitation was spent on."""
    with world.services.database.read() as connection:
        return response_to(connection, made.invitation.id)


def answers_of(world: World, made: Made) -> dict[str, Answer]:
    """Every answer that was sent, opened."""
    response = response_of(world, made)
    assert response is not None
    with world.services.database.read() as connection:
        seal = world.services.vault.for_child(connection, COUNCIL, made.young_person)
        return read_answers(connection, seal, response.id)


def count(world: World, table: type[DeclarativeBase]) -> int:
    """How many rows a table has."""
    with world.services.database.read() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def revoke(world: World, made: Made) -> None:
    """Take an invitation back."""
    with world.services.database.write() as connection:
        found = find_invitation(connection, COUNCIL, made.invitation.id)
        assert found is not None
        save_state(connection, found.revoke(world.clock()))


def respond_with(world: World, clock: Callable[[], datetime]) -> Respond:
    """The same service by another clock, which may hold it up."""
    services = world.services
    return Respond(
        Parts(
            database=services.database,
            vault=services.vault,
            audit=services.audit,
            links=services.links,
            throttle=services.throttle,
            instruments=services.instruments,
            policy=services.policy,
            raising=services.raising,
            clock=clock,
        )
    )


class HeldUp:
    """Something that waits in the middle until it is let go on."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self._go_on = threading.Event()

    def __call__(self) -> None:
        self.reached.set()
        assert self._go_on.wait(30)

    def while_it_waits(self, first: Callable[[], object], second: Callable[[], object]) -> list[object]:
        """Run `first` up to the middle, then `second`; what became of each: its result or its error."""
        outcomes: list[object] = [None, None]
        threads = [
            threading.Thread(target=_noted, args=(outcomes, place, act))
            for place, act in enumerate((first, second))
        ]
        threads[0].start()
        assert self.reached.wait(30)
        threads[1].start()
        threads[1].join(0.2)  # its chance to go wrong; done right, it waits for the first
        self._go_on.set()
        for thread in threads:
            thread.join(30)
        return outcomes


def paused_at(world: World, held_up: HeldUp, call: int) -> Callable[[], datetime]:
    """A clock that holds up the call of this number, within the transaction."""
    calls = iter(range(1, 100))

    def _clock() -> datetime:
        if next(calls) == call:
            held_up()
        return world.clock()

    return _clock


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run every act in a thread of its own, begun together; what became of each."""
    outcomes: list[object] = [None] * len(acts)
    barrier = threading.Barrier(len(acts))

    def _begun(place: int, act: Callable[[], object]) -> None:
        barrier.wait(30)
        _noted(outcomes, place, act)

    threads = [threading.Thread(target=_begun, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


def errors(outcomes: Sequence[object]) -> list[type]:
    """The kinds of what went wrong."""
    return [type(outcome) for outcome in outcomes if isinstance(outcome, Exception)]


def _noted(outcomes: list[object], place: int, act: Callable[[], object]) -> None:
    try:
        outcomes[place] = act()
    except Exception as error:
        outcomes[place] = error

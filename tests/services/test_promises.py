"""What was promised comes back once its day is over, and is settled by telling the young person."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from tests.builders import World, saying
from tests.services.visits import GIVEN, embedded, sent
from viewpoint.domain.errors import NotAllowed, NotFound
from viewpoint.domain.people import ResponseId, YoungPersonId
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.domain.reply import Outcome, Point, Reply
from viewpoint.services.promises import Which
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.storage.tables.loop import Promise

BY = date(2026, 12, 1)
WILL = Point(outcome=Outcome.WILL, words="You see your nan more.", about="Nan", by_on=BY, who="Ali")
DONE = Point(outcome=Outcome.DID, words="You see her on Sundays.")
LATER = Point(outcome=Outcome.WILL, words="The bus is full.", by_on=BY + timedelta(days=7), who="Jo")


def promised(world: World, *points: Point, child: YoungPersonId | None = None) -> Which:
    """A reply whose last point is a promise."""
    points = points or (DONE, WILL)
    response = sent(world, world.invited(child), GIVEN)
    world.services.replying.send(world.iro(), response, Reply(opening="Hello", points=points))
    (kept,) = world.services.review.open_response(world.iro(), response).replies
    return Which(response=response, reply=kept.id, number=len(points))


def overdue(world: World, today: date, iro: Viewer | None = None) -> dict[YoungPersonId, date]:
    """Whose promise an IRO's caseload of a day says is overdue, and since when."""
    now, world.clock.now = world.clock.now, datetime.combine(today, time(12), UTC)
    try:
        entries = world.services.review.caseload(iro or world.iro())
    finally:
        world.clock.now = now
    return {each.young_person: each.promised_by for each in entries if each.promised_by}


def states(world: World) -> list[tuple[date, str]]:
    with world.services.database.read() as connection:
        query = select(Promise.by_on, Promise.state).order_by(Promise.by_on)
        return [(row.by_on, row.state) for row in connection.execute(query)]


def test_a_promise_is_overdue_the_day_after_its_own(world: World) -> None:
    child = world.young_person()
    promised(world, child=child)
    assert overdue(world, BY) == {}
    assert overdue(world, BY + timedelta(days=1)) == {child: BY}
    assert overdue(world, BY + timedelta(days=1), world.account(Role.IRO)) == {}


def test_the_oldest_day_of_each_young_person_counts(world: World) -> None:
    late, later = world.young_person(), world.young_person()
    promised(world, LATER, child=later)
    promised(world, LATER, WILL, child=late)
    found = overdue(world, BY + timedelta(days=30))
    assert found == {late: BY, later: LATER.by_on}


def test_the_caseload_says_so_after_what_is_unread_and_before_what_is_unanswered(world: World) -> None:
    names = ("Promised", "Unread", "Unanswered")
    children = {name: world.young_person(name=name) for name in names}
    promised(world, child=children["Promised"])
    sent(world, world.invited(children["Unread"]))
    response = sent(world, world.invited(children["Unanswered"]))
    world.services.review.open_response(world.iro(), response)
    before = world.services.review.caseload(world.iro())
    assert [each.name for each in before] == ["Unread", "Unanswered", "Promised"]
    world.clock.forward(days=30)
    entries = world.services.review.caseload(world.iro())
    assert [each.name for each in entries] == ["Unread", "Promised", "Unanswered"]
    assert [each.promised_by for each in entries] == [None, BY, None]


def test_every_open_promise_to_them_stands_with_any_of_their_responses(world: World) -> None:
    child = world.young_person()
    which = promised(world, child=child)
    newest = sent(world, world.invited(child))
    (promise,) = world.services.review.open_response(world.iro(), newest).loop.promises
    assert (promise.response, promise.reply, promise.number) == (which.response, which.reply, 2)
    assert promise.point == WILL
    assert not promise.is_overdue(BY)
    assert promise.is_overdue(BY + timedelta(days=1))


def test_what_is_done_is_told_as_a_reply_about_the_same_thing(world: World) -> None:
    which = promised(world)
    world.services.promises.settle(world.iro(), which, DONE)
    reading = world.services.review.open_response(world.iro(), which.response)
    assert reading.replies[-1].reply.points == (Point(outcome=Outcome.DID, words=DONE.words, about="Nan"),)
    assert (reading.loop.promises, states(world)) == ([], [(BY, "kept")])


def test_a_new_day_is_told_with_its_why_and_is_a_promise_of_its_own(world: World) -> None:
    which = promised(world)
    world.services.promises.settle(world.iro(), which, LATER)
    assert LATER.by_on is not None
    assert states(world) == [(BY, "changed"), (LATER.by_on, "open")]
    (promise,) = world.services.review.open_response(world.iro(), which.response).loop.promises
    assert (promise.point.words, promise.point.about, promise.point.who) == (LATER.words, "Nan", "Jo")
    assert overdue(world, BY + timedelta(days=1)) == {}


@embedded
def test_what_cannot_be_done_after_all_is_told_and_comes_back_no_more(world: World) -> None:
    which = promised(world)
    world.services.promises.settle(world.iro(), which, Point(outcome=Outcome.COULD_NOT, words="She moved."))
    assert states(world) == [(BY, "changed")]


@embedded
def test_a_promise_is_settled_once(world: World) -> None:
    which = promised(world)
    world.services.promises.settle(world.iro(), which, DONE)
    for again in (lambda: world.services.promises.settle(world.iro(), which, DONE), _opening(world, which)):
        with pytest.raises(NotFound):
            again()


def _opening(world: World, which: Which) -> Callable[[], object]:
    return lambda: world.services.promises.open(world.iro(), which)


@embedded
@pytest.mark.parametrize("change", [{"number": 1}, {"reply": "0" * 32}, {"response": ResponseId("0" * 32)}])
def test_only_what_was_promised_is_found(world: World, change: dict[str, object]) -> None:
    which = promised(world)
    with pytest.raises(NotFound):
        world.services.promises.open(world.iro(), Which(**{**vars(which), **change}))


@embedded
def test_reading_and_settling_are_the_iros_own_and_logged(world: World) -> None:
    which = promised(world)
    opened = world.services.promises.open(world.iro(), which)
    assert (opened.name, opened.promise.point) == ("Kit Pretend", WILL)
    another = world.account(Role.IRO)
    with pytest.raises(NotFound):
        world.services.promises.open(another, which)
    with pytest.raises(NotFound):
        world.services.promises.settle(another, which, DONE)
    manager = world.account(Role.MANAGER)
    with pytest.raises(NotAllowed):
        world.services.promises.open(manager, which)
    with pytest.raises(NotAllowed):
        world.services.promises.settle(manager, which, DONE)
    world.services.promises.settle(world.iro(), which, DONE)
    with world.services.database.read() as connection:
        logged = list(connection.execute(select(AuditEvent.action).order_by(AuditEvent.seq)).scalars())
    assert logged[-3:] == ["promise_read", "promise_kept", "reply_sent"]


@embedded
def test_a_reply_that_promises_nothing_keeps_no_day(world: World) -> None:
    response = sent(world, world.invited())
    world.services.replying.send(world.iro(), response, saying("Thank you"))
    assert states(world) == []

"""Answers laid beside each other: their own, read or shown beside, and nothing that was kept back."""

from collections.abc import Mapping

from sqlalchemy import select, update

from tests.builders import World
from tests.services.visits import embedded, response_of, sent
from viewpoint.domain.journey import WHO, WhoIsHere, who_answer
from viewpoint.domain.people import ResponseId, YoungPersonId
from viewpoint.domain.response import Answer, Share
from viewpoint.services.travelled import MOST
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.storage.tables.responses import Response

SETTLED = {"settled": Answer.choosing("mostly")}


def sends(
    world: World,
    child: YoungPersonId,
    answers: Mapping[str, Answer] = SETTLED,
    who: WhoIsHere = WhoIsHere.ALONE,
) -> ResponseId:
    made = world.invited(child)
    secret = world.started(made)
    world.services.respond.who_is_here(secret, who)
    world.services.respond.answer(secret, lambda _journey: answers)
    world.services.respond.send(secret)
    world.clock.forward(minutes=1)
    response = response_of(world, made)
    assert response is not None
    return response.id


def told(world: World, response: ResponseId) -> list[dict[str, Answer]]:
    reading = world.services.review.open_response(world.iro(), response)
    return [{name: each for name, each in told.answers.items() if name != WHO} for told in reading.told]


def test_each_response_that_was_read_is_laid_beside_the_oldest_first(world: World) -> None:
    child = world.young_person()
    given = [{"settled": Answer.choosing(option)} for option in ("never", "sometimes", "always")]
    responses = [sends(world, child, each) for each in given]
    shown = [told(world, response) for response in responses]
    assert shown == [given[:1], given[:2], given]
    assert told(world, responses[1]) == given[:2], "nothing that came after"
    with world.services.database.read() as connection:
        logged = list(connection.execute(select(AuditEvent.action).order_by(AuditEvent.seq)).scalars())
    assert logged.count("answers_compared") == 1, "last time's is logged as read; the first only once"


@embedded
def test_one_that_nobody_opened_stays_unread_and_out_of_it(world: World) -> None:
    child = world.young_person()
    unread, _before, now = (sends(world, child) for _each in range(3))
    assert len(told(world, now)) == 2
    entry = next(each for each in world.services.review.caseload(world.iro()))
    assert entry.newest is not None
    assert entry.newest.response == unread


@embedded
def test_an_adults_answers_are_not_among_them(world: World) -> None:
    child = world.young_person()
    proxy = sends(world, child, who=WhoIsHere.PROXY)
    own = sends(world, child)
    assert told(world, proxy) == []
    assert told(world, own) == [SETTLED]


@embedded
def test_one_answer_that_an_adult_gave_is_not_either(world: World) -> None:
    child = world.young_person()
    made = world.invited(child)
    secret, respond = world.started(made), world.services.respond
    respond.who_is_here(secret, WhoIsHere.PROXY)
    respond.answer(secret, lambda _journey: SETTLED)
    respond.who_is_here(secret, WhoIsHere.ALONE)
    respond.answer(
        secret, lambda _journey: {"home_feel": Answer.counting(4), WHO: who_answer(WhoIsHere.ALONE)}
    )
    respond.send(secret)
    response = response_of(world, made)
    assert response is not None
    assert told(world, response.id) == [{"home_feel": Answer.counting(4)}]


@embedded
def test_what_was_kept_back_is_absent(world: World) -> None:
    child = world.young_person()
    kept = {**SETTLED, "home_feel": Answer.counting(2).shared(Share.MYSELF)}
    assert told(world, sends(world, child, kept)) == [SETTLED]


@embedded
def test_on_paper_where_nobody_said_who_was_there_it_may_be_an_adults(world: World) -> None:
    response = sent(world, world.invited(), SETTLED)
    with world.services.database.write() as connection:
        connection.execute(update(Response).values(medium="paper", who_is_here=""))
    assert told(world, response) == []


@embedded
def test_what_was_put_off_is_of_the_telling_it_belongs_to(world: World) -> None:
    made = world.invited()
    secret, services = world.started(made), world.services
    services.respond.who_is_here(secret, WhoIsHere.HELPER)
    services.respond.answer(secret, lambda _journey: SETTLED)
    services.respond.send(secret)
    world.clock.forward(minutes=1)
    rest = services.go_on.go_on(secret)
    services.respond.who_is_here(rest, WhoIsHere.ALONE)
    safe = {"safe_home": Answer.choosing("always")}
    services.respond.answer(rest, lambda _journey: safe)
    services.respond.send(rest)
    first = response_of(world, made)
    assert first is not None
    assert told(world, first.id) == [SETTLED]
    with services.database.read() as connection:
        query = select(Response.id).where(Response.kind == "supplement")
        second = ResponseId(connection.execute(query).scalar_one())
    assert told(world, second) == [{**SETTLED, **safe}]


@embedded
def test_the_last_few_are_enough(world: World) -> None:
    child = world.young_person()
    shown = [len(told(world, sends(world, child))) for _each in range(MOST + 2)]
    assert shown == [*range(1, MOST + 2), MOST + 1]

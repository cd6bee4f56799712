"""Asking for an advocate: while a draft is open and after sending, with how it is safe to reach them."""

from sqlalchemy import select

from tests.builders import World
from tests.services.visits import give
from viewpoint.domain.concern import ADVOCATE, TALK, AskedToday, SafeWay
from viewpoint.domain.concern import Concern as Asked
from viewpoint.domain.questionnaire import Urgency
from viewpoint.services.review import Raised
from viewpoint.storage.tables.responses import Concern

WAYS = (SafeWay.TEXT, SafeWay.NOT_AT_HOME)


def raised(world: World) -> Raised:
    (entry,) = world.services.review.caseload(world.iro())
    return world.services.review.open_concerns(world.iro(), entry.young_person)


def closed(world: World, concern: Asked) -> None:
    assert concern.id is not None
    world.services.concerns.acknowledge(world.iro(), concern.id)
    world.services.concerns.close(world.iro(), concern.id, "Ali from Coram rings on Tuesday.")


def test_a_wish_for_an_advocate_reaches_the_iro_while_the_draft_is_open(world: World) -> None:
    secret = world.started()
    give(world, secret)
    assert not world.services.respond.has_told(secret, ADVOCATE)
    world.services.respond.tell_someone(secret, ADVOCATE, "  after school ", WAYS)
    assert world.services.respond.has_told(secret, ADVOCATE)
    assert not world.services.respond.has_told(secret, TALK)
    (concern,) = raised(world).concerns
    assert (concern.question, concern.urgency) == (ADVOCATE, Urgency.WORKING_DAY)
    assert (concern.asked_today, concern.how_to_reach) == (AskedToday.YES, "after school")
    assert concern.safe_ways == WAYS


def test_and_after_sending(world: World) -> None:
    secret = world.started()
    world.services.respond.send(secret)
    world.services.respond.tell_someone(secret, ADVOCATE, "")
    assert [each.question for each in raised(world).concerns] == [ADVOCATE]


def test_the_safe_ways_are_sealed_and_stay_where_none_are_told_again(world: World) -> None:
    secret = world.started()
    world.services.respond.tell_someone(secret, ADVOCATE, "ring nan", WAYS)
    world.services.respond.tell_someone(secret, ADVOCATE, "")
    with world.services.database.read() as connection:
        row = connection.execute(select(Concern.__table__)).mappings().one()
    assert b"not_at_home" not in row["safe_ways_sealed"]
    assert b"nan" not in row["how_to_reach_sealed"]
    (concern,) = raised(world).concerns
    assert (concern.how_to_reach, concern.safe_ways) == ("ring nan", WAYS)
    world.services.respond.tell_someone(secret, ADVOCATE, "", (SafeWay.CALL,))
    (concern,) = raised(world).concerns
    assert (concern.how_to_reach, concern.safe_ways) == ("ring nan", (SafeWay.CALL,))


def test_it_is_a_kind_of_its_own_in_the_caseload_until_it_is_closed(world: World) -> None:
    secret = world.started()
    world.services.respond.tell_someone(secret, ADVOCATE, "")
    (entry,) = world.services.review.caseload(world.iro())
    assert (entry.wants_advocate, entry.concerns) == (True, 0)
    world.services.respond.tell_someone(secret, TALK, "")
    (entry,) = world.services.review.caseload(world.iro())
    assert (entry.wants_advocate, entry.concerns) == (True, 1)
    for each in raised(world).concerns:
        closed(world, each)
    (entry,) = world.services.review.caseload(world.iro())
    assert (entry.wants_advocate, entry.concerns) == (False, 0)


def test_asked_for_once_more_it_is_new_again(world: World) -> None:
    secret = world.started()
    world.services.respond.tell_someone(secret, ADVOCATE, "")
    closed(world, *raised(world).concerns)
    world.services.respond.tell_someone(secret, ADVOCATE, "")
    (entry,) = world.services.review.caseload(world.iro())
    assert entry.wants_advocate


def test_whoever_wants_an_advocate_comes_after_concerns_and_before_the_rest(world: World) -> None:
    names = {"Rest": None, "Advocate": ADVOCATE, "Concern": TALK}
    for name, button in names.items():
        secret = world.started(world.invited(world.young_person(name=name)))
        if button:
            world.services.respond.tell_someone(secret, button, "")
    caseload = world.services.review.caseload(world.iro())
    assert [entry.name for entry in caseload] == ["Concern", "Advocate", "Rest"]

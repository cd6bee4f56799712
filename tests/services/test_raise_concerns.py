"""Concerns raised by the worker from a response that was sent."""

from dataclasses import replace

from sqlalchemy import select

from tests.builders import COUNCIL, World
from viewpoint.domain.concern import TALK, AskedToday, Concern
from viewpoint.domain.people import AuthorityId, YoungPersonId
from viewpoint.domain.questionnaire import Urgency
from viewpoint.domain.response import Answer
from viewpoint.services.raise_concerns import RaiseConcerns
from viewpoint.storage.concerns import concerns_about
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.storage.tables.work import Task as Row
from viewpoint.storage.work import Task, TaskKind


def handler(world: World) -> RaiseConcerns:
    services = world.services
    return RaiseConcerns(
        services.database, services.vault, services.raising, services.instruments, world.clock
    )


def task_for(world: World) -> Task:
    with world.services.database.read() as connection:
        row = connection.execute(select(Row.__table__).where(Row.kind == "raise_concerns")).one()
    return Task(
        id=row.id,
        authority=AuthorityId(row.authority_id),
        kind=TaskKind.RAISE_CONCERNS,
        subject=row.subject_id,
        payload_sealed=None,
        attempts=1,
    )


def concerns(world: World, child: YoungPersonId) -> dict[str, Concern]:
    with world.services.database.read() as connection:
        seal = world.services.vault.for_child(connection, COUNCIL, child)
        return {each.question: each for each in concerns_about(connection, seal, COUNCIL, child)}


def test_every_answer_that_needs_an_adult_raises_a_concern_once(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    answers = {"safe_home": Answer.choosing("never"), "listened": Answer.choosing("never")}
    world.services.respond.answer(secret, lambda _journey: answers)
    world.services.respond.send(secret)
    handler(world).handle(task_for(world))
    handler(world).handle(task_for(world))
    raised = concerns(world, made.young_person)
    assert set(raised) == {"safe_home"}
    assert raised["safe_home"].urgency is Urgency.TODAY
    assert raised["safe_home"].asked_today is AskedToday.UNASKED
    assert raised["safe_home"].invitation == made.invitation.id
    with world.services.database.read() as connection:
        log = connection.execute(select(AuditEvent.role, AuditEvent.action)).all()
    assert [tuple(line) for line in log].count(("worker", "concern_raised")) == 1


def test_what_the_young_person_raised_themselves_stays_as_they_said_it(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    world.services.respond.answer(secret, lambda _journey: {"safe_home": Answer.choosing("never")})
    world.services.respond.tell_someone(secret, "safe_home", "text me after school")
    world.services.respond.tell_someone(secret, TALK, "")
    world.services.respond.send(secret)
    handler(world).handle(task_for(world))
    raised = concerns(world, made.young_person)
    assert set(raised) == {"safe_home", TALK}
    assert raised["safe_home"].asked_today is AskedToday.YES
    assert raised["safe_home"].how_to_reach == "text me after school"


def test_answers_that_worry_nobody_raise_nothing(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    world.services.respond.send(secret)
    handler(world).handle(task_for(world))
    assert concerns(world, made.young_person) == {}


def test_a_response_that_was_taken_back_is_left_alone(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    world.services.respond.send(secret)
    task = replace(task_for(world), subject="0" * 32)
    handler(world).handle(task)
    assert concerns(world, made.young_person) == {}

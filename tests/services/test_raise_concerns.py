"""Concerns raised by the worker from a response that was sent."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.builders import COUNCIL, World
from viewpoint.domain.concern import TALK, AskedToday, Concern, ConcernSource
from viewpoint.domain.concern_route import ConcernAbout, Route
from viewpoint.domain.danger import DangerKind, Finding
from viewpoint.domain.people import AuthorityId, YoungPersonId
from viewpoint.domain.questionnaire import Urgency
from viewpoint.domain.response import NOT_SAYING, Answer, Share
from viewpoint.services.raise_concerns import Find, RaiseConcerns
from viewpoint.storage.concerns import concerns_about
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.storage.tables.concern_life import ConcernStep
from viewpoint.storage.tables.work import Task as Row
from viewpoint.storage.work import Task, TaskKind


def nothing(_comment: str, _language: str) -> tuple[Finding, ...]:
    return ()


def handler(world: World, find: Find = nothing) -> RaiseConcerns:
    services = world.services
    return RaiseConcerns(
        services.database, services.vault, services.raising, services.instruments, world.clock, find
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


def finding(urgency: Urgency = Urgency.TODAY, about: ConcernAbout = ConcernAbout.NOBODY) -> Finding:
    return Finding(kind=DangerKind.PHYSICAL, urgency=urgency, about=about, span=(0, 2))


def raised_by(world: World, find: Find, answers: dict[str, Answer]) -> dict[str, Concern]:
    made = world.invited()
    secret = world.started(made)
    world.services.respond.answer(secret, lambda _journey: answers)
    world.services.respond.send(secret)
    handler(world, find).handle(task_for(world))
    handler(world, find).handle(task_for(world))
    return concerns(world, made.young_person)


def test_every_text_is_looked_through_in_its_language_kept_back_or_not(world: World) -> None:
    seen: set[tuple[str, str]] = set()

    def _find(comment: str, language: str) -> tuple[Finding, ...]:
        seen.add((comment, language))
        return ()

    answers = {
        "good_things": Answer.saying("The dog").shared(Share.MYSELF),
        "want_change": Answer.saying("More dogs"),
        "meeting_who": Answer.saying("My aunt Ceri"),
        "settled": Answer.choosing("always"),
    }
    assert raised_by(world, _find, answers) == {}
    assert seen == {("The dog", "en"), ("More dogs", "en"), ("My aunt Ceri", "en")}


def test_words_of_danger_raise_one_concern_on_their_question(world: World) -> None:
    found = (finding(Urgency.WORKING_DAY), finding(about=ConcernAbout.STAFF_HERE))

    def _find(comment: str, _language: str) -> tuple[Finding, ...]:
        return found if comment == "he hits me" else ()

    said = {"good_things": Answer.saying("The dog"), "want_change": Answer.saying("he hits me")}
    (concern,) = raised_by(world, _find, said).values()
    assert (concern.question, concern.urgency) == ("want_change", Urgency.TODAY)
    assert (concern.source, concern.route) == (ConcernSource.WORDS, Route.NOT_THE_STAFF)
    with world.services.database.read() as connection:
        log = connection.execute(select(AuditEvent.action)).scalars().all()
    assert log.count("concern_raised") == 1


def test_not_wanting_to_say_is_no_text(world: World) -> None:
    assert raised_by(world, lambda *_: (finding(),), {"good_things": NOT_SAYING}) == {}


def test_worse_words_sent_later_are_for_sooner_and_milder_ones_change_nothing(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    world.services.respond.answer(secret, lambda _journey: {"want_change": Answer.saying("he hits me")})
    world.services.respond.send(secret)
    task = task_for(world)
    for urgency, expected in (
        (Urgency.WORKING_DAY, Urgency.WORKING_DAY),
        (Urgency.TODAY, Urgency.TODAY),
        (Urgency.WORKING_DAY, Urgency.TODAY),
    ):
        handler(world, lambda *_, soon=urgency: (finding(soon),)).handle(task)
        assert concerns(world, made.young_person)["want_change"].urgency is expected
    with world.services.database.read() as connection:
        steps = connection.execute(select(ConcernStep.step).order_by(ConcernStep.position)).scalars().all()
    assert steps == ["raised", "more_urgent"]


def test_an_answer_about_an_adult_where_they_live_is_not_on_the_way_to_them(world: World) -> None:
    answers = {"safe_home": Answer.choosing("never"), "unsafe_who": Answer.choosing("adult_here")}
    raised = raised_by(world, nothing, answers)
    assert raised["unsafe_who"].route is Route.NOT_THE_STAFF
    assert raised["unsafe_who"].source is ConcernSource.ANSWER


@pytest.mark.parametrize("share", [Share.IRO, Share.TOTALS])
def test_the_shipped_words_are_what_the_worker_looks_by(world: World, share: Share) -> None:
    made = world.invited()
    secret = world.started(made)
    words = Answer.saying("my IRO tuches me and i want to kill my self").shared(share)
    world.services.respond.answer(secret, lambda _journey: {"want_change": words})
    world.services.respond.send(secret)
    while world.services.worker.run_once():
        pass
    (concern,) = concerns(world, made.young_person).values()
    assert (concern.urgency, concern.route) == (Urgency.TODAY, Route.NOT_THE_IRO)

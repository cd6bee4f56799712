"""Taking up a concern, step by step, by those it is for and by nobody else."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from tests.builders import World
from tests.services.duty import (
    asked,
    deputy,
    duty,
    id_of,
    logged,
    manager,
    never_safe,
    notices,
    raised,
    staff,
    steps,
    switched_off,
    told,
)
from tests.services.visits import embedded, give
from viewpoint.domain.concern import ADVOCATE, TALK, AskedToday
from viewpoint.domain.concern_life import LONGEST_WORDS, ConcernState
from viewpoint.domain.concern_route import ConcernAbout
from viewpoint.domain.errors import BadInput, NotAllowed, NotFound, WrongStep
from viewpoint.domain.notice import Notice
from viewpoint.domain.people import ConcernId
from viewpoint.domain.permissions import Role, Viewer, worker
from viewpoint.domain.questionnaire import Urgency
from viewpoint.domain.response import Answer
from viewpoint.storage.concerns import stored_concern
from viewpoint.storage.tables.concern_life import ConcernStep
from viewpoint.storage.tables.people import YoungPerson
from viewpoint.storage.tables.responses import Concern

DONE = "I rang them after school. They are at their nan's tonight."


def ids(world: World, viewer: Viewer) -> list[ConcernId]:
    return [each.waiting.id for each in world.services.concerns.waiting(viewer)]


def test_raised_taken_up_noted_closed_and_raised_anew_when_they_ask_again(world: World) -> None:
    concerns, viewer = world.services.concerns, duty(world)
    secret, concern = asked(world)
    world.clock.forward(minutes=5)
    concerns.acknowledge(viewer, concern)
    world.clock.forward(minutes=5)
    concerns.note(viewer, concern, " Rang, no answer. ")
    world.clock.forward(minutes=5)
    concerns.close(viewer, concern, DONE)
    assert ids(world, viewer) == []
    (closed,) = concerns.closed_lately(viewer)
    assert (closed.waiting.id, closed.waiting.life.state) == (concern, ConcernState.CLOSED)
    world.clock.forward(minutes=5)
    world.services.respond.tell_someone(secret, TALK, "")
    assert ids(world, viewer) == [concern]
    assert concerns.closed_lately(viewer) == []
    assert steps(world, concern) == ["raised", "acknowledged", "noted", "closed", "reopened"]
    opened = concerns.open(viewer, concern)
    assert [each.words for each in opened.steps] == ["", "", "Rang, no answer.", DONE, ""]
    assert [each.by for each in opened.steps] == [None, *[id_of(viewer)] * 3, None]
    assert (opened.waiting.life.state, opened.waiting.life.owner) == (ConcernState.RAISED, None)
    assert opened.waiting.raised_at == world.clock()
    for action in ("concern_acknowledged", "concern_noted", "concern_closed"):
        assert logged(world, action) == [(viewer.subject, concern)]


def test_asked_again_everybody_is_told_again(world: World) -> None:
    viewer = duty(world)
    secret, concern = asked(world)
    assert sorted(told(world)) == sorted([id_of(viewer), id_of(world.iro())])
    world.services.respond.tell_someone(secret, TALK, "")
    assert len(told(world)) == 2, "nobody has taken it up: nothing is new"
    world.services.concerns.acknowledge(viewer, concern)
    world.clock.forward(minutes=1)
    world.services.respond.tell_someone(secret, TALK, "")
    assert len(told(world, Notice.CONCERN_TODAY)) == 4


def test_asked_for_sooner_it_is_due_sooner_and_told_again(world: World) -> None:
    viewer, made = duty(world), world.invited()
    concern = raised(world, ConcernAbout.NOBODY, made, Urgency.WORKING_DAY)
    (before,) = world.services.concerns.waiting(viewer)
    world.clock.forward(minutes=1)
    with world.services.database.write() as connection:
        seal = world.services.vault.for_child(connection, world.authority, made.young_person)
        opened = stored_concern(connection, seal, world.authority, concern)
        again = replace(opened, asked_today=AskedToday.YES)
        world.services.raising.raise_(connection, worker(world.authority), seal, again)
    (after,) = world.services.concerns.waiting(viewer)
    assert after.waiting.life.due_at < before.waiting.life.due_at
    assert steps(world, concern) == ["raised", "asked_again"]
    assert id_of(viewer) in told(world, Notice.CONCERN_TODAY)


def test_what_the_worker_raises_again_stays_as_it_is(world: World) -> None:
    made = world.invited()
    concern = raised(world, ConcernAbout.NOBODY, made)
    world.services.concerns.acknowledge(duty(world), concern)
    assert raised(world, ConcernAbout.NOBODY, made) == concern
    assert steps(world, concern) == ["raised", "acknowledged"]


def test_taken_up_twice_is_once_and_somebody_else_takes_it_over(world: World) -> None:
    _secret, concern = asked(world)
    for _again in range(2):
        world.services.concerns.acknowledge(duty(world), concern)
    world.clock.forward(minutes=1)
    world.services.concerns.acknowledge(world.iro(), concern)
    assert steps(world, concern) == ["raised", "acknowledged", "acknowledged"]
    assert logged(world, "concern_acknowledged") == [
        (duty(world).subject, concern),
        (world.iro().subject, concern),
    ]


def test_a_step_that_does_not_follow_changes_nothing(world: World) -> None:
    concerns, viewer = world.services.concerns, duty(world)
    _secret, concern = asked(world)
    with pytest.raises(WrongStep):
        concerns.close(viewer, concern, DONE)
    concerns.acknowledge(viewer, concern)
    concerns.close(viewer, concern, DONE)
    for act in _acts(world, viewer, concern)[1:]:
        with pytest.raises(WrongStep):
            act()
    assert steps(world, concern) == ["raised", "acknowledged", "closed"]


@embedded
@pytest.mark.parametrize("words", ["", "  \n", "x" * (LONGEST_WORDS + 1)])
def test_it_is_closed_and_noted_with_words(world: World, words: str) -> None:
    _secret, concern = asked(world)
    world.services.concerns.acknowledge(duty(world), concern)
    for act in (world.services.concerns.close, world.services.concerns.note):
        with pytest.raises(BadInput):
            act(duty(world), concern, words)
    assert steps(world, concern) == ["raised", "acknowledged"]


def test_the_database_itself_refuses_to_change_a_step_or_delete_a_concern(world: World) -> None:
    _secret, concern = asked(world)
    for statement in (
        update(ConcernStep).values(step="closed"),
        delete(ConcernStep),
        delete(Concern),
        text("DELETE FROM concern_life"),
    ):
        with pytest.raises(DBAPIError), world.services.database.write() as connection:
            connection.execute(statement)
    assert steps(world, concern) == ["raised"]


def test_what_was_done_is_sealed(world: World) -> None:
    _secret, concern = asked(world)
    world.services.concerns.acknowledge(duty(world), concern)
    world.services.concerns.close(duty(world), concern, DONE)
    with world.services.database.read() as connection:
        sealed = connection.execute(select(ConcernStep.words_sealed)).scalars().all()
    assert [each is None for each in sealed].count(False) == 1
    assert not any(b"nan" in each for each in sealed if each)


def test_the_duty_worker_sees_what_it_rests_on_and_nothing_else(world: World) -> None:
    viewer = duty(world)
    concern = never_safe(world)
    opened = world.services.concerns.open(viewer, concern)
    assert opened.rests_on.question is not None
    assert opened.rests_on.question.name == "safe_home"
    assert opened.rests_on.answer == Answer.choosing("never")
    assert (opened.rests_on.language, opened.rests_on.who_is_here) == ("en", "")
    assert (opened.name, opened.phone) == ("Kit Pretend", "+447700900001")
    assert opened.names[id_of(world.iro())] == "Sam Okoro"
    assert "ocelot" not in repr(opened)
    assert logged(world, "concern_opened") == [(viewer.subject, concern)]
    with pytest.raises(NotAllowed):
        world.services.review.caseload(viewer)


def test_what_was_not_sent_stays_theirs(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    give(world, secret, {"safe_home": Answer.choosing("never")})
    world.services.respond.tell_someone(secret, "safe_home", "text me")
    (listed,) = world.services.concerns.waiting(duty(world))
    opened = world.services.concerns.open(duty(world), listed.waiting.id)
    assert opened.rests_on.question is not None
    assert opened.rests_on.answer is None
    assert opened.concern.how_to_reach == "text me"


def test_a_button_has_no_question(world: World) -> None:
    _secret, concern = asked(world)
    assert world.services.concerns.open(duty(world), concern).rests_on.question is None


def test_somebody_without_a_contact_has_no_phone(world: World) -> None:
    child = world.young_person(contact={"channel": "", "phone": None, "email": None})
    _secret, concern = asked(world, world.invited(child))
    assert world.services.concerns.open(duty(world), concern).phone == ""


def test_what_is_due_first_comes_first(world: World) -> None:
    later = raised(world, ConcernAbout.NOBODY, urgency=Urgency.WORKING_DAY)
    _secret, sooner = asked(world)
    assert ids(world, duty(world)) == [sooner, later]


@pytest.mark.parametrize(
    ("about", "to"),
    [
        (ConcernAbout.NOBODY, {Role.DUTY_WORKER, Role.IRO}),
        (ConcernAbout.CARER, {Role.DUTY_WORKER, Role.IRO}),
        (ConcernAbout.STAFF_HERE, {Role.DUTY_WORKER, Role.IRO, Role.MANAGER}),
        (ConcernAbout.IRO, {Role.DUTY_WORKER, Role.MANAGER}),
    ],
)
def test_each_goes_to_those_it_is_for(world: World, about: ConcernAbout, to: set[Role]) -> None:
    everybody = {role: id_of(staff(world, role)) for role in Role if role not in _NOT_STAFF}
    concern = raised(world, about)
    assert set(told(world)) == {everybody[role] for role in to}
    assert {each.about for each in notices(world)} == {concern}
    assert ids(world, duty(world)) == [concern]


_NOT_STAFF = {Role.YOUNG_PERSON, Role.OPERATOR, Role.WORKER}


def test_what_may_be_about_the_iro_is_not_there_for_them(world: World) -> None:
    made = world.invited()
    concern = raised(world, ConcernAbout.IRO, made)
    for who in (world.iro(), deputy(world)):
        _finds_nothing(world, who, concern)
    (entry,) = world.services.review.caseload(world.iro())
    assert entry.concerns == 0
    assert world.services.review.open_concerns(world.iro(), made.young_person).concerns == []
    assert world.services.concerns.open(duty(world), concern).waiting.id == concern


def test_an_iro_takes_up_and_closes_those_of_their_own_caseload(world: World) -> None:
    concern = never_safe(world)
    world.services.concerns.acknowledge(world.iro(), concern)
    world.services.concerns.close(world.iro(), concern, DONE)
    (entry,) = world.services.review.caseload(world.iro())
    assert entry.concerns == 0


def test_what_another_has_taken_up_needs_nothing_from_the_iro(world: World) -> None:
    concern = never_safe(world)
    world.services.concerns.acknowledge(duty(world), concern)
    (entry,) = world.services.review.caseload(world.iro())
    assert entry.concerns == 0
    world.services.concerns.acknowledge(world.iro(), concern)
    (entry,) = world.services.review.caseload(world.iro())
    assert entry.concerns == 1, "theirs to finish"


def test_another_iro_finds_none_but_who_stands_in_does(world: World) -> None:
    _secret, concern = asked(world)
    _finds_nothing(world, world.account(Role.IRO), concern)
    standing_in = deputy(world, days=2)
    assert world.services.concerns.open(standing_in, concern).waiting.id == concern
    world.clock.forward(days=3)
    _finds_nothing(world, standing_in, concern)


def test_a_wish_for_an_advocate_is_the_iros_to_meet(world: World) -> None:
    _secret, concern = asked(world, button=ADVOCATE)
    assert told(world, Notice.CONCERN_SOON) == [id_of(world.iro())]
    assert ids(world, duty(world)) == []
    _finds_nothing(world, duty(world), concern)


@pytest.mark.parametrize("is_named", [False, True], ids=["no IRO", "an IRO who has left"])
def test_nobodys_concern_is_the_duty_workers(world: World, is_named: bool) -> None:
    child = world.young_person()
    duty(world)
    if is_named:
        switched_off(world, world.iro())
    else:
        with world.services.database.write() as connection:
            connection.execute(update(YoungPerson).where(YoungPerson.id == child).values(iro_id=None))
    _secret, concern = asked(world, world.invited(child), ADVOCATE)
    assert told(world) == [id_of(duty(world))]
    (listed,) = world.services.concerns.waiting(duty(world))
    assert (listed.waiting.id, listed.iro) == (concern, "")


def test_where_there_is_no_duty_worker_the_manager_is_told_of_nobodys(world: World) -> None:
    child = world.young_person()
    switched_off(world, world.iro())
    asked(world, world.invited(child))
    assert told(world) == []
    manager(world)
    asked(world, world.invited(child))
    assert told(world) == [id_of(manager(world))]


def test_nobody_else_takes_up_a_concern(world: World) -> None:
    _secret, concern = asked(world)
    for role in set(Role) - {Role.DUTY_WORKER, Role.IRO}:
        viewer = Viewer(authority=world.authority, role=role, subject="somebody")
        with pytest.raises(NotAllowed):
            world.services.concerns.waiting(viewer)
        for act in _acts(world, viewer, concern):
            with pytest.raises(NotAllowed):
                act()


def test_no_other_council_finds_it(world: World) -> None:
    _secret, concern = asked(world)
    assert concern
    _finds_nothing(world, duty(world), ConcernId("0" * 32))


def _finds_nothing(world: World, viewer: Viewer, concern: ConcernId) -> None:
    for act in _acts(world, viewer, concern):
        with pytest.raises(NotFound):
            act()


def _acts(world: World, viewer: Viewer, concern: ConcernId) -> list[Callable[[], object]]:
    concerns = world.services.concerns
    return [
        lambda: concerns.open(viewer, concern),
        lambda: concerns.acknowledge(viewer, concern),
        lambda: concerns.note(viewer, concern, DONE),
        lambda: concerns.close(viewer, concern, DONE),
    ]

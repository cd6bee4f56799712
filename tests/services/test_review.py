"""The IRO's side: their own caseload and nobody else's, every reading told and logged."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import ProgrammingError

from tests.builders import COUNCIL, NOW, World, saying
from tests.services.visits import GIVEN, count, give, response_of, sent
from viewpoint.domain.concern import TALK
from viewpoint.domain.errors import NotAllowed, NotFound, SealBroken, StorageUnavailable
from viewpoint.domain.people import AuthorityId, ResponseId, YoungPersonId
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.domain.response import NOT_SAYING, Answer
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.storage.tables.invitations import Invitation
from viewpoint.storage.tables.keys import ChildKey
from viewpoint.storage.tables.people import Contact, Placement, YoungPerson
from viewpoint.storage.tables.responses import Reply, Response

NEVER_SAFE = {"safe_home": Answer.choosing("never")}


def log(world: World) -> list[tuple[str, str, str]]:
    with world.services.database.read() as connection:
        query = select(AuditEvent.actor, AuditEvent.action, AuditEvent.object_id).order_by(AuditEvent.seq)
        return [(row.actor, row.action, row.object_id) for row in connection.execute(query)]


def uses(
    world: World, viewer: Viewer, response: ResponseId, child: YoungPersonId
) -> list[Callable[[], object]]:
    review = world.services.review
    return [
        lambda: review.open_response(viewer, response),
        lambda: world.services.replying.send(viewer, response, saying("hello")),
        lambda: review.open_concerns(viewer, child),
    ]


def test_opening_a_response_shows_it_and_is_its_receipt(world: World) -> None:
    made = world.invited()
    response = sent(world, made, {**GIVEN, "listened": NOT_SAYING})
    world.clock.forward(hours=2)
    reading = world.services.review.open_response(world.iro(), response)
    assert reading.name == "Kit Pretend"
    assert reading.now.answers == {**GIVEN, "listened": NOT_SAYING}
    assert list(reading.now.answers) == ["home_feel", "good_things", "listened"]
    assert (reading.last_time, reading.earlier, reading.replies) == (None, [], [])
    found = response_of(world, made)
    assert found is not None
    assert (found.read_at, found.read_by) == (world.clock(), world.iro().subject)
    assert log(world)[-1] == (world.iro().subject, "response_read", response)


def test_the_first_reading_is_the_receipt_and_every_reading_is_logged(world: World) -> None:
    made = world.invited()
    response = sent(world, made)
    for _reading in range(2):
        world.services.review.open_response(world.iro(), response)
        world.clock.forward(hours=1)
    found = response_of(world, made)
    assert found is not None
    assert found.read_at == NOW
    assert [line[1] for line in log(world)].count("response_read") == 2


def test_last_times_answers_stand_beside_and_are_read_and_logged_as_well(world: World) -> None:
    child = world.young_person()
    first, second, third = (world.invited(child) for _ in range(3))
    oldest = sent(world, first)
    world.clock.forward(days=1)
    before = sent(world, second, {"home_feel": Answer.counting(2)})
    world.clock.forward(days=1)
    newest = sent(world, third)
    reading = world.services.review.open_response(world.iro(), newest)
    assert reading.last_time is not None
    assert reading.last_time.answers == {"home_feel": Answer.counting(2)}
    assert [each.id for each in reading.earlier] == [before, oldest]
    assert [line[2] for line in log(world) if line[1] == "response_read"] == [newest, before]
    read = [response_of(world, made) for made in (first, second, third)]
    assert [each is not None and each.read_at is not None for each in read] == [False, True, True]


def test_opening_an_older_one_shows_nothing_that_came_after(world: World) -> None:
    child = world.young_person()
    old = sent(world, world.invited(child))
    world.clock.forward(days=1)
    sent(world, world.invited(child), NEVER_SAFE)
    reading = world.services.review.open_response(world.iro(), old)
    assert (reading.now.answers, reading.last_time) == (GIVEN, None)


def test_the_iro_sees_themes_and_concerns_once_the_worker_was_there(world: World) -> None:
    response = sent(world, world.invited(), {**GIVEN, **NEVER_SAFE})
    while world.services.worker.run_once():
        pass
    (entry,) = world.services.review.caseload(world.iro())
    assert entry.concerns == 1
    reading = world.services.review.open_response(world.iro(), response)
    assert reading.codings.keys() == {"good_things"}
    assert [each.question for each in reading.concerns] == ["safe_home"]
    (entry,) = world.services.review.caseload(world.iro())
    assert entry.concerns == 1, "to have seen it is not to have taken it up"


def test_another_iro_finds_nothing(world: World) -> None:
    made = world.invited()
    response = sent(world, made)
    for use in uses(world, world.account(Role.IRO), response, made.young_person):
        with pytest.raises(NotFound):
            use()
    assert count(world, Reply) == 0


def test_an_iro_who_was_changed_finds_nothing_at_the_next_request(world: World) -> None:
    made = world.invited()
    response = sent(world, made)
    before, after = world.iro(), world.account(Role.IRO)
    world.services.review.open_response(before, response)
    with world.services.database.write() as connection:
        connection.execute(update(YoungPerson).values(iro_id=after.subject))
    for use in uses(world, before, response, made.young_person):
        with pytest.raises(NotFound):
            use()
    assert world.services.review.caseload(before) == []
    assert world.services.review.open_response(after, response).now.answers == GIVEN


def test_somebody_without_an_iro_is_nobodys_to_read(world: World) -> None:
    made = world.invited()
    response = sent(world, made)
    with world.services.database.write() as connection:
        connection.execute(update(YoungPerson).values(iro_id=None))
    for use in uses(world, world.iro(), response, made.young_person):
        with pytest.raises(NotFound):
            use()


def test_the_same_ids_under_another_authority_find_nothing(world: World) -> None:
    made = world.invited()
    response = sent(world, made)
    elsewhere = Viewer(authority=AuthorityId("OTHERSHIRE"), role=Role.IRO, subject=world.iro().subject)
    for use in uses(world, elsewhere, response, made.young_person):
        with pytest.raises(NotFound):
            use()
    assert world.services.review.caseload(elsewhere) == []


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.IRO])
def test_no_other_role_reads_a_response(small_world: World, role: Role) -> None:
    made = small_world.invited()
    response = sent(small_world, made)
    viewer = Viewer(authority=COUNCIL, role=role, subject=small_world.iro().subject)
    review = small_world.services.review
    everything = uses(small_world, viewer, response, made.young_person)
    everything.append(lambda: review.caseload(viewer))
    for use in everything:
        with pytest.raises(NotAllowed):
            use()


def test_a_response_that_is_not_there_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        world.services.review.open_response(world.iro(), ResponseId("0" * 32))


def test_without_the_log_there_is_no_reading_and_no_reply(world: World) -> None:
    made = world.invited()
    response = sent(world, made, NEVER_SAFE)
    with world.services.database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE audit_event RENAME TO audit_event_elsewhere")
    for use in uses(world, world.iro(), response, made.young_person):
        with pytest.raises((StorageUnavailable, ProgrammingError)):
            use()
    found = response_of(world, made)
    assert found is not None
    assert found.read_at is None
    assert count(world, Reply) == 0


def test_what_was_erased_opens_for_nobody(world: World) -> None:
    made = world.invited()
    response = sent(world, made)
    with world.services.database.write() as connection:
        connection.execute(delete(ChildKey))
    for use in uses(world, world.iro(), response, made.young_person):
        with pytest.raises(SealBroken):
            use()
    assert world.services.review.caseload(world.iro()) == []


def test_a_concern_is_read_before_anything_is_sent(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    give(world, secret, NEVER_SAFE)
    world.services.respond.tell_someone(secret, "safe_home", "after school")
    world.clock.forward(minutes=1)
    world.services.respond.tell_someone(secret, TALK, "")
    raised = world.services.review.open_concerns(world.iro(), made.young_person)
    assert raised.name == "Kit Pretend"
    assert [(each.question, each.how_to_reach) for each in raised.concerns] == [
        (TALK, ""),
        ("safe_home", "after school"),
    ]
    assert raised.questions["safe_home"].label.in_language("en")
    assert log(world)[-1] == (world.iro().subject, "concerns_read", made.young_person)
    (entry,) = world.services.review.caseload(world.iro())
    assert entry.concerns == 2


def test_somebody_without_concerns_has_none_to_read(world: World) -> None:
    raised = world.services.review.open_concerns(world.iro(), world.young_person())
    assert (raised.concerns, raised.questions) == ([], {})


def test_the_caseload_puts_first_what_needs_doing_first(world: World) -> None:
    by_name: dict[str, YoungPersonId] = {}

    def _young_person(name: str, review_on: date | None = date(2026, 12, 2)) -> YoungPersonId:
        by_name[name] = world.young_person(name=name, next_review_on=review_on)
        return by_name[name]

    answered = sent(world, world.invited(_young_person("Answered")))
    world.services.review.open_response(world.iro(), answered)
    world.services.replying.send(world.iro(), answered, saying("done"))
    owed = sent(world, world.invited(_young_person("Owed a reply")))
    world.services.review.open_response(world.iro(), owed)
    world.clock.forward(hours=1)
    sent(world, world.invited(_young_person("Unread since yesterday")))
    world.clock.forward(hours=1)
    sent(world, world.invited(_young_person("Unread since today")))
    world.services.respond.tell_someone(world.started(world.invited(_young_person("Worried"))), TALK, "")
    _young_person("Nothing yet", date(2026, 12, 1))
    _young_person("No review yet", None)
    entries = world.services.review.caseload(world.iro())
    assert [entry.name for entry in entries] == [
        "Worried",
        "Unread since yesterday",
        "Unread since today",
        "Owed a reply",
        "Nothing yet",
        "Answered",
        "No review yet",
    ]
    assert [entry.young_person for entry in entries] == [by_name[entry.name] for entry in entries]
    assert [entry.is_unread for entry in entries] == [False, True, True, False, False, False, False]
    assert [entry.owes_reply for entry in entries] == [False, False, False, True, False, False, False]


def test_a_caseload_shows_where_they_live_and_leaves_out_those_who_left(world: World) -> None:
    world.young_person(is_looked_after=False)
    child = world.young_person()
    (entry,) = world.services.review.caseload(world.iro())
    assert (entry.young_person, entry.placement_type, entry.area, entry.distance) == (
        child,
        "childrens_home",
        "in",
        "up_to_20",
    )
    with world.services.database.write() as connection:
        connection.execute(delete(Placement))
        connection.execute(delete(Contact))
    (entry,) = world.services.review.caseload(world.iro())
    assert (entry.name, entry.placement_type, entry.area, entry.distance) == ("", "", "", "")


@pytest.mark.parametrize("days", [-30, 30])
def test_of_two_open_homes_the_newest_is_theirs_whichever_was_written_first(world: World, days: int) -> None:
    child = world.young_person()
    with world.services.database.write() as connection:
        first = dict(connection.execute(select(Placement.__table__)).mappings().one())
        began = first["began_on"] + timedelta(days=days)
        other = {**first, "id": "0" * 32, "began_on": began, "placement_type": "foster"}
        connection.execute(insert(Placement), other)
    (entry,) = world.services.review.caseload(world.iro())
    newest = "foster" if days > 0 else "childrens_home"
    assert (entry.young_person, entry.placement_type) == (child, newest)


def test_the_caseload_says_who_sent_something_or_moved_lately(world: World) -> None:
    sent(world, world.invited(world.young_person(name="Sent")))
    days_ago = {"Moved": 7, "Settled": 28, "Stayed": 29}
    for who, days in days_ago.items():
        began = NOW.date() - timedelta(days=days)
        world.young_person(name=who, placement={"began_on": began})
    found = {entry.name: entry for entry in world.services.review.caseload(world.iro())}
    assert {name for name, entry in found.items() if entry.is_changed} == {"Sent", "Moved"}
    moved = {name: entry.moved_on for name, entry in found.items() if entry.moved_on}
    assert moved == {name: NOW.date() - timedelta(days=days_ago[name]) for name in ("Moved", "Settled")}
    world.clock.forward(days=8)
    assert not any(entry.is_changed for entry in world.services.review.caseload(world.iro()))


def test_a_questionnaire_that_no_longer_ships_is_not_found_rather_than_guessed(world: World) -> None:
    response = sent(world, world.invited())
    with world.services.database.write() as connection:
        forms = {"forms": [["long_gone", "1", "0" * 64]], "questions": []}
        connection.execute(update(Response).values(forms=forms))
        connection.execute(update(Invitation).values(forms=forms))
    with pytest.raises(NotFound):
        world.services.review.open_response(world.iro(), response)

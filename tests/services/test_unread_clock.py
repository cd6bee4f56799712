"""The unread clock, moved: the deputy, then the managers, once each, until it is read or taken back."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from tests.builders import World
from tests.services.duty import deputy, id_of, logged, manager, switched_off, told
from tests.services.visits import at_once, errors, sent
from viewpoint.domain.notice import Notice
from viewpoint.domain.people import Nation, ResponseId
from viewpoint.domain.permissions import Role
from viewpoint.services.unread_clock import UnreadClock
from viewpoint.storage.tables.people import YoungPerson
from viewpoint.storage.unread import unread_responses
from viewpoint.storage.wholes import erase_response

FRIDAY_NIGHT = datetime(2026, 11, 27, 21, tzinfo=UTC)


def look(world: World) -> None:
    for _again in range(2):
        world.services.unread_clock.look()


def go_to(world: World, *to: int) -> None:
    world.clock.now = datetime(*to, tzinfo=UTC)  # type: ignore[misc, arg-type]  # year, month, day, hour, minute
    look(world)


def test_after_two_working_days_the_deputy_after_another_the_manager(world: World) -> None:
    response = sent(world, world.invited())  # on a Wednesday
    standing_in, managers = deputy(world), manager(world)
    go_to(world, 2026, 11, 20, 16, 59)
    assert told(world) == []
    go_to(world, 2026, 11, 20, 17, 0)
    assert told(world, Notice.UNREAD) == [id_of(world.iro())]
    assert told(world, Notice.UNREAD_ESCALATED) == [id_of(standing_in)]
    go_to(world, 2026, 11, 23, 16, 59)  # Monday: the weekend does not count
    assert len(told(world)) == 2
    go_to(world, 2026, 11, 23, 17, 0)
    assert told(world, Notice.UNREAD_ESCALATED) == [id_of(standing_in), id_of(managers)]
    go_to(world, 2027, 1, 5, 12, 0)
    assert len(told(world)) == 3
    assert (
        logged(world, "unread_deputy_told") == logged(world, "unread_manager_told") == [("worker", response)]
    )


def test_read_in_time_or_meanwhile_it_stops(world: World) -> None:
    first, second = (sent(world, world.invited()) for _each in range(2))
    deputy(world)
    manager(world)
    world.services.review.open_response(world.iro(), first)
    go_to(world, 2026, 11, 20, 17, 0)
    assert len(told(world, Notice.UNREAD)) == 1
    world.services.review.open_response(world.iro(), second)
    go_to(world, 2026, 11, 25, 17, 0)
    assert id_of(manager(world)) not in told(world)


def test_taken_back_it_stops(world: World) -> None:
    response = sent(world, world.invited())
    with world.services.database.write() as connection:
        erase_response(connection, response)
    go_to(world, 2026, 11, 25, 17, 0)
    assert told(world) == []


def test_each_nation_has_its_own_holidays(world: World) -> None:
    world.clock.now = FRIDAY_NIGHT  # in Scotland the Monday after is St Andrew's Day
    sent(world, world.invited())
    councils = {code: replace(each, nation=Nation.SCOTLAND) for code, each in world.services.councils.items()}
    services = world.services
    scottish = UnreadClock(services.database, services.audit, services.notices, councils, world.clock)
    world.clock.now = datetime(2026, 12, 1, 17, tzinfo=UTC)
    scottish.look()
    assert told(world) == []
    world.clock.now = datetime(2026, 12, 2, 17, tzinfo=UTC)
    scottish.look()
    assert told(world) == [id_of(world.iro())]


def test_without_a_deputy_the_iro_is_told_and_then_the_manager(world: World) -> None:
    sent(world, world.invited())
    manager(world)
    go_to(world, 2026, 11, 20, 17, 0)
    assert told(world) == [id_of(world.iro())]
    go_to(world, 2026, 11, 23, 17, 0)
    assert told(world) == [id_of(world.iro()), id_of(manager(world))]


@pytest.mark.parametrize("is_named", [False, True], ids=["no IRO", "an IRO who has left"])
def test_what_is_nobodys_goes_to_the_manager_at_once(world: World, is_named: bool) -> None:
    child = world.young_person()
    sent(world, world.invited(child))
    if is_named:
        switched_off(world, world.iro())
    else:
        with world.services.database.write() as connection:
            connection.execute(update(YoungPerson).where(YoungPerson.id == child).values(iro_id=None))
    manager(world)
    go_to(world, 2026, 11, 20, 17, 0)
    assert told(world) == [id_of(manager(world))]


def test_where_a_council_has_no_manager_the_duty_worker_hears_of_it(world: World) -> None:
    sent(world, world.invited())
    on_duty = world.account(Role.DUTY_WORKER)
    go_to(world, 2026, 11, 20, 17, 0)
    go_to(world, 2026, 11, 23, 17, 0)
    assert told(world, Notice.UNREAD_ESCALATED) == [id_of(on_duty)]


def test_two_workers_at_once_tell_each_of_them_once(world: World) -> None:
    sent(world, world.invited())
    deputy(world)
    world.clock.now = datetime(2026, 11, 20, 17, tzinfo=UTC)
    assert errors(at_once(*[world.services.unread_clock.look] * 3)) == []
    assert len(told(world)) == 2
    assert len(logged(world, "unread_deputy_told")) == 1


def test_read_between_the_look_and_the_word_nobody_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    response = sent(world, world.invited())
    world.clock.now = datetime(2026, 11, 20, 17, tzinfo=UTC)
    clock, write = world.services.unread_clock, world.services.database.write

    def _read_first() -> object:
        monkeypatch.setattr(world.services.database, "write", write)
        world.services.review.open_response(world.iro(), ResponseId(response))
        return write()

    monkeypatch.setattr(world.services.database, "write", _read_first)
    clock.look()
    assert told(world) == []
    with world.services.database.read() as connection:
        assert unread_responses(connection, world.authority) == []

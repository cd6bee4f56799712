"""The clock of concerns, moved: each step once, in order, whoever looks and however often."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from tests.builders import World
from tests.services.duty import (
    asked,
    deputy,
    duty,
    id_of,
    logged,
    manager,
    notices,
    raised,
    steps,
    switched_off,
    told,
)
from tests.services.visits import at_once, embedded, errors
from viewpoint.channels.message import Message, Receipt, TryAgain
from viewpoint.domain.concern import ADVOCATE
from viewpoint.domain.concern_route import ConcernAbout
from viewpoint.domain.invitation import Channel
from viewpoint.domain.message import StaffMessage
from viewpoint.domain.notice import Notice
from viewpoint.domain.people import ConcernId
from viewpoint.domain.questionnaire import Urgency
from viewpoint.services.emergency import StaffChannels, TellEmergencyTeam, Telling
from viewpoint.storage.tables.work import Task as Row
from viewpoint.storage.work import Task, TaskKind
from viewpoint.wording.staff_messages import StaffMessageWriter

EVENING = datetime(2026, 11, 18, 18, tzinfo=UTC)
SATURDAY = datetime(2026, 11, 21, 11, tzinfo=UTC)


def look(world: World) -> None:
    """Twice: nothing may happen twice."""
    for _again in range(2):
        world.services.concern_clock.look()


def test_nobody_takes_it_up_so_the_deputy_is_told_and_then_the_managers(world: World) -> None:
    duty(world)
    _secret, concern = asked(world)
    standing_in, managers = deputy(world), manager(world)
    world.clock.forward(hours=1, minutes=59)
    look(world)
    assert told(world, Notice.CONCERN_ESCALATED) == []
    world.clock.forward(minutes=1)
    look(world)
    assert told(world, Notice.CONCERN_ESCALATED) == [id_of(standing_in)]
    world.clock.forward(hours=1, minutes=59)
    look(world)
    assert steps(world, concern) == ["raised", "deputy_told"]
    world.clock.forward(minutes=1)
    look(world)
    assert told(world, Notice.CONCERN_ESCALATED) == [id_of(standing_in), id_of(managers)]
    world.clock.forward(days=9)
    look(world)
    assert steps(world, concern) == ["raised", "deputy_told", "manager_told"]
    for action in ("concern_deputy_told", "concern_manager_told"):
        assert logged(world, action) == [("worker", concern)]


def test_what_can_wait_until_the_next_working_day_escalates_by_working_days(world: World) -> None:
    concern = raised(world, ConcernAbout.NOBODY, urgency=Urgency.WORKING_DAY)
    deputy(world)
    for to, expected in (
        ((2026, 11, 19, 16, 59), ["raised"]),
        ((2026, 11, 19, 17, 0), ["raised", "deputy_told"]),
        ((2026, 11, 20, 16, 59), ["raised", "deputy_told"]),
        ((2026, 11, 20, 17, 0), ["raised", "deputy_told", "manager_told"]),
    ):
        world.clock.now = datetime(*to, tzinfo=UTC)
        look(world)
        assert steps(world, concern) == expected, to


def test_taken_up_in_time_nobody_else_is_told(world: World) -> None:
    _secret, concern = asked(world)
    deputy(world)
    world.services.concerns.acknowledge(duty(world), concern)
    world.clock.forward(days=3)
    look(world)
    assert told(world, Notice.CONCERN_ESCALATED) == []


def test_asked_again_the_clock_begins_anew(world: World) -> None:
    made = world.invited()
    _secret, concern = asked(world, made)
    manager(world)
    world.clock.forward(hours=2)
    look(world)
    world.services.concerns.acknowledge(duty(world), concern)
    world.services.concerns.close(duty(world), concern, "Rang.")
    world.clock.forward(hours=1)
    assert asked(world, made)[1] == concern
    world.clock.forward(hours=2)
    look(world)
    expected = ["raised", "manager_told", "acknowledged", "closed", "reopened", "manager_told"]
    assert steps(world, concern) == expected
    assert told(world, Notice.CONCERN_ESCALATED) == [id_of(manager(world))] * 2


def test_without_a_deputy_the_managers_are_told_at_once(world: World) -> None:
    _secret, concern = asked(world)
    manager(world)
    world.clock.forward(hours=2)
    look(world)
    assert steps(world, concern) == ["raised", "manager_told"]


def test_without_a_manager_the_duty_workers_hear_of_it_again(world: World) -> None:
    _secret, concern = asked(world)
    duty(world)
    world.clock.forward(hours=2)
    look(world)
    assert told(world, Notice.CONCERN_ESCALATED) == [id_of(duty(world))]
    assert steps(world, concern) == ["raised", "manager_told"]


def test_a_council_without_anybody_to_tell_still_keeps_the_step(world: World) -> None:
    _secret, concern = asked(world)
    world.clock.forward(hours=2)
    look(world)
    assert steps(world, concern) == ["raised", "manager_told"]
    assert told(world, Notice.CONCERN_ESCALATED) == []


def test_whom_the_iro_chose_hears_nothing_of_what_may_be_about_the_iro(world: World) -> None:
    concern = raised(world, ConcernAbout.IRO)
    standing_in = deputy(world)
    manager(world)
    world.clock.forward(hours=2)
    look(world)
    assert steps(world, concern) == ["raised", "manager_told"]
    assert id_of(standing_in) not in told(world)


def test_nobodys_concern_goes_on_to_the_managers(world: World) -> None:
    child = world.young_person()
    switched_off(world, world.iro())
    _secret, concern = asked(world, world.invited(child))
    manager(world)
    world.clock.forward(hours=2)
    look(world)
    assert steps(world, concern) == ["raised", "manager_told"]


def test_a_worker_that_was_down_for_days_takes_each_step_once_in_order(world: World) -> None:
    _secret, concern = asked(world)
    deputy(world)
    manager(world)
    world.clock.forward(days=2)
    look(world)
    assert steps(world, concern) == ["raised", "deputy_told", "manager_told"]


def test_two_workers_at_once_tell_each_of_them_once(world: World) -> None:
    _secret, concern = asked(world)
    deputy(world)
    world.clock.forward(hours=2)
    outcomes = at_once(*[world.services.concern_clock.look] * 3)
    assert errors(outcomes) == []
    assert steps(world, concern) == ["raised", "deputy_told"]
    assert len(told(world, Notice.CONCERN_ESCALATED)) == 1


def test_a_step_that_is_cut_off_is_taken_at_the_next_look(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    _secret, concern = asked(world)
    deputy(world)
    world.clock.forward(hours=2)

    def _killed(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as now:
        now.setattr(world.services.audit, "append", _killed)
        with pytest.raises(KeyboardInterrupt):
            world.services.concern_clock.look()
    assert (steps(world, concern), told(world, Notice.CONCERN_ESCALATED)) == (["raised"], [])
    look(world)
    assert steps(world, concern) == ["raised", "deputy_told"]


# The emergency duty team.


class Sends:
    """A channel that keeps what it is given, or takes nothing."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.is_down = False

    def send(self, message: Message) -> Receipt:
        if self.is_down:
            raise TryAgain(message.reference, "down")
        self.sent.append(message)
        return Receipt(provider_id="1")


def teller(world: World, mails: Sends, texts: Sends | None, **team: str) -> TellEmergencyTeam:
    services = world.services
    councils = dict(services.councils)
    if team:
        own = councils[world.authority]
        councils[world.authority] = replace(own, emergency_team=replace(own.emergency_team, **team))
    parts = Telling(
        database=services.database,
        audit=services.audit,
        councils=councils,
        channels=StaffChannels(mails=mails, texts=texts),
        writer=StaffMessageWriter(services.templates),
        base_url="https://voice.fernshire.example",
        clock=world.clock,
    )
    return TellEmergencyTeam(parts)


def queued(world: World, concern: ConcernId) -> list[Any]:
    query = select(Row.__table__).where(
        Row.kind == TaskKind.TELL_EMERGENCY_TEAM.value, Row.subject_id == concern
    )
    with world.services.database.read() as connection:
        return list(connection.execute(query.order_by(Row.run_at)))


def task(world: World, concern: ConcernId) -> Task:
    row = queued(world, concern)[0]
    return Task(
        id=row.id,
        authority=world.authority,
        kind=TaskKind.TELL_EMERGENCY_TEAM,
        subject=concern,
        payload_sealed=None,
        attempts=1,
    )


@pytest.mark.parametrize("now", [EVENING, SATURDAY], ids=["evening", "Saturday"])
def test_when_the_office_is_closed_they_get_a_text_at_once_that_says_nothing(
    world: World, now: datetime
) -> None:
    world.clock.now = now
    _secret, concern = asked(world)
    (row,) = queued(world, concern)
    assert row.run_at == now
    texts, mails = Sends(), Sends()
    teller(world, mails, texts).handle(task(world, concern))
    (text,) = texts.sent
    assert mails.sent == []
    assert (text.channel, text.kind, text.to) == (Channel.SMS, StaffMessage.EMERGENCY, "07700 900105")
    assert text.body == (
        "A concern is waiting in Viewpoint. Sign in.\n\nhttps://voice.fernshire.example/staff/\n"
    )
    assert steps(world, concern) == ["raised", "emergency_team_told"]
    assert logged(world, "concern_emergency_team_told") == [("worker", concern)]


def test_raised_in_office_hours_they_are_told_as_the_office_closes_if_nobody_took_it_up(world: World) -> None:
    _secret, concern = asked(world)
    _other, taken_up = asked(world)
    (row,) = queued(world, concern)
    assert row.run_at == datetime(2026, 11, 18, 17, tzinfo=UTC)
    world.services.concerns.acknowledge(duty(world), taken_up)
    texts = Sends()
    for each in (concern, taken_up):
        teller(world, Sends(), texts).handle(task(world, each))
    assert len(texts.sent) == 1
    assert steps(world, taken_up) == ["raised", "acknowledged"]


def test_each_step_at_night_is_texted_too(world: World) -> None:
    world.clock.now = EVENING
    _secret, concern = asked(world)
    deputy(world)
    manager(world)
    for _each in range(2):
        world.clock.forward(hours=2)
        look(world)
    assert len(queued(world, concern)) == 3


@embedded
def test_what_can_wait_wakes_nobody(world: World) -> None:
    world.clock.now = EVENING
    concern = raised(world, ConcernAbout.NOBODY, urgency=Urgency.WORKING_DAY)
    _secret, advocate = asked(world, button=ADVOCATE)
    assert queued(world, concern) == queued(world, advocate) == []
    assert {each.notice for each in notices(world)} == {Notice.CONCERN_SOON}


@embedded
@pytest.mark.parametrize(
    ("team", "can_text", "channel"),
    [
        ({}, False, Channel.EMAIL),
        ({"phone": ""}, True, Channel.EMAIL),
        ({"email": ""}, True, Channel.SMS),
        ({"email": ""}, False, None),
    ],
)
def test_where_no_text_can_leave_they_get_an_email(
    world: World, team: dict[str, str], can_text: bool, channel: Channel | None
) -> None:
    world.clock.now = EVENING
    _secret, concern = asked(world)
    sends = Sends()
    teller(world, sends, sends if can_text else None, **team).handle(task(world, concern))
    assert [each.channel for each in sends.sent] == ([channel] if channel else [])
    assert [bool(each.subject) for each in sends.sent] == ([channel is Channel.EMAIL] if channel else [])


@embedded
def test_a_text_that_does_not_leave_is_tried_again(world: World) -> None:
    world.clock.now = EVENING
    _secret, concern = asked(world)
    texts = Sends()
    texts.is_down = True
    with pytest.raises(TryAgain):
        teller(world, Sends(), texts).handle(task(world, concern))
    assert steps(world, concern) == ["raised"]
    texts.is_down = False
    teller(world, Sends(), texts).handle(task(world, concern))
    assert steps(world, concern) == ["raised", "emergency_team_told"]

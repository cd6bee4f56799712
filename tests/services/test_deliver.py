"""Delivery by the worker: what leaves, what is kept, and what happens when it cannot."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import delete, select, update

from tests.builders import COUNCIL, World
from viewpoint.channels.message import Message, Receipt, SendingChannel, TryAgain, Undeliverable
from viewpoint.domain.errors import NotFound, SealBroken
from viewpoint.domain.invitation import Channel
from viewpoint.domain.message import Dispatch, MessageKind
from viewpoint.domain.people import YoungPersonId
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.services.deliver import Deliver, Delivering
from viewpoint.services.invitation_list import Show
from viewpoint.services.outbox import Outbox
from viewpoint.services.work import Worker
from viewpoint.settings import Delivery
from viewpoint.storage.tables.keys import ChildKey
from viewpoint.storage.tables.people import Contact
from viewpoint.storage.tables.work import SentMessage, Task
from viewpoint.storage.work import MOST_ATTEMPTS, TaskKind, lease_task
from viewpoint.wording.messages import MessageWriter

COORDINATOR = Viewer(authority=COUNCIL, role=Role.COORDINATOR, subject="coordinator")
BY_MAIL = {"channel": "email", "phone": None, "email": "kit@example.org"}


class Pillarbox:
    """A channel that keeps what it is given, and fails when told to."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.failing: Callable[[str], Exception] | None = None

    def send(self, message: Message) -> Receipt:
        self.messages.append(message)
        if self.failing:
            raise self.failing(message.reference)
        return Receipt(provider_id=f"theirs-{len(self.messages)}")


def deliver(world: World, channel: SendingChannel, delivery: Delivery = Delivery.NOTIFY) -> Deliver:
    services = world.services
    parts = Delivering(
        database=services.database,
        vault=services.vault,
        links=services.links,
        councils=services.councils,
        writer=MessageWriter(services.templates),
        channel=channel,
        delivery=delivery,
        base_url=services.settings.base_url,
        clock=world.clock,
    )
    return Deliver(parts)


def worker(world: World, channel: SendingChannel, delivery: Delivery = Delivery.NOTIFY) -> Worker:
    services = world.services
    handlers = {TaskKind.DELIVER: deliver(world, channel, delivery).handle}
    return Worker(services.database, handlers, services.rounds, world.clock)


def invite(world: World, child: YoungPersonId | None = None) -> None:
    world.services.invite.invite(COORDINATOR, [child or world.young_person()])


def dispatch(world: World) -> Dispatch | None:
    (entry,) = world.services.invitation_list.page(COORDINATOR, Show.ALL).entries
    return entry.dispatch


def test_a_text_carries_a_link_that_opens(world: World) -> None:
    box = Pillarbox()
    invite(world, world.young_person(language="cy"))
    assert dispatch(world) is Dispatch.WAITING
    assert worker(world, box).run_once()
    (message,) = box.messages
    assert (message.channel, message.to, message.language) == (Channel.SMS, "+447700900001", "cy")
    assert (message.kind, message.values["sender"]) == (MessageKind.INVITATION, "Dy Lais")
    assert message.link in message.body
    assert "Kit" not in message.body
    assert world.services.respond.start(message.link.rpartition("/")[2], "en", "192.0.2.1")
    assert dispatch(world) is Dispatch.LEFT
    assert not worker(world, box).run_once()


def test_the_token_is_gone_from_the_database_once_it_has_left(world: World) -> None:
    invite(world)
    worker(world, Pillarbox()).run_once()
    with world.services.database.read() as connection:
        assert connection.execute(select(Task.payload_sealed)).scalars().all() == [None]
        assert connection.execute(select(SentMessage.body_sealed)).scalars().all() == [None]
        assert connection.execute(select(SentMessage.provider_id)).scalars().all() == ["theirs-1"]


def test_an_e_mail_has_a_subject_and_goes_to_the_address(world: World) -> None:
    box = Pillarbox()
    invite(world, world.young_person(contact=BY_MAIL))
    worker(world, box).run_once()
    (message,) = box.messages
    assert (message.channel, message.to) == (Channel.EMAIL, "kit@example.org")
    assert message.subject


def test_a_busy_provider_is_tried_again_later_with_the_same_link(world: World) -> None:
    box = Pillarbox()
    box.failing = lambda reference: TryAgain(reference, "busy")
    invite(world)
    working = worker(world, box)
    assert working.run_once()
    assert not working.run_once()
    box.failing = None
    world.clock.forward(minutes=5)
    assert working.run_once()
    first, second = box.messages
    assert (first.link, first.reference) == (second.link, second.reference)
    assert dispatch(world) is Dispatch.LEFT


def test_a_provider_that_stays_busy_is_given_up_and_the_coordinator_sees_it(world: World) -> None:
    box = Pillarbox()
    box.failing = lambda reference: TryAgain(reference, "busy")
    invite(world)
    working = worker(world, box)
    for _attempt in range(MOST_ATTEMPTS):
        assert working.run_once()
        world.clock.forward(hours=7)
    assert not working.run_once()
    assert dispatch(world) is Dispatch.FAILED


def test_a_number_that_is_wrong_is_shown_as_not_delivered_at_once(world: World) -> None:
    box = Pillarbox()
    box.failing = lambda reference: Undeliverable(reference, "wrong number")
    invite(world)
    worker(world, box).run_once()
    (entry,) = world.services.invitation_list.page(COORDINATOR, Show.TO_DO).entries
    assert entry.dispatch is Dispatch.FAILED
    with world.services.database.read() as connection:
        assert connection.execute(select(Task.state, Task.payload_sealed)).all() == [("failed", None)]


def test_after_a_new_link_it_is_on_its_way_once_more(world: World) -> None:
    box = Pillarbox()
    box.failing = lambda reference: Undeliverable(reference, "wrong number")
    invite(world)
    working = worker(world, box)
    working.run_once()
    (entry,) = world.services.invitation_list.page(COORDINATOR, Show.TO_DO).entries
    world.services.follow_up.resend(COORDINATOR, [entry.invitation.id])
    assert dispatch(world) is Dispatch.WAITING
    box.failing = None
    world.clock.forward(seconds=1)
    working.run_once()
    assert dispatch(world) is Dispatch.LEFT


@pytest.mark.parametrize("what", ["no number", "no contact"])
def test_without_a_number_nothing_is_sent_and_it_is_said(world: World, what: str) -> None:
    box = Pillarbox()
    invite(world)
    with world.services.database.write() as connection:
        gone = update(Contact).values(phone_sealed=None) if what == "no number" else delete(Contact)
        connection.execute(gone)
    worker(world, box).run_once()
    assert box.messages == []
    assert dispatch(world) is Dispatch.FAILED


def test_a_link_that_was_revoked_or_answered_since_is_not_sent(world: World) -> None:
    box = Pillarbox()
    invite(world)
    (entry,) = world.services.invitation_list.page(COORDINATOR, Show.ALL).entries
    world.services.follow_up.revoke(COORDINATOR, [entry.invitation.id])
    invite(world, world.young_person(name="Another"))
    world.clock.forward(days=60)  # past the review and the days after it
    working = worker(world, box)
    assert working.run_once()
    assert working.run_once()
    assert box.messages == []


def test_a_message_that_left_before_the_worker_was_killed_is_not_sent_again(world: World) -> None:
    box = Pillarbox()
    invite(world)
    with world.services.database.write() as connection:
        task = lease_task(connection, "killed", world.clock())
    assert task is not None
    deliver(world, box).handle(task)
    world.clock.forward(minutes=3)
    assert worker(world, box).run_once()
    assert len(box.messages) == 1


def test_somebody_whose_key_was_destroyed_is_not_written_to(world: World) -> None:
    box = Pillarbox()
    invite(world)
    with world.services.database.write() as connection:
        connection.execute(delete(ChildKey))
    worker(world, box).run_once()
    assert box.messages == []


def test_a_payload_moved_from_another_task_does_not_open(world: World) -> None:
    invite(world)
    with world.services.database.write() as connection:
        task = lease_task(connection, "worker", world.clock())
    assert task is not None
    with pytest.raises(SealBroken):
        deliver(world, Pillarbox()).handle(replace(task, id="0" * 32))


def test_the_demos_outbox_keeps_words_sealed_and_shows_them_to_the_coordinator(world: World) -> None:
    invite(world)
    worker(world, Pillarbox(), Delivery.OUTBOX).run_once()
    with world.services.database.read() as connection:
        sealed = connection.execute(select(SentMessage.body_sealed)).scalar_one()
    assert sealed is not None
    assert b"http" not in sealed
    (kept,) = world.services.outbox.messages(COORDINATOR)
    assert kept.name == "Kit Pretend"
    assert kept.kept.words.to == "+447700900001"
    assert kept.kept.words.link in kept.kept.words.body


def test_where_messages_really_leave_there_is_no_outbox(world: World) -> None:
    outbox = Outbox(world.services.database, world.services.vault, Delivery.NOTIFY)
    with pytest.raises(NotFound):
        outbox.messages(COORDINATOR)

"""Mail to staff through a real mail server: in order, once, and nothing lost while it is down for a day."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from itertools import pairwise

import pytest

from tests.builders import World
from tests.channels.mailbox import Mailbox, serving
from tests.services.duty import (
    asked,
    deputy,
    duty,
    id_of,
    manager,
    never_safe,
    notices,
    raised,
    staff,
    switched_off,
)
from tests.services.visits import embedded, sent
from tests.web.councils import email_of
from viewpoint.channels.message import Message, Receipt, SendingChannel, TryAgain
from viewpoint.channels.smtp import Security, Smtp, SmtpSettings
from viewpoint.domain.concern_route import ConcernAbout
from viewpoint.domain.errors import NotAllowed, NotFound
from viewpoint.domain.notice import SAFETY, Notice
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.domain.questionnaire import Urgency
from viewpoint.services.staff_mail import PAGES, Mailing, StaffMail
from viewpoint.services.staff_outbox import StaffOutbox
from viewpoint.settings import Delivery
from viewpoint.storage.notices import NoticeState, note_notice, sent_notices
from viewpoint.storage.staff_mail import hold_mail
from viewpoint.wording.staff_messages import StaffMessageWriter

CHILD = "Zuzanka Quillfeather"
MORNING = datetime(2026, 11, 19, 9, tzinfo=UTC)


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def server(mailbox: Mailbox) -> Iterator[SmtpSettings]:
    yield from serving(mailbox, {"ident": "test"}, Security.NONE)


def mailer(world: World, channel: SendingChannel | SmtpSettings) -> StaffMail:
    services = world.services
    parts = Mailing(
        database=services.database,
        councils=services.councils,
        channel=Smtp(channel, world.clock) if isinstance(channel, SmtpSettings) else channel,
        writer=StaffMessageWriter(services.templates),
        base_url="https://voice.fernshire.example",
        clock=world.clock,
    )
    return StaffMail(parts)


def send_all(world: World, channel: SendingChannel | SmtpSettings) -> int:
    """How many notices left the queue."""
    sending, count = mailer(world, channel), 0
    while sending.send_next():
        count += 1
    return count


def came_to(world: World, state: NoticeState) -> list[Notice]:
    with world.services.database.read() as connection:
        return [each.notice for each, _at in sent_notices(connection, world.authority, state, 100)]


def said(mail: EmailMessage) -> str:
    return f"{mail['Subject']}\n{mail.get_content()}".replace("\r\n", "\n")


def test_a_concern_is_told_without_a_name_or_a_word(
    world: World, server: SmtpSettings, mailbox: Mailbox
) -> None:
    made = world.invited(world.young_person(name=CHILD))
    duty(world)
    concern = never_safe(world, made)
    assert send_all(world, server) == 2
    by_reader = {str(mail["To"]): mail for mail in mailbox.mails}
    assert by_reader.keys() == {email_of(world, duty(world)), "iro@fernshire.example"}
    words = said(by_reader[email_of(world, duty(world))])
    assert words == (
        "A concern is waiting: today\n"
        "A concern that needs an adult today is waiting in Viewpoint. Sign in and take it up:\n\n"
        f"https://voice.fernshire.example/duty/concerns/{concern}\n"
    )
    assert f"/iro/concerns/{concern}\n" in said(by_reader["iro@fernshire.example"])
    for mail in mailbox.mails:
        everything = mail.as_string() + said(mail)
        for trace in (
            CHILD,
            "Zuzanka",
            "ocelot",
            made.young_person,
            "safe_home",
            "T" + made.young_person[:8],
        ):
            assert trace not in everything


def test_the_mail_server_is_down_for_a_day_and_nothing_is_lost_doubled_or_out_of_order(
    world: World, mailbox: Mailbox
) -> None:
    duty(world)
    serving_once = serving(mailbox, {"ident": "test"}, Security.NONE)
    settings = next(serving_once)
    next(serving_once, None)  # down from now on
    written = []
    for _hour in range(24):
        _secret, concern = asked(world)
        written.append(concern)
        for _look in range(3):
            world.services.concern_clock.look()
            assert send_all(world, settings) == 0
            world.clock.forward(minutes=20)
    in_order = [each.id for each in notices(world)]
    assert len(in_order) == len(set(in_order)) > 24
    again = serving(mailbox, {"ident": "test"}, Security.NONE, port=settings.port)
    next(again)
    world.clock.forward(hours=1)
    assert send_all(world, settings) == len(in_order)
    assert send_all(world, settings) == 0
    ids = [str(mail["Message-ID"]).strip("<>").partition("@")[0] for mail in mailbox.mails]
    assert ids == in_order
    assert notices(world) == []
    next(again, None)


def test_a_failure_holds_all_that_comes_after_with_longer_pauses_that_never_end(world: World) -> None:
    down = Down()
    asked(world)
    tried: list[datetime] = []
    for minutes in [1] * 70 + [30] * 2 * 24 * 8:
        before = down.tries
        mailer(world, down).send_next()
        tried += [world.clock()] if down.tries > before else []
        world.clock.forward(minutes=minutes)
    pauses = [later - sooner for sooner, later in pairwise(tried)]
    assert pauses[:6] == [timedelta(minutes=each) for each in (1, 2, 4, 8, 16, 32)]
    assert pauses[-1] == timedelta(hours=1)
    assert len(pauses) > 24 * 8, "it is never given up"
    assert len(notices(world)) == 1


class Down:
    """A channel that takes nothing."""

    def __init__(self) -> None:
        self.tries = 0

    def send(self, message: Message) -> Receipt:
        self.tries += 1
        raise TryAgain(message.reference, "down")


def test_killed_after_the_mail_left_it_is_sent_again_under_the_same_id(
    world: World, server: SmtpSettings, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(world)
    with monkeypatch.context() as now:
        now.setattr("viewpoint.services.staff_mail.note_notice", _killed)
        with pytest.raises(KeyboardInterrupt):
            mailer(world, server).send_next()
    assert send_all(world, server) == 0, "another worker waits until the hold is over"
    world.clock.forward(minutes=2)
    assert send_all(world, server) == 1
    assert len({mail["Message-ID"] for mail in mailbox.mails}) == 1


def _killed(*_given: object) -> None:
    raise KeyboardInterrupt


def test_one_worker_sends_at_a_time(world: World, server: SmtpSettings, mailbox: Mailbox) -> None:
    asked(world)
    with world.services.database.write() as connection:
        assert hold_mail(connection, world.authority, "another", world.clock())
    assert send_all(world, server) == 0
    world.clock.forward(minutes=2)
    assert send_all(world, server) == 1


def test_nothing_waits_so_nothing_is_sent(world: World, server: SmtpSettings) -> None:
    assert send_all(world, server) == 0
    asked(world)
    sending = mailer(world, server)
    for each in notices(world):
        with world.services.database.write() as connection:
            note_notice(connection, each, NoticeState.SENT, world.clock())
    assert sending._send_one(world.authority) is False, "sent by another this very moment"


def test_who_has_left_gets_none(world: World, server: SmtpSettings, mailbox: Mailbox) -> None:
    duty(world)
    asked(world)
    switched_off(world, duty(world))
    assert send_all(world, server) == 2
    assert [str(mail["To"]) for mail in mailbox.mails] == ["iro@fernshire.example"]
    assert came_to(world, NoticeState.DROPPED) == [Notice.CONCERN_TODAY]


def test_an_address_that_is_refused_for_good_holds_nobody_up(
    world: World, server: SmtpSettings, mailbox: Mailbox
) -> None:
    asked(world)
    mailbox.answer_to_recipient = "550 no such mailbox"
    assert send_all(world, server) == 1
    assert came_to(world, NoticeState.FAILED) == [Notice.CONCERN_TODAY]


# Preferences.


def test_each_kind_can_be_turned_down_but_not_the_safety_ones(
    world: World, server: SmtpSettings, mailbox: Mailbox
) -> None:
    iro = world.iro()
    world.services.notice_choices.decline(iro, frozenset(Notice))
    assert world.services.notice_choices.declined(iro) == frozenset(Notice) - SAFETY
    for kind in Notice:
        with world.services.database.write() as connection:
            world.services.notices.tell(connection, world.authority, [id_of(iro)], kind, "x")
    assert send_all(world, server) == len(Notice)
    assert set(came_to(world, NoticeState.SENT)) == SAFETY
    world.services.notice_choices.decline(iro, frozenset())
    assert world.services.notice_choices.declined(iro) == frozenset()


# The digest.


def digest(world: World, server: SmtpSettings, mailbox: Mailbox, viewer: Viewer) -> str:
    """What somebody's digest says; "" for none."""
    world.services.digests.look()
    send_all(world, server)
    address = email_of(world, viewer)
    found = [said(mail) for mail in mailbox.mails if mail["To"] == address and "today" in mail["Subject"]]
    return "\n".join(each for each in found if "This waits for you" in each)


def test_a_digest_counts_what_waits_as_the_working_day_begins(
    world: World, server: SmtpSettings, mailbox: Mailbox
) -> None:
    child = world.young_person(name=CHILD)
    sent(world, world.invited(child))
    asked(world)
    raised(world, ConcernAbout.IRO, urgency=Urgency.WORKING_DAY)
    staff(world, Role.COORDINATOR)
    standing_in = deputy(world)
    viewers = [world.iro(), standing_in, duty(world), manager(world)]
    world.clock.now = MORNING - timedelta(minutes=1)
    assert [digest(world, server, mailbox, each) for each in viewers] == [""] * 4
    world.clock.now = MORNING
    theirs = [digest(world, server, mailbox, each) for each in viewers]
    one = "- 1 concern to take up or finish\n- 1 response not read yet\n"
    assert one in theirs[0]
    assert one in theirs[1]
    assert "- 2 concerns to take up or finish\n" in theirs[2]
    assert "response" not in theirs[2]
    assert "- 1 concern that nobody took up in time\n" in theirs[3]
    assert digest(world, server, mailbox, staff(world, Role.COORDINATOR)) == ""
    assert not any("Zuzanka" in each for each in theirs)
    assert all("/staff/notices" in each for each in theirs)
    before = len(mailbox.mails)
    world.clock.forward(hours=1)
    world.services.digests.look()
    assert send_all(world, server) == 0
    assert len(mailbox.mails) == before, "once a day"


def test_what_was_done_before_the_digest_left_is_not_in_it(
    world: World, server: SmtpSettings, mailbox: Mailbox
) -> None:
    _secret, concern = asked(world)
    duty(world)
    send_all(world, server)
    world.clock.now = MORNING
    world.services.digests.look()
    world.services.concerns.acknowledge(duty(world), concern)
    assert digest(world, server, mailbox, world.iro()) == ""
    assert "- 1 concern to take up or finish" in digest(world, server, mailbox, duty(world))


@embedded
def test_no_digest_at_weekends_or_for_who_has_nothing(
    world: World, server: SmtpSettings, mailbox: Mailbox
) -> None:
    duty(world)
    world.clock.now = MORNING
    assert digest(world, server, mailbox, duty(world)) == ""
    asked(world)
    world.clock.now = datetime(2026, 11, 21, 11, tzinfo=UTC)
    assert digest(world, server, mailbox, duty(world)) == ""
    world.clock.now = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
    assert digest(world, server, mailbox, duty(world)) != ""


@embedded
def test_a_manager_is_told_of_what_nobody_read(world: World, server: SmtpSettings, mailbox: Mailbox) -> None:
    sent(world, world.invited())
    manager(world)
    world.clock.now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert "- 1 response that nobody read in time\n" in digest(world, server, mailbox, manager(world))


@embedded
def test_every_kind_of_notice_has_words_and_a_page(
    world: World, server: SmtpSettings, mailbox: Mailbox
) -> None:
    assert set(PAGES) == set(Notice)
    asked(world)
    for kind in Notice:
        for role in (Role.IRO, Role.DUTY_WORKER, Role.MANAGER, Role.AUDITOR):
            to = [id_of(staff(world, role))]
            with world.services.database.write() as connection:
                world.services.notices.tell(connection, world.authority, to, kind, "abc123")
    send_all(world, server)
    for mail in mailbox.mails:
        assert "{" not in said(mail)
        assert mail["Subject"]
        assert "https://voice.fernshire.example/" in said(mail)


@embedded
def test_two_workers_write_one_digest(world: World) -> None:
    asked(world)
    world.clock.now = MORNING
    for _worker in range(2):
        with world.services.database.write() as connection:
            world.services.digests._write(connection, world.authority, world.clock())
    assert len([each for each in notices(world) if each.notice is Notice.DIGEST]) == 1


@embedded
def test_the_outbox_of_the_demo_is_nowhere_else(world: World) -> None:
    services, coordinator = world.services, staff(world, Role.COORDINATOR)
    writer = StaffMessageWriter(services.templates)
    assert services.staff_outbox.messages(coordinator) == []
    really = StaffOutbox(services.database, Delivery.SMTP, services.staff_mail, writer)
    with pytest.raises(NotFound):
        really.messages(coordinator)
    with pytest.raises(NotAllowed):
        services.staff_outbox.messages(duty(world))

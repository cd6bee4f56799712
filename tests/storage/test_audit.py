"""The audit log: no line changed, dropped, moved or put in unseen; no act without its line."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from tests.builders import COUNCIL, NOW, HandSetClock
from tests.services.visits import HeldUp, at_once, embedded, errors
from viewpoint.domain.errors import StorageUnavailable
from viewpoint.domain.people import AuthorityId
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.storage.audit import START, AuditLog, Event, Fault, Head
from viewpoint.storage.authorities import ensure_authority
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.sealing import Vault
from viewpoint.storage.tables.audit import AuditEvent, AuditHead

IRO = Viewer(authority=COUNCIL, role=Role.IRO, subject="a" * 32)
KEY = bytes(range(32))
READ = Event(action="response_read", object_type="response", object_id="b" * 32)


@pytest.fixture
def clock() -> HandSetClock:
    return HandSetClock()


@pytest.fixture
def log(database: Database, clock: HandSetClock) -> AuditLog:
    """A log of four lines over two months."""
    made = AuditLog(KEY, clock, lambda: "c" * 32)
    with database.write() as connection:
        ensure_authority(connection, Vault({"a": KEY}), COUNCIL, NOW)
    for days in (0, 0, 20, 0):
        clock.forward(days=days, hours=1)
        with database.write() as connection:
            made.append(connection, IRO, READ)
    return made


def fault(database: Database, log: AuditLog, anchor: Head | None = None) -> Fault | None:
    with database.read() as connection:
        return log.first_fault(connection, COUNCIL, anchor)


def tamper(database: Database, change: Callable[[Connection], object]) -> None:
    """Past the triggers that refuse it, as somebody who owns the database would."""
    with database.write() as connection:
        if database.is_sqlite:
            connection.exec_driver_sql("DROP TRIGGER audit_event_no_update")
            connection.exec_driver_sql("DROP TRIGGER audit_event_no_delete")
        else:
            connection.exec_driver_sql("ALTER TABLE audit_event DISABLE TRIGGER audit_event_no_change")
        change(connection)


def test_lines_are_numbered_chained_and_say_who_did_what_in_which_request(
    database: Database, log: AuditLog
) -> None:
    with database.read() as connection:
        rows = connection.execute(select(AuditEvent.__table__).order_by(AuditEvent.seq)).all()
        head = log.head(connection, COUNCIL)
    assert [row.seq for row in rows] == [1, 2, 3, 4]
    assert {(row.role, row.actor, row.action, row.object_id, row.request_id) for row in rows} == {
        ("iro", "a" * 32, "response_read", "b" * 32, "c" * 32)
    }
    assert len({row.mac for row in rows}) == 4
    assert head == Head(seq=4, mac=rows[-1].mac)
    assert fault(database, log) is None
    assert fault(database, log, head) is None


def test_an_empty_log_holds(database: Database, clock: HandSetClock) -> None:
    log = AuditLog(KEY, clock)
    with database.write() as connection:
        ensure_authority(connection, Vault({"a": KEY}), COUNCIL, NOW)
        assert log.head(connection, COUNCIL) == Head(seq=0, mac=START)
        assert log.head(connection, AuthorityId("OTHERSHIRE")) == Head(seq=0, mac=START)
    assert fault(database, log) is None


EDITS = {
    "at": datetime(2026, 11, 18, tzinfo=UTC),
    "role": "auditor",
    "actor": "somebody else",
    "action": "response_sent",
    "object_type": "reply",
    "object_id": "d" * 32,
    "request_id": None,
    "mac": bytes(32),
}


@embedded
@pytest.mark.parametrize("column", EDITS)
def test_an_edited_line_is_found(database: Database, log: AuditLog, column: str) -> None:
    edit = update(AuditEvent).where(AuditEvent.seq == 2).values({column: EDITS[column]})
    tamper(database, lambda connection: connection.execute(edit))
    assert fault(database, log) == Fault(seq=2, what="the line was changed")


@pytest.mark.parametrize("seq", [1, 3])
def test_a_deleted_line_is_found(database: Database, log: AuditLog, seq: int) -> None:
    gone = delete(AuditEvent).where(AuditEvent.seq == seq)
    tamper(database, lambda connection: connection.execute(gone))
    assert fault(database, log) == Fault(seq=seq, what="a line is missing")


def test_lines_closed_up_over_a_deleted_one_are_found(database: Database, log: AuditLog) -> None:
    def _close_up(connection: Connection) -> None:
        connection.execute(delete(AuditEvent).where(AuditEvent.seq == 2))
        for seq in (3, 4):
            connection.execute(update(AuditEvent).where(AuditEvent.seq == seq).values(seq=seq - 1))

    tamper(database, _close_up)
    assert fault(database, log) == Fault(seq=2, what="the line was changed")


def test_lines_that_changed_places_are_found(database: Database, log: AuditLog) -> None:
    def _swap(connection: Connection) -> None:
        for before, after in ((2, 99), (3, 2), (99, 3)):
            connection.execute(update(AuditEvent).where(AuditEvent.seq == before).values(seq=after))

    tamper(database, _swap)
    assert fault(database, log) == Fault(seq=2, what="the line was changed")


def test_a_line_put_in_is_found(database: Database, log: AuditLog) -> None:
    def _put_in(connection: Connection) -> None:
        copied = connection.execute(select(AuditEvent.__table__).where(AuditEvent.seq == 4)).mappings().one()
        connection.execute(insert(AuditEvent), {**copied, "seq": 5})

    tamper(database, _put_in)
    assert fault(database, log) == Fault(seq=5, what="the line was changed")


def test_a_tail_cut_without_care_is_found_by_the_head(database: Database, log: AuditLog) -> None:
    tamper(database, lambda connection: connection.execute(delete(AuditEvent).where(AuditEvent.seq > 2)))
    assert fault(database, log) == Fault(seq=3, what="the head is not that of the last line")


def test_a_tail_cut_with_care_is_found_by_the_anchor_alone(database: Database, log: AuditLog) -> None:
    with database.read() as connection:
        anchor = log.head(connection, COUNCIL)

    def _cut(connection: Connection) -> None:
        connection.execute(delete(AuditEvent).where(AuditEvent.seq > 2))
        mac = connection.execute(select(AuditEvent.mac).where(AuditEvent.seq == 2)).scalar_one()
        connection.execute(update(AuditHead).values(seq=2, mac=mac))

    tamper(database, _cut)
    assert fault(database, log) is None
    assert fault(database, log, anchor) == Fault(seq=3, what="the end was cut off")


def test_a_chain_made_anew_with_another_key_is_found(database: Database, log: AuditLog) -> None:
    other = AuditLog(bytes(32), HandSetClock())
    tamper(database, lambda connection: connection.execute(delete(AuditEvent)))
    with database.write() as connection:
        connection.execute(update(AuditHead).values(seq=0, mac=START))
        for _line in range(4):
            other.append(connection, IRO, READ)
    assert fault(database, other) is None
    assert fault(database, log) == Fault(seq=1, what="the line was changed")


def test_a_line_of_another_councils_log_does_not_fit_here(database: Database, log: AuditLog) -> None:
    elsewhere = AuthorityId("OTHERSHIRE")
    with database.write() as connection:
        ensure_authority(connection, Vault({"a": KEY}), elsewhere, NOW)
        log.append(connection, Viewer(authority=elsewhere, role=Role.IRO, subject="a"), READ)
    move = update(AuditEvent).where(AuditEvent.authority_id == elsewhere)
    tamper(database, lambda connection: connection.execute(move.values(authority_id=COUNCIL, seq=5)))
    assert fault(database, log) == Fault(seq=5, what="the line was changed")


@pytest.mark.parametrize("statement", ["UPDATE audit_event SET actor = 'nobody'", "DELETE FROM audit_event"])
def test_the_database_itself_refuses_to_change_a_line(
    database: Database, log: AuditLog, statement: str
) -> None:
    with pytest.raises((DBAPIError, StorageUnavailable)), database.write() as connection:
        connection.execute(text(statement))
    assert fault(database, log) is None


def test_writers_at_once_leave_one_unbroken_chain(database: Database, log: AuditLog) -> None:
    def _append(times: int) -> None:
        for _time in range(times):
            with database.write() as connection:
                log.append(connection, IRO, READ)

    assert errors(at_once(*(partial(_append, 5) for _writer in range(4)))) == []
    with database.read() as connection:
        assert log.head(connection, COUNCIL).seq == 24
    assert fault(database, log) is None


def test_the_second_writer_waits_for_the_first(database: Database, log: AuditLog) -> None:
    held_up = HeldUp()

    def _slowly() -> None:
        with database.write() as connection:
            log.append(connection, IRO, READ)
            held_up()

    def _quickly() -> None:
        with database.write() as connection:
            log.append(connection, IRO, READ)

    assert errors(held_up.while_it_waits(_slowly, _quickly)) == []
    assert fault(database, log) is None


def test_checking_while_lines_are_written_raises_no_false_alarm(database: Database, log: AuditLog) -> None:
    held_up = HeldUp()

    class Slow(AuditLog):
        def head(self, connection: Connection, authority: AuthorityId) -> Head:
            held_up()
            return super().head(connection, authority)

    def _write() -> None:
        with database.write() as connection:
            log.append(connection, IRO, READ)

    outcomes = held_up.while_it_waits(lambda: fault(database, Slow(KEY, HandSetClock())), _write)
    assert outcomes == [None, None]


def test_what_is_broken_off_leaves_no_line(database: Database, log: AuditLog) -> None:
    def _broken_off() -> None:
        with database.write() as connection:
            log.append(connection, IRO, READ)
            raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        _broken_off()
    with database.read() as connection:
        assert log.head(connection, COUNCIL).seq == 4
    assert fault(database, log) is None


def test_a_clock_of_another_zone_leaves_the_chain_whole(database: Database, log: AuditLog) -> None:
    abroad = AuditLog(KEY, lambda: NOW.astimezone(ZoneInfo("Asia/Kolkata")))
    with database.write() as connection:
        abroad.append(connection, IRO, READ)
    assert fault(database, log) is None

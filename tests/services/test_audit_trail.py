"""The log's verifier and its anchor outside the database."""

from pathlib import Path

import pytest
from sqlalchemy import delete, update

from tests.builders import COUNCIL, World
from viewpoint.domain.errors import NotAllowed
from viewpoint.domain.people import AuthorityId
from viewpoint.domain.permissions import TABLE, Action, Role, Viewer
from viewpoint.services.audit_trail import AuditTrail
from viewpoint.storage.audit import Event, Fault
from viewpoint.storage.authorities import ensure_authority
from viewpoint.storage.database import Connection
from viewpoint.storage.tables.audit import AuditEvent, AuditHead

AUDITOR = Viewer(authority=COUNCIL, role=Role.AUDITOR, subject="auditor")
ELSEWHERE = AuthorityId("OTHERSHIRE")


def trail(world: World, anchor: Path | None) -> AuditTrail:
    return AuditTrail(world.services.database, world.services.audit, anchor)


def append(world: World, *actions: str, authority: AuthorityId = COUNCIL) -> None:
    viewer = Viewer(authority=authority, role=Role.OPERATOR, subject="operator")
    for action in actions:
        with world.services.database.write() as connection:
            event = Event(action=action, object_type="test", object_id="1")
            world.services.audit.append(connection, viewer, event)


def refuse_no_change(connection: Connection) -> None:
    """What somebody with the database in their hands would do first."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TRIGGER audit_event_no_update")
        connection.exec_driver_sql("DROP TRIGGER audit_event_no_delete")
    else:
        connection.exec_driver_sql("ALTER TABLE audit_event DISABLE TRIGGER audit_event_no_change")


def cut_the_tail(world: World, after: int) -> None:
    """Lines and head gone together, as if they had never been."""
    with world.services.database.write() as connection:
        refuse_no_change(connection)
        connection.execute(delete(AuditEvent).where(AuditEvent.seq > after))
        last = connection.execute(
            AuditEvent.__table__.select().where(AuditEvent.__table__.c.seq == after)
        ).one()
        connection.execute(update(AuditHead).values(seq=after, mac=last.mac))


def test_an_unbroken_log_has_no_fault(world: World, tmp_path: Path) -> None:
    append(world, "one", "two", "three")
    anchored = trail(world, tmp_path / "anchor")
    assert anchored.first_fault(AUDITOR) is None
    anchored.note_heads()
    append(world, "four")
    assert anchored.first_fault(AUDITOR) is None
    assert trail(world, None).first_fault(AUDITOR) is None


def test_a_tail_cut_off_whole_is_seen_by_the_anchor_and_not_without_it(world: World, tmp_path: Path) -> None:
    anchored = trail(world, tmp_path / "anchor")
    append(world, "one", "two", "three")
    anchored.note_heads()
    cut_the_tail(world, 2)
    assert trail(world, None).first_fault(AUDITOR) is None
    assert anchored.first_fault(AUDITOR) == Fault(seq=3, what="the end was cut off")
    append(world, "another three")
    assert anchored.first_fault(AUDITOR) == Fault(seq=3, what="the line differs from the anchor")


def test_every_councils_head_is_noted_one_line_after_the_other(world: World, tmp_path: Path) -> None:
    with world.services.database.write() as connection:
        ensure_authority(connection, world.services.vault, ELSEWHERE, world.clock())
    anchor = tmp_path / "anchor"
    trail(world, anchor).note_heads()
    append(world, "one", authority=ELSEWHERE)
    trail(world, anchor).note_heads()
    lines = [line.split()[:2] for line in anchor.read_text().splitlines()]
    assert sorted(lines) == [["FERNSHIRE", "0"], ["FERNSHIRE", "0"], ["OTHERSHIRE", "0"], ["OTHERSHIRE", "1"]]
    cut = Viewer(authority=ELSEWHERE, role=Role.AUDITOR, subject="auditor")
    with world.services.database.write() as connection:
        refuse_no_change(connection)
        connection.execute(delete(AuditEvent))
        connection.execute(update(AuditHead).values(seq=0, mac=bytes(32)))
    assert trail(world, anchor).first_fault(AUDITOR) is None
    assert trail(world, anchor).first_fault(cut) == Fault(seq=1, what="the end was cut off")


def test_without_an_anchor_nothing_is_noted(world: World, tmp_path: Path) -> None:
    trail(world, None).note_heads()
    assert trail(world, tmp_path / "never written").first_fault(AUDITOR) is None


def test_a_line_of_the_anchor_that_a_crash_tore_is_read_past(world: World, tmp_path: Path) -> None:
    anchor = tmp_path / "anchor"
    append(world, "one", "two")
    trail(world, anchor).note_heads()
    with anchor.open("a") as file:
        file.write("FERNSHIRE 3 0abc")
    assert trail(world, anchor).first_fault(AUDITOR) is None
    cut_the_tail(world, 1)
    assert trail(world, anchor).first_fault(AUDITOR) == Fault(seq=2, what="the end was cut off")


@pytest.mark.parametrize("role", [role for role in Role if role not in TABLE[Action.READ_AUDIT]])
def test_only_auditors_and_operators_check_the_log(small_world: World, role: Role) -> None:
    viewer = Viewer(authority=COUNCIL, role=role, subject="somebody")
    with pytest.raises(NotAllowed):
        trail(small_world, None).first_fault(viewer)

"""The audit log: who did or read what, chained so that no line can be changed, dropped or moved unseen."""

import hashlib
import hmac
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update

from viewpoint.domain.people import AuthorityId
from viewpoint.domain.permissions import Viewer
from viewpoint.storage.tables.audit import AuditEvent, AuditHead

START = bytes(32)


@dataclass(frozen=True, kw_only=True)
class Event:
    """One line of the log: ids and codes only, never words."""

    action: str
    object_type: str
    object_id: str


@dataclass(frozen=True, kw_only=True)
class Head:
    """The last line's number and MAC; noted outside the database, it shows a tail that was cut."""

    seq: int
    mac: bytes


@dataclass(frozen=True, kw_only=True)
class Fault:
    """The first line at which the chain does not hold."""

    seq: int
    what: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the log, as it is shown: ids and codes."""

    seq: int
    at: datetime
    role: str
    actor: str
    action: str
    object_type: str
    object_id: str


# Made once: putting a statement together costs more than running it, and one of these is run for every act.
_APPEND = insert(AuditEvent)
_LOCKED_HEAD = (
    select(AuditHead.seq, AuditHead.mac)
    .where(AuditHead.authority_id == bindparam("authority"))
    .with_for_update()
)
_MOVE_HEAD = update(AuditHead).where(AuditHead.authority_id == bindparam("authority"))


class AuditLog:
    """Appends in the caller's transaction: no log, no act."""

    def __init__(
        self, key: bytes, clock: Callable[[], datetime], request_id: Callable[[], str | None] = lambda: None
    ) -> None:
        """`key`: 32 bytes from outside the database; each month's epoch key is derived from it."""
        self._key = key
        self._clock = clock
        self._request_id = request_id

    def append(self, connection: Connection, viewer: Viewer, *events: Event) -> None:
        """Write a line for each event; the row lock on the head keeps writers in order."""
        head = _locked_head(connection, viewer.authority)
        seq, mac, rows = head.seq, head.mac, list[dict[str, Any]]()
        for event in events:
            seq += 1
            row = self._row(viewer, event, seq)
            mac = self._mac(mac, row)
            rows.append({**row, "mac": mac})
        connection.execute(_APPEND, rows)
        connection.execute(_MOVE_HEAD, {"authority": viewer.authority, "seq": seq, "mac": mac})

    def head(self, connection: Connection, authority: AuthorityId) -> Head:
        """The last line, to be noted outside the database."""
        query = select(AuditHead.seq, AuditHead.mac).where(AuditHead.authority_id == authority)
        row = connection.execute(query).one_or_none()
        return Head(seq=row.seq, mac=row.mac) if row else Head(seq=0, mac=START)

    def lines(
        self,
        connection: Connection,
        authority: AuthorityId,
        days: tuple[datetime, datetime],
        *,
        actor: str = "",
        objects: Collection[str] = (),
        most: int,
    ) -> list[Line]:
        """The newest lines between two instants, of one actor or about some ids where these are given."""
        columns = [AuditEvent.__table__.c[each.name] for each in fields(Line)]
        query = (
            select(*columns)
            .where(AuditEvent.authority_id == authority, AuditEvent.at >= days[0], AuditEvent.at < days[1])
            .order_by(AuditEvent.seq.desc())
            .limit(most)
        )
        query = query.where(AuditEvent.actor == actor) if actor else query
        query = query.where(AuditEvent.object_id.in_(list(objects))) if objects else query
        return [Line(**row) for row in connection.execute(query).mappings()]

    def first_fault(
        self, connection: Connection, authority: AuthorityId, anchor: Head | None = None
    ) -> Fault | None:
        """Walk the whole chain; an `anchor` noted earlier must lie on it.

        Returns:
            None when every line holds; else the first that was edited, moved, put in or cut off.
        """
        mac, seq = START, 0
        query = select(AuditEvent.__table__).where(AuditEvent.authority_id == authority)
        for row in connection.execute(query.order_by(AuditEvent.seq)).mappings():
            seq += 1
            if row["seq"] != seq:
                return Fault(seq=seq, what="a line is missing")
            mac = self._mac(mac, row)
            if not hmac.compare_digest(mac, row["mac"]):
                return Fault(seq=seq, what="the line was changed")
            if anchor and anchor.seq == seq and not hmac.compare_digest(mac, anchor.mac):
                return Fault(seq=seq, what="the line differs from the anchor")
        if anchor and anchor.seq > seq:
            return Fault(seq=seq + 1, what="the end was cut off")
        if self.head(connection, authority) != Head(seq=seq, mac=mac):
            return Fault(seq=seq + 1, what="the head is not that of the last line")
        return None

    def _row(self, viewer: Viewer, event: Event, seq: int) -> dict[str, Any]:
        return {
            "authority_id": viewer.authority,
            "seq": seq,
            "at": self._clock().astimezone(UTC),  # as it is read back
            "role": viewer.role.value,
            "actor": viewer.subject,
            "action": event.action,
            "object_type": event.object_type,
            "object_id": event.object_id,
            "request_id": self._request_id(),
        }

    def _mac(self, previous: bytes, row: Mapping[str, Any] | RowMapping) -> bytes:
        at: datetime = row["at"]
        fields = [
            row["authority_id"],
            row["seq"],
            at.isoformat(),
            row["role"],
            row["actor"],
            row["action"],
            row["object_type"],
            row["object_id"],
            row["request_id"],
        ]
        line = previous + json.dumps(fields, separators=(",", ":")).encode()
        epoch = hmac.digest(self._key, f"audit {at:%Y-%m}".encode(), hashlib.sha256)
        return hmac.digest(epoch, line, hashlib.sha256)


def start_log(connection: Connection, authority: AuthorityId) -> None:
    """Give a new authority the head of an empty log."""
    connection.execute(insert(AuditHead), {"authority_id": authority, "seq": 0, "mac": START})


def _locked_head(connection: Connection, authority: AuthorityId) -> Head:
    row = connection.execute(_LOCKED_HEAD, {"authority": authority}).one()
    return Head(seq=row.seq, mac=row.mac)

"""What the auditor sees: who did what, by ids, and what was opened from outside a caseload and why."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from viewpoint.domain.outside import Opening
from viewpoint.domain.people import AccountId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.domain.uk_time import LONDON
from viewpoint.storage.accounts import staff_names
from viewpoint.storage.audit import AuditLog, Event, Line
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.objects import ids_of
from viewpoint.storage.outside import newest_openings
from viewpoint.storage.sealing import Vault

MOST_LINES = 500
MOST_OPENINGS = 200


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which lines: of some days, both included; of one account, and about one young person, where given."""

    from_on: date
    until_on: date
    account: str = ""
    young_person: str = ""
    """Their id here, or the council's number for them."""


@dataclass(frozen=True, kw_only=True)
class Lines:
    """The newest of the lines asked for, whether there are more, and everybody's name by account."""

    lines: Sequence[Line]
    has_more: bool
    names: Mapping[AccountId, str]


@dataclass(frozen=True, kw_only=True)
class Openings:
    """What was opened from outside, the newest first, and everybody's name by account."""

    openings: Sequence[Opening]
    names: Mapping[AccountId, str]


class ReadLog:
    """Reads the log and changes nothing; no words of a young person's are in it."""

    def __init__(self, database: Database, vault: Vault, audit: AuditLog) -> None:
        """The vault opens the reasons that staff gave."""
        self._database = database
        self._vault = vault
        self._audit = audit

    def lines(self, viewer: Viewer, asked: Asked) -> Lines:
        """The lines that were asked for, the newest first.

        Raises:
            NotAllowed: the viewer may not read the log.
        """
        require(viewer, Action.READ_AUDIT)
        with self._database.read() as connection:
            found = self._lines(connection, viewer, asked)
            names = staff_names(connection, viewer.authority)
        return Lines(lines=found[:MOST_LINES], has_more=len(found) > MOST_LINES, names=names)

    def openings(self, viewer: Viewer) -> Openings:
        """What was opened from outside a caseload, and the reasons; that these were read is logged.

        Raises:
            NotAllowed: the viewer may not read the log.
        """
        require(viewer, Action.READ_AUDIT)
        with self._database.write() as connection:
            event = Event(action="outside_reasons_read", object_type="authority", object_id=viewer.authority)
            self._audit.append(connection, viewer, event)
            return Openings(
                openings=newest_openings(connection, self._vault, viewer.authority, MOST_OPENINGS),
                names=staff_names(connection, viewer.authority),
            )

    def _lines(self, connection: Connection, viewer: Viewer, asked: Asked) -> list[Line]:
        about: Collection[str] = ()
        if asked.young_person:
            about = ids_of(connection, viewer.authority, asked.young_person)
            if not about:
                return []
        days = (_begins(asked.from_on), _begins(asked.until_on + timedelta(days=1)))
        return self._audit.lines(
            connection, viewer.authority, days, actor=asked.account, objects=about, most=MOST_LINES + 1
        )


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=LONDON)

"""The unread clock: a response that nobody read in time is told to the deputy, then to the managers."""

from collections.abc import Callable, Mapping
from datetime import datetime

from viewpoint.domain.council import Council
from viewpoint.domain.notice import Notice
from viewpoint.domain.people import AuthorityId
from viewpoint.domain.permissions import Action, require, worker
from viewpoint.domain.uk_time import uk_day
from viewpoint.domain.unread import Unread, UnreadTold
from viewpoint.services.notices import Notices
from viewpoint.services.office_hours import end_of_working_day
from viewpoint.services.whom_to_tell import managers
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.covers import deputy_of
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.unread import held_unread, note_unread_told, unread_responses

MORE_DAYS: Mapping[UnreadTold, int] = {UnreadTold.NOBODY: 0, UnreadTold.DEPUTY: 1}
"""Working days beyond those in which it should be read, by who has been told before."""


class UnreadClock:
    """Looked at by the worker; how far it went is in the response's row, and goes with it."""

    def __init__(
        self,
        database: Database,
        audit: AuditLog,
        notices: Notices,
        councils: Mapping[AuthorityId, Council],
        clock: Callable[[], datetime],
    ) -> None:
        """`councils` say how many working days there are to read in."""
        self._database = database
        self._audit = audit
        self._notices = notices
        self._councils = councils
        self._clock = clock

    def look(self) -> None:
        """Tell the next one of every response whose time has come, each in a transaction of its own.

        Raises:
            StorageUnavailable: the database is down; what is left is done at the next look.
        """
        for authority in self._councils:
            require(worker(authority), Action.WATCH_CLOCKS)
            with self._database.read() as connection:
                unread = unread_responses(connection, authority)
            for each in unread:
                if self._is_due(authority, each):
                    with self._database.write() as connection:
                        self._strike(connection, authority, each)

    def _is_due(self, authority: AuthorityId, unread: Unread) -> bool:
        if unread.told is UnreadTold.MANAGER:
            return False
        return self._clock() >= unread_due_at(unread, self._councils[authority])

    def _strike(self, connection: Connection, authority: AuthorityId, seen: Unread) -> None:
        unread = held_unread(connection, authority, seen.response)
        # Read, taken back, or told by another worker this very moment.
        if unread is None or unread.told is not seen.told:
            return
        told = self._tell(connection, authority, unread)
        note_unread_told(connection, unread.response, told)
        event = Event(action=f"unread_{told}_told", object_type="response", object_id=unread.response)
        self._audit.append(connection, worker(authority), event)

    def _tell(self, connection: Connection, authority: AuthorityId, unread: Unread) -> UnreadTold:
        if unread.iro is None or unread.told is UnreadTold.DEPUTY:
            to = managers(connection, authority)
            self._notices.tell(connection, authority, to, Notice.UNREAD_ESCALATED, unread.response, "manager")
            return UnreadTold.MANAGER
        self._notices.tell(connection, authority, [unread.iro], Notice.UNREAD, unread.response)
        deputy = deputy_of(connection, authority, unread.iro, uk_day(self._clock()))
        to = [deputy] if deputy else []
        self._notices.tell(connection, authority, to, Notice.UNREAD_ESCALATED, unread.response)
        return UnreadTold.DEPUTY


def unread_due_at(unread: Unread, council: Council) -> datetime:
    """When the next one is told: as the office closes on the last day on which it should have been read."""
    days = council.read_within_working_days + MORE_DAYS[unread.told]
    return end_of_working_day(uk_day(unread.sent_at), days, council)

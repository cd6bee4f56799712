"""The digest: once on each working day, as the office opens, to everybody for whom something waits."""

from collections.abc import Callable, Mapping
from datetime import datetime

from viewpoint.domain.council import Council
from viewpoint.domain.notice import Notice
from viewpoint.domain.people import AccountId, AuthorityId
from viewpoint.domain.permissions import Action, Role, require, worker
from viewpoint.domain.uk_time import uk_day
from viewpoint.services.notices import Notices
from viewpoint.services.office_hours import is_open
from viewpoint.services.what_waits import counts_for
from viewpoint.storage.accounts import find_account, staff_with_role
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.staff_mail import is_first_digest, last_digest

READERS = (Role.IRO, Role.DUTY_WORKER, Role.MANAGER)


class Digests:
    """Looked at by the worker; what is counted is counted again when it is sent."""

    def __init__(
        self,
        database: Database,
        notices: Notices,
        councils: Mapping[AuthorityId, Council],
        clock: Callable[[], datetime],
    ) -> None:
        """`councils` say when their office opens."""
        self._database = database
        self._notices = notices
        self._councils = councils
        self._clock = clock

    def look(self) -> None:
        """Write the digests of every council whose working day has begun.

        Raises:
            StorageUnavailable: the database is down; what is left is done at the next look.
        """
        now = self._clock()
        for authority, council in self._councils.items():
            require(worker(authority), Action.WATCH_CLOCKS)
            if is_open(now, council) and not self._is_written(authority, now):
                with self._database.write() as connection:
                    self._write(connection, authority, now)

    def _is_written(self, authority: AuthorityId, now: datetime) -> bool:
        with self._database.read() as connection:
            last = last_digest(connection, authority)
        return last is not None and last >= uk_day(now)

    def _write(self, connection: Connection, authority: AuthorityId, now: datetime) -> None:
        if not is_first_digest(connection, authority, uk_day(now)):
            return  # another worker was quicker
        to = [each for each in _readers(connection, authority) if self._has_any(connection, authority, each)]
        self._notices.tell(connection, authority, to, Notice.DIGEST, uk_day(now).isoformat())

    def _has_any(self, connection: Connection, authority: AuthorityId, account: AccountId) -> bool:
        found = find_account(connection, account)
        council = self._councils[authority]
        return found is not None and not counts_for(connection, found, council, self._clock()).is_nothing


def _readers(connection: Connection, authority: AuthorityId) -> list[AccountId]:
    found = {account for role in READERS for account in staff_with_role(connection, authority, role).values()}
    return sorted(found)

"""Opening somebody outside one's caseload: by name or number, for a reason that their IRO is shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from viewpoint.domain.errors import NotFound
from viewpoint.domain.notice import Notice
from viewpoint.domain.outside import OPEN_FOR, Opening, Reason
from viewpoint.domain.people import AccountId, AuthorityId, ResponseId, YoungPersonId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.domain.uk_time import uk_day
from viewpoint.services.notices import Notices
from viewpoint.storage.accounts import staff_names
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.covers import deputy_of
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.ids import new_id
from viewpoint.storage.outside import add_opening, openings_by
from viewpoint.storage.people import found_exactly, names_of
from viewpoint.storage.responses import responses_of
from viewpoint.storage.sealing import Vault
from viewpoint.storage.standing import Found, find_standing, name_in, unwrapped

NOBODY = YoungPersonId("nobody")
"""Stands in the log for whom a search did not find: never what was looked for."""


@dataclass(frozen=True, kw_only=True)
class Match:
    """Somebody of the council, by name and IRO and no more."""

    young_person: YoungPersonId
    name: str = field(repr=False)
    iro_name: str
    """Empty where nobody is named yet."""
    is_own: bool
    """Whether they are in the viewer's caseload, or in one that the viewer covers today."""


@dataclass(frozen=True, kw_only=True)
class OpenNow:
    """Somebody whom the viewer has open from outside, and what they sent last."""

    opening: Opening
    name: str = field(repr=False)
    newest: ResponseId | None


class Outside:
    """Every search and every opening is a line of the log, in the same transaction."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        audit: AuditLog,
        notices: Notices,
        clock: Callable[[], datetime],
    ) -> None:
        """The clock gives the time of openings."""
        self._database = database
        self._vault = vault
        self._audit = audit
        self._notices = notices
        self._clock = clock

    def search(self, viewer: Viewer, wanted: str) -> Sequence[Match]:
        """Those of the council who go by exactly this name, or have this number; logged by whom it found.

        Raises:
            NotAllowed: the viewer is no IRO.
        """
        require(viewer, Action.OPEN_OUTSIDE)
        with self._database.write() as connection:
            found = found_exactly(connection, self._vault, viewer.authority, wanted) if wanted else []
            self._log(connection, viewer, "outside_searched", *(found or [NOBODY]))
            return self._matches(connection, viewer, found)

    def look(self, viewer: Viewer, young_person: YoungPersonId) -> Match:
        """One of the council's by their id, to state the reason for; logged as a search is.

        Raises:
            NotAllowed: the viewer is no IRO.
            NotFound: there is nobody such.
        """
        require(viewer, Action.OPEN_OUTSIDE)
        with self._database.write() as connection:
            matches = self._matches(connection, viewer, [young_person])
            if not matches:
                raise NotFound(young_person)
            self._log(connection, viewer, "outside_searched", young_person)
            return matches[0]

    def open(self, viewer: Viewer, young_person: YoungPersonId, reason: Reason) -> ResponseId | None:
        """Open one young person's things for a day, to read; what they sent last, if anything.

        What the viewer may read anyway needs no opening, and gets none.

        Raises:
            NotAllowed: the viewer is no IRO.
            NotFound: there is nobody such.
        """
        require(viewer, Action.OPEN_OUTSIDE)
        with self._database.write() as connection:
            found = self._found(connection, viewer, young_person)
            if found is None:
                raise NotFound(young_person)
            if not _is_own(found, viewer):
                self._open(connection, viewer, found, reason)
            return self._newest(connection, viewer.authority, young_person)

    def open_now(self, viewer: Viewer) -> Sequence[OpenNow]:
        """Whom the viewer has open from outside at this moment.

        Raises:
            NotAllowed: the viewer is no IRO.
        """
        require(viewer, Action.OPEN_OUTSIDE)
        with self._database.read() as connection:
            account, now = AccountId(viewer.subject), self._clock()
            openings = openings_by(connection, self._vault, viewer.authority, account, now)
            who = [each.young_person for each in openings]
            names = names_of(connection, self._vault, viewer.authority, who)
            return [
                OpenNow(
                    opening=each,
                    name=names.get(each.young_person, ""),
                    newest=self._newest(connection, viewer.authority, each.young_person),
                )
                for each in openings
            ]

    def _open(self, connection: Connection, viewer: Viewer, found: Found, reason: Reason) -> None:
        now = self._clock()
        opening = Opening(
            id=new_id(),
            authority=viewer.authority,
            young_person=found.young_person,
            account=AccountId(viewer.subject),
            iro=found.iro,
            reason=reason,
            opened_at=now,
            until_at=now + OPEN_FOR,
        )
        add_opening(connection, unwrapped(connection, self._vault, viewer.authority, found), opening)
        self._log(connection, viewer, "outside_opened", found.young_person)
        self._tell(connection, opening)

    def _matches(
        self, connection: Connection, viewer: Viewer, young_people: Sequence[YoungPersonId]
    ) -> Sequence[Match]:
        staff = staff_names(connection, viewer.authority) if young_people else {}
        found = [self._found(connection, viewer, each) for each in young_people]
        return [self._match(connection, viewer, each, staff) for each in found if each is not None]

    def _found(self, connection: Connection, viewer: Viewer, young_person: YoungPersonId) -> Found | None:
        account, now = AccountId(viewer.subject), self._clock()
        found = find_standing(connection, viewer.authority, account, young_person, now, uk_day(now))
        return found if found and found.key else None

    def _match(
        self, connection: Connection, viewer: Viewer, found: Found, staff: Mapping[AccountId, str]
    ) -> Match:
        seal = unwrapped(connection, self._vault, viewer.authority, found)
        return Match(
            young_person=found.young_person,
            name=name_in(found, seal),
            iro_name=staff[found.iro] if found.iro else "",
            is_own=_is_own(found, viewer),
        )

    def _newest(
        self, connection: Connection, authority: AuthorityId, young_person: YoungPersonId
    ) -> ResponseId | None:
        sent = responses_of(connection, authority, young_person)
        return sent[0].id if sent else None

    def _tell(self, connection: Connection, opening: Opening) -> None:
        """Their IRO, and whoever stands in for them today."""
        if opening.iro is None:
            return
        deputy = deputy_of(connection, opening.authority, opening.iro, uk_day(opening.opened_at))
        told = {each for each in (opening.iro, deputy) if each} - {opening.account}
        self._notices.tell(connection, opening.authority, told, Notice.OPENED_BY_ANOTHER, opening.id)

    def _log(self, connection: Connection, viewer: Viewer, action: str, *ids: YoungPersonId) -> None:
        events = [Event(action=action, object_type="young_person", object_id=each) for each in ids]
        self._audit.append(connection, viewer, *events)


def _is_own(found: Found, viewer: Viewer) -> bool:
    return found.is_covered or found.iro == viewer.subject

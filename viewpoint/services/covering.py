"""Cover: an IRO names a deputy for some days, and either of them ends it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from viewpoint.domain.cover import Cover, CoverWrong, Wanted, cover_faults
from viewpoint.domain.errors import NotFound
from viewpoint.domain.people import AccountId
from viewpoint.domain.permissions import Action, Role, Viewer, require
from viewpoint.domain.uk_time import uk_day
from viewpoint.storage.accounts import active_holders, staff_names
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.covers import add_cover, covers_by, covers_of, end_cover, find_cover
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.ids import new_id


@dataclass(frozen=True, kw_only=True)
class Named:
    """A cover with the name of whoever else it concerns."""

    cover: Cover
    other_name: str


@dataclass(frozen=True, kw_only=True)
class Covers:
    """What an IRO has to do with cover: whom they named, for whom they stand in, and whom they could name."""

    given: Sequence[Named]
    taken: Sequence[Named]
    deputies: Mapping[str, str]
    """Names by account."""


class Covering:
    """Naming and ending; what a deputy may do is decided in `standing`, by the same rows."""

    def __init__(self, database: Database, audit: AuditLog, clock: Callable[[], datetime]) -> None:
        """The clock says which covers are over."""
        self._database = database
        self._audit = audit
        self._clock = clock

    def covers(self, viewer: Viewer) -> Covers:
        """The viewer's own, the newest first; those that are over left out.

        Raises:
            NotAllowed: the viewer is no IRO.
        """
        require(viewer, Action.NAME_DEPUTY)
        own, today = AccountId(viewer.subject), uk_day(self._clock())
        with self._database.read() as connection:
            names = staff_names(connection, viewer.authority)
            given = covers_of(connection, viewer.authority, own)
            taken = covers_by(connection, viewer.authority, own)
            deputies = self._deputies(connection, viewer)
        ahead = {each.id: each for each in (*given, *taken) if not each.is_over(today)}
        return Covers(
            given=[Named(cover=each, other_name=names[each.deputy]) for each in given if each.id in ahead],
            taken=[Named(cover=each, other_name=names[each.iro]) for each in taken if each.id in ahead],
            deputies=deputies,
        )

    def name(self, viewer: Viewer, wanted: Wanted) -> Mapping[str, CoverWrong]:
        """Name a deputy for some days; what must be mended first, by field, and then nothing was done.

        Raises:
            NotAllowed: the viewer is no IRO.
        """
        require(viewer, Action.NAME_DEPUTY)
        now, own = self._clock(), AccountId(viewer.subject)
        with self._database.write() as connection:
            before = covers_of(connection, viewer.authority, own)
            wrong = cover_faults(wanted, self._deputies(connection, viewer), before, uk_day(now))
            if wrong or wanted.from_on is None or wanted.until_on is None:
                return wrong
            cover = Cover(
                id=new_id(),
                authority=viewer.authority,
                iro=own,
                deputy=AccountId(wanted.deputy),
                from_on=wanted.from_on,
                until_on=wanted.until_on,
                made_at=now,
            )
            add_cover(connection, cover)
            self._log(connection, viewer, "cover_named", cover)
        return {}

    def end(self, viewer: Viewer, cover_id: str) -> None:
        """End a cover, as whoever named the deputy or as the deputy; one that is over stays as it is.

        Raises:
            NotAllowed: the viewer is no IRO.
            NotFound: there is no such cover of the viewer's.
        """
        require(viewer, Action.NAME_DEPUTY)
        with self._database.write() as connection:
            cover = find_cover(connection, viewer.authority, cover_id)
            if cover is None or viewer.subject not in (cover.iro, cover.deputy):
                raise NotFound(cover_id)
            if not cover.is_over(uk_day(self._clock())):
                end_cover(connection, cover, self._clock())
                self._log(connection, viewer, "cover_ended", cover)

    def _deputies(self, connection: Connection, viewer: Viewer) -> Mapping[str, str]:
        iros = active_holders(connection, viewer.authority, Role.IRO)
        return {account: name for account, name in iros.items() if account != viewer.subject}

    def _log(self, connection: Connection, viewer: Viewer, action: str, cover: Cover) -> None:
        self._audit.append(connection, viewer, Event(action=action, object_type="cover", object_id=cover.id))

"""Cover: an IRO names a deputy for some days, or a manager does for them; each of them can end it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from viewpoint.domain.cover import Cover, CoverWrong, Wanted, cover_faults
from viewpoint.domain.errors import NotFound
from viewpoint.domain.notice import Notice
from viewpoint.domain.people import AccountId
from viewpoint.domain.permissions import Action, Role, Viewer, require
from viewpoint.domain.uk_time import uk_day
from viewpoint.services.notices import Notices
from viewpoint.storage.accounts import active_holders, staff_names
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.covers import add_cover, covers_by, covers_from, covers_of, end_cover, find_cover
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.ids import new_id

NAMED, ENDED = "cover_named", "cover_ended"


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


@dataclass(frozen=True, kw_only=True)
class Arranged:
    """Every cover of a council that is not over, the first day first."""

    covers: Sequence[Cover]
    iros: Mapping[str, str]
    """Who can be away or stand in: names by account."""
    names: Mapping[AccountId, str]
    """Of everybody on the staff."""


class Covering:
    """Naming and ending; what a deputy may do is decided in `standing`, by the same rows."""

    def __init__(
        self, database: Database, audit: AuditLog, notices: Notices, clock: Callable[[], datetime]
    ) -> None:
        """The clock says which covers are over; those whom a change concerns are told of it by `notices`."""
        self._database = database
        self._audit = audit
        self._notices = notices
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
            deputies = self._deputies(connection, viewer, own)
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
        with self._database.write() as connection:
            return self._name(connection, viewer, AccountId(viewer.subject), wanted)

    def end(self, viewer: Viewer, cover_id: str) -> None:
        """End a cover, as whoever it stands in for or as the deputy; one that is over stays as it is.

        Raises:
            NotAllowed: the viewer is no IRO.
            NotFound: there is no such cover of the viewer's.
        """
        require(viewer, Action.NAME_DEPUTY)
        with self._database.write() as connection:
            cover = find_cover(connection, viewer.authority, cover_id)
            if cover is None or viewer.subject not in (cover.iro, cover.deputy):
                raise NotFound(cover_id)
            self._end(connection, viewer, cover)

    def arranged(self, viewer: Viewer) -> Arranged:
        """All that is arranged from today on.

        Raises:
            NotAllowed: the viewer is no manager.
        """
        require(viewer, Action.ARRANGE_COVER)
        with self._database.read() as connection:
            return Arranged(
                covers=covers_from(connection, viewer.authority, uk_day(self._clock())),
                iros=active_holders(connection, viewer.authority, Role.IRO),
                names=staff_names(connection, viewer.authority),
            )

    def arrange(self, viewer: Viewer, iro: str, wanted: Wanted) -> Mapping[str, CoverWrong]:
        """Name a deputy for an IRO who is away; what must be mended first, and then nothing was done.

        Raises:
            NotAllowed: the viewer is no manager.
        """
        require(viewer, Action.ARRANGE_COVER)
        with self._database.write() as connection:
            if iro not in active_holders(connection, viewer.authority, Role.IRO):
                return {"iro": CoverWrong.NO_IRO}
            return self._name(connection, viewer, AccountId(iro), wanted)

    def call_off(self, viewer: Viewer, cover_id: str) -> None:
        """End any cover of the council; one that is over stays as it is.

        Raises:
            NotAllowed: the viewer is no manager.
            NotFound: there is no such cover in the council.
        """
        require(viewer, Action.ARRANGE_COVER)
        with self._database.write() as connection:
            cover = find_cover(connection, viewer.authority, cover_id)
            if cover is None:
                raise NotFound(cover_id)
            self._end(connection, viewer, cover)

    def _name(
        self, connection: Connection, viewer: Viewer, iro: AccountId, wanted: Wanted
    ) -> Mapping[str, CoverWrong]:
        now = self._clock()
        before = covers_of(connection, viewer.authority, iro)
        wrong = cover_faults(wanted, self._deputies(connection, viewer, iro), before, uk_day(now))
        if wrong or wanted.from_on is None or wanted.until_on is None:
            return wrong
        cover = Cover(
            id=new_id(),
            authority=viewer.authority,
            iro=iro,
            deputy=AccountId(wanted.deputy),
            from_on=wanted.from_on,
            until_on=wanted.until_on,
            made_at=now,
        )
        add_cover(connection, cover)
        self._changed(connection, viewer, NAMED, cover)
        return {}

    def _end(self, connection: Connection, viewer: Viewer, cover: Cover) -> None:
        if not cover.is_over(uk_day(self._clock())):
            end_cover(connection, cover, self._clock())
            self._changed(connection, viewer, ENDED, cover)

    def _deputies(self, connection: Connection, viewer: Viewer, iro: AccountId) -> Mapping[str, str]:
        iros = active_holders(connection, viewer.authority, Role.IRO)
        return {account: name for account, name in iros.items() if account != iro}

    def _changed(self, connection: Connection, viewer: Viewer, action: str, cover: Cover) -> None:
        """Log it, and tell both of them but whoever did it."""
        self._audit.append(connection, viewer, Event(action=action, object_type="cover", object_id=cover.id))
        told = sorted({cover.iro, cover.deputy} - {viewer.subject})
        self._notices.tell(connection, cover.authority, told, Notice.COVER_CHANGED, cover.id, action)

"""Asking about a placement that has ended, once for each, wherever the young person lives now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from viewpoint.domain.asking import APART, Asked
from viewpoint.domain.invitation import Invitation, InvitationKind
from viewpoint.domain.people import Area, DistanceBand, PlacementType, Profile
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.domain.uk_time import LONDON
from viewpoint.services.inviting import Inviting
from viewpoint.services.issuing import FORMS, Asking, asked_by_name, asking, issue
from viewpoint.storage.candidates import Candidate, once_looked_after
from viewpoint.storage.database import Connection
from viewpoint.storage.invitations import asked_since, hold_inviting
from viewpoint.storage.stays import EndedStay, ended_stays

STILL_FRESH = timedelta(weeks=12)
"""Nobody is asked about a place they left longer ago."""
OPEN_FOR = timedelta(weeks=6)


@dataclass(frozen=True, kw_only=True)
class LeavingDue:
    """Somebody who has left a placement, and which."""

    stay: str
    name: str = field(repr=False)
    ended_on: date
    placement_type: PlacementType
    who: Asking


class Leaving:
    """The exit interview: due when a roster says that a placement ended, never when only a law changed."""

    def __init__(self, parts: Inviting) -> None:
        """See `Inviting`."""
        self._parts = parts

    def due(self, viewer: Viewer) -> Sequence[LeavingDue]:
        """Who is to be asked about a placement that has ended, the newest ends first.

        Raises:
            NotAllowed: the viewer invites nobody.
        """
        require(viewer, Action.INVITE)
        with self._parts.database.read() as connection:
            return self._due(connection, viewer)

    def invite(self, viewer: Viewer, stays: Collection[str]) -> tuple[Invitation, ...]:
        """Ask about these placements, those among them that are due; doing it twice asks once.

        Raises:
            CouncilNotReady: a number that a young person may need is not set.
            NoQuestionnaireFits: `leaving_here` does not ship.
            NotAllowed: as `due`.
        """
        require(viewer, Action.INVITE)
        self._parts.councils[viewer.authority].ready()
        with self._parts.database.write() as connection:
            hold_inviting(connection, viewer.authority)
            due = {each.stay: each for each in self._due(connection, viewer)}
            homes = {
                each.id: each.home_key for each in ended_stays(connection, viewer.authority, self._since())
            }
            invited = tuple(
                replace(
                    asked_by_name(self._parts, viewer, due[stay].who, InvitationKind.LEAVING, self._until()),
                    about_stay=stay,
                    about_home=homes[stay],
                )
                for stay in dict.fromkeys(stays)
                if stay in due
            )
            issue(self._parts, connection, viewer, invited)
        return invited

    def _due(self, connection: Connection, viewer: Viewer) -> list[LeavingDue]:
        """One placement each at a time, the last: never the same questions twice within eight weeks."""
        parts = self._parts
        stays = {each.young_person: each for each in ended_stays(connection, viewer.authority, self._since())}
        before = asked_since(connection, viewer.authority, parts.since())
        people = once_looked_after(connection, parts.vault, viewer.authority, list(stays))
        found = [
            self._leaving(viewer, each, stays[each.young_person])
            for each in people
            if not each.is_short_break
            and not stays[each.young_person].is_asked
            and not self._was_asked_lately(before.get(each.young_person, ()))
        ]
        asked = [each for each in found if parts.instruments.base_for(each.who.profile) is not None]
        return sorted(asked, key=lambda each: each.ended_on, reverse=True)

    def _leaving(self, viewer: Viewer, candidate: Candidate, stay: EndedStay) -> LeavingDue:
        parts = self._parts
        who = asking(parts, parts.councils[viewer.authority], candidate, parts.today())
        return LeavingDue(
            stay=stay.id,
            name=who.name,
            ended_on=stay.ended_on,
            placement_type=PlacementType(stay.placement_type),
            who=replace(who, profile=_about(who.profile, stay)),
        )

    def _was_asked_lately(self, before: Sequence[Asked] | tuple[()]) -> bool:
        form, today = FORMS[InvitationKind.LEAVING], self._parts.today()
        return any(each.base == form and today - each.on < APART for each in before)

    def _since(self) -> date:
        return self._parts.today() - STILL_FRESH

    def _until(self) -> datetime:
        last_on = self._parts.today() + OPEN_FOR
        return datetime.combine(last_on + timedelta(days=1), time(), tzinfo=LONDON)


def _about(profile: Profile, stay: EndedStay) -> Profile:
    """The profile as it was where they lived before."""
    return replace(
        profile,
        placement_type=PlacementType(stay.placement_type),
        area=Area(stay.area),
        distance=DistanceBand(stay.distance),
        weeks_in_placement=max(0, (stay.ended_on - stay.began_on).days // 7),
    )

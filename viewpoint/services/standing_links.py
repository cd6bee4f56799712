"""Standing links, one for each young person: good news, a worry, an idea or "call me", whenever they want."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from viewpoint.domain.invitation import Channel, Invitation, InvitationKind
from viewpoint.domain.people import YoungPersonId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.domain.uk_time import LONDON
from viewpoint.services.inviting import Inviting
from viewpoint.services.issuing import asked_by_name, asking, issue
from viewpoint.storage.candidates import Candidate, candidates
from viewpoint.storage.database import Connection
from viewpoint.storage.invitations import hold_inviting
from viewpoint.storage.parts import with_standing_link

LAST_AGE = 26
"""Care leavers are listened to until they are 25."""


@dataclass(frozen=True, kw_only=True)
class Reachable:
    """Somebody looked after, and whether they have a standing link."""

    young_person: YoungPersonId
    name: str = field(repr=False)
    has_link: bool


class StandingLinks:
    """Gives them out; taking one back, and a new one for one that was lost, is the invitations' own page."""

    def __init__(self, parts: Inviting) -> None:
        """See `Inviting`."""
        self._parts = parts

    def everybody(self, viewer: Viewer) -> Sequence[Reachable]:
        """Everybody who can be asked, by name; those without a link first.

        Raises:
            NotAllowed: the viewer invites nobody.
        """
        require(viewer, Action.INVITE)
        with self._parts.database.read() as connection:
            held = with_standing_link(connection, viewer.authority)
            people = self._people(connection, viewer)
        found = [
            Reachable(young_person=each.young_person, name=each.name, has_link=each.young_person in held)
            for each in people
        ]
        return sorted(found, key=lambda each: (each.has_link, each.name))

    def give(self, viewer: Viewer, young_people: Collection[YoungPersonId]) -> tuple[Invitation, ...]:
        """Make a letter for each of them who has no standing link; doing it twice gives one.

        It is none of the four times a year that somebody is asked: nobody is asked anything.

        Raises:
            CouncilNotReady: a number that a young person may need is not set.
            NoQuestionnaireFits: `any_time` does not ship.
            NotAllowed: as `everybody`.
        """
        require(viewer, Action.INVITE)
        council = self._parts.councils[viewer.authority]
        council.ready()
        with self._parts.database.write() as connection:
            hold_inviting(connection, viewer.authority)
            held = with_standing_link(connection, viewer.authority)
            people = self._people(connection, viewer, young_people)
            given = tuple(self._link(viewer, each) for each in people if each.young_person not in held)
            issue(self._parts, connection, viewer, given)
        return given

    def _people(
        self, connection: Connection, viewer: Viewer, among: Collection[YoungPersonId] | None = None
    ) -> list[Candidate]:
        """Whoever has a questionnaire of their own can read this one too."""
        parts = self._parts
        council, today = parts.councils[viewer.authority], parts.today()
        people = candidates(connection, parts.vault, viewer.authority, among)
        return [
            each for each in people if parts.instruments.base_for(asking(parts, council, each, today).profile)
        ]

    def _link(self, viewer: Viewer, candidate: Candidate) -> Invitation:
        parts = self._parts
        who = asking(parts, parts.councils[viewer.authority], candidate, parts.today())
        until = _until(candidate.birth_month)
        invitation = asked_by_name(parts, viewer, who, InvitationKind.ANY_TIME, until)
        return replace(invitation, channel=Channel.LETTER)


def _until(birth_month: date) -> datetime:
    """The end of the month in which they are 26: reviews come and go, the link stays."""
    year, month = birth_month.year + LAST_AGE, birth_month.month
    return datetime.combine(date(year + month // 12, month % 12 + 1, 1), time(), tzinfo=LONDON)

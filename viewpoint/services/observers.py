"""Asking an adult what they see of a young person who cannot answer: never counted as their own words."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from viewpoint.domain.errors import NotFound
from viewpoint.domain.invitation import Channel, Invitation, InvitationKind
from viewpoint.domain.people import YoungPersonId
from viewpoint.domain.permissions import Action, Role, Viewer, require
from viewpoint.domain.uk_time import LONDON
from viewpoint.services.inviting import Inviting
from viewpoint.services.issuing import asked_by_name, asking, issue
from viewpoint.services.standing import way_to_act
from viewpoint.storage.candidates import candidates

OPEN_FOR = timedelta(weeks=4)


class Observers:
    """The coordinator or the IRO asks; the link leaves as a letter that the coordinator prints."""

    def __init__(self, parts: Inviting) -> None:
        """See `Inviting`."""
        self._parts = parts

    def ask(self, viewer: Viewer, young_person: YoungPersonId) -> Invitation:
        """One more adult is asked about somebody; their own invitation stays as it is.

        Raises:
            CouncilNotReady: a number that somebody may need is not set.
            NoQuestionnaireFits: `what_i_saw` does not ship.
            NotAllowed: the viewer asks no adults.
            NotFound: nobody such is looked after, or an IRO asks about somebody else's young person.
        """
        require(viewer, Action.ASK_OBSERVER)
        parts = self._parts
        council = parts.councils[viewer.authority]
        council.ready()
        with parts.database.write() as connection:
            if viewer.role is Role.IRO:
                way_to_act(connection, parts.vault, viewer, young_person, parts.clock())
            found = candidates(connection, parts.vault, viewer.authority, [young_person])
            if not found:
                raise NotFound(young_person)
            who = asking(parts, council, found[0], parts.today())
            invitation = asked_by_name(parts, viewer, who, InvitationKind.OBSERVER, self._until())
            # The telephone number and the language of the roster are the young person's.
            invitation = replace(invitation, channel=Channel.LETTER, language="en")
            issue(parts, connection, viewer, [invitation])
        return invitation

    def _until(self) -> datetime:
        last_on = self._parts.today() + OPEN_FOR
        return datetime.combine(last_on + timedelta(days=1), time(), tzinfo=LONDON)

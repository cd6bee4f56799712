"""Going on after sending: the part that was put off, or another message by the standing link."""

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum, auto

from viewpoint.domain.errors import NotFound
from viewpoint.domain.invitation import Invitation, InvitationKind, InvitationState
from viewpoint.domain.whole import Part
from viewpoint.services.messages_any_time import is_slowed, new_message
from viewpoint.services.visits import Visits, go_over
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.invitations import find_invitation, invitations_for
from viewpoint.storage.parts import children_of
from viewpoint.storage.sealing import Vault
from viewpoint.storage.wholes import whole_of


class Open(StrEnum):
    """What is still open to somebody who has sent."""

    NOTHING = auto()
    REST = auto()
    """What was put off until they are on their own."""
    MESSAGE = auto()
    """Another message, whenever they want."""
    TOMORROW = auto()
    """Another message, but so many came today that it waits until tomorrow."""


class GoOn:
    """Leads from what was sent to what can be said next."""

    def __init__(self, database: Database, vault: Vault, clock: Callable[[], datetime]) -> None:
        """The clock says whether a part is still open."""
        self._database = database
        self._visits = Visits(vault, clock)
        self._clock = clock

    def open_to(self, connection: Connection, invitation: Invitation, whole: Sequence[Part]) -> Open:
        """What whoever sent this can go on with."""
        if invitation.kind is InvitationKind.ANY_TIME:
            return self._message(connection, invitation)
        return Open.REST if self._rest(invitation, whole) else Open.NOTHING

    def go_on(self, secret: str) -> str:
        """Begin a visit to what is open, in the place of this one; the picture PIN stays given.

        Raises:
            NotFound: nothing is open.
            VisitEnded: the visit is over.
        """
        with self._database.write() as connection:
            visit = self._visits.held(connection, secret).visit
            return go_over(connection, visit, self._next(connection, visit.invitation), self._clock())

    def _next(self, connection: Connection, invitation: Invitation) -> Invitation:
        if invitation.kind is not InvitationKind.ANY_TIME:
            if rest := self._rest(invitation, whole_of(connection, invitation)):
                return rest
            raise NotFound("rest")
        if self._message(connection, invitation) is not Open.MESSAGE:
            raise NotFound("message")
        standing = find_invitation(connection, invitation.authority, invitation.parent or invitation.id)
        if standing is None:
            raise NotFound("link")
        now = self._clock()
        begun = (each for each in children_of(connection, standing) if each.is_open(now))
        return next(begun, None) or new_message(connection, standing, now)

    def _rest(self, invitation: Invitation, whole: Sequence[Part]) -> Invitation | None:
        """Only once the first part is sent: until then it is one questionnaire."""
        if invitation.state is not InvitationState.SENT:
            return None
        now = self._clock()
        put_off = (part.invitation for part in whole if part.invitation.kind is InvitationKind.SUPPLEMENT)
        return next((each for each in put_off if each.parent == invitation.id and each.is_open(now)), None)

    def _message(self, connection: Connection, message: Invitation) -> Open:
        if message.state is not InvitationState.SENT or message.parent is None:
            return Open.NOTHING
        standing = next(iter(invitations_for(connection, message.authority, [message.parent])), None)
        now = self._clock()
        if standing is None or not standing.is_open(now):
            return Open.NOTHING
        return Open.TOMORROW if is_slowed(connection, standing, now) else Open.MESSAGE

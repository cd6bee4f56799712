"""Adding to what was read: one more message, which stands beside it for the IRO."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from viewpoint.domain.errors import NotFound
from viewpoint.domain.invitation import Invitation, InvitationKind
from viewpoint.domain.people import InvitationId
from viewpoint.domain.tailoring import NoQuestionnaireFits
from viewpoint.domain.whole import Part, is_opened, whole_in
from viewpoint.services.go_on import Open
from viewpoint.services.instruments import Instruments, instrument_json
from viewpoint.services.issuing import FORMS
from viewpoint.services.messages_any_time import is_slowed, new_message
from viewpoint.services.visits import Visits, go_over
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.invitations import find_invitation, invitations_for
from viewpoint.storage.parts import children_of
from viewpoint.storage.sealing import Vault
from viewpoint.storage.wholes import whole_of

WAITS = timedelta(days=30)
"""How long a message that was begun waits to be sent."""


class AddTo:
    """A message as the standing link takes them, but to what was read; it needs no standing link."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        instruments: Instruments,
        clock: Callable[[], datetime],
    ) -> None:
        """The clock says when a message was begun."""
        self._database = database
        self._visits = Visits(vault, clock)
        self._instruments = instruments
        self._clock = clock

    def open_to(self, connection: Connection, invitation: Invitation, told: Sequence[Part]) -> Open:
        """Whether whoever sent this can add to it; `told` is all that was told with it."""
        first = told[0].invitation
        if first.id == _first(invitation):
            return self._open(connection, first, whole_in(told))
        (first,) = invitations_for(connection, invitation.authority, [_first(invitation)])
        return self._open(connection, first, whole_of(connection, first))

    def begin(self, secret: str) -> str:
        """Begin a message, or go on with the one begun, in a visit that takes the place of this one.

        Returns:
            the new visit's secret.

        Raises:
            NotFound: nothing can be added: it was not opened yet, or so many came today.
            VisitEnded: the visit is over.
        """
        with self._database.write() as connection:
            visit = self._visits.held(connection, secret).visit
            first = find_invitation(connection, visit.invitation.authority, _first(visit.invitation))
            if first is None:
                raise NotFound("message")
            if self._open(connection, first, whole_of(connection, first)) is not Open.MESSAGE:
                raise NotFound("message")
            now = self._clock()
            begun = (each for each in children_of(connection, first) if _is_begun(each, now))
            message = next(begun, None) or self._new(connection, replace(first, language=visit.language))
            return go_over(connection, visit, message, now)

    def _open(self, connection: Connection, first: Invitation, whole: Sequence[Part]) -> Open:
        is_their_own = first.takes_pin and not first.is_standing
        if not is_their_own or not self._ships() or not is_opened(whole):
            return Open.NOTHING
        return Open.TOMORROW if is_slowed(connection, first, self._clock()) else Open.MESSAGE

    def _ships(self) -> bool:
        try:
            self._instruments.alone(FORMS[InvitationKind.ANY_TIME])
        except NoQuestionnaireFits:
            return False
        return True

    def _new(self, connection: Connection, first: Invitation) -> Invitation:
        now = self._clock()
        forms = instrument_json(self._instruments.alone(FORMS[InvitationKind.ANY_TIME]))
        behind = replace(first, kind=InvitationKind.ANY_TIME, forms=forms, answers_until=now + WAITS)
        return new_message(connection, behind, now)


def _first(invitation: Invitation) -> InvitationId:
    """What was sent first, from a part of it or from something added to it."""
    return invitation.parent or invitation.id


def _is_begun(invitation: Invitation, now: datetime) -> bool:
    return invitation.kind is InvitationKind.ANY_TIME and invitation.is_open(now)

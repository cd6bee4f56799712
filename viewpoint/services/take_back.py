"""A young person changes or takes back what they sent, as long as nobody has opened it."""

from collections.abc import Callable, Sequence
from datetime import datetime

from viewpoint.domain.errors import NotFound
from viewpoint.domain.invitation import Invitation, InvitationState
from viewpoint.domain.people import ResponseId
from viewpoint.domain.permissions import Action, require
from viewpoint.domain.whole import Hold, Part, hold_on
from viewpoint.services.raise_concerns import RaiseConcerns
from viewpoint.services.visits import Visits, go_over
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.invitations import save_state
from viewpoint.storage.responses import read_answers
from viewpoint.storage.sealing import Vault
from viewpoint.storage.visits import OpenVisit, SavedAnswer, drop_draft, keep_draft, read_draft
from viewpoint.storage.wholes import erase_response, given_with, hold_whole, move_sounds, whole_of


class TakeBack:
    """Undoes a sending, whole: what was put off with it goes the same way.

    An adult opening it and a young person undoing it wait for each other: exactly one of them comes first.
    """

    def __init__(
        self,
        database: Database,
        vault: Vault,
        audit: AuditLog,
        concerns: RaiseConcerns,
        clock: Callable[[], datetime],
    ) -> None:
        """`concerns` raises what was due when it was sent, should the worker not have come to it yet."""
        self._database = database
        self._audit = audit
        self._concerns = concerns
        self._visits = Visits(vault, clock)
        self._clock = clock

    def open_to(self, secret: str) -> Hold:
        """What a visit may still do with what was sent.

        Raises:
            VisitEnded: the visit is over.
        """
        with self._database.read() as connection:
            visit = self._visits.found(connection, secret).visit
            return hold_on(visit, whole_of(connection, visit.invitation), self._clock())

    def change(self, secret: str) -> str:
        """Make what was sent a draft again, behind the picture PIN; nobody has it until it is sent anew.

        Returns:
            the secret of a visit to that draft, in the place of this one.

        Raises:
            NotFound: it may not be changed: it was opened, or may no longer be answered, or was not sent.
            VisitEnded: as `open_to`.
        """
        with self._database.write() as connection:
            opened, whole = self._held(connection, secret)
            now = self._clock()
            if hold_on(opened.visit, whole, now) is not Hold.CHANGE:
                raise NotFound("response")
            draft = _draft(connection, opened, whole, now)
            for part in whole:
                move_sounds(connection, part, whole[0].invitation.id, opened.visit.mark)
            self._undo(connection, opened, whole, "response_reopened")
            first = whole[0].invitation.reopen()
            save_state(connection, first)
            if draft:
                keep_draft(connection, opened.seal, first, draft)
            return go_over(connection, opened.visit, first, now)

    def take_back(self, secret: str) -> str | None:
        """Destroy what was sent; only a concern stays, as it was raised.

        Returns:
            the secret of a visit in the place of this one, to answer again; None where that is over.

        Raises:
            NotFound: it may not be taken back: it was opened, or was not sent.
            VisitEnded: as `open_to`.
        """
        with self._database.write() as connection:
            opened, whole = self._held(connection, secret)
            now = self._clock()
            hold = hold_on(opened.visit, whole, now)
            if hold is Hold.NOTHING:
                raise NotFound("response")
            self._undo(connection, opened, whole, "response_taken_back")
            first = whole[0].invitation.take_back(now)
            save_state(connection, first)
            return go_over(connection, opened.visit, first, now) if hold is Hold.CHANGE else None

    def _held(self, connection: Connection, secret: str) -> tuple[OpenVisit, list[Part]]:
        """The visit and the whole that it belongs to; whoever holds a whole does so in the same order."""
        invitation = self._visits.found(connection, secret).visit.invitation
        hold_whole(connection, invitation)
        opened = self._visits.held(connection, secret)
        require(opened.visit.viewer, Action.TAKE_BACK)
        return opened, whole_of(connection, opened.visit.invitation)

    def _undo(self, connection: Connection, opened: OpenVisit, whole: Sequence[Part], action: str) -> None:
        """Destroy what hangs on each part; then raise what it called for when it was sent."""
        sent = [part.response for part in whole if part.response]
        answers = {each.id: read_answers(connection, opened.seal, each.id) for each in sent}
        for each in sent:
            erase_response(connection, each.id)
        for part in whole[1:]:
            self._close(connection, part.invitation)
        # The log last: whoever writes it is waited for, and by then nothing else is.
        for each in sent:
            self._concerns.raise_for(connection, opened.visit.viewer, opened.seal, each, answers[each.id])
            self._log(connection, opened, action, each.id)

    def _close(self, connection: Connection, put_off: Invitation) -> None:
        """What was put off is asked with the rest from now on."""
        drop_draft(connection, put_off.id)
        unsent = put_off.reopen() if put_off.state is InvitationState.SENT else put_off
        now = self._clock()
        save_state(connection, unsent.revoke(now) if unsent.is_open(now) else unsent)

    def _log(self, connection: Connection, opened: OpenVisit, action: str, response: ResponseId) -> None:
        event = Event(action=action, object_type="response", object_id=response)
        self._audit.append(connection, opened.visit.viewer, event)


def _draft(
    connection: Connection, opened: OpenVisit, whole: Sequence[Part], now: datetime
) -> dict[str, SavedAnswer]:
    """Every answer of a whole, what was put off and not sent yet too; the last one to a question holds."""
    draft: dict[str, SavedAnswer] = {}
    for part in whole:
        if part.response is None:
            draft |= read_draft(connection, opened.seal, part.invitation.id)
            continue
        with_ = given_with(connection, part.response.id)
        answers = read_answers(connection, opened.seal, part.response.id)
        draft |= {
            name: SavedAnswer(answer=answer, saved_in=opened.visit.mark, saved_at=now, given_with=with_[name])
            for name, answer in answers.items()
        }
    return draft

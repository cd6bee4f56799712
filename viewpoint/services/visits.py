"""A young person's visit, found again by the secret in its cookie, and the journey it is on."""

import secrets
from collections.abc import Callable
from datetime import datetime

from viewpoint.domain.errors import VisitEnded
from viewpoint.domain.expression import UNANSWERED, Value
from viewpoint.domain.invitation import Invitation, InvitationKind, InvitationState
from viewpoint.domain.journey import WHO, Journey, WhoIsHere, who_answer
from viewpoint.domain.permissions import Action, require
from viewpoint.domain.response import Answer, answer_value
from viewpoint.domain.visit import Visit, visit_key
from viewpoint.services.instruments import Instruments
from viewpoint.services.recall import recall
from viewpoint.storage.database import Connection
from viewpoint.storage.invitations import invitations_for, save_state
from viewpoint.storage.responses import read_answers, response_to
from viewpoint.storage.sealing import Vault
from viewpoint.storage.visits import (
    OpenVisit,
    begin_visit,
    end_visit,
    find_visit,
    hold_visit,
    read_draft,
    touch_visit,
)


class Visits:
    """Finds visits that are not over."""

    def __init__(self, vault: Vault, clock: Callable[[], datetime]) -> None:
        """The clock says whether a visit is over."""
        self._vault = vault
        self._clock = clock

    def found(self, connection: Connection, secret: str) -> OpenVisit:
        """The visit, to look at.

        Raises:
            VisitEnded: it was left alone too long, or the invitation was revoked or ran out since.
        """
        return self._going_on(find_visit(connection, self._vault, visit_key(secret)))

    def held(self, connection: Connection, secret: str) -> OpenVisit:
        """The visit, to change something: two pages sent at once are looked at one after the other.

        Raises:
            VisitEnded: as `found`.
        """
        return self._going_on(hold_visit(connection, self._vault, visit_key(secret)))

    def _going_on(self, found: OpenVisit | None) -> OpenVisit:
        if found is None or found.visit.is_over(self._clock()):
            raise VisitEnded
        require(found.visit.viewer, Action.ANSWER)
        return found


def go_over(connection: Connection, visit: Visit, to: Invitation, now: datetime) -> str:
    """Begin a visit to another invitation in the place of this one; the picture PIN stays given.

    Returns:
        the new visit's secret.
    """
    secret = secrets.token_urlsafe(32)
    begun = to.open(now)
    if begun != to:
        save_state(connection, begun)
    key = visit_key(secret)
    begin_visit(connection, key, begun, visit.language, now)
    if visit.is_known:
        touch_visit(connection, key, pin_at=visit.pin_at)
    end_visit(connection, visit.key)
    return secret


def journey_of(connection: Connection, instruments: Instruments, opened: OpenVisit) -> Journey:
    """Where a visit is: from its draft, or from what was sent."""
    visit = opened.visit
    instrument = instruments.of(visit.invitation)
    if visit.invitation.state is InvitationState.SENT:
        last, _ = recall(connection, instruments, opened, instrument.recalls)
        return Journey(visit, instrument, _sent_answers(connection, opened), frozenset(), last=last)
    draft = read_draft(connection, opened.draft_seal, visit.invitation.id)
    draft.pop(WHO, None)  # as it was once kept, for the whole of a draft
    answers = {name: saved.answer for name, saved in draft.items()}
    own = (name for name, saved in draft.items() if visit.may_see(saved.saved_in))
    with_ = {name: saved.given_with for name, saved in draft.items()}
    before = _said_before(connection, instruments, opened)
    last, is_behind_pin = recall(connection, instruments, opened, instrument.recalls)
    return Journey(
        visit,
        instrument,
        {**answers, **_company(visit)},
        frozenset(own),
        with_,
        before,
        last,
        is_behind_pin and visit.is_known,
    )


def _company(visit: Visit) -> dict[str, Answer]:
    """Who is with them in this visit, as an answer; nothing before they have said."""
    return {WHO: who_answer(WhoIsHere(visit.who_is_here))} if visit.who_is_here else {}


def _said_before(connection: Connection, instruments: Instruments, opened: OpenVisit) -> dict[str, Value]:
    """What the part that was sent before says, for the conditions of what was put off.

    Only behind the picture PIN: a question that is asked after one certain answer tells what was answered.
    """
    invitation = opened.visit.invitation
    if invitation.kind is not InvitationKind.SUPPLEMENT or not (invitation.parent and opened.visit.is_known):
        return {}
    parent = next(iter(invitations_for(connection, invitation.authority, [invitation.parent])), None)
    sent = response_to(connection, invitation.parent)
    if parent is None or sent is None or not parent.is_behind_pin:
        return {}
    questions = instruments.of(parent).by_name
    answers = read_answers(connection, opened.seal, sent.id)
    values = {name: answer_value(questions[name], answer) for name, answer in answers.items()}
    return {name: value for name, value in values.items() if value != UNANSWERED}


def _sent_answers(connection: Connection, opened: OpenVisit) -> dict[str, Answer]:
    if not opened.visit.is_known:
        return {}
    response = response_to(connection, opened.visit.invitation.id)
    return read_answers(connection, opened.seal, response.id) if response else {}

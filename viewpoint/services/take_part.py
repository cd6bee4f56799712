"""How young people took part in reviews: suggested by a table, confirmed by the IRO, never automatic."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from viewpoint.domain.errors import BadInput
from viewpoint.domain.participation import Confirmed, TookPart, may_fit_age, suggested_code
from viewpoint.domain.people import AccountId, YoungPersonId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.domain.roster import Participation
from viewpoint.domain.sent import SentResponse
from viewpoint.domain.sheet import sent_for
from viewpoint.services.for_review import ReviewParts, own_person, reviews_held
from viewpoint.storage.accounts import staff_names
from viewpoint.storage.audit import Event
from viewpoint.storage.database import Connection
from viewpoint.storage.ids import new_id
from viewpoint.storage.participation import (
    Reviewed,
    Whose,
    add_confirmation,
    confirmations,
    roster_codes,
)
from viewpoint.storage.people import name_of
from viewpoint.storage.responses import responses_of


class NotYetHeld(BadInput):
    """The review is still to come."""


class CodeDoesNotFitAge(BadInput):
    """PN0 is for children under 4, the others for older ones (rules 440 and 441)."""


@dataclass(frozen=True, kw_only=True)
class HeldReview:
    """One review: the roster's code ("" where it has none), and what was confirmed, the last word first."""

    held_on: date
    roster_code: str
    confirmed: Sequence[Confirmed]
    received: Sequence[SentResponse]
    """What was sent for it, the newest first; read by nobody here."""


@dataclass(frozen=True, kw_only=True)
class Reviews:
    """One young person's reviews, the last first; `staff` are names by account."""

    young_person: YoungPersonId
    name: str
    reviews: Sequence[HeldReview]
    next_review_on: date | None
    staff: dict[AccountId, str]


class TakePart:
    """What an IRO says of the reviews of their own caseload, and of those they cover."""

    def __init__(self, parts: ReviewParts) -> None:
        """See `ReviewParts`."""
        self._parts = parts

    def reviews(self, viewer: Viewer, child: YoungPersonId) -> Reviews:
        """Every review known, and one that was due by today; reads no answer.

        Raises:
            NotAllowed: the viewer is no IRO.
            NotFound: there is no such young person in the IRO's own caseload, or in one that they cover.
        """
        require(viewer, Action.CONFIRM_PARTICIPATION)
        with self._parts.database.read() as connection:
            person = own_person(connection, self._parts, viewer, child)
            seal = self._parts.vault.for_child(connection, viewer.authority, child)
            return Reviews(
                young_person=child,
                name=name_of(connection, seal, child),
                reviews=self._held(connection, viewer, person),
                next_review_on=person.next_review_on,
                staff=staff_names(connection, viewer.authority),
            )

    def suggest(self, viewer: Viewer, child: YoungPersonId, took_part: TookPart) -> Participation:
        """The code by the table; nothing is kept.

        Raises:
            NotAllowed, NotFound: as `reviews`.
            NotYetHeld: the review is still to come.
        """
        require(viewer, Action.CONFIRM_PARTICIPATION)
        with self._parts.database.read() as connection:
            person = own_person(connection, self._parts, viewer, child)
        self._has_been(took_part)
        return suggested_code(took_part, person.birth_month)

    def confirm(
        self, viewer: Viewer, child: YoungPersonId, took_part: TookPart, code: Participation
    ) -> Confirmed:
        """Keep a code; one kept before for the same review stays, and the log leads to both.

        Raises:
            CodeDoesNotFitAge: it is wrong whatever the day of birth.
            NotAllowed, NotFound, NotYetHeld: as `suggest`.
        """
        require(viewer, Action.CONFIRM_PARTICIPATION)
        self._has_been(took_part)
        with self._parts.database.write() as connection:
            person = own_person(connection, self._parts, viewer, child)
            if not may_fit_age(code, person.birth_month, took_part.held_on):
                raise CodeDoesNotFitAge(code)
            before = self._confirmed(connection, viewer, child, took_part.held_on)
            if before and (before[0].took_part, before[0].code) == (took_part, code):
                return before[0]  # the button was pressed twice
            confirmed = self._new(connection, viewer, person, took_part, code)
            add_confirmation(connection, viewer.authority, confirmed)
            action = "participation_corrected" if before else "participation_confirmed"
            event = Event(action=action, object_type="participation", object_id=confirmed.id)
            self._parts.log(connection, viewer, event)
            return confirmed

    def _new(
        self,
        connection: Connection,
        viewer: Viewer,
        person: Reviewed,
        took_part: TookPart,
        code: Participation,
    ) -> Confirmed:
        days = self._days(connection, viewer, person)
        before = next((day for day in days if day < took_part.held_on), None)
        sent = responses_of(connection, viewer.authority, person.young_person)
        own = [each for each in sent_for(sent, before, took_part.held_on) if not each.is_adults]
        return Confirmed(
            id=new_id(),
            young_person=person.young_person,
            took_part=took_part,
            suggested=suggested_code(took_part, person.birth_month),
            code=code,
            response=own[0].id if own else None,
            confirmed_by=AccountId(viewer.subject),
            confirmed_at=self._parts.clock(),
        )

    def _has_been(self, took_part: TookPart) -> None:
        if took_part.held_on > self._parts.today:
            raise NotYetHeld(took_part.held_on)

    def _held(self, connection: Connection, viewer: Viewer, person: Reviewed) -> list[HeldReview]:
        child = person.young_person
        whose = Whose(authority=viewer.authority, young_person=child)
        codes = roster_codes(connection, whose).get(child, {})
        confirmed = confirmations(connection, whose).get(child, ())
        sent = responses_of(connection, viewer.authority, child)
        days = self._days(connection, viewer, person)
        return [
            HeldReview(
                held_on=on,
                roster_code=codes.get(on, ""),
                confirmed=[each for each in confirmed if each.took_part.held_on == on],
                received=sent_for(sent, next((day for day in days if day < on), None), on),
            )
            for on in days
            if on <= self._parts.today
        ]

    def _days(self, connection: Connection, viewer: Viewer, person: Reviewed) -> list[date]:
        """Of all reviews, held or planned, the last first."""
        whose = Whose(authority=viewer.authority, young_person=person.young_person)
        held = reviews_held(connection, whose).get(person.young_person, [])
        return sorted({*held, *filter(None, [person.next_review_on])}, reverse=True)

    def _confirmed(
        self, connection: Connection, viewer: Viewer, child: YoungPersonId, held_on: date
    ) -> list[Confirmed]:
        whose = Whose(authority=viewer.authority, young_person=child)
        found = confirmations(connection, whose).get(child, ())
        return [each for each in found if each.took_part.held_on == held_on]

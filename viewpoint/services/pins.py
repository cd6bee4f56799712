"""The picture PIN: four pictures in order, which open a young person's own words and the replies to them."""

import hashlib
import hmac
from collections.abc import Callable, Sequence
from datetime import datetime

from viewpoint.domain.errors import BadInput
from viewpoint.domain.invitation import InvitationState
from viewpoint.domain.people import YoungPersonId
from viewpoint.domain.visit import Visit
from viewpoint.services.throttled import Throttle
from viewpoint.services.visits import Visits
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.pins import hold_pin, save_pin
from viewpoint.storage.sealing import Vault
from viewpoint.storage.visits import (
    forget_pin_elsewhere,
    has_words_of_other_visits,
    note_pin,
    touch_visit,
)

PICTURES = 4
PURPOSE = "picture PIN"


class PinRefused(BadInput):
    """Not the four pictures that were chosen, or not in that order."""


class Pins:
    """Sets and checks picture PINs; five tries, then slower, never a lock."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        audit: AuditLog,
        throttle: Throttle,
        key: bytes,
        clock: Callable[[], datetime],
    ) -> None:
        """`key`: 32 bytes from outside the database: 20,736 PINs are quickly tried against a bare hash."""
        self._database = database
        self._audit = audit
        self._visits = Visits(vault, clock)
        self._throttle = throttle
        self._key = key
        self._clock = clock

    def choose(self, secret: str, pictures: Sequence[str]) -> None:
        """Set the PIN; an old one is replaced only where it was given, or the IRO's code was.

        What the old one opened the new one opens, and nobody else's visit is left open with the old one. The
        first may be chosen only while nothing was said that this visit may not see: whoever merely found
        the link would open it with a PIN of their own.

        Raises:
            BadInput: not four pictures.
            PinRefused: there is a PIN already and it was not given, or there are words of another visit.
            VisitEnded: the visit is over.
        """
        if len(pictures) != PICTURES:
            raise BadInput("choose four pictures")
        with self._database.write() as connection:
            visit = self._visits.held(connection, secret).visit
            now = self._clock()
            if not visit.may_renew_pin:
                self._refuse_strangers(connection, visit, now)
            young_person = visit.invitation.young_person
            mac = self._mac(young_person, pictures)
            if not save_pin(connection, young_person, mac, visit.pin_set_at, now):
                raise PinRefused
            note_pin(connection, visit, now)
            if visit.pin_set_at is not None:
                self._renewed(connection, visit)
        self._throttle.succeeded(PURPOSE, young_person)

    def enter(self, secret: str, pictures: Sequence[str], address: str) -> None:
        """Give the PIN, so that this visit may see the words that were said behind it.

        Raises:
            PinRefused: not the right pictures.
            TooManyTries: after five failures, for a while.
            VisitEnded: the visit is over.
        """
        with self._database.read() as connection:
            young_person = self._visits.found(connection, secret).visit.invitation.young_person
        self._throttle.begin(PURPOSE, young_person, address=address)
        if not self._noted(secret, self._mac(young_person, pictures)):
            self._throttle.failed(PURPOSE, address)
            raise PinRefused
        self._throttle.succeeded(PURPOSE, young_person)

    def _noted(self, secret: str, given: bytes) -> bool:
        """Note that the right PIN was given; held meanwhile, so that it is not replaced in between."""
        with self._database.write() as connection:
            visit = self._visits.held(connection, secret).visit
            stored = hold_pin(connection, visit.invitation.young_person)
            if stored is None or not hmac.compare_digest(stored, given):
                return False
            note_pin(connection, visit, self._clock())
            return True

    def _renewed(self, connection: Connection, visit: Visit) -> None:
        touch_visit(connection, visit.key, code_at=None)
        forget_pin_elsewhere(connection, visit)
        event = Event(action="pin_renewed", object_type="invitation", object_id=visit.invitation.id)
        self._audit.append(connection, visit.viewer, event)

    def _refuse_strangers(self, connection: Connection, visit: Visit, now: datetime) -> None:
        is_sent = visit.invitation.state is InvitationState.SENT
        if (
            not visit.invitation.takes_pin
            or visit.pin_set_at
            or is_sent
            or has_words_of_other_visits(connection, visit, now)
        ):
            raise PinRefused

    def _mac(self, young_person: YoungPersonId, pictures: Sequence[str]) -> bytes:
        chosen = "|".join(("pin", young_person, *pictures))
        return hmac.digest(self._key, chosen.encode(), hashlib.sha256)

"""The code, read aloud by their IRO, with which a young person who forgot their pictures chooses new ones."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from viewpoint.domain.errors import BadInput
from viewpoint.domain.people import YoungPersonId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.domain.typed import digits
from viewpoint.services.pins import PinRefused
from viewpoint.services.standing import way_to_act
from viewpoint.services.throttled import Throttle
from viewpoint.services.visits import Visits
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.pins import drop_code, find_code, read_pin, save_code
from viewpoint.storage.sealing import Vault
from viewpoint.storage.visits import touch_visit

DIGITS = 6
"""Easy to say and to type in every language; guesses are slowed, so that an hour has room for a dozen."""
GOOD_FOR = timedelta(hours=1)
PURPOSE = "picture PIN code"


class NoPictures(BadInput):
    """They never chose pictures, so there are none to choose again."""


@dataclass(frozen=True, kw_only=True)
class GivenCode:
    """A code as it is shown, once, to the IRO who reads it aloud; only its MAC is stored."""

    name: str
    code: str = field(repr=False)


class PinCodes:
    """The IRO makes a code, their young person types it; the old pictures hold until new ones are chosen."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        audit: AuditLog,
        throttle: Throttle,
        key: bytes,
        clock: Callable[[], datetime],
    ) -> None:
        """`key`: 32 bytes from outside the database: a million codes are soon tried against a bare hash."""
        self._database = database
        self._vault = vault
        self._audit = audit
        self._throttle = throttle
        self._key = key
        self._clock = clock
        self._visits = Visits(vault, clock)

    def give(self, viewer: Viewer, young_person: YoungPersonId) -> GivenCode:
        """A new code, good for an hour and for one use; the one before is void.

        Raises:
            NoPictures: there is nothing to choose again.
            NotAllowed: the viewer is no IRO.
            NotFound: there is no such young person in the IRO's own caseload, or in one that they cover.
        """
        require(viewer, Action.GIVE_PIN_CODE)
        code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
        with self._database.write() as connection:
            way = way_to_act(connection, self._vault, viewer, young_person, self._clock())
            if read_pin(connection, young_person) is None:
                raise NoPictures
            mac = self._mac(young_person, code)
            save_code(connection, viewer.authority, young_person, mac, self._clock())
            self._log(connection, viewer, way.logged("pin_code_given"), "young_person", young_person)
            return GivenCode(name=way.name(way.seal(connection)), code=code)

    def take(self, secret: str, typed: str, address: str) -> None:
        """Let this visit choose new pictures; the code is spent.

        Raises:
            PinRefused: it is not the code, or is over an hour old; or these pictures open nothing here.
            TooManyTries: after five failures, for a while.
            VisitEnded: the visit is over.
        """
        with self._database.read() as connection:
            visit = self._visits.found(connection, secret).visit
        if not visit.has_pin:
            raise PinRefused
        young_person = visit.invitation.young_person
        self._throttle.begin(PURPOSE, young_person, address=address)
        if not self._spent(secret, self._mac(young_person, digits(typed))):
            self._throttle.failed(PURPOSE, address)
            raise PinRefused
        self._throttle.succeeded(PURPOSE, young_person)

    def _spent(self, secret: str, mac: bytes) -> bool:
        now = self._clock()
        with self._database.write() as connection:
            visit = self._visits.held(connection, secret).visit
            young_person = visit.invitation.young_person
            saved = find_code(connection, young_person)
            fits = saved is not None and hmac.compare_digest(saved.mac, mac)
            is_fresh = saved is not None and now - saved.made_at <= GOOD_FOR
            # At another link of theirs it may have been spent this very moment.
            if not (fits and is_fresh and drop_code(connection, young_person, mac)):
                return False
            touch_visit(connection, visit.key, code_at=now)
            self._log(connection, visit.viewer, "pin_code_taken", "invitation", visit.invitation.id)
            return True

    def _mac(self, young_person: YoungPersonId, code: str) -> bytes:
        return hmac.digest(self._key, f"pin code|{young_person}|{code}".encode(), hashlib.sha256)

    def _log(self, connection: Connection, viewer: Viewer, action: str, kind: str, object_id: str) -> None:
        event = Event(action=action, object_type=kind, object_id=object_id)
        self._audit.append(connection, viewer, event)


def in_threes(code: str) -> str:
    """482 913, as it is read aloud."""
    return f"{code[:3]} {code[3:]}"

"""An administrator's way in when nothing else works: a reason is given, kept, and read by auditors."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from viewpoint.domain.accounts import SignedInBy, Step
from viewpoint.domain.errors import BadInput
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.services.second_step import SecondStep
from viewpoint.services.sign_in import SignedIn, SignIn
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.break_glass import add_use, reason_of, uses_since
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.sealing import Vault

LEAST_REASON, MOST_REASON = 20, 1000
"""Characters: "test" is no reason that an auditor can do anything with."""
FLAGGED_FOR = timedelta(days=30)
SHOWN_FOR = timedelta(days=366)


class ReasonUnfit(BadInput):
    """The reason is too short to tell anything, or too long to be read."""


@dataclass(frozen=True, kw_only=True)
class BrokenGlass:
    """A use of an account for emergencies; `reason` is there for those who may read it."""

    id: str
    name: str
    at: datetime
    reason: str = field(default="", repr=False)


class BreakGlass:
    """Signs in an account that is for emergencies only, and tells of every time that it was."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        audit: AuditLog,
        sign_in: SignIn,
        second_step: SecondStep,
        clock: Callable[[], datetime],
    ) -> None:
        """`sign_in` and `second_step` are everybody's: the same password, code and throttle."""
        self._database = database
        self._vault = vault
        self._audit = audit
        self._sign_in = sign_in
        self._second_step = second_step
        self._clock = clock

    def give_password(self, email: str, password: str, address: str) -> str:
        """As at every sign-in, for an account that is for emergencies; also where passwords are closed.

        Raises:
            SignInRefused: wrong address or password, or an account for every day; all look the same.
            TooManyTries: as at every sign-in.
        """
        return self._sign_in.give_password(email, password, address, SignedInBy.BREAK_GLASS)

    def begin(self, secret: str, reason: str, browser: str) -> tuple[SignedIn, BrokenGlass]:
        """Begin a visit of one hour as an administrator; the reason is kept and the use flagged.

        Raises:
            ReasonUnfit: it is too short or too long.
            VisitEnded: no such half-open visit waits for a reason.
        """
        reason = reason.strip()
        if not LEAST_REASON <= len(reason) <= MOST_REASON:
            raise ReasonUnfit
        now = self._clock()
        with self._database.write() as connection:
            half = self._second_step.spend(connection, secret, Step.REASON)
            account = half.account
            seal = self._vault.for_authority(connection, account.authority)
            use = add_use(connection, seal, account, reason, now)
            self._log(connection, account.viewer, "glass_broken", "break_glass", use)
            signed_in = self._sign_in.begin(connection, account, SignedInBy.BREAK_GLASS, browser)
        return signed_in, BrokenGlass(id=use, name=account.name, at=now)

    def flagged(self, viewer: Viewer) -> Sequence[BrokenGlass]:
        """Who came in this way in the last thirty days, for administrators: without the reasons.

        Raises:
            NotAllowed: the viewer may not manage accounts.
        """
        require(viewer, Action.MANAGE_ACCOUNTS)
        with self._database.read() as connection:
            found = uses_since(connection, viewer.authority, self._clock() - FLAGGED_FOR)
        return [BrokenGlass(id=use.id, name=use.name, at=use.at) for use in found]

    def reasons(self, viewer: Viewer) -> Sequence[BrokenGlass]:
        """Who came in this way in the last year, and why; that these words were read is logged.

        Raises:
            NotAllowed: the viewer may not read the audit trail.
        """
        require(viewer, Action.READ_AUDIT)
        with self._database.write() as connection:
            seal = self._vault.for_authority(connection, viewer.authority)
            found = uses_since(connection, viewer.authority, self._clock() - SHOWN_FOR)
            for use in found:
                self._log(connection, viewer, "reason_read", "break_glass", use.id)
        return [
            BrokenGlass(id=use.id, name=use.name, at=use.at, reason=reason_of(seal, use)) for use in found
        ]

    def _log(self, connection: Connection, viewer: Viewer, action: str, kind: str, object_id: str) -> None:
        event = Event(action=action, object_type=kind, object_id=object_id)
        self._audit.append(connection, viewer, event)

"""What somebody on the staff does with their own account; a fresh code is asked for each change."""

from collections.abc import Sequence
from dataclasses import dataclass

from viewpoint.domain.accounts import StaffVisit
from viewpoint.domain.errors import SignInRefused
from viewpoint.domain.permissions import Action, require
from viewpoint.domain.visit import visit_key
from viewpoint.services.authenticators import NewApp
from viewpoint.services.second_step import StepParts, prove
from viewpoint.storage.accounts import set_password
from viewpoint.storage.audit import Event
from viewpoint.storage.authenticators import count_recovery_codes
from viewpoint.storage.database import Connection
from viewpoint.storage.staff_visits import end_staff_visits


@dataclass(frozen=True, kw_only=True)
class Place:
    """Somewhere that one is signed in."""

    visit: StaffVisit
    is_here: bool


class OwnAccount:
    """Visits, password, app and recovery codes of whoever is signed in, by the secret of their visit."""

    def __init__(self, parts: StepParts) -> None:
        """The second step's own parts: the same codes, throttle and log."""
        self._parts = parts
        self._database = parts.database
        self._apps = parts.authenticators

    def places(self, secret: str) -> Sequence[Place]:
        """Where they are signed in, the place used last first.

        Raises:
            VisitEnded: this visit is over.
        """
        here = visit_key(secret)
        visit = self._visit(secret)
        found = self._parts.sign_in.visits(visit)
        return [Place(visit=each, is_here=key == here) for key, each in found]

    def recovery_codes_left(self, secret: str) -> int:
        """How many are not used yet.

        Raises:
            VisitEnded: this visit is over.
        """
        visit = self._visit(secret)
        with self._database.read() as connection:
            return count_recovery_codes(connection, visit.account.id)

    def sign_out_everywhere(self, secret: str) -> None:
        """End every visit, this one too. No code is asked: it takes rights away, perhaps from a thief.

        Raises:
            VisitEnded: this visit is over.
        """
        self._parts.sign_in.sign_out_everywhere(self._visit(secret))

    def new_recovery_codes(self, secret: str, code: str, address: str) -> tuple[str, ...]:
        """Ten new ones, to be shown once; those before are void, and other visits end.

        Raises:
            SignInRefused: the code is not that of the app, or was used.
            TooManyTries: as at sign-in.
            VisitEnded: this visit is over.
        """
        visit = self._visit(secret)
        prove(self._parts, visit.account, code, address)
        with self._database.write() as connection:
            codes = self._apps.new_recovery_codes(connection, visit.account)
            self._changed(connection, visit, secret, "recovery_codes_made")
        return codes

    def change_password(self, secret: str, before: str, password: str, code: str, address: str) -> None:
        """Put another password in the place of the one `before`; other visits end.

        Raises:
            PasswordUnfit: the new one is too short, or is the same.
            SignInRefused: the code or the password before is wrong.
            TooManyTries: as at sign-in.
            VisitEnded: this visit is over.
        """
        visit = self._visit(secret)
        password_hash = self._parts.passwords.changed(visit.account.password_hash, password)
        self._parts.sign_in.check_password(visit.account, before, address)
        prove(self._parts, visit.account, code, address)
        with self._database.write() as connection:
            set_password(connection, visit.account.id, password_hash, None)
            self._changed(connection, visit, secret, "password_changed")

    def begin_new_app(self, secret: str, code: str, address: str) -> None:
        """Have another app's secret ready; the one in use works until a code of the new one came.

        Raises:
            SignInRefused: the code is not that of the app, nor a recovery code.
            TooManyTries: as at sign-in.
            VisitEnded: this visit is over.
        """
        visit = self._visit(secret)
        prove(self._parts, visit.account, code, address)
        with self._database.write() as connection:
            self._apps.prepare_anew(connection, visit.account)
            self._log(connection, visit, "new_app_begun")

    def new_app(self, secret: str) -> NewApp | None:
        """What is to be set up; None where nothing was begun.

        Raises:
            VisitEnded: this visit is over.
        """
        visit = self._visit(secret)
        with self._database.read() as connection:
            return self._apps.new_app(connection, visit.account)

    def confirm_new_app(self, secret: str, typed: str) -> tuple[str, ...]:
        """Use the new app from now on; other visits end.

        Returns:
            Ten new recovery codes, to be shown once.

        Raises:
            SignInRefused: it is not the code of the new app.
            VisitEnded: this visit is over.
        """
        visit = self._visit(secret)
        with self._database.write() as connection:
            codes = self._apps.confirm(connection, visit.account, typed)
            if codes is None:
                raise SignInRefused
            self._changed(connection, visit, secret, "app_set_up_anew")
        return codes

    def demonstrated_code(self, secret: str) -> str | None:
        """As the second step's: outside the demo there is none, ever.

        Raises:
            VisitEnded: this visit is over.
        """
        visit = self._visit(secret)
        with self._database.read() as connection:
            return self._apps.demonstrated_code(connection, visit.account)

    def demonstrated_new_code(self, secret: str) -> str | None:
        """As `demonstrated_code`, of the app that is being set up.

        Raises:
            VisitEnded: this visit is over.
        """
        visit = self._visit(secret)
        with self._database.read() as connection:
            return self._apps.demonstrated_new_code(connection, visit.account)

    def _visit(self, secret: str) -> StaffVisit:
        visit = self._parts.sign_in.visit(secret)
        require(visit.viewer, Action.MANAGE_OWN_ACCOUNT)
        return visit

    def _changed(self, connection: Connection, visit: StaffVisit, secret: str, action: str) -> None:
        """Whoever is signed in elsewhere with what was changed is so no longer."""
        end_staff_visits(connection, visit.account.id, but=visit_key(secret))
        self._log(connection, visit, action)

    def _log(self, connection: Connection, visit: StaffVisit, action: str) -> None:
        event = Event(action=action, object_type="account", object_id=visit.account.id)
        self._parts.audit.append(connection, visit.viewer, event)

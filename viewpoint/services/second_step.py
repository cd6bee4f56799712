"""From a right password to a visit: the code of an app, setting one up, and a password of one's own."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from viewpoint.domain.accounts import Account, HalfVisit, Step
from viewpoint.domain.errors import NotFound, SignInRefused, VisitEnded
from viewpoint.domain.people import AccountId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.domain.visit import visit_key
from viewpoint.services.authenticators import Authenticators, NewApp
from viewpoint.services.passwords import Passwords
from viewpoint.services.sign_in import SignedIn, SignIn, new_secret
from viewpoint.services.throttled import Throttle
from viewpoint.storage.accounts import find_account, set_password
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.authenticators import has_app
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.staff_visits import (
    begin_half_visit,
    end_half_visit,
    end_staff_visits,
    find_half_visit,
)

PURPOSE = "staff second step"


@dataclass(frozen=True, kw_only=True)
class Passed:
    """A step that was passed: it led to a visit, or to the next step of a half-open one with a new secret."""

    signed_in: SignedIn | None
    half: str = field(default="", repr=False)
    recovery_codes: tuple[str, ...] = field(default=(), repr=False)
    """To be shown once, where an app was set up."""


@dataclass(frozen=True, kw_only=True)
class StepParts:
    """What the second step works with."""

    database: Database
    audit: AuditLog
    throttle: Throttle
    passwords: Passwords
    authenticators: Authenticators
    sign_in: SignIn
    clock: Callable[[], datetime]


class SecondStep:
    """Turns a half-open visit into a visit; each rise in rights makes a new secret and voids the old."""

    def __init__(self, parts: StepParts) -> None:
        """See `StepParts`."""
        self._parts = parts
        self._database = parts.database
        self._apps = parts.authenticators

    def prepare(self, secret: str) -> Step:
        """What is wanted next; where an app is to be set up, have a secret for it ready.

        Raises:
            VisitEnded: there is no such half-open visit, or it is older than five minutes.
        """
        with self._database.write() as connection:
            half, step = self._found(connection, secret)
            if step is Step.SET_UP_APP:
                self._apps.prepare(connection, half.account)
        return step

    def step(self, secret: str) -> Step:
        """What is wanted next.

        Raises:
            VisitEnded: as `prepare`.
        """
        with self._database.read() as connection:
            return self._found(connection, secret)[1]

    def new_app(self, secret: str) -> NewApp:
        """What is to be set up.

        Raises:
            VisitEnded: as `prepare`, or nothing is to be set up.
        """
        with self._database.read() as connection:
            half, step = self._found(connection, secret)
            found = self._apps.new_app(connection, half.account) if step is Step.SET_UP_APP else None
        if found is None:
            raise VisitEnded
        return found

    def give_code(self, secret: str, typed: str, address: str, browser: str) -> Passed:
        """Pass the second step with a code of the app, or with a recovery code, which is used up.

        Raises:
            SignInRefused: it is none of them, or was used before.
            TooManyTries: after five failures, for a while.
            VisitEnded: as `prepare`, or another step is wanted.
        """
        prove(self._parts, self._wanting(secret, Step.CODE).account, typed, address)
        with self._database.write() as connection:
            half = self.spend(connection, secret, Step.CODE)
            return self._go_on(connection, half, browser)

    def confirm_app(self, secret: str, typed: str, browser: str) -> Passed:
        """Pass the second step by setting the app up.

        Raises:
            SignInRefused: it is not the code of the app that is being set up.
            VisitEnded: as `prepare`, or another step is wanted.
        """
        with self._database.write() as connection:
            half = self.spend(connection, secret, Step.SET_UP_APP)
            codes = self._apps.confirm(connection, half.account, typed)
            if codes is None:
                raise SignInRefused
            _log(self._parts, connection, half.account, "app_set_up")
            return replace(self._go_on(connection, half, browser), recovery_codes=codes)

    def choose_password(self, secret: str, password: str, browser: str) -> Passed:
        """Choose a password of one's own in the place of a one-time one.

        Raises:
            PasswordUnfit: it is too short, or it is the one-time password.
            VisitEnded: as `prepare`, or another step is wanted.
        """
        account = self._wanting(secret, Step.NEW_PASSWORD).account
        password_hash = self._parts.passwords.changed(account.password_hash, password)
        with self._database.write() as connection:
            half = self.spend(connection, secret, Step.NEW_PASSWORD)
            set_password(connection, account.id, password_hash, None)
            end_staff_visits(connection, account.id)
            _log(self._parts, connection, account, "password_changed")
            return self._go_on(connection, _with_own_password(half), browser)

    def spend(self, connection: Connection, secret: str, step: Step) -> HalfVisit:
        """A half-open visit at this step, which nobody can use again; in its caller's transaction.

        Raises:
            VisitEnded: as `prepare`, or another step is wanted, or it was used this very moment.
        """
        half = self._held(connection, secret, step)
        if not end_half_visit(connection, visit_key(secret)):
            raise VisitEnded
        return half

    def demonstrated_code(self, secret: str) -> str | None:
        """The code that the app of somebody made up would show; outside the demo there is none, ever.

        Raises:
            VisitEnded: as `prepare`.
        """
        with self._database.read() as connection:
            half, step = self._found(connection, secret)
            if step is Step.SET_UP_APP:
                return self._apps.demonstrated_new_code(connection, half.account)
            return self._apps.demonstrated_code(connection, half.account)

    def enrol_made_up(self, viewer: Viewer, account: AccountId) -> None:
        """Give somebody made up an app that nobody holds: the demo shows its codes.

        Raises:
            NotAllowed: the viewer may not manage accounts.
            NotFound: there is no such account, or this is not the demo.
        """
        require(viewer, Action.MANAGE_ACCOUNTS)
        with self._database.write() as connection:
            found = find_account(connection, account)
            if found is None or found.authority != viewer.authority:
                raise NotFound(account)
            self._apps.prepare(connection, found)
            code = self._apps.demonstrated_new_code(connection, found)
            if code is None or self._apps.confirm(connection, found, code) is None:
                raise NotFound("demo")
            _log(self._parts, connection, found, "app_set_up")

    def _go_on(self, connection: Connection, half: HalfVisit, browser: str) -> Passed:
        """What a step leads to, once it was passed: a visit, or the next step with another secret."""
        proved, fresh = replace(half, proved_at=self._parts.clock()), new_secret()
        if proved.next_step(has_app=True) is None:
            return Passed(signed_in=self._parts.sign_in.begin(connection, half.account, half.how, browser))
        begin_half_visit(connection, visit_key(fresh), proved)
        return Passed(signed_in=None, half=fresh)

    def _wanting(self, secret: str, step: Step) -> HalfVisit:
        with self._database.read() as connection:
            return self._held(connection, secret, step)

    def _held(self, connection: Connection, secret: str, step: Step) -> HalfVisit:
        half, wanted = self._found(connection, secret)
        if wanted is not step:
            raise VisitEnded
        return half

    def _found(self, connection: Connection, secret: str) -> tuple[HalfVisit, Step]:
        half = find_half_visit(connection, visit_key(secret))
        if half is None or half.is_over(self._parts.clock()):
            raise VisitEnded
        step = half.next_step(has_app=has_app(connection, half.account.id))
        if step is None or not half.account.roles:
            raise VisitEnded
        return half, step


def _with_own_password(half: HalfVisit) -> HalfVisit:
    return replace(half, account=replace(half.account, password_until=None))


def prove(parts: StepParts, account: Account, typed: str, address: str) -> None:
    """Ask for a code of the account's app, or a recovery code: never used before, and never taken again.

    Raises:
        SignInRefused: it is none of them.
        TooManyTries: after five failures, for a while.
    """
    parts.throttle.begin(PURPOSE, account.id, address=address)
    with parts.database.write() as connection:
        is_taken = parts.authenticators.takes(connection, account, typed)
        if not is_taken:
            _log(parts, connection, account, "second_step_refused")
    if not is_taken:
        parts.throttle.failed(PURPOSE, address)
        raise SignInRefused
    parts.throttle.succeeded(PURPOSE, account.id)


def _log(parts: StepParts, connection: Connection, account: Account, action: str) -> None:
    event = Event(action=action, object_type="account", object_id=account.id)
    parts.audit.append(connection, account.viewer, event)

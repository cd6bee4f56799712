"""Staff sign in with a password, sign out, and act in one role at a time; the second step is elsewhere."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from viewpoint.domain.accounts import Account, HalfVisit, LocalSignIn, SignedInBy, StaffVisit
from viewpoint.domain.errors import NotAllowed, SignInRefused, VisitEnded
from viewpoint.domain.permissions import Role
from viewpoint.domain.visit import visit_key
from viewpoint.services.passwords import Passwords
from viewpoint.services.throttled import Throttle
from viewpoint.storage.accounts import find_by_email, renew_hash
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.staff_visits import (
    begin_half_visit,
    begin_staff_visit,
    end_staff_visit,
    end_staff_visits,
    find_staff_visit,
    forget_old_visits,
    staff_visits_of,
    touch_staff_visit,
)

TOUCH_AFTER = timedelta(minutes=1)
PURPOSE = "staff sign-in"


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """A sign-in that held: the cookie's secret and the role it acts in."""

    secret: str = field(repr=False)
    account: Account
    role: Role


class SignIn:
    """Checks passwords and keeps staff visits on the server."""

    def __init__(
        self,
        database: Database,
        audit: AuditLog,
        throttle: Throttle,
        passwords: Passwords,
        local: LocalSignIn,
        clock: Callable[[], datetime],
    ) -> None:
        """`local`: whether passwords open anything, or the council's directory is asked instead."""
        self._database = database
        self._audit = audit
        self._throttle = throttle
        self._passwords = passwords
        self._local = local
        self._clock = clock

    def give_password(
        self, email: str, password: str, address: str, how: SignedInBy = SignedInBy.PASSWORD
    ) -> str:
        """Open half a visit, which is good for the second step; `address` is where the request came from.

        Returns:
            The secret of the half-open visit.

        Raises:
            SignInRefused: wrong address or password; both look and take the same.
            TooManyTries: after five failures, for a while (from one address, after fifty).
        """
        email = email.strip().lower()
        self._throttle.begin(PURPOSE, email, address=address)
        account = self._checked(email, password, how)
        if account is None:
            self._throttle.failed(PURPOSE, address)
            raise SignInRefused
        self._throttle.succeeded(PURPOSE, email)
        now, secret = self._clock(), new_secret()
        half = HalfVisit(account=account, how=how, started_at=now, proved_at=None)
        with self._database.write() as connection:
            forget_old_visits(connection, account.id, now)
            begin_half_visit(connection, visit_key(secret), half)
        return secret

    def check_password(self, account: Account, password: str, address: str) -> None:
        """Ask whoever is signed in for their password.

        Raises:
            SignInRefused: it is another.
            TooManyTries: as at sign-in.
        """
        self._throttle.begin(PURPOSE, account.email, address=address)
        if not self._passwords.matches(account.password_hash, password):
            self._throttle.failed(PURPOSE, address)
            raise SignInRefused
        self._throttle.succeeded(PURPOSE, account.email)

    def begin(self, connection: Connection, account: Account, how: SignedInBy, browser: str) -> SignedIn:
        """Begin a visit in the account's first role, once everything that is asked for was given."""
        now = self._clock()
        visit = StaffVisit(
            account=account,
            role=Role.ADMINISTRATOR if how is SignedInBy.BREAK_GLASS else account.roles[0],
            how=how,
            browser=browser,
            started_at=now,
            seen_at=now,
        )
        return self._begin(connection, visit)

    def visit(self, secret: str) -> StaffVisit:
        """Who is signed in by this cookie.

        Raises:
            VisitEnded: nobody, or it was left alone for 30 minutes, or it is 12 hours old.
        """
        key, now = visit_key(secret), self._clock()
        with self._database.read() as connection:
            visit = find_staff_visit(connection, key)
        if visit is None or visit.is_over(now):
            raise VisitEnded
        if now - visit.seen_at > TOUCH_AFTER:
            with self._database.write() as connection:
                touch_staff_visit(connection, key, now)
        return visit

    def visits(self, visit: StaffVisit) -> Sequence[tuple[bytes, StaffVisit]]:
        """Wherever somebody is signed in, by key, the one used last first."""
        now = self._clock()
        with self._database.read() as connection:
            found = staff_visits_of(connection, visit.account)
        return [(key, each) for key, each in found if not each.is_over(now)]

    def act_as(self, secret: str, role: Role) -> SignedIn:
        """Switch to another of one's roles: a new visit, logged.

        Raises:
            NotAllowed: the account does not hold the role, or came in for an emergency.
            VisitEnded: as `visit`.
        """
        visit = self.visit(secret)
        if role not in visit.account.roles or visit.how is SignedInBy.BREAK_GLASS:
            raise NotAllowed(role)
        now = self._clock()
        with self._database.write() as connection:
            end_staff_visit(connection, visit_key(secret))
            # The twelve hours go on from when they signed in.
            return self._begin(connection, replace(visit, role=role, seen_at=now))

    def sign_out(self, secret: str) -> None:
        """End the visit on the server, so that a copied cookie is worth nothing."""
        key = visit_key(secret)
        with self._database.write() as connection:
            visit = find_staff_visit(connection, key)
            end_staff_visit(connection, key)
            if visit is not None:
                self._log(connection, visit, "signed_out")

    def sign_out_everywhere(self, visit: StaffVisit) -> None:
        """End this visit and every other of the account."""
        with self._database.write() as connection:
            end_staff_visits(connection, visit.account.id)
            self._log(connection, visit, "signed_out_everywhere")

    def _checked(self, email: str, password: str, how: SignedInBy) -> Account | None:
        is_emergency = how is SignedInBy.BREAK_GLASS
        with self._database.read() as connection:
            found = find_by_email(connection, email)
        is_open = is_emergency or self._local is LocalSignIn.OPEN
        accounts = [each for each in found if is_open and each.is_break_glass is is_emergency]
        if not accounts:
            # Takes as long as a real one: no telling who has an account.
            self._passwords.matches(self._passwords.nobody, password)
        for account in accounts:
            if self._passwords.matches(account.password_hash, password):
                self._renew_hash(account, password)
                return account if account.may_use_password(self._clock()) else None
        return None

    def _renew_hash(self, account: Account, password: str) -> None:
        if renewed := self._passwords.renewed(account.password_hash, password):
            with self._database.write() as connection:
                renew_hash(connection, account.id, renewed)

    def _begin(self, connection: Connection, visit: StaffVisit) -> SignedIn:
        secret = new_secret()
        begin_staff_visit(connection, visit_key(secret), visit)
        self._log(connection, visit, "signed_in")
        return SignedIn(secret=secret, account=visit.account, role=visit.role)

    def _log(self, connection: Connection, visit: StaffVisit, action: str) -> None:
        event = Event(action=action, object_type="account", object_id=visit.account.id)
        self._audit.append(connection, visit.viewer, event)


def new_secret() -> str:
    """What a cookie holds; the database knows its hash."""
    return secrets.token_urlsafe(32)

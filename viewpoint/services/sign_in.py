"""Staff sign in and out, and act in one role at a time."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from viewpoint.domain.accounts import Account, StaffVisit
from viewpoint.domain.errors import NotAllowed, SignInRefused, VisitEnded
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.domain.visit import visit_key
from viewpoint.services.throttled import Throttle
from viewpoint.storage.accounts import (
    begin_staff_visit,
    end_staff_visits,
    find_by_email,
    find_staff_visit,
    set_password,
    touch_staff_visit,
)
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.database import Database

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
TOUCH_AFTER = timedelta(minutes=1)
LEAST_PASSWORD = 12
"""Characters; length matters more than mixture (NCSC)."""
PURPOSE = "staff sign-in"


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """A sign-in that held: the cookie's secret and the role it acts in."""

    secret: str = field(repr=False)
    account: Account
    role: Role


class SignIn:
    """Checks passwords (argon2id) and keeps staff visits on the server."""

    def __init__(
        self,
        database: Database,
        audit: AuditLog,
        throttle: Throttle,
        clock: Callable[[], datetime],
        hasher: PasswordHasher | None = None,
    ) -> None:
        """`hasher`: argon2id's costs; the default is argon2-cffi's."""
        self._database = database
        self._audit = audit
        self._throttle = throttle
        self._clock = clock
        self._hasher = hasher or PasswordHasher()
        self._nobody = self._hasher.hash("nobody has this password")

    def sign_in(self, email: str, password: str, address: str) -> SignedIn:
        """Begin a visit in the account's first role; `address` is where the request came from.

        Raises:
            SignInRefused: wrong address or password; both look and take the same.
            TooManyTries: after five failures, for a while (from one address, after fifty).
        """
        email = email.strip().lower()
        self._throttle.begin(PURPOSE, email, address=address)
        account = self._checked(email, password)
        if account is None:
            self._throttle.failed(PURPOSE, address)
            raise SignInRefused
        self._throttle.succeeded(PURPOSE, email)
        return self._begin(account, account.roles[0])

    def visit(self, secret: str) -> StaffVisit:
        """Who is signed in by this cookie.

        Raises:
            VisitEnded: nobody, or it was left alone for 30 minutes, or it is 12 hours old.
        """
        key, now = visit_key(secret), self._clock()
        with self._database.read() as connection:
            visit = find_staff_visit(connection, key)
        if visit is None or now - visit.seen_at > IDLE or now - visit.started_at > LONGEST:
            raise VisitEnded
        if visit.role not in visit.account.roles:
            raise VisitEnded
        if now - visit.seen_at > TOUCH_AFTER:
            with self._database.write() as connection:
                touch_staff_visit(connection, key, now)
        return visit

    def act_as(self, secret: str, role: Role) -> SignedIn:
        """Switch to another of one's roles: a new visit, logged.

        Raises:
            NotAllowed: the account does not hold the role.
            VisitEnded: as `visit`.
        """
        visit = self.visit(secret)
        if role not in visit.account.roles:
            raise NotAllowed(role)
        self.sign_out(secret)
        return self._begin(visit.account, role)

    def sign_out(self, secret: str) -> None:
        """End the visit on the server, so that a copied cookie is worth nothing."""
        with self._database.write() as connection:
            end_staff_visits(connection, [visit_key(secret)])

    def hash_password(self, password: str) -> str:
        """The argon2id hash to store.

        Raises:
            ValueError: shorter than twelve characters.
        """
        if len(password) < LEAST_PASSWORD:
            raise ValueError(f"a password has at least {LEAST_PASSWORD} characters; three random words do")
        return self._hasher.hash(password)

    def _checked(self, email: str, password: str) -> Account | None:
        with self._database.read() as connection:
            accounts = find_by_email(connection, email)
        if not accounts:
            # Takes as long as a real one: no telling who has an account.
            self._matches(self._nobody, password)
            return None
        for account in accounts:
            if self._matches(account.password_hash, password):
                self._renew_hash(account, password)
                return account if account.roles else None
        return None

    def _matches(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except VerificationError:
            return False

    def _renew_hash(self, account: Account, password: str) -> None:
        if self._hasher.check_needs_rehash(account.password_hash):
            with self._database.write() as connection:
                set_password(connection, account.id, self._hasher.hash(password))

    def _begin(self, account: Account, role: Role) -> SignedIn:
        secret = secrets.token_urlsafe(32)
        viewer = Viewer(authority=account.authority, role=role, subject=account.id)
        with self._database.write() as connection:
            begin_staff_visit(connection, visit_key(secret), account, role, self._clock())
            event = Event(action="signed_in", object_type="account", object_id=account.id)
            self._audit.append(connection, viewer, event)
        return SignedIn(secret=secret, account=account, role=role)

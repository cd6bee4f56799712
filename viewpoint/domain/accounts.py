"""Members of staff and their visits."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto

from viewpoint.domain.errors import BadInput
from viewpoint.domain.people import AccountId, AuthorityId
from viewpoint.domain.permissions import Role, Viewer

IDLE = timedelta(minutes=30)
HALF_OPEN = timedelta(minutes=5)
LEAST_PASSWORD = 12
"""Characters; length matters more than mixture (NCSC)."""


class PasswordFault(StrEnum):
    """Why a password cannot be taken."""

    TOO_SHORT = auto()
    THE_SAME = auto()


class PasswordUnfit(BadInput):
    """The password cannot be taken; `fault` says why."""

    def __init__(self, fault: PasswordFault) -> None:
        """`fault`: for a page's own words; the message is the operator's."""
        words = {
            PasswordFault.TOO_SHORT: f"a password has at least {LEAST_PASSWORD} characters; three words do",
            PasswordFault.THE_SAME: "choose another password than the one before",
        }
        super().__init__(words[fault])
        self.fault = fault


class AccountFault(StrEnum):
    """Why an account cannot be as somebody wants it."""

    NO_ADDRESS = auto()
    TAKEN = auto()
    NO_NAME = auto()
    NO_ROLE = auto()
    OWN = auto()
    FROM_DIRECTORY = auto()
    FOR_EMERGENCIES = auto()


class AccountUnfit(BadInput):
    """An account cannot be so; `fault` says why."""

    def __init__(self, fault: AccountFault, message: str) -> None:
        """`fault`: for a page's own words; `message`: for the operator."""
        super().__init__(message)
        self.fault = fault


class SignedInBy(StrEnum):
    """How somebody showed who they are."""

    PASSWORD = auto()  # and the code of their app
    DIRECTORY = auto()  # the council's own single sign-on
    BREAK_GLASS = auto()  # as with a password, and a reason that auditors read

    @property
    def longest(self) -> timedelta:
        """How long a visit lasts however busy it is."""
        return timedelta(hours=1 if self is SignedInBy.BREAK_GLASS else 12)


class LocalSignIn(StrEnum):
    """Whether passwords that are kept here open anything."""

    OPEN = auto()
    CLOSED = auto()  # the council's directory is asked instead


class Step(StrEnum):
    """What a half-open visit still wants before it becomes a visit."""

    CODE = auto()
    SET_UP_APP = auto()
    NEW_PASSWORD = auto()
    REASON = auto()


@dataclass(frozen=True, kw_only=True)
class Account:
    """A member of staff."""

    id: AccountId
    authority: AuthorityId
    email: str
    name: str
    password_hash: str
    is_active: bool
    roles: tuple[Role, ...]
    password_until: datetime | None = None
    """When a one-time password stops working; None once its holder has chosen their own."""
    is_break_glass: bool = False
    """Whether it is for emergencies only: it signs in with a reason, as an administrator, for an hour."""

    @property
    def viewer(self) -> Viewer:
        """Themselves, as the permission table knows them, in the role that they begin in."""
        return Viewer(authority=self.authority, role=self.roles[0], subject=self.id)

    def may_use_password(self, at: datetime) -> bool:
        """Whether the right password opens anything: there is a role, and a one-time one is not too old."""
        return bool(self.roles) and (self.password_until is None or at <= self.password_until)


@dataclass(frozen=True, kw_only=True)
class HalfVisit:
    """Somebody whose password was right, and no more: it opens the second step and nothing else."""

    account: Account
    how: SignedInBy
    started_at: datetime
    proved_at: datetime | None
    """When the second step was passed, where something is wanted still."""

    def is_over(self, at: datetime) -> bool:
        """Whether it was left for longer than five minutes."""
        return at - (self.proved_at or self.started_at) > HALF_OPEN

    def next_step(self, *, has_app: bool) -> Step | None:
        """What is wanted next; a visit begins when nothing is."""
        if self.proved_at is None:
            return Step.CODE if has_app else Step.SET_UP_APP
        if self.account.password_until is not None:
            return Step.NEW_PASSWORD
        return Step.REASON if self.how is SignedInBy.BREAK_GLASS else None


@dataclass(frozen=True, kw_only=True)
class StaffVisit:
    """A member of staff signed in and acting in one role."""

    account: Account
    role: Role
    how: SignedInBy
    browser: str
    """A few words of our own for what they use, as "Firefox on Windows"; empty where that is not known."""
    started_at: datetime
    seen_at: datetime

    @property
    def viewer(self) -> Viewer:
        """As the permission table knows them."""
        return Viewer(authority=self.account.authority, role=self.role, subject=self.account.id)

    def is_over(self, at: datetime) -> bool:
        """Whether it was left alone too long, is too old, or its role was taken away."""
        is_old = at - self.seen_at > IDLE or at - self.started_at > self.how.longest
        return is_old or self.role not in self.account.roles

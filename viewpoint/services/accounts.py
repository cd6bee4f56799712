"""Adds members of staff."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from viewpoint.domain.accounts import Account, AccountFault, AccountUnfit
from viewpoint.domain.people import AccountId
from viewpoint.domain.permissions import Action, Role, Viewer, require
from viewpoint.services.links import ALPHABET
from viewpoint.services.passwords import Passwords
from viewpoint.storage.accounts import add_account, is_taken
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.database import Database
from viewpoint.storage.ids import new_id

LONGEST_EMAIL = 254
LONGEST_NAME = 100
NOT_FOR_STAFF = frozenset({Role.YOUNG_PERSON, Role.OPERATOR, Role.WORKER})
ONE_TIME_FOR = timedelta(days=7)
ONE_TIME_LENGTH = 15
"""Of thirty letters and digits: 73 bits."""


@dataclass(frozen=True, kw_only=True)
class HandedOver:
    """An account with a password to hand over, shown once; its holder chooses another when they sign in."""

    account: AccountId
    password: str = field(repr=False)


class Accounts:
    """Staff accounts of an authority."""

    def __init__(
        self,
        database: Database,
        audit: AuditLog,
        passwords: Passwords,
        clock: Callable[[], datetime],
    ) -> None:
        """`passwords` are sign-in's own."""
        self._database = database
        self._audit = audit
        self._passwords = passwords
        self._clock = clock

    def add(
        self, viewer: Viewer, *, email: str, name: str, roles: Sequence[Role], password: str
    ) -> AccountId:
        """Add an account.

        Raises:
            AccountUnfit: the address is none or is taken, or a name or role is missing.
            NotAllowed: the viewer may not manage accounts.
            PasswordUnfit: the password is short.
        """
        require(viewer, Action.MANAGE_ACCOUNTS)
        account = _account(viewer, email, name, roles)
        return self._add(viewer, replace(account, password_hash=self._passwords.hash(password)))

    def hand_over(self, viewer: Viewer, *, email: str, name: str, roles: Sequence[Role]) -> HandedOver:
        """Add an account with a one-time password, which works for a week.

        Raises:
            AccountUnfit: as `add`.
            NotAllowed: as `add`.
        """
        require(viewer, Action.MANAGE_ACCOUNTS)
        account, password = _account(viewer, email, name, roles), one_time_password()
        until = self._clock() + ONE_TIME_FOR
        password_hash = self._passwords.hash(password)
        added = self._add(viewer, replace(account, password_hash=password_hash, password_until=until))
        return HandedOver(account=added, password=password)

    def add_for_emergencies(self, viewer: Viewer, *, email: str, name: str, password: str) -> AccountId:
        """Add an account that signs in only with a reason, as an administrator, for an hour.

        Raises:
            AccountUnfit: as `add`.
            NotAllowed: the viewer is no operator: an administrator could make their own way round.
            PasswordUnfit: as `add`.
        """
        require(viewer, Action.MAKE_EMERGENCY_ACCOUNT)
        account = _account(viewer, email, name, [Role.ADMINISTRATOR])
        password_hash = self._passwords.hash(password)
        return self._add(viewer, replace(account, is_break_glass=True, password_hash=password_hash))

    def _add(self, viewer: Viewer, account: Account) -> AccountId:
        with self._database.write() as connection:
            if is_taken(connection, viewer.authority, account.email):
                raise AccountUnfit(AccountFault.TAKEN, f"{account.email} has an account already")
            add_account(connection, account, self._clock())
            event = Event(action="account_added", object_type="account", object_id=account.id)
            self._audit.append(connection, viewer, event)
        return account.id


def checked(account: Account) -> Account:
    """The account, if it can be one.

    Raises:
        AccountUnfit: the address is none, or a name or role is missing.
    """
    local, _, domain = account.email.partition("@")
    if not local or "." not in domain or " " in account.email or len(account.email) > LONGEST_EMAIL:
        raise AccountUnfit(AccountFault.NO_ADDRESS, f"{account.email!r} is not an e-mail address")
    if not 0 < len(account.name) <= LONGEST_NAME:
        words = f"give the name that young people see, in at most {LONGEST_NAME} characters"
        raise AccountUnfit(AccountFault.NO_NAME, words)
    check_roles(account.roles)
    return account


def check_roles(roles: Sequence[Role]) -> None:
    """Let roles pass that a member of staff can hold.

    Raises:
        AccountUnfit: there is none, or one that is not for staff.
    """
    if not roles or NOT_FOR_STAFF & set(roles):
        raise AccountUnfit(AccountFault.NO_ROLE, "give at least one role that is for staff")


def one_time_password() -> str:
    """A password to hand over: three groups that can be read aloud."""
    letters = "".join(secrets.choice(ALPHABET) for _each in range(ONE_TIME_LENGTH))
    return "-".join(letters[start : start + 5] for start in range(0, ONE_TIME_LENGTH, 5))


def _account(viewer: Viewer, email: str, name: str, roles: Sequence[Role]) -> Account:
    account = Account(
        id=AccountId(new_id()),
        authority=viewer.authority,
        email=email.strip().lower(),
        name=name.strip(),
        password_hash="",
        is_active=True,
        roles=tuple(dict.fromkeys(roles)),
    )
    return checked(account)

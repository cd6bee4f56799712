"""Adds members of staff."""

from collections.abc import Callable, Sequence
from datetime import datetime

from viewpoint.domain.accounts import Account
from viewpoint.domain.errors import BadInput
from viewpoint.domain.people import AccountId
from viewpoint.domain.permissions import Action, Role, Viewer, require
from viewpoint.services.passwords import Passwords
from viewpoint.storage.accounts import add_account, is_taken
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.database import Database
from viewpoint.storage.ids import new_id

LONGEST_EMAIL = 254
LONGEST_NAME = 100
NOT_FOR_STAFF = frozenset({Role.YOUNG_PERSON, Role.OPERATOR, Role.WORKER})


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
            BadInput: the address is none or is taken, a name or role is missing, or the password is short.
            NotAllowed: the viewer may not manage accounts.
        """
        require(viewer, Action.MANAGE_ACCOUNTS)
        email = email.strip().lower()
        account = Account(
            id=AccountId(new_id()),
            authority=viewer.authority,
            email=email,
            name=name.strip(),
            password_hash=self._passwords.hash(password),
            is_active=True,
            roles=tuple(dict.fromkeys(roles)),
        )
        checked(account)
        with self._database.write() as connection:
            if is_taken(connection, viewer.authority, email):
                raise BadInput(f"{email} has an account already")
            add_account(connection, account, self._clock())
            event = Event(action="account_added", object_type="account", object_id=account.id)
            self._audit.append(connection, viewer, event)
        return account.id


def checked(account: Account) -> Account:
    """The account, if it can be one.

    Raises:
        BadInput: the address is none, or a name or role is missing.
    """
    local, _, domain = account.email.partition("@")
    if not local or "." not in domain or " " in account.email or len(account.email) > LONGEST_EMAIL:
        raise BadInput(f"{account.email!r} is not an e-mail address")
    if not 0 < len(account.name) <= LONGEST_NAME:
        raise BadInput(f"give the name that young people see, in at most {LONGEST_NAME} characters")
    if not account.roles or NOT_FOR_STAFF & set(account.roles):
        raise BadInput("give at least one role that is for staff")
    return account

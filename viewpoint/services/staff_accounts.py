"""What administrators do with accounts that are there: roles, off and on, app and password anew."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from viewpoint.domain.accounts import Account, AccountFault, AccountUnfit
from viewpoint.domain.errors import NotFound
from viewpoint.domain.people import AccountId
from viewpoint.domain.permissions import Action, Role, Viewer, require
from viewpoint.services.accounts import ONE_TIME_FOR, HandedOver, check_roles, one_time_password
from viewpoint.services.passwords import Passwords
from viewpoint.storage.accounts import accounts_of, set_active, set_password, set_roles
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.authenticators import remove_app, with_apps
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.directory_identities import linked_accounts
from viewpoint.storage.staff_visits import end_staff_visits


@dataclass(frozen=True, kw_only=True)
class Listed:
    """An account, and how its holder signs in."""

    account: Account
    has_app: bool
    is_linked: bool


class StaffAccounts:
    """The accounts of the viewer's authority; nothing here leads to a young person or an answer."""

    def __init__(
        self, database: Database, audit: AuditLog, passwords: Passwords, clock: Callable[[], datetime]
    ) -> None:
        """`passwords` are sign-in's own."""
        self._database = database
        self._audit = audit
        self._passwords = passwords
        self._clock = clock

    def everybody(self, viewer: Viewer) -> Sequence[Listed]:
        """Every account, by name.

        Raises:
            NotAllowed: the viewer may not manage accounts.
        """
        require(viewer, Action.MANAGE_ACCOUNTS)
        with self._database.read() as connection:
            return _listed(connection, viewer)

    def one(self, viewer: Viewer, account: AccountId) -> Listed:
        """One account.

        Raises:
            NotAllowed: the viewer may not manage accounts.
            NotFound: the authority has no such account.
        """
        require(viewer, Action.MANAGE_ACCOUNTS)
        with self._database.read() as connection:
            return _one(connection, viewer, account)

    def change_roles(self, viewer: Viewer, account: AccountId, roles: Sequence[Role]) -> None:
        """Put these roles in the place of those before; visits in a role that is gone end by themselves.

        Raises:
            AccountUnfit: it is one's own, the directory's or for emergencies, or no role is given.
            NotAllowed: the viewer may not manage accounts.
            NotFound: the authority has no such account.
        """
        require(viewer, Action.MANAGE_ACCOUNTS)
        check_roles(roles)
        with self._database.write() as connection:
            found = _of_another(connection, viewer, account)
            if found.is_linked:
                raise AccountUnfit(AccountFault.FROM_DIRECTORY, "its roles are given by the directory")
            if found.account.is_break_glass:
                raise AccountUnfit(AccountFault.FOR_EMERGENCIES, "it is for emergencies only")
            set_roles(connection, found.account, tuple(dict.fromkeys(roles)))
            self._log(connection, viewer, "roles_changed", account)

    def switch_off(self, viewer: Viewer, account: AccountId) -> None:
        """Let nobody in with it any more, and end whatever is open.

        Raises:
            AccountUnfit: it is one's own.
            NotAllowed: the viewer may not manage accounts.
            NotFound: the authority has no such account.
        """
        require(viewer, Action.MANAGE_ACCOUNTS)
        with self._database.write() as connection:
            _of_another(connection, viewer, account)
            set_active(connection, account, is_active=False)
            end_staff_visits(connection, account)
            self._log(connection, viewer, "account_switched_off", account)

    def switch_on(self, viewer: Viewer, account: AccountId) -> None:
        """Let its holder in again.

        Raises:
            NotAllowed: the viewer may not manage accounts.
            NotFound: the authority has no such account.
        """
        require(viewer, Action.MANAGE_ACCOUNTS)
        with self._database.write() as connection:
            _one(connection, viewer, account)
            set_active(connection, account, is_active=True)
            self._log(connection, viewer, "account_switched_on", account)

    def reset_app(self, viewer: Viewer, account: AccountId) -> None:
        """Forget app and recovery codes: the next sign-in sets up another app; open visits end.

        Raises:
            AccountUnfit: it is one's own: "Your account" asks for a code first.
            NotAllowed: the viewer may not manage accounts.
            NotFound: the authority has no such account.
        """
        require(viewer, Action.MANAGE_ACCOUNTS)
        with self._database.write() as connection:
            _of_another(connection, viewer, account)
            remove_app(connection, account)
            end_staff_visits(connection, account)
            self._log(connection, viewer, "second_step_reset", account)

    def hand_over(self, viewer: Viewer, account: AccountId) -> HandedOver:
        """A one-time password in the place of the one before; open visits end.

        Raises:
            AccountUnfit: it is one's own, or its holder signs in with the directory.
            NotAllowed: the viewer may not manage accounts.
            NotFound: the authority has no such account.
        """
        require(viewer, Action.MANAGE_ACCOUNTS)
        password = one_time_password()
        password_hash = self._passwords.hash(password)
        with self._database.write() as connection:
            if _of_another(connection, viewer, account).is_linked:
                raise AccountUnfit(AccountFault.FROM_DIRECTORY, "its holder signs in with the directory")
            set_password(connection, account, password_hash, self._clock() + ONE_TIME_FOR)
            end_staff_visits(connection, account)
            self._log(connection, viewer, "one_time_password_made", account)
        return HandedOver(account=account, password=password)

    def find(self, viewer: Viewer, email: str) -> AccountId:
        """The account with this address, for the operator's commands.

        Raises:
            NotAllowed: the viewer may not manage accounts.
            AccountUnfit: there is none.
        """
        email = email.strip().lower()
        for each in self.everybody(viewer):
            if each.account.email == email:
                return each.account.id
        raise AccountUnfit(AccountFault.NO_ADDRESS, f"{email} has no account")

    def _log(self, connection: Connection, viewer: Viewer, action: str, account: AccountId) -> None:
        event = Event(action=action, object_type="account", object_id=account)
        self._audit.append(connection, viewer, event)


def _listed(connection: Connection, viewer: Viewer) -> list[Listed]:
    apps = with_apps(connection, viewer.authority)
    linked = linked_accounts(connection, viewer.authority)
    return [
        Listed(account=each, has_app=each.id in apps, is_linked=each.id in linked)
        for each in accounts_of(connection, viewer.authority)
    ]


def _one(connection: Connection, viewer: Viewer, account: AccountId) -> Listed:
    found = next((each for each in _listed(connection, viewer) if each.account.id == account), None)
    if found is None:
        raise NotFound(account)
    return found


def _of_another(connection: Connection, viewer: Viewer, account: AccountId) -> Listed:
    """Not one's own: nobody gives themselves a role or locks themselves out, and one administrator stays."""
    if account == viewer.subject:
        raise AccountUnfit(AccountFault.OWN, "another administrator changes one's own account")
    return _one(connection, viewer, account)

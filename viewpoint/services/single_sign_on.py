"""Staff come in by the council's directory: known by tenant and object, with the roles that it gives now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from viewpoint.domain.accounts import Account, SignedInBy
from viewpoint.domain.directory import EntryRefused, Identity, NoEntry
from viewpoint.domain.errors import BadInput
from viewpoint.domain.people import AccountId, AuthorityId
from viewpoint.domain.permissions import Action, Role, Viewer, require, worker
from viewpoint.services.accounts import LONGEST_NAME, checked
from viewpoint.services.directory import LONGEST_ID, Asked, Directory
from viewpoint.services.sign_in import SignedIn, SignIn
from viewpoint.storage.accounts import add_account, find_by_email, is_taken, set_roles
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.directory_identities import find_by_identity, link_identity, linked_accounts
from viewpoint.storage.ids import new_id
from viewpoint.storage.staff_visits import end_staff_visits, forget_old_visits


@dataclass(frozen=True, kw_only=True)
class SignOnParts:
    """What single sign-on works with; `roles` says which role of ours an app role is."""

    database: Database
    audit: AuditLog
    directory: Directory
    sign_in: SignIn
    council: AuthorityId
    tenant: str
    roles: Mapping[str, Role]
    clock: Callable[[], datetime]


class SingleSignOn:
    """Sends browsers to the directory and begins visits for whoever comes back with a role."""

    def __init__(self, parts: SignOnParts) -> None:
        """See `SignOnParts`."""
        self._parts = parts
        self._database = parts.database

    def ask(self) -> tuple[str, Asked]:
        """Where to send the browser, and what it is to keep.

        Raises:
            EntryRefused: the directory cannot be reached.
        """
        return self._parts.directory.ask()

    def come_back(self, asked: Asked, state: str, code: str, browser: str) -> SignedIn:
        """Begin a visit for whoever the directory says has come back; a new identity gets an account.

        Raises:
            EntryRefused: with the reason, which is theirs to know.
        """
        identity = self._parts.directory.identity(asked, state, code)
        with self._database.write() as connection:
            found = self._let_in(connection, identity, browser)
        if isinstance(found, NoEntry):
            raise EntryRefused(found, identity.object_id)
        return found

    def link(self, viewer: Viewer, email: str, object_id: str) -> None:
        """Say that an account is that of somebody in the directory: an address alone never says so.

        Raises:
            BadInput: there is no such account, or it or the identity is linked already.
            NotAllowed: the viewer may not manage accounts.
        """
        require(viewer, Action.MANAGE_ACCOUNTS)
        object_id = object_id.strip().lower()
        if not 0 < len(object_id) <= LONGEST_ID or viewer.authority != self._parts.council:
            raise BadInput("give the directory's object id, for the council that signs in with it")
        with self._database.write() as connection:
            account = self._unlinked(connection, viewer.authority, email.strip().lower())
            if find_by_identity(connection, viewer.authority, self._parts.tenant, object_id):
                raise BadInput("that identity is linked with an account already")
            self._link(connection, viewer, account, object_id)

    def _let_in(self, connection: Connection, identity: Identity, browser: str) -> SignedIn | NoEntry:
        """A visit, or why there is none; either way what was found out is kept and logged."""
        parts, roles = self._parts, self._roles_of(identity)
        account = find_by_identity(connection, parts.council, identity.tenant, identity.object_id)
        if account is None:
            made = self._new_account(connection, identity, roles)
        elif not account.is_active:
            made = NoEntry.SWITCHED_OFF
        else:
            made = self._with_roles(connection, account, roles)
        if isinstance(made, NoEntry):
            event = Event(action="entry_refused", object_type="identity", object_id=identity.object_id)
            parts.audit.append(connection, worker(parts.council), event)
            return made
        forget_old_visits(connection, made.id, parts.clock())
        return parts.sign_in.begin(connection, made, SignedInBy.DIRECTORY, browser)

    def _roles_of(self, identity: Identity) -> tuple[Role, ...]:
        return tuple(
            sorted({self._parts.roles[each] for each in identity.roles if each in self._parts.roles})
        )

    def _new_account(
        self, connection: Connection, identity: Identity, roles: tuple[Role, ...]
    ) -> Account | NoEntry:
        if not roles:
            return NoEntry.NO_ROLE
        council = self._parts.council
        try:
            account = checked(
                Account(
                    id=AccountId(new_id()),
                    authority=council,
                    email=identity.email,
                    name=identity.name[:LONGEST_NAME],
                    password_hash="",
                    is_active=True,
                    roles=roles,
                )
            )
        except BadInput:
            return NoEntry.NO_NAME
        if is_taken(connection, council, account.email):
            return NoEntry.ADDRESS_TAKEN
        add_account(connection, account, self._parts.clock())
        self._log(connection, account.viewer, "account_added", account)
        self._link(connection, account.viewer, account, identity.object_id)
        return account

    def _with_roles(
        self, connection: Connection, account: Account, roles: tuple[Role, ...]
    ) -> Account | NoEntry:
        if set(roles) != set(account.roles):
            set_roles(connection, account, roles)
            self._log(connection, worker(account.authority), "roles_changed", account)
        if not roles:
            end_staff_visits(connection, account.id)
            return NoEntry.NO_ROLE
        return replace(account, roles=roles)

    def _unlinked(self, connection: Connection, authority: AuthorityId, email: str) -> Account:
        found = [each for each in find_by_email(connection, email) if each.authority == authority]
        if not found:
            raise BadInput(f"{email} has no account that is switched on")
        if found[0].id in linked_accounts(connection, authority):
            raise BadInput(f"{email} is linked already")
        if found[0].is_break_glass:
            raise BadInput(f"{email} is for emergencies, when the directory may be away")
        return found[0]

    def _link(self, connection: Connection, viewer: Viewer, account: Account, object_id: str) -> None:
        link_identity(connection, account, self._parts.tenant, object_id, self._parts.clock())
        self._log(connection, viewer, "identity_linked", account)

    def _log(self, connection: Connection, viewer: Viewer, action: str, account: Account) -> None:
        event = Event(action=action, object_type="account", object_id=account.id)
        self._parts.audit.append(connection, viewer, event)

"""How staff come in, and who looks after their accounts."""

from collections.abc import Mapping
from functools import cached_property

from viewpoint.domain.accounts import LocalSignIn
from viewpoint.domain.people import AuthorityId
from viewpoint.domain.permissions import Role
from viewpoint.services.accounts import NOT_FOR_STAFF, Accounts
from viewpoint.services.audit_trail import AuditTrail
from viewpoint.services.authenticators import Authenticators
from viewpoint.services.break_glass import BreakGlass
from viewpoint.services.directory import Directory
from viewpoint.services.own_account import OwnAccount
from viewpoint.services.passwords import Passwords
from viewpoint.services.read_log import ReadLog
from viewpoint.services.second_step import SecondStep, StepParts
from viewpoint.services.sign_in import SignIn
from viewpoint.services.single_sign_on import SignOnParts, SingleSignOn
from viewpoint.services.staff_accounts import StaffAccounts
from viewpoint.settings import SettingsError
from viewpoint.wiring.core import Core

SIGN_ON_WAY_BACK = "/staff/council-account/back"
"""Where the directory sends people back to; it knows this address to the letter."""


class SigningIn(Core):
    """How staff come in, and who looks after their accounts."""

    @cached_property
    def sign_in(self) -> SignIn:
        """Staff sign-in."""
        parts = (self.database, self.audit, self.throttle, self.passwords)
        return SignIn(*parts, self.local_sign_in, self.clock)

    @property
    def local_sign_in(self) -> LocalSignIn:
        """Whether staff sign in with passwords that are kept here."""
        return LocalSignIn.CLOSED if self.settings.oidc else LocalSignIn.OPEN

    @cached_property
    def single_sign_on(self) -> SingleSignOn | None:
        """The council's own directory, where staff sign in with it.

        Raises:
            SettingsError: it maps to a role that is none, or names a council that is not here.
        """
        oidc = self.settings.oidc
        if oidc is None:
            return None
        council = AuthorityId(oidc.council)
        if council not in self.councils:
            raise SettingsError(f"VIEWPOINT_OIDC_COUNCIL: there is no council {oidc.council}")
        parts = SignOnParts(
            database=self.database,
            audit=self.audit,
            directory=Directory(oidc, f"{self.settings.base_url}{SIGN_ON_WAY_BACK}", self.clock),
            sign_in=self.sign_in,
            council=council,
            tenant=oidc.tenant,
            roles=_roles_of_ours(oidc.roles),
            clock=self.clock,
        )
        return SingleSignOn(parts)

    @cached_property
    def passwords(self) -> Passwords:
        """Hashes of staff's passwords."""
        return Passwords()

    @cached_property
    def second_step(self) -> SecondStep:
        """From a right password to a visit."""
        return SecondStep(self._step_parts)

    @cached_property
    def own_account(self) -> OwnAccount:
        """What staff do with their own accounts."""
        return OwnAccount(self._step_parts)

    @cached_property
    def accounts(self) -> Accounts:
        """Staff accounts."""
        return Accounts(self.database, self.audit, self.passwords, self.clock)

    @cached_property
    def staff_accounts(self) -> StaffAccounts:
        """What administrators do with accounts."""
        return StaffAccounts(self.database, self.audit, self.passwords, self.clock)

    @cached_property
    def break_glass(self) -> BreakGlass:
        """An administrator's way in for emergencies."""
        return BreakGlass(self.database, self.vault, self.audit, self.sign_in, self.second_step, self.clock)

    @cached_property
    def audit_trail(self) -> AuditTrail:
        """The audit log's verifier."""
        return AuditTrail(self.database, self.audit, self.settings.audit_anchor)

    @cached_property
    def read_log(self) -> ReadLog:
        """What the auditor sees of the log."""
        return ReadLog(self.database, self.vault, self.audit)

    @cached_property
    def _step_parts(self) -> StepParts:
        return StepParts(
            database=self.database,
            audit=self.audit,
            throttle=self.throttle,
            passwords=self.passwords,
            authenticators=Authenticators(
                self.vault, self.audit, self.settings.code_key, self.settings.mode, self.clock
            ),
            sign_in=self.sign_in,
            clock=self.clock,
        )


def _roles_of_ours(written: Mapping[str, str]) -> dict[str, Role]:
    known = {role.value: role for role in Role if role not in NOT_FOR_STAFF}
    if unknown := sorted(set(written.values()) - known.keys()):
        told = ", ".join(known)
        raise SettingsError(f"VIEWPOINT_OIDC_ROLES: no role is called {', '.join(unknown)}; there are {told}")
    return {theirs: known[ours] for theirs, ours in written.items()}

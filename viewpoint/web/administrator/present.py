"""Accounts as the administrator's pages show them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from viewpoint.domain.accounts import AccountFault
from viewpoint.domain.permissions import Role
from viewpoint.services.accounts import LONGEST_NAME
from viewpoint.services.staff_accounts import Listed
from viewpoint.web.access import viewer
from viewpoint.web.staff.navigation import ROLE_NAMES

TOLD_OF_CONCERNS = (Role.DUTY_WORKER, Role.MANAGER)


@dataclass(frozen=True, kw_only=True)
class AccountRow:
    """An account in the list; `state` is empty where there is nothing to say."""

    id: str
    name: str
    email: str
    roles: str
    state: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AccountPage:
    """One account, and what can be done with it."""

    id: str
    name: str
    email: str
    facts: tuple[tuple[str, str], ...]
    chosen: tuple[str, ...]
    is_active: bool
    is_own: bool
    may_change_roles: bool
    has_password: bool


@dataclass(frozen=True, kw_only=True)
class NewAccount:
    """What was typed for a new account, and what is wrong with it, by field."""

    email: str = ""
    name: str = ""
    roles: tuple[str, ...] = ()
    errors: Mapping[str, str]


def account_row(listed: Listed) -> AccountRow:
    """A line of the list."""
    account = listed.account
    return AccountRow(
        id=account.id,
        name=account.name,
        email=account.email,
        roles=_roles(account.roles),
        state=tuple(_states(listed)),
    )


def unheld_roles(everybody: Sequence[Listed]) -> tuple[str, ...]:
    """The roles, in words, that a concern is told to and that nobody can act in."""
    held = {role for each in everybody if each.account.is_active for role in each.account.roles}
    return tuple(str(ROLE_NAMES[role]) for role in TOLD_OF_CONCERNS if role not in held)


def account_page(listed: Listed) -> AccountPage:
    """The page of one account."""
    account = listed.account
    way_in = _("Council account") if listed.is_linked else _("Password and code")
    app = _("Set up") if listed.has_app else _("Not yet: at the next sign-in")
    facts = [(_("E-mail address"), account.email), (_("Roles"), _roles(account.roles))]
    facts += [(_("Signs in with"), way_in)] + ([] if listed.is_linked else [(_("App"), app)])
    return AccountPage(
        id=account.id,
        name=account.name,
        email=account.email,
        facts=(*facts, (_("State"), ", ".join(_states(listed)) or _("In use"))),
        chosen=tuple(role.value for role in account.roles),
        is_active=account.is_active,
        is_own=account.id == viewer().subject,
        may_change_roles=not (listed.is_linked or account.is_break_glass),
        has_password=not listed.is_linked,
    )


def role_options() -> tuple[tuple[str, str], ...]:
    """Every role that somebody can be given."""
    return tuple((role.value, str(words)) for role, words in ROLE_NAMES.items())


def _roles(roles: tuple[Role, ...]) -> str:
    return ", ".join(str(ROLE_NAMES[role]) for role in roles) or _("None")


def _states(listed: Listed) -> list[str]:
    account = listed.account
    states = {
        _("Switched off"): not account.is_active,
        _("For emergencies"): account.is_break_glass,
        _("One-time password"): account.password_until is not None and not listed.is_linked,
        _("No app yet"): not listed.has_app and not listed.is_linked,
    }
    return [words for words, is_so in states.items() if is_so]


FAULTS: Mapping[AccountFault, tuple[str, Callable[[], str]]] = {
    AccountFault.NO_ADDRESS: ("email", lambda: _("Type an e-mail address, such as name@council.gov.uk.")),
    AccountFault.TAKEN: ("email", lambda: _("There is an account with this address already.")),
    AccountFault.NO_NAME: (
        "name",
        lambda: _(
            "Type the name that young people see, in at most %(count)s characters.", count=LONGEST_NAME
        ),
    ),
    AccountFault.NO_ROLE: ("roles", lambda: _("Tick at least one role.")),
    AccountFault.OWN: ("roles", lambda: _("This is your own account. Another administrator changes it.")),
    AccountFault.FROM_DIRECTORY: ("roles", lambda: _("The council's directory decides this.")),
    AccountFault.FOR_EMERGENCIES: ("roles", lambda: _("This account is for emergencies only.")),
}
"""The field that a fault belongs to, and its words."""


def error_for(fault: AccountFault) -> dict[str, str]:
    """What is wrong, by field."""
    name, words = FAULTS[fault]
    return {name: words()}

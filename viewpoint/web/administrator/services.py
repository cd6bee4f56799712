"""What the administrator's pages may ask for, and nothing else: no young person is within their reach."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app

from viewpoint.domain.accounts import LocalSignIn
from viewpoint.domain.council import Council
from viewpoint.domain.people import AuthorityId
from viewpoint.services.accounts import Accounts
from viewpoint.services.break_glass import BreakGlass
from viewpoint.services.staff_accounts import StaffAccounts
from viewpoint.web.access import viewer

EXTENSION = "viewpoint.administrator"


@dataclass(frozen=True, kw_only=True)
class AdministratorServices:
    """The services of this audience."""

    accounts: Accounts
    staff_accounts: StaffAccounts
    break_glass: BreakGlass
    local: LocalSignIn
    councils: Mapping[AuthorityId, Council]


def services() -> AdministratorServices:
    """Those of the running app."""
    found: AdministratorServices = current_app.extensions[EXTENSION]
    return found


def council() -> Council:
    """The council of whoever is signed in."""
    return services().councils[viewer().authority]

"""Where each role's pages are: one table, from which the menu and the first page come."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import current_app, request, url_for
from flask_babel import lazy_gettext as _

from viewpoint.domain.accounts import StaffVisit
from viewpoint.domain.errors import StorageUnavailable
from viewpoint.domain.permissions import Role
from viewpoint.web.access import is_staff_page, staff_visit
from viewpoint.web.locale import current_language
from viewpoint.web.staff.keys import has_keys

ROLE_NAMES: Mapping[Role, str] = {
    Role.IRO: _("Independent Reviewing Officer"),
    Role.DUTY_WORKER: _("Duty worker"),
    Role.MANAGER: _("Manager"),
    Role.READER: _("Reader"),
    Role.COORDINATOR: _("Participation coordinator"),
    Role.COMMISSIONER: _("Commissioner"),
    Role.AUDITOR: _("Auditor"),
    Role.ADMINISTRATOR: _("Administrator"),
}
"""The roles that sign in, as their holders call them."""

MENU: Mapping[Role, tuple[tuple[str, str], ...]] = {
    Role.IRO: (
        ("iro.caseload", _("Caseload")),
        ("iro.cover", _("Cover")),
        ("iro.outside", _("Outside my caseload")),
        ("iro.records", _("For the record")),
        ("iro.returning", _("Reviews return")),
        ("iro.texts", _("Texts for replies")),
    ),
    Role.DUTY_WORKER: (("duty.home", _("Concerns")),),
    Role.MANAGER: (("manager.home", _("What waits")), ("manager.cover", _("Cover"))),
    Role.COORDINATOR: (
        ("coordinator.home", _("What needs doing")),
        ("coordinator.due", _("Who is due")),
        ("coordinator.invitations", _("Invitations")),
        ("coordinator.papers", _("On paper")),
        ("coordinator.more", _("Other ways to ask")),
        ("coordinator.reach", _("Not reached")),
        ("coordinator.rounds", _("Rounds")),
        ("coordinator.you_said", _("You said, we did")),
        ("coordinator.roster", _("Roster")),
        ("coordinator.returning", _("Reviews return")),
    ),
    Role.READER: (("reader.home", _("Papers")),),
    Role.COMMISSIONER: (
        ("commissioner.rounds", _("Rounds")),
        ("commissioner.how_to_read", _("How to read the numbers")),
    ),
    Role.ADMINISTRATOR: (("administrator.accounts", _("Staff accounts")),),
    Role.AUDITOR: (
        ("auditor.openings", _("Opened from outside")),
        ("auditor.log", _("Who read what")),
        ("auditor.chain", _("Does the log hold?")),
        ("auditor.emergencies", _("Emergency access")),
    ),
}
"""A role's pages: the endpoint and its words, the first page first."""
MAILED = frozenset({Role.IRO, Role.DUTY_WORKER, Role.MANAGER})
"""The roles that get notices by e-mail."""


MENUS = "viewpoint.menus"
KEYS: Mapping[str, str] = {"iro.caseload": "c"}
"""The key that leads to a page of the menu, where it has one."""


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    """One entry of the menu."""

    label: str
    href: str
    is_current: bool = False
    key: str = ""
    """The keyboard shortcut that leads there, "" for none."""


@dataclass(frozen=True, kw_only=True)
class StaffFrame:
    """What the frame of a staff page says of whoever is signed in; `role` is in words."""

    name: str
    role: str
    nav: tuple[MenuItem, ...]
    account: str
    sign_out: str
    has_keys: bool
    """Whether they want keyboard shortcuts."""


def staff_frame() -> dict[str, StaffFrame | None]:
    """What staff templates are given as `staff`; nothing on a young person's page, which asks for no one."""
    if not is_staff_page():
        return {}
    try:
        visit = staff_visit()
    except StorageUnavailable:  # the page that says so still needs its frame
        visit = None
    return {"staff": _frame(visit) if visit else None}


def first_page(role: Role) -> str:
    """Where a role begins."""
    return url_for(MENU[role][0][0])


def _frame(visit: StaffVisit) -> StaffFrame:
    return StaffFrame(
        name=visit.account.name,
        role=str(ROLE_NAMES[visit.role]),
        nav=_menu(visit),
        account=url_for("staff.account"),
        sign_out=url_for("staff.sign_out"),
        has_keys=has_keys(),
    )


def _menu(visit: StaffVisit) -> tuple[MenuItem, ...]:
    items = _entries(visit.role, has_choice=len(visit.account.roles) > 1)
    # The entry whose address is the longest beginning of this page's.
    here = max((item.href for item in items if request.path.startswith(item.href)), key=len, default="")
    return tuple(replace(item, is_current=True) if item.href == here else item for item in items)


def _entries(role: Role, *, has_choice: bool) -> tuple[MenuItem, ...]:
    """A role's menu in the language of this request, made once: every page of the staff's carries it."""
    menus: dict[tuple[Role, bool, str], tuple[MenuItem, ...]] = current_app.extensions.setdefault(MENUS, {})
    key = (role, has_choice, current_language())
    if key not in menus:
        entries = [*MENU[role]]
        if has_choice:
            entries.append(("staff.role", _("Change role")))
        if role in MAILED:
            entries.append(("staff.notices", _("What I am told")))
        menus[key] = tuple(
            MenuItem(label=str(label), href=url_for(endpoint), key=KEYS.get(endpoint, ""))
            for endpoint, label in entries
        )
    return menus[key]

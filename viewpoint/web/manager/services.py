"""What the manager's pages may ask for, and nothing else: no word and no name of a child is within reach."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from viewpoint.domain.council import Council
from viewpoint.domain.people import AuthorityId
from viewpoint.services.covering import Covering
from viewpoint.services.oversight import Oversight
from viewpoint.web.access import viewer

EXTENSION = "viewpoint.manager"


@dataclass(frozen=True, kw_only=True)
class ManagerServices:
    """The services of this audience."""

    oversight: Oversight
    covering: Covering
    councils: Mapping[AuthorityId, Council]
    clock: Callable[[], datetime]


def services() -> ManagerServices:
    """Those of the running app."""
    found: ManagerServices = current_app.extensions[EXTENSION]
    return found


def council() -> Council:
    """The council of whoever is signed in."""
    return services().councils[viewer().authority]

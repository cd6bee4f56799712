"""What the duty worker's pages may ask for, and nothing else: no response is within their reach."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from viewpoint.domain.council import Council
from viewpoint.domain.people import AuthorityId
from viewpoint.services.concerns import Concerns
from viewpoint.web.access import viewer

EXTENSION = "viewpoint.duty"


@dataclass(frozen=True, kw_only=True)
class DutyServices:
    """The services of this audience."""

    concerns: Concerns
    councils: Mapping[AuthorityId, Council]
    clock: Callable[[], datetime]


def services() -> DutyServices:
    """Those of the running app."""
    found: DutyServices = current_app.extensions[EXTENSION]
    return found


def council() -> Council:
    """The council of whoever is signed in."""
    return services().councils[viewer().authority]

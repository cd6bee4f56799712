"""What the auditor's pages may ask for, and nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app

from viewpoint.domain.council import Council
from viewpoint.domain.people import AuthorityId
from viewpoint.domain.uk_time import uk_day
from viewpoint.services.audit_trail import AuditTrail
from viewpoint.services.break_glass import BreakGlass
from viewpoint.services.read_log import ReadLog
from viewpoint.web.access import viewer

EXTENSION = "viewpoint.auditor"


@dataclass(frozen=True, kw_only=True)
class AuditorServices:
    """The services of this audience."""

    break_glass: BreakGlass
    read_log: ReadLog
    audit_trail: AuditTrail
    councils: Mapping[AuthorityId, Council]
    clock: Callable[[], datetime]


def services() -> AuditorServices:
    """Those of the running app."""
    found: AuditorServices = current_app.extensions[EXTENSION]
    return found


def council() -> Council:
    """The council of whoever is signed in."""
    return services().councils[viewer().authority]


def today() -> date:
    """The day it is in the UK."""
    return uk_day(services().clock())

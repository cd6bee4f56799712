"""What the auditor's pages may ask for, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app

from viewpoint.domain.council import Council
from viewpoint.domain.people import AuthorityId
from viewpoint.services.break_glass import BreakGlass
from viewpoint.web.access import viewer

EXTENSION = "viewpoint.auditor"


@dataclass(frozen=True, kw_only=True)
class AuditorServices:
    """The services of this audience."""

    break_glass: BreakGlass
    councils: Mapping[AuthorityId, Council]


def services() -> AuditorServices:
    """Those of the running app."""
    found: AuditorServices = current_app.extensions[EXTENSION]
    return found


def council() -> Council:
    """The council of whoever is signed in."""
    return services().councils[viewer().authority]

"""What the reader's pages may ask for, and nothing else: no name is within their reach."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app

from viewpoint.domain.council import Council
from viewpoint.domain.people import AuthorityId
from viewpoint.services.key_paper import KeyPaper
from viewpoint.web.access import viewer

EXTENSION = "viewpoint.reader"


@dataclass(frozen=True, kw_only=True)
class ReaderServices:
    """The services of this audience."""

    key_paper: KeyPaper
    councils: Mapping[AuthorityId, Council]


def services() -> ReaderServices:
    """Those of the running app."""
    found: ReaderServices = current_app.extensions[EXTENSION]
    return found


def council() -> Council:
    """The council of whoever is signed in."""
    return services().councils[viewer().authority]

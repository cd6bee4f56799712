"""What the commissioner's pages may ask for: sealed releases and the words for their codes, nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app

from viewpoint.domain.council import Council
from viewpoint.domain.people import AuthorityId
from viewpoint.domain.themes import ThemeId
from viewpoint.domain.words import Words
from viewpoint.services.published import Published
from viewpoint.web.access import viewer

EXTENSION = "viewpoint.commissioner"


@dataclass(frozen=True, kw_only=True)
class CommissionerServices:
    """The services of this audience; `theme_titles` by a theme's code."""

    published: Published
    councils: Mapping[AuthorityId, Council]
    theme_titles: Mapping[ThemeId, Words]


def services() -> CommissionerServices:
    """Those of the running app."""
    found: CommissionerServices = current_app.extensions[EXTENSION]
    return found


def council() -> Council:
    """The council of whoever is signed in."""
    return services().councils[viewer().authority]

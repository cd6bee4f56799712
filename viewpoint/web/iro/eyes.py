"""Who reads a page: what its words and days depend on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from viewpoint.domain.themes import ThemeId
from viewpoint.domain.words import Words


@dataclass(frozen=True, kw_only=True)
class Eyes:
    """Who reads: the account, the language of the page, the day it is, and the themes' titles."""

    account: str
    language: str
    today: date
    titles: Mapping[ThemeId, Words]

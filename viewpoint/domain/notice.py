"""Notices: what a member of staff is told by e-mail, which never holds a young person's name or words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from viewpoint.domain.people import AccountId, AuthorityId


class Notice(StrEnum):
    """Why somebody is written to."""

    CONCERN_TODAY = auto()
    CONCERN_SOON = auto()
    CONCERN_ESCALATED = auto()
    UNREAD = auto()
    UNREAD_ESCALATED = auto()
    OPENED_BY_ANOTHER = auto()
    COVER_CHANGED = auto()
    DIGEST = auto()


SAFETY = frozenset({Notice.CONCERN_TODAY, Notice.CONCERN_SOON, Notice.CONCERN_ESCALATED})
"""Those that nobody can turn down."""


@dataclass(frozen=True, kw_only=True)
class StaffNotice:
    """One notice to one person; `about` is the id of what it is about, for the link in it, "" for none."""

    id: str
    authority: AuthorityId
    to: AccountId
    notice: Notice
    about: str
    written_at: datetime

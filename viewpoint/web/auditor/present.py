"""From the log to what its pages show: ids, codes, and the names of staff."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from viewpoint.domain.outside import Opening
from viewpoint.domain.people import AccountId
from viewpoint.domain.permissions import Role
from viewpoint.domain.uk_time import LONDON
from viewpoint.services.read_log import Asked, Lines, Openings
from viewpoint.web.staff.navigation import ROLE_NAMES
from viewpoint.web.staff.reasons import WHY

ACTIONS: Mapping[str, str] = {
    "response_read": lazy_gettext("read a response"),
    "response_read_in_cover": lazy_gettext("read a response, standing in"),
    "response_read_outside": lazy_gettext("read a response from outside"),
    "concerns_read": lazy_gettext("read what needs an adult"),
    "concerns_read_in_cover": lazy_gettext("read what needs an adult, standing in"),
    "concerns_read_outside": lazy_gettext("read what needs an adult, from outside"),
    "voice_heard": lazy_gettext("heard a recording"),
    "voice_heard_in_cover": lazy_gettext("heard a recording, standing in"),
    "voice_heard_outside": lazy_gettext("heard a recording from outside"),
    "reply_sent": lazy_gettext("replied"),
    "reply_sent_in_cover": lazy_gettext("replied, standing in"),
    "outside_searched": lazy_gettext("looked for somebody outside their caseload"),
    "outside_opened": lazy_gettext("opened somebody outside their caseload"),
    "cover_named": lazy_gettext("named a deputy"),
    "cover_ended": lazy_gettext("ended a cover"),
    "signed_in": lazy_gettext("signed in"),
}
"""What is said of the acts that are looked for most; of others their code."""


@dataclass(frozen=True, kw_only=True)
class OpeningView:
    """One opening from outside; `iro` is "" where nobody was named."""

    at: str
    by: str
    young_person: str
    iro: str
    why: str
    words: str


@dataclass(frozen=True, kw_only=True)
class LogPage:
    """The lines asked for, cell by cell, and the form as it was filled in."""

    rows: tuple[tuple[str, ...], ...]
    has_more: bool
    asked: Asked
    accounts: tuple[tuple[str, str], ...]
    error: str = ""


def opening_views(found: Openings) -> tuple[OpeningView, ...]:
    """What was opened, the newest first."""
    return tuple(_opening(each, found.names) for each in found.openings)


def log_page(found: Lines, asked: Asked, error: str) -> LogPage:
    """The lines: when, who, as what, what they did, and the id of what it was done to."""
    rows = (
        (
            str(line.seq),
            _instant(line.at),
            found.names.get(AccountId(line.actor), line.actor),
            str(ROLE_NAMES.get(Role(line.role), line.role)),
            str(ACTIONS.get(line.action, line.action)),
            f"{line.object_type} {line.object_id}",
        )
        for line in found.lines
    )
    accounts = sorted(found.names.items(), key=lambda each: (each[1], each[0]))
    return LogPage(
        rows=tuple(rows),
        has_more=found.has_more,
        asked=asked,
        accounts=(("", _("Anybody")), *accounts),
        error=error,
    )


def _opening(each: Opening, names: Mapping[AccountId, str]) -> OpeningView:
    return OpeningView(
        at=_instant(each.opened_at),
        by=names[each.account],
        young_person=each.young_person,
        iro=names[each.iro] if each.iro else "",
        why=str(WHY[each.reason.why]),
        words=each.reason.words or _("The reason cannot be read any more"),
    )


def _instant(at: datetime) -> str:
    """Day and time in the UK, so that they sort and can be quoted."""
    return f"{at.astimezone(LONDON):%Y-%m-%d %H:%M:%S}"

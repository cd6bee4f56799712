"""From what waits to the manager's page: by the council's own number and the IRO, never by name or words."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from viewpoint.domain.concern_life import ConcernState, Escalation, WaitingConcern
from viewpoint.domain.cover import Cover
from viewpoint.domain.people import AccountId
from viewpoint.domain.unread import Unread, UnreadTold
from viewpoint.services.oversight import WhatWaits
from viewpoint.services.what_waits import is_late
from viewpoint.web.concern_page import due_words
from viewpoint.web.locale import current_language
from viewpoint.web.when import moment, span
from viewpoint.wording.dates import day

Cells = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ManagerPage:
    """Rows of tables, their cells in the order of the template's columns."""

    late: int
    waiting: tuple[Cells, ...]
    taken_up: tuple[Cells, ...]
    unread: tuple[Cells, ...]
    covers: tuple[Cells, ...]
    undelivered: tuple[Cells, ...]
    has_duty_worker: bool


def manager_page(waits: WhatWaits, now: datetime) -> ManagerPage:
    """Everything that waits."""
    raised = [each for each in waits.concerns if each.life.state is ConcernState.RAISED]
    taken_up = [each for each in waits.concerns if each.life.state is not ConcernState.RAISED]
    return ManagerPage(
        late=sum(is_late(each, now) for each in raised),
        waiting=tuple(_waiting(each, waits, now) for each in raised),
        taken_up=tuple(_taken_up(each, waits, now) for each in taken_up),
        unread=tuple(_unread(each, waits, now) for each in waits.unread),
        covers=tuple(_cover(each, waits) for each in waits.covers),
        undelivered=tuple(
            (waits.names.get(notice.to, ""), moment(at, now)) for notice, at in waits.undelivered
        ),
        has_duty_worker=waits.has_duty_worker,
    )


def _waiting(concern: WaitingConcern, waits: WhatWaits, now: datetime) -> Cells:
    told = {
        Escalation.NOBODY: _("nobody yet"),
        Escalation.DEPUTY: _("the deputy"),
        Escalation.MANAGER: _("you and the other managers"),
    }
    soon = _("today") if concern.is_for_today else _("the next working day")
    return (
        concern.child_ref,
        _iro(concern.iro, waits),
        soon,
        due_words(concern.life.due_at, now),
        told[concern.life.escalation],
    )


def _taken_up(concern: WaitingConcern, waits: WhatWaits, now: datetime) -> Cells:
    owner = concern.life.owner
    return (
        concern.child_ref,
        _iro(concern.iro, waits),
        waits.names[owner] if owner else _iro(concern.iro, waits),
        span(now - concern.raised_at),
    )


def _unread(unread: Unread, waits: WhatWaits, now: datetime) -> Cells:
    told = {
        UnreadTold.NOBODY: _("nobody yet"),
        UnreadTold.DEPUTY: _("the IRO and the deputy"),
        UnreadTold.MANAGER: _("you and the other managers"),
    }
    return (unread.child_ref, _iro(unread.iro, waits), span(now - unread.sent_at), told[unread.told])


def _cover(cover: Cover, waits: WhatWaits) -> Cells:
    return (
        waits.names[cover.iro],
        waits.names[cover.deputy],
        day(cover.until_on, current_language()),
    )


def _iro(iro: AccountId | None, waits: WhatWaits) -> str:
    return waits.names[iro] if iro else _("nobody is named")

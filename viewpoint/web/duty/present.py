"""The duty worker's list: what nobody has taken up first, due times as people say them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _

from viewpoint.domain.concern_life import ConcernState
from viewpoint.services.concerns import Listed
from viewpoint.web.concern_page import due_words, question_words
from viewpoint.web.when import moment


@dataclass(frozen=True, kw_only=True)
class DutyRow:
    """One concern on the list."""

    href: str
    name: str
    what: str
    is_for_today: bool
    is_late: bool
    when: str
    iro: str
    owner: str
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class DutyPage:
    """The list in its three parts."""

    new: tuple[DutyRow, ...]
    taken_up: tuple[DutyRow, ...]
    closed: tuple[DutyRow, ...]


def duty_page(waiting: Sequence[Listed], closed: Sequence[Listed], account: str, now: datetime) -> DutyPage:
    """The list as whoever is signed in sees it."""
    new = [each for each in waiting if each.waiting.life.state is ConcernState.RAISED]
    taken_up = [each for each in waiting if each.waiting.life.state is not ConcernState.RAISED]
    mine_first = sorted(taken_up, key=lambda each: each.waiting.life.owner != account)
    return DutyPage(
        new=tuple(_row(each, account, now) for each in new),
        taken_up=tuple(_row(each, account, now) for each in mine_first),
        closed=tuple(_row(each, account, now) for each in closed),
    )


def _row(listed: Listed, account: str, now: datetime) -> DutyRow:
    waiting, life = listed.waiting, listed.waiting.life
    is_new = life.state is ConcernState.RAISED
    return DutyRow(
        href=url_for("duty.concern", concern_id=waiting.id),
        name=listed.name or _("No name on the roster"),
        what=question_words(waiting.question),
        is_for_today=waiting.is_for_today,
        is_late=is_new and life.due_at <= now,
        when=due_words(life.due_at, now)
        if is_new
        else _("raised %(when)s", when=moment(waiting.raised_at, now)),
        iro=listed.iro,
        owner=listed.owner,
        is_own=life.owner == account,
    )

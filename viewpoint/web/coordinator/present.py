"""What the coordinator's templates are given: plain values, texts in the reader's language."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from flask import url_for
from flask_babel import get_translations
from flask_babel import gettext as _

from viewpoint.domain.asking import WhyNot
from viewpoint.domain.invitation import Channel
from viewpoint.domain.languages import bcp47
from viewpoint.domain.rounds import Round
from viewpoint.domain.uk_time import uk_day
from viewpoint.services.invitation_list import Listed, Listing, Show
from viewpoint.services.invite import Due
from viewpoint.services.outbox import Kept
from viewpoint.web.coordinator.words import (
    ASKED_FOR,
    CHANNELS,
    DISPATCHES,
    HELD_BACK,
    KINDS,
    ROUND_STATES,
    STATES,
    TO_DO,
    name_or_none,
)
from viewpoint.web.locale import OWN_NAMES, current_language
from viewpoint.wording.dates import day, day_and_year, in_days, in_working_days

T = TypeVar("T")
A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Tick:
    """One line of a list that can be ticked: whom, and what is said of them."""

    value: str
    name: str
    state: str = ""
    is_urgent: bool = False
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Pager:
    """Where one is in a long list; "" where there is no such page."""

    here: str
    previous_href: str
    next_href: str


@dataclass(frozen=True, kw_only=True)
class Confirm:
    """A question before something that cannot be undone."""

    title: str
    words: tuple[str, ...]
    action: str
    fields: tuple[tuple[str, str], ...]
    button: str
    back_href: str


@dataclass(frozen=True, kw_only=True)
class RoundRow:
    """A round as it is listed; `close_href` is empty unless it can be closed."""

    name: str
    window: str
    state: str
    closes: str
    close_href: str
    pulse_href: str = ""


@dataclass(frozen=True, kw_only=True)
class Letterbox:
    """A message of the demo's outbox."""

    name: str
    about: str
    to: str
    subject: str
    body: str
    link: str
    language: str


def due_rows(due: Sequence[Due]) -> tuple[Tick, ...]:
    """Who is due and for what."""
    return tuple(
        Tick(
            value=each.young_person,
            name=name_or_none(each.name),
            facts=(_occasion(each), str(CHANNELS[each.channel]), *_language(each.language)),
        )
        for each in due
    )


def invitation_rows(entries: Sequence[Listed], today: date) -> tuple[Tick, ...]:
    """Invitations and how far each has come."""
    return tuple(_invitation_row(entry, today) for entry in entries)


def held_back(counts: Mapping[WhyNot, int]) -> tuple[tuple[str, int], ...]:
    """How many are near but are not asked, by reason."""
    return tuple((str(words), counts[why]) for why, words in HELD_BACK.items() if counts.get(why))


def by_channel(channels: Iterable[Channel]) -> str:
    """How many go how: "40 by text, 3 by letter"."""
    counted = Counter(channels)
    return ", ".join(f"{counted[each]} {words}" for each, words in CHANNELS.items() if counted[each])


def part_of(everything: Sequence[T], page: int) -> tuple[Sequence[T], int, int]:
    """Fifty of a list, the page they are, and how many pages there are; a page too high is the last one."""
    pages = max(1, -(-len(everything) // A_PAGE))
    page = min(max(page, 1), pages)
    return everything[(page - 1) * A_PAGE : page * A_PAGE], page, pages


def pager(endpoint: str, page: int, pages: int, **asked: Any) -> Pager:
    """The way to the pages before and after."""
    return Pager(
        here=_("Page %(page)s of %(pages)s", page=page, pages=pages),
        previous_href=url_for(endpoint, page=page - 1, **asked) if page > 1 else "",
        next_href=url_for(endpoint, page=page + 1, **asked) if page < pages else "",
    )


def list_pager(listing: Listing, show: Show) -> Pager:
    """The way through the invitations."""
    return pager("coordinator.invitations", listing.page, listing.pages, show=show.value)


def round_rows(rounds: Sequence[Round], today: date) -> tuple[RoundRow, ...]:
    """Every round and how it stands."""
    return tuple(
        RoundRow(
            name=each.name,
            window=window(each),
            state=str(ROUND_STATES[each.state]),
            closes=in_days(each.closes_on, today, get_translations()) if each.closed_at is None else "",
            pulse_href="" if each.closed_at or not is_on else url_for("coordinator.pulse", round_id=each.id),
            close_href="" if each.closed_at else url_for("coordinator.close_round", round_id=each.id),
        )
        for each in rounds
        for is_on in [each.opens_on <= today <= each.closes_on]
    )


def window(round_: Round) -> str:
    """From when to when."""
    language = current_language()
    first, last = day_and_year(round_.opens_on, language), day_and_year(round_.closes_on, language)
    return _("%(first)s to %(last)s", first=first, last=last)


def letterboxes(messages: Sequence[Kept]) -> tuple[Letterbox, ...]:
    """The demo's messages."""
    return tuple(
        Letterbox(
            name=name_or_none(each.name),
            about=f"{KINDS[each.kept.message.kind]}, {CHANNELS[each.kept.message.channel]}",
            to=each.kept.words.to,
            subject=each.kept.words.subject,
            body=each.kept.words.body,
            link=each.kept.words.link,
            language=bcp47(each.language),
        )
        for each in messages
    )


def _occasion(due: Due) -> str:
    if due.round is not None:
        return _("round %(name)s", name=due.round.name)
    return _("review %(when)s", when=in_working_days(due.working_days, get_translations()))


def _language(language: str) -> tuple[str, ...]:
    return () if language == "en" else (OWN_NAMES.get(language, language),)


def _invitation_row(entry: Listed, today: date) -> Tick:
    invitation = entry.invitation
    occasion = _asked_for(entry)
    facts = [occasion, _("asked %(when)s", when=_when(invitation.issued_at, today))]
    if invitation.sent_at:
        facts.append(_("answered %(when)s", when=_when(invitation.sent_at, today)))
    if invitation.reminded_at:
        facts.append(_("reminded %(when)s", when=_when(invitation.reminded_at, today)))
    is_waiting = entry.belongs_to(Show.OPEN)
    if is_waiting and not invitation.is_standing:
        facts.append(_("open until %(day)s", day=day(invitation.last_on, current_language())))
    if is_waiting:
        facts.append(_delivery(entry))
    return Tick(
        value=invitation.id,
        name=name_or_none(entry.name),
        state=_state(entry),
        is_urgent=entry.is_to_do,
        facts=tuple(fact for fact in facts if fact),
    )


def _asked_for(entry: Listed) -> str:
    kind, review_on = entry.invitation.kind, entry.invitation.review_on
    if kind in ASKED_FOR:
        return str(ASKED_FOR[kind])
    if review_on:
        return _("review on %(day)s", day=day(review_on, current_language()))
    return _("round %(name)s", name=entry.round_name)


def _state(entry: Listed) -> str:
    """What a person has to see to goes before how far it has come."""
    if entry.is_to_do and entry.dispatch is not None:
        return str(TO_DO[entry.dispatch])
    return str(STATES[entry.state])


def _delivery(entry: Listed) -> str:
    channel = entry.invitation.channel
    if entry.dispatch is None or entry.is_to_do:
        return str(CHANNELS[channel])
    if channel is Channel.LETTER:
        return str(DISPATCHES[entry.dispatch])
    return f"{CHANNELS[channel]}, {DISPATCHES[entry.dispatch]}"


def _when(at: datetime, today: date) -> str:
    return in_days(uk_day(at), today, get_translations())

"""One concern as whoever takes it up sees it: what it rests on, where it stands, and what may be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from viewpoint.domain.concern import ADVOCATE, BUTTONS, Concern, ConcernSource, SafeWay
from viewpoint.domain.concern_life import ConcernState, Step, TakenStep
from viewpoint.domain.concern_route import Route
from viewpoint.domain.council import telephone_link
from viewpoint.domain.languages import bcp47
from viewpoint.services.concerns import OpenedConcern, RestsOn
from viewpoint.web.locale import current_language
from viewpoint.web.visible import visible
from viewpoint.web.when import moment, span
from viewpoint.web.words import COMPANY, SAFE_WAYS, home_in_words, language_in_words

CAREFUL: Mapping[Route, str] = {
    Route.NOT_THE_CARER: lazy_gettext(
        "It may be about their carer. Speak to the young person on their own, before anybody where they live."
    ),
    Route.NOT_THE_STAFF: lazy_gettext(
        "It may be about somebody who works where they live. Do not ring the home about it. "
        "The managers are told too."
    ),
    Route.NOT_THE_IRO: lazy_gettext(
        "It may be about their IRO, who is not told and cannot see it. Do not pass it on to them."
    ),
}
"""Whom not to speak to first."""
STEPS: Mapping[Step, str] = {
    Step.RAISED: lazy_gettext("Raised"),
    Step.ASKED_AGAIN: lazy_gettext("They asked for somebody sooner"),
    Step.MORE_URGENT: lazy_gettext("What they wrote since needs somebody sooner"),
    Step.REOPENED: lazy_gettext("They asked again: open once more"),
    Step.ACKNOWLEDGED: lazy_gettext("Taken up"),
    Step.NOTED: lazy_gettext("Noted"),
    Step.EMERGENCY_TEAM_TOLD: lazy_gettext("The emergency duty team was told"),
    Step.DEPUTY_TOLD: lazy_gettext("Not taken up in time: the deputy was told"),
    Step.MANAGER_TOLD: lazy_gettext("Not taken up in time: the managers were told"),
    Step.CLOSED: lazy_gettext("Closed"),
}


@dataclass(frozen=True, kw_only=True)
class StepView:
    """A step that was taken; `by` and `words` are "" where there are none."""

    what: str
    at: str
    by: str
    words: str


@dataclass(frozen=True, kw_only=True)
class ConcernPage:
    """One concern; texts are in the reader's language, "" where there is nothing to say.

    `answer` are the lines of the one answer, `answer_language` that of words of their own.
    """

    id: str
    name: str
    is_for_today: bool
    state: ConcernState
    stands: str
    is_late: bool
    is_own: bool
    careful: str
    question: str
    pressed: str
    answer: tuple[str, ...]
    is_unsent: bool
    is_their_words: bool
    answer_language: str
    is_adults: bool
    is_by_words: bool
    keep_from_home: bool
    safe_ways: tuple[str, ...]
    how_to_reach: str
    phone: str
    phone_link: str
    facts: tuple[tuple[str, str], ...]
    steps: tuple[StepView, ...]
    words: str = ""
    """What was typed and could not be kept."""
    error: str = ""
    error_at: str = ""
    """Which of the two forms it was typed into."""


def concern_page(opened: OpenedConcern, account: str, now: datetime) -> ConcernPage:
    """The page for whoever is signed in."""
    concern, life, rests_on = opened.concern, opened.waiting.life, opened.rests_on
    is_button = concern.question in BUTTONS
    return ConcernPage(
        id=opened.waiting.id,
        name=opened.name or _("No name on the roster"),
        is_for_today=concern.is_for_today,
        state=life.state,
        stands=_stands(opened, now),
        is_late=life.state is ConcernState.RAISED and life.due_at <= now,
        is_own=life.owner == account,
        careful=str(CAREFUL.get(concern.route, "")),
        question="" if is_button else _question(rests_on),
        pressed=_pressed(concern) if is_button else "",
        answer=_answer(rests_on),
        is_unsent=not is_button and rests_on.answer is None,
        is_their_words=rests_on.answer is not None and bool(rests_on.answer.words),
        answer_language=bcp47(rests_on.language),
        is_adults=concern.is_adults,
        is_by_words=concern.source is ConcernSource.WORDS,
        keep_from_home=SafeWay.TELL_NOBODY_AT_HOME in concern.safe_ways,
        safe_ways=tuple(str(SAFE_WAYS[each]) for each in concern.safe_ways),
        how_to_reach=visible(concern.how_to_reach),
        phone=opened.phone,
        phone_link=telephone_link(opened.phone) if opened.phone else "",
        facts=_facts(opened, now),
        steps=tuple(_step(each, opened, now) for each in opened.steps),
    )


def due_words(due_at: datetime, now: datetime) -> str:
    """By when somebody is to take it up, or how long ago somebody should have."""
    if due_at <= now:
        return _("should have been taken up %(long)s ago", long=span(now - due_at))
    return _("to be taken up %(when)s", when=moment(due_at, now))


def question_words(question: str) -> str:
    """What kind of concern it is, on a list: which button, or that it is an answer."""
    if question == ADVOCATE:
        return _("Wants an advocate")
    return _("Asked to talk to someone") if question in BUTTONS else _("Something they answered or wrote")


def _stands(opened: OpenedConcern, now: datetime) -> str:
    life = opened.waiting.life
    if life.state is ConcernState.RAISED:
        return _("Nobody has taken it up: %(due)s.", due=due_words(life.due_at, now))
    name = opened.names[life.owner] if life.owner else _("their IRO")
    if life.state is ConcernState.ACKNOWLEDGED:
        return _("%(name)s has taken it up.", name=name)
    return _("%(name)s has closed it.", name=name)


def _question(rests_on: RestsOn) -> str:
    if rests_on.question is None:
        return _("An answer that needs an adult")
    return rests_on.question.label.in_language(current_language())


def _pressed(concern: Concern) -> str:
    if concern.question == ADVOCATE:
        return _("They pressed “I want an advocate”.")
    return _("They pressed “I want to talk to someone”.")


def _answer(rests_on: RestsOn) -> tuple[str, ...]:
    question, answer = rests_on.question, rests_on.answer
    if answer is None:
        return ()
    if answer.words:
        return (visible(answer.words),)
    if answer.number is not None:
        return (_("%(number)s out of 10", number=answer.number),)
    options = question.options if question else ()
    chosen = [option for option in options if option.name in answer.chosen]
    return tuple(option.label.in_language(current_language()) for option in chosen)


def _facts(opened: OpenedConcern, now: datetime) -> tuple[tuple[str, str], ...]:
    rests_on, waiting = opened.rests_on, opened.waiting
    profile, who = rests_on.profile, rests_on.who_is_here
    pairs = {
        _("Raised"): moment(waiting.raised_at, now),
        _("Who was with them"): "" if who is None else str(COMPANY.get(who, "")),
        _("Language"): language_in_words(rests_on.language),
        _("Where they live"): home_in_words(profile.placement_type, profile.area, profile.distance),
        _("Their IRO"): opened.names[waiting.iro] if waiting.iro else _("Nobody is named"),
    }
    return tuple((words, value) for words, value in pairs.items() if value)


def _step(taken: TakenStep, opened: OpenedConcern, now: datetime) -> StepView:
    return StepView(
        what=str(STEPS[taken.step]),
        at=moment(taken.at, now),
        by=opened.names[taken.by] if taken.by else "",
        words=visible(taken.words),
    )

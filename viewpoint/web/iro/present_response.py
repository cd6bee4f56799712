"""From a reading to its page: what they said, in their order, beside what they said last time."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from flask import url_for
from flask_babel import get_translations, lazy_gettext

from viewpoint.domain.concern import ADVOCATE, BUTTONS, AskedToday, Concern
from viewpoint.domain.invitation import InvitationKind
from viewpoint.domain.people import Profile, ResponseId
from viewpoint.domain.questionnaire import Question
from viewpoint.domain.sent import Medium, SentResponse
from viewpoint.domain.standing import Standing
from viewpoint.domain.uk_time import uk_day
from viewpoint.services.review import Raised, Reading
from viewpoint.services.said import Said, asked_questions
from viewpoint.web.iro.answers import answer_view
from viewpoint.web.iro.eyes import Eyes
from viewpoint.web.iro.marking import visible
from viewpoint.web.iro.pages import (
    ConcernsPage,
    ConcernView,
    EarlierView,
    ResponsePage,
)
from viewpoint.web.iro.present_caseload import name_or_none, opened_in_words
from viewpoint.web.iro.present_loop import closing_view, draft_line, promise_views
from viewpoint.web.iro.present_reply import question_choices, reply_views
from viewpoint.web.iro.present_rows import is_reached, sections_of
from viewpoint.web.iro.present_travel import questions_to_ask, travel_view
from viewpoint.web.iro.words import COMPANY, KINDS, SAFE_WAYS, home_in_words, language_in_words
from viewpoint.web.locale import gettext as _
from viewpoint.wording.dates import day, day_and_year, in_days

YES = "yes"
_TALK = lazy_gettext("They want you or their social worker to get in touch soon.")
WISHES: Mapping[tuple[str, str], str] = {
    ("want_talk", YES): _TALK,
    ("any_kind", "call_me"): _TALK,
    ("want_advocate", YES): lazy_gettext("They want an advocate."),
}
"""By measure and the option chosen: what it asks the IRO for."""


def response_page(reading: Reading, eyes: Eyes) -> ResponsePage:
    """One response with all that helps to understand it."""
    response, profile = reading.now.response, reading.now.response.profile
    is_outside = reading.standing is Standing.OUTSIDE
    fresh = [each for each in reading.concerns if _is_fresh(each, response)]
    before = [each for each in reading.concerns if not _is_fresh(each, response)]
    last, sections = reading.last_time, sections_of(reading, eyes)
    return ResponsePage(
        id=response.id,
        name=name_or_none(reading.name),
        sent=_sent(response.sent_at, eyes),
        company=str(COMPANY.get(response.who_is_here, "")),
        language=language_in_words(response.language) if response.language != eyes.language else "",
        lives="" if response.kind is InvitationKind.ANY_TIME else _lives(profile),
        first_read_on=_day(response.read_at, eyes) if response.read_at else "",
        last_time_on=_year(last.response.sent_at, eyes) if last else "",
        is_on_paper=response.medium is Medium.PAPER,
        wishes=_wishes(reading.now),
        concerns=_first_things_first(_concern_of(reading, each, eyes) for each in fresh),
        concerns_before=tuple(_concern_of(reading, each, eyes) for each in before),
        sections=tuple(section for section in sections if is_reached(section)),
        unreached=tuple(section.title for section in sections if not is_reached(section)),
        replies=reply_views(reading, eyes.account, eyes.language),
        questions=question_choices(reading.now, eyes.language),
        earlier=tuple(_earlier(each, eyes) for each in reading.earlier),
        young_person=response.young_person,
        kind=str(KINDS.get(response.kind, "")),
        is_adults=response.is_adults,
        can_reply=response.kind is not InvitationKind.OBSERVER and not is_outside,
        belongs_with=tuple(_beside(each, response, eyes) for each in reading.belongs_with),
        ages=profile.age_band,
        promises=() if is_outside else promise_views(reading, eyes.today, eyes.language),
        closing=closing_view(reading.loop, eyes.language),
        draft=draft_line(reading.loop, eyes.account, eyes.language),
        travel=travel_view(reading.told, eyes.language),
        to_ask=questions_to_ask(reading, eyes.titles, eyes.language),
        before=_unread(reading.loop.before),
        after=_unread(reading.loop.after),
        first_read_by=reading.read_by_name,
        is_outside=is_outside,
        opened=tuple(opened_in_words(each, eyes.language) for each in reading.opened),
    )


def concerns_page(raised: Raised, eyes: Eyes) -> ConcernsPage:
    """What was raised without anything having been sent: the answer itself is still theirs alone."""
    concerns = _first_things_first(
        _concern(each, raised.questions.get(each.question), None, eyes) for each in raised.concerns
    )
    return ConcernsPage(
        name=name_or_none(raised.name),
        concerns=concerns,
        young_person=raised.young_person,
        is_outside=raised.standing is Standing.OUTSIDE,
        opened=tuple(opened_in_words(each, eyes.language) for each in raised.opened),
    )


def _first_things_first(concerns: Iterable[ConcernView]) -> tuple[ConcernView, ...]:
    """What is for today, then who wants an advocate, then the rest, each the newest first."""
    return tuple(sorted(concerns, key=lambda each: (not each.is_for_today, not each.is_advocate)))


def _is_fresh(concern: Concern, response: SentResponse) -> bool:
    """Of this response, or raised since."""
    return concern.invitation == response.invitation or concern.raised_at >= response.sent_at


def _wishes(said: Said) -> tuple[str, ...]:
    """What they asked for by saying yes, which is easily passed over among forty answers."""
    asked = {question.measure: said.answers.get(question.name) for question in asked_questions(said)}
    return tuple(
        str(words)
        for (measure, code), words in WISHES.items()
        if (answer := asked.get(measure)) and code in answer.chosen
    )


def _concern_of(reading: Reading, concern: Concern, eyes: Eyes) -> ConcernView:
    said = next(
        (said for said in (reading.now, reading.last_time) if said and _is_about(said, concern)), None
    )
    known = said or reading.now
    return _concern(concern, known.instrument.by_name.get(concern.question), said, eyes)


def _is_about(said: Said, concern: Concern) -> bool:
    return said.response.invitation == concern.invitation


def _concern(concern: Concern, question: Question | None, said: Said | None, eyes: Eyes) -> ConcernView:
    label = question.label.in_language(eyes.language) if question else _("An answer that needs an adult")
    is_answered = said is not None and concern.question in {*said.answers, *said.alarming}
    return ConcernView(
        label="" if concern.question in BUTTONS else label,
        answer=answer_view(said, question, eyes.language) if said and question and is_answered else None,
        is_for_today=concern.is_for_today,
        is_advocate=concern.question == ADVOCATE,
        safe_ways=tuple(str(SAFE_WAYS[each]) for each in concern.safe_ways),
        asked_today="" if concern.asked_today is AskedToday.UNASKED else concern.asked_today.value,
        how_to_reach=visible(concern.how_to_reach),
        href=url_for("iro.concern", concern_id=concern.id),
        state=concern.state.value,
        on=_sent(concern.raised_at, eyes),
        is_adults=concern.is_adults,
        is_kept_back=said is not None and concern.question in said.alarming,
    )


def _unread(response: ResponseId | None) -> str:
    return url_for("iro.response", response_id=response) if response else ""


def _earlier(response: SentResponse, eyes: Eyes) -> EarlierView:
    return EarlierView(
        href=url_for("iro.response", response_id=response.id),
        on=_year(response.sent_at, eyes),
        kind=_kind(response),
    )


def _beside(each: SentResponse, response: SentResponse, eyes: Eyes) -> EarlierView:
    view = _earlier(each, eyes)
    is_added = each.kind is InvitationKind.ANY_TIME and each.supplements == response.id
    return replace(view, kind=_("What they added")) if is_added else view


def _lives(profile: Profile) -> str:
    """Where they lived when they were asked; a standing link does not know where they live now."""
    return home_in_words(profile.placement_type, profile.area, profile.distance)


def _kind(response: SentResponse) -> str:
    """What it was, and whose words; "" for the young person's own views."""
    if response.kind in KINDS:
        return str(KINDS[response.kind])
    return str(COMPANY["proxy"]) if response.is_adults else ""


def _sent(instant: datetime, eyes: Eyes) -> str:
    when = in_days(uk_day(instant), eyes.today, get_translations())
    return _("%(when)s, %(day)s", when=when, day=_day(instant, eyes))


def _day(instant: datetime, eyes: Eyes) -> str:
    return day(uk_day(instant), eyes.language)


def _year(instant: datetime, eyes: Eyes) -> str:
    return day_and_year(uk_day(instant), eyes.language)

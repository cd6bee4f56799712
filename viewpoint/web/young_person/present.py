"""From a journey to what a page is given, every text in the reader's language."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from flask import url_for

from viewpoint.domain.council import Council
from viewpoint.domain.invitation import Invitation
from viewpoint.domain.journey import Journey
from viewpoint.domain.questionnaire import Option, Question, QuestionType, Visibility
from viewpoint.domain.response import Answer, AnswerState, Reason, Share
from viewpoint.domain.routing import Page, progress
from viewpoint.domain.sharing import shares_of
from viewpoint.domain.uk_time import LONDON, uk_day
from viewpoint.web.locale import gettext as _
from viewpoint.web.locale import in_safe_words
from viewpoint.web.young_person import pages, pieces
from viewpoint.wording.dates import day

SECONDS_A_QUESTION = 15
KEPT_MONTHS = 24
LONG_ENOUGH_FOR_A_BREAK = 8
FACES = {"faces5": (4, 3, 2, 1, 0), "faces3": (4, 2, 0)}
"""The faces of a scale whose first option is the best; options beyond it ("not sure") have none."""

REASONS: dict[Reason, Callable[[], str]] = {
    Reason.CHOOSE_ONE: lambda: _("Choose one answer, or press Skip."),
    Reason.UNKNOWN_OPTION: lambda: _("Choose one of the answers on this page."),
    Reason.EXCLUSIVE: lambda: _("You chose an answer that stands alone and another one. Choose again."),
    Reason.OUT_OF_RANGE: lambda: _("Choose a number from 0 to 10."),
    Reason.TOO_LONG: lambda: _("This is very long. Please make it shorter. Nothing is lost."),
    Reason.CONSTRAINT: lambda: _("Please look at your answer again."),
}


def reader(journey: Journey, council: Council, language: str) -> pieces.Reader:
    """Who reads what is sent: by name where the council has named somebody."""
    title = council.reader_of(journey.visit.invitation.profile.age_band).in_language(language)
    name = journey.visit.reader_name
    words = _("%(name)s, %(title)s,", name=name, title=title) if name else title
    return pieces.Reader(name=name or title[:1].upper() + title[1:], words=words)


def renewed(journey: Journey, council: Council, language: str) -> pieces.Renewed | None:
    """When other pictures were last chosen, so that nobody does it unseen; None where nobody did."""
    at = journey.visit.pin_renewed_at
    if at is None or not journey.visit.has_pin:
        return None
    name = reader(journey, council, language).name
    return pieces.Renewed(day=day_of(at, language), time=f"{at.astimezone(LONDON):%H:%M}", reader=name)


def question_number(journey: Journey, page: Page) -> int:
    """The page's place in the questionnaire: its address has this, and so tells nobody what is asked."""
    return next(
        number
        for number, question in enumerate(journey.instrument.questions, 1)
        if question.name == page.name
    )


def page_numbered(journey: Journey, number: int) -> Page | None:
    """The page at this place, or None when it is not on the path (any longer)."""
    names = [question.name for question in journey.instrument.questions]
    if not 1 <= number <= len(names):
        return None
    return next((page for page in journey.pages if page.name == names[number - 1]), None)


def page_url(journey: Journey, page: Page | None) -> str:
    """Where a page is; past the last one, where the answers are checked."""
    if page is None:
        return url_for("young_person.check")
    return url_for("young_person.question", number=question_number(journey, page))


def welcome_page(journey: Journey, name: str, council: Council, language: str) -> pages.WelcomePage:
    """What this is, and who reads it."""
    count = sum(question.asks for page in journey.pages for question in page.questions)
    return pages.WelcomePage(
        name=name,
        reader=reader(journey, council, language),
        question_count=count,
        minutes=max(1, round(count * SECONDS_A_QUESTION / 60)),
        kept_months=KEPT_MONTHS,
        meeting_on=meeting_on(journey.visit.invitation, language),
        is_anonymous=journey.is_anonymous,
        kind=journey.visit.invitation.kind.value,
    )


def question_page(
    journey: Journey,
    page: Page,
    council: Council,
    language: str,
    given: Mapping[str, Answer],
    wrong: Mapping[str, Reason],
) -> pages.QuestionPage | pages.NotePage:
    """One page of the path; `given` are answers just posted that could not be taken."""
    place = progress(journey.pages, page.name)
    at, total = place or (1, len(journey.pages))
    first = page.questions[0]
    if not page.asks:
        return pages.NotePage(
            label=in_safe_words(first.label, language),
            hint=in_safe_words(first.hint, language) if first.hint else "",
            at=at,
            total=total,
            symbol=first.image,
        )
    views = tuple(
        replace(
            question_view(question, language, _shown(journey, question, given), wrong.get(question.name)),
            last_time=_last_time(journey, question, language),
            last_topic=_last_topic(journey, question, language),
            is_kept=journey.is_set_aside(question.name),
        )
        for question in page.questions
    )
    section = first.group.label.in_language(language) if first.group else ""
    return pages.QuestionPage(
        questions=views,
        reader=reader(journey, council, language),
        at=at,
        total=total,
        section="" if first.shares_page else section,
        title=section if len(views) > 1 else "",
        has_pin=journey.is_locked,
        offers_break=total >= LONG_ENOUGH_FOR_A_BREAK and at == total // 2 + 1,
    )


def question_view(
    question: Question, language: str, answer: Answer | None, wrong: Reason | None
) -> pieces.QuestionView:
    """One question with what was answered, if that may be shown."""
    return pieces.QuestionView(
        name=question.name,
        kind=pieces.QuestionKind(question.type.value),
        label=question.label.in_language(language),
        hint=in_safe_words(question.hint, language) if question.hint else "",
        options=_options(question, language, answer),
        number=answer.number if answer else None,
        words=answer.words if answer else "",
        visibility=_visibility(question),
        shares=tuple(share.value for share in shares_of(question)),
        share=(answer.share if answer else Share.IRO).value,
        error=_error(question, language, wrong),
        symbol=question.image,
    )


def check_page(journey: Journey, council: Council, language: str) -> pages.CheckPage:
    """Everything before sending, under the questionnaire's own headings."""
    sections: dict[str, list[pieces.CheckRow]] = {}
    for page in journey.pages:
        for question in page.questions:
            if question.asks:
                title = question.group.label.in_language(language) if question.group else ""
                sections.setdefault(title, []).append(_check_row(journey, page, question, language))
    return pages.CheckPage(
        sections=tuple(
            pieces.CheckSection(title=title, rows=tuple(rows)) for title, rows in sections.items()
        ),
        reader=reader(journey, council, language),
        meeting_on=meeting_on(journey.visit.invitation, language),
        offers_pin=journey.may_choose_pin,
        asks_pin=journey.visit.has_pin and not journey.visit.is_known,
        is_anonymous=journey.is_anonymous,
        has_put_off=bool(journey.put_off),
    )


def resume_page(journey: Journey, go_on: Page | None, council: Council, language: str) -> pages.ResumePage:
    """Coming back: topics without words."""
    asked = [question for page in journey.pages for question in page.questions if question.asks]
    answered = [question for question in asked if question.name in journey.answers]
    topics = dict.fromkeys(
        question.group.label.in_language(language) for question in answered if question.group
    )
    return pages.ResumePage(
        answered=len(answered),
        total=len(asked),
        topics=tuple(topics),
        go_on_url=page_url(journey, go_on),
        renewed=renewed(journey, council, language),
        has_pin=journey.visit.has_pin and not journey.visit.is_known,
    )


def answer_words(question: Question, answer: Answer, language: str) -> tuple[str, ...]:
    """An answer in words: the options' labels, the step of the ladder, or what was written."""
    if answer.words:
        return (answer.words,)
    if answer.number is not None:
        return (_("%(number)s out of 10", number=answer.number),)
    return tuple(
        option.label.in_language(language) for option in question.options if option.name in answer.chosen
    )


def day_of(instant: datetime, language: str) -> str:
    """The day of an instant in the UK, in words."""
    return day(uk_day(instant), language)


def meeting_on(invitation: Invitation, language: str) -> str:
    """The day of the review in words, empty when none is set."""
    return day(invitation.review_on, language) if invitation.review_on else ""


def _check_row(journey: Journey, page: Page, question: Question, language: str) -> pieces.CheckRow:
    answer = journey.answers.get(question.name)
    state, words = _row_state(journey, question, answer, language)
    return pieces.CheckRow(
        label=question.label.in_language(language),
        state=state,
        change_url=url_for("young_person.question", number=question_number(journey, page), back="check"),
        answers=words,
        kept=kept(question, answer if state is pieces.RowState.ANSWERED else None),
    )


def kept(question: Question, answer: Answer | None) -> str:
    """How the reader does not get it: "totals", "myself", or "" where they do or nothing was said."""
    if question.visibility is Visibility.TOTALS:
        return Share.TOTALS.value
    return answer.share.value if answer and answer.share is not Share.IRO else ""


def _row_state(
    journey: Journey, question: Question, answer: Answer | None, language: str
) -> tuple[pieces.RowState, tuple[str, ...]]:
    if answer is None or answer.state is AnswerState.SKIPPED:
        return pieces.RowState.SKIPPED, ()
    if question.name not in journey.shown:
        return pieces.RowState.HIDDEN, ()
    if answer.state is AnswerState.NOT_SAYING:
        return pieces.RowState.NOT_SAYING, ()
    return pieces.RowState.ANSWERED, answer_words(question, answer, language)


def _last_time(journey: Journey, question: Question, language: str) -> str:
    """What was said last time, in words, where this visit may see it."""
    recalled = journey.recalled(question)
    if recalled is None or not journey.shows_last:
        return ""
    return ", ".join(answer_words(recalled.question, recalled.answer, language))


def _last_topic(journey: Journey, question: Question, language: str) -> str:
    """What it was about, and no more, where this visit may not see what was said."""
    recalled = journey.recalled(question)
    if recalled is None or recalled.question.group is None or journey.shows_last:
        return ""
    return recalled.question.group.label.in_language(language)


def _shown(journey: Journey, question: Question, given: Mapping[str, Answer]) -> Answer | None:
    if question.name in given:
        return given[question.name]
    return journey.answers.get(question.name) if question.name in journey.shown else None


def _options(question: Question, language: str, answer: Answer | None) -> tuple[pieces.OptionView, ...]:
    if question.type is QuestionType.RANGE:
        return ()
    faces = FACES.get(question.appearance, ())
    return tuple(
        _option(option, language, answer, faces[index] if index < len(faces) else None)
        for index, option in enumerate(question.options)
    )


def _option(option: Option, language: str, answer: Answer | None, face: int | None) -> pieces.OptionView:
    return pieces.OptionView(
        code=option.name,
        label=option.label.in_language(language),
        face=face,
        symbol=option.image if face is None else "",
        is_chosen=answer is not None and option.name in answer.chosen,
    )


def _visibility(question: Question) -> pieces.Visibility:
    if shares_of(question):
        return pieces.Visibility.YOUNG_PERSON_CHOOSES
    return pieces.Visibility.TOTALS if question.visibility is Visibility.TOTALS else pieces.Visibility.IRO


def _error(question: Question, language: str, wrong: Reason | None) -> str:
    if wrong is None:
        return ""
    if wrong is Reason.CONSTRAINT and question.constraint_message:
        return question.constraint_message.in_language(language)
    return REASONS[wrong]()


def last_day(invitation: Invitation, language: str) -> str:
    """The last day for answering, in words."""
    return day(uk_day(invitation.answers_until) - timedelta(days=1), language)

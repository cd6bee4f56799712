"""From a young person's own answers over time to drawings with their table, and to what to ask about."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask_babel import lazy_gettext, ngettext

from viewpoint.domain.concern import AskedToday
from viewpoint.domain.distance import Distance, Step, Told, distances
from viewpoint.domain.questionnaire import Question
from viewpoint.domain.response import Answer, AnswerState
from viewpoint.domain.themes import ThemeId
from viewpoint.domain.to_ask import ToAsk, Why, to_ask
from viewpoint.domain.uk_time import uk_day
from viewpoint.domain.words import Words
from viewpoint.services.review import Reading
from viewpoint.services.said import asked_questions
from viewpoint.web.iro.loop_pages import Chart, Dot, TravelView
from viewpoint.web.iro.marking import visible
from viewpoint.web.locale import gettext as _
from viewpoint.wording.dates import day_and_year, month_and_year

WIDTH, HEIGHT, MARGIN = 240, 64, 8
"""Of a drawing, in its own units."""
LONGEST_QUOTED = 80
QUESTIONS: Mapping[Why, str] = {
    Why.NOT_NOW: lazy_gettext("“%(question)s”: they did not ask for help at once. Is now a better time?"),
    Why.WANTED: lazy_gettext("“%(question)s”: “%(now)s”. What would they like to happen first?"),
    Why.FELL: lazy_gettext("“%(question)s”: “%(then)s” before, “%(now)s” now. What has changed for them?"),
    Why.NOT_SAYING: lazy_gettext(
        "“%(question)s”: “%(then)s” before; now they did not want to say. Would they rather talk, or not?"
    ),
    Why.SILENT: lazy_gettext(
        "%(topic)s: they told us about it before, and passed over all of it now. Is something there?"
    ),
}
"""What to ask, by what called for it."""


def travel_view(told: Sequence[Told], language: str) -> TravelView | None:
    """Every measure on a scale that was answered twice or more; None where there is none."""
    found = distances(told)
    if not found:
        return None
    days = [day_and_year(uk_day(each.sent_at), language) for each in told]
    rows = {each.measure: _cells(each, len(days), language) for each in found}
    moved = [each for each in found if each.has_moved]
    return TravelView(
        sentence=_sentence(len(moved), len(found), uk_day(told[0].sent_at), language),
        charts=tuple(_chart(each, days, rows[each.measure], language) for each in moved),
        columns=((_("Question"), "text"), *((day, "text") for day in days)),
        rows=tuple((each.question.label.in_language(language), *rows[each.measure]) for each in found),
    )


def questions_to_ask(reading: Reading, titles: Mapping[ThemeId, Words], language: str) -> tuple[str, ...]:
    """What to take to the young person, as questions.

    Whoever gives an answer that needs an adult is offered one at once; what a computer found in words is not.
    """
    not_now = {
        each.question
        for each in reading.concerns
        if each.invitation == reading.now.response.invitation and each.asked_today is not AskedToday.YES
    }
    asked = asked_questions(reading.now) if not_now else ()
    not_helped = [question for question in asked if question.name in not_now and question.concern]
    found = to_ask(reading.told, not_helped, reading.now.kept_back)
    return tuple(_question(each, titles, language) for each in found)


def _sentence(moved: int, measures: int, since: date, language: str) -> str:
    month = month_and_year(since, language)
    if not moved:
        return _("Since %(month)s nothing has moved: they answered the same each time.", month=month)
    return ngettext(
        "Since %(month)s %(num)s of %(all)s answers on a scale has moved.",
        "Since %(month)s %(num)s of %(all)s answers on a scale have moved.",
        moved,
        month=month,
        all=measures,
    )


def _chart(distance: Distance, days: Sequence[str], cells: Sequence[str], language: str) -> Chart:
    dots = tuple(_dot(step, len(days)) for step in distance.placed)
    return Chart(
        id=distance.measure.replace("_", "-"),
        label=distance.question.label.in_language(language),
        sentence=_(", then ").join(cells[step.at] for step in distance.placed),
        told="; ".join(f"{days[step.at]}: {cells[step.at]}" for step in distance.placed),
        line=" ".join(f"{dot.x},{dot.y}" for dot in dots),
        dots=dots,
    )


def _dot(step: Step, responses: int) -> Dot:
    across, up = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
    height = step.height or 0.0
    return Dot(x=MARGIN + round(across * step.at / (responses - 1)), y=HEIGHT - MARGIN - round(up * height))


def _cells(distance: Distance, responses: int, language: str) -> tuple[str, ...]:
    """What was answered in each response, in words."""
    said = {step.at: answer_in_words(step.question, step.answer, language) for step in distance.steps}
    not_asked = _("not asked")
    return tuple(said.get(at) or not_asked for at in range(responses))


def answer_in_words(question: Question, answer: Answer, language: str) -> str:
    """An answer in a few words, in the reader's language; their own words are cut where they are long."""
    if answer.state is AnswerState.NOT_SAYING:
        return _("did not want to say")
    if answer.state is AnswerState.SKIPPED:
        return _("skipped")
    if answer.number is not None:
        return _("%(number)s out of 10", number=answer.number)
    if answer.words:
        words = visible(" ".join(answer.words.split()))
        return words if len(words) <= LONGEST_QUOTED else f"{words[:LONGEST_QUOTED].rstrip()}…"
    chosen = (
        option.label.in_language(language) for option in question.options if option.name in answer.chosen
    )
    return ", ".join(chosen)


def _question(each: ToAsk, titles: Mapping[ThemeId, Words], language: str) -> str:
    now = answer_in_words(each.question, each.now, language) if each.now else ""
    then = answer_in_words(each.before.question, each.before.answer, language) if each.before else ""
    words = {"question": each.question.label.in_language(language), "now": now, "then": then}
    if each.why is Why.SILENT:
        words["topic"] = titles[ThemeId(each.question.theme)].in_language(language)
    return str(QUESTIONS[each.why]) % words

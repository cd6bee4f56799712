"""Questions and answers, section by section: now, last time, and what somebody says that they mean."""

from flask import url_for

from viewpoint.domain.languages import bcp47
from viewpoint.domain.questionnaire import Question
from viewpoint.domain.sections import by_section
from viewpoint.domain.standing import Standing
from viewpoint.domain.themes import Coding
from viewpoint.services.review import Reading
from viewpoint.services.said import Said, asked_questions
from viewpoint.web.iro.answers import answer_view
from viewpoint.web.iro.eyes import Eyes
from viewpoint.web.iro.loop_pages import TranslationView
from viewpoint.web.iro.pages import AnswerState, AnswerView, Row, Section
from viewpoint.web.iro.present_loop import translation_view


def sections_of(reading: Reading, eyes: Eyes) -> tuple[Section, ...]:
    """Every question on their path, under the headings of the questionnaire."""
    return tuple(
        Section(title=title, rows=tuple(_row(reading, question, eyes) for question in under))
        for title, under in by_section(asked_questions(reading.now), eyes.language).items()
    )


def is_reached(section: Section) -> bool:
    """Whether they got to any question of it."""
    return any(row.voice or row.now.state is not AnswerState.NOT_REACHED for row in section.rows)


def _row(reading: Reading, question: Question, eyes: Eyes) -> Row:
    last, coding = reading.last_time, reading.codings.get(question.name)
    spans = [span for mention in coding.mentions for span in mention.terms] if coding else []
    now, then = reading.now.answers.get(question.name), last.answers.get(question.name) if last else None
    is_same = now is not None and now.is_answered and now == then
    return Row(
        label=question.label.in_language(eyes.language),
        now=answer_view(reading.now, question, eyes.language, spans),
        last_time=_last_time(last, question, eyes) if last and then and not is_same else None,
        is_same=is_same,
        themes=_themes(coding, eyes) if coding else (),
        is_adults=question.name in reading.by_adults and not reading.now.response.is_adults,
        voice=_voice(reading, question),
        translation=_translation(reading, question, eyes),
        translate=_translate(reading, question, eyes),
    )


def _voice(reading: Reading, question: Question) -> str:
    if question.name not in reading.spoken:
        return ""
    return url_for("iro.voice", response_id=reading.now.response.id, question=question.name)


def _translation(reading: Reading, question: Question, eyes: Eyes) -> TranslationView | None:
    kept = reading.loop.translations.get(question.name)
    return translation_view(kept, eyes.language) if kept else None


def _translate(reading: Reading, question: Question, eyes: Eyes) -> str:
    """Offered for words in another language, and wherever there is a translation to mend."""
    answer, response = reading.now.answers.get(question.name), reading.now.response
    is_words = question.name in reading.spoken or (answer is not None and bool(answer.words))
    is_foreign = bcp47(response.language) != bcp47(eyes.language)
    if reading.standing is Standing.OUTSIDE:
        return ""
    if not is_words or not (is_foreign or question.name in reading.loop.translations):
        return ""
    return url_for("iro.translation", response_id=response.id, question=question.name)


def _last_time(last: Said, question: Question, eyes: Eyes) -> AnswerView:
    """What they said then, in the options they were given then."""
    return answer_view(last, last.instrument.by_name[question.name], eyes.language)


def _themes(coding: Coding, eyes: Eyes) -> tuple[str, ...]:
    found = dict.fromkeys(mention.theme for mention in coding.mentions)
    return tuple(eyes.titles[theme].in_language(eyes.language) for theme in found if theme in eyes.titles)

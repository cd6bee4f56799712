"""One answer as the IRO sees it: in their words and direction, marked where a theme was found."""

from collections.abc import Iterable, Mapping

from viewpoint.domain.languages import bcp47, direction
from viewpoint.domain.questionnaire import Question
from viewpoint.domain.response import Answer
from viewpoint.domain.response import AnswerState as State
from viewpoint.domain.themes import Span
from viewpoint.services.said import Said
from viewpoint.web.iro.marking import pieces
from viewpoint.web.iro.pages import AnswerState, AnswerView, Line
from viewpoint.web.locale import gettext as _

STATES: Mapping[State, AnswerState] = {
    State.ANSWERED: AnswerState.ANSWERED,
    State.NOT_SAYING: AnswerState.NOT_SAYING,
    State.SKIPPED: AnswerState.SKIPPED,
}


def answer_view(said: Said, question: Question, language: str, spans: Iterable[Span] = ()) -> AnswerView:
    """What they answered; `language` is the reader's, `spans` the words to mark."""
    answer, theirs = said.answers.get(question.name), said.response.language
    answer = answer or said.alarming.get(question.name)
    return AnswerView(
        state=STATES[answer.state] if answer else AnswerState.NOT_REACHED,
        lines=_lines(question, answer, (language, theirs), spans) if answer else (),
        language=bcp47(theirs),
        direction=direction(theirs),
        is_their_words=answer is not None and bool(answer.words),
    )


def _lines(
    question: Question, answer: Answer, languages: tuple[str, str], spans: Iterable[Span]
) -> tuple[Line, ...]:
    if answer.words:
        return (Line(pieces(answer.words, spans)),)
    if answer.number is not None:
        return (_plain(_("%(number)s out of 10", number=answer.number)),)
    reader, theirs = languages
    chosen = [option.label for option in question.options if option.name in answer.chosen]
    return tuple(
        _plain(
            label.in_language(reader),
            label.in_language(theirs) if theirs != reader and label.has(theirs) else "",
        )
        for label in chosen
    )


def _plain(words: str, original: str = "") -> Line:
    return Line(pieces(words), original)

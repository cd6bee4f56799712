"""What a page of questions posts, read field by field according to each question's type, as answers."""

from collections.abc import Callable, Mapping

from werkzeug.datastructures import MultiDict

from viewpoint.domain.expression import Value
from viewpoint.domain.questionnaire import Question, QuestionType
from viewpoint.domain.response import SKIPPED, Answer, AnswerRejected, Reason, Share, check_answer
from viewpoint.domain.routing import Page
from viewpoint.domain.sharing import with_shares

Posted = MultiDict[str, str]


def _first(posted: Posted, name: str) -> object:
    return posted.get(name)


def _every(posted: Posted, name: str) -> object:
    return posted.getlist(name)


def _nothing(_posted: Posted, _name: str) -> object:
    return None


FIELDS: Mapping[QuestionType, Callable[[Posted, str], object]] = {
    QuestionType.SELECT_ONE: _first,
    QuestionType.SELECT_MULTIPLE: _every,
    QuestionType.RANGE: _first,
    QuestionType.TEXT: _first,
    QuestionType.NOTE: _nothing,
}
"""How the field of each type is read: of two values of one that takes one, the first counts."""


def answers_of(page: Page, posted: Posted) -> dict[str, Answer]:
    """What was answered; an empty field is a skip.

    A wrong answer in one field keeps none of the others from being saved: see `problems`.
    """
    asking = {question.name: question for question in page.questions if question.asks}
    given = {
        name: answer_from(question, FIELDS[question.type](posted, name)) for name, question in asking.items()
    }
    asked_of = {name: posted.get(share_field(name)) for name in asking}
    chosen = {name: Share(code) for name, code in asked_of.items() if code in set(Share)}
    return with_shares(asking, given, chosen)


def share_field(question: str) -> str:
    """The name of the field that says who sees a question's answer."""
    return f"share_{question}"


def problems(page: Page, given: Mapping[str, Answer], values: Mapping[str, Value]) -> dict[str, Reason]:
    """Which answers their questions do not accept, and why."""
    found = {}
    for question in page.questions:
        try:
            check_answer(question, given.get(question.name, SKIPPED), values)
        except AnswerRejected as rejected:
            found[question.name] = rejected.reason
    return found


def answer_from(question: Question, data: object) -> Answer:
    """One field's content as an answer; nothing at all is a skip."""
    if data in (None, "", []):
        return SKIPPED
    if question.type is QuestionType.SELECT_MULTIPLE and isinstance(data, list):
        return Answer.choosing(*(str(option) for option in data))
    text = str(data)
    if question.type is QuestionType.RANGE:
        return Answer.counting(int(text)) if text.isdecimal() and len(text) <= 3 else Answer.counting(-1)
    if question.type is QuestionType.TEXT:
        return Answer.saying(_storable(text))
    return Answer.choosing(text)


def _storable(text: str) -> str:
    """Without NUL and lone surrogates, which no database keeps; all else is theirs."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()

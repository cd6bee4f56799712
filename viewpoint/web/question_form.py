"""A page of questions as a form, one field a question by its type, and back from the form to answers."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from wtforms import Field, HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField

from viewpoint.domain.expression import Value
from viewpoint.domain.questionnaire import LADDER, Question, QuestionType
from viewpoint.domain.response import SKIPPED, Answer, AnswerRejected, Reason, Share, check_answer
from viewpoint.domain.routing import Page
from viewpoint.domain.sharing import shares_of, with_shares
from viewpoint.web.form import Form

KEPT_FORMS = 2000


class PageForm(Form):
    """What is posted from a question's page."""

    go = StringField()


def _names(names: Iterable[str]) -> Any:
    """Choices as names alone: pairs, all that the stubs know of, are deprecated."""
    return list(names)


def _select_one(question: Question) -> Field:
    return RadioField(choices=_names(option.name for option in question.options), validate_choice=False)


def _select_multiple(question: Question) -> Field:
    return SelectMultipleField(
        choices=_names(option.name for option in question.options), validate_choice=False
    )


def _range(_: Question) -> Field:
    return RadioField(choices=_names(str(step) for step in LADDER), validate_choice=False)


def _text(_: Question) -> Field:
    return TextAreaField()


def _note(_: Question) -> Field:
    return HiddenField()


FIELDS: dict[QuestionType, Callable[[Question], Field]] = {
    QuestionType.SELECT_ONE: _select_one,
    QuestionType.SELECT_MULTIPLE: _select_multiple,
    QuestionType.RANGE: _range,
    QuestionType.TEXT: _text,
    QuestionType.NOTE: _note,
}


def form_for(page: Page) -> PageForm:
    """The form of a page, filled from the request when it is a post."""
    return _form_class(_Key(page))()


def answers_of(page: Page, form: PageForm) -> dict[str, Answer]:
    """What was answered; an empty field is a skip.

    A wrong answer in one field keeps none of the others from being saved: see `problems`.
    """
    asking = {question.name: question for question in page.questions if question.asks}
    given = {name: answer_from(question, form[name].data) for name, question in asking.items()}
    asked_of = {name: str(form[share_field(name)].data) for name in asking if share_field(name) in form}
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


class _Key:
    """A page by identity of its questions, which live as long as their questionnaire."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._ids = tuple(id(question) for question in page.questions)

    def __hash__(self) -> int:
        return hash(self._ids)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._ids == other._ids


@lru_cache(maxsize=KEPT_FORMS)
def _form_class(key: _Key) -> type[PageForm]:
    """Making a class of fields costs more than all the rest of a request."""
    fields = {question.name: FIELDS[question.type](question) for question in key.page.questions}
    fields |= {share_field(each.name): StringField() for each in key.page.questions if shares_of(each)}
    return type("QuestionForm", (PageForm,), fields)


def _storable(text: str) -> str:
    """Without NUL and lone surrogates, which no database keeps; all else is theirs."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()

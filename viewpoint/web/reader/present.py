"""A paper as its reader keys it: each question as it was printed, with what was typed so far."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from viewpoint.domain.languages import bcp47, direction
from viewpoint.domain.questionnaire import LADDER, Option, Question, QuestionType
from viewpoint.domain.response import NOT_SAYING, SKIPPED, Answer, Reason
from viewpoint.services.key_paper import Sheet

WHO_OPTIONS = ("alone", "helper", "proxy")
NOT_SAYING_OPTION = "~not_saying"
"""No option of a questionnaire begins so."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question: `kind` is "radio", "checkbox" or "text"; `printed` is its label as on the paper."""

    name: str
    number: int
    label: str
    printed: str
    kind: str
    options: tuple[tuple[str, str], ...]
    chosen: tuple[str, ...]
    words: str
    error: str


@dataclass(frozen=True, kw_only=True)
class KeyingPage:
    """A paper to be keyed; `language` and `direction` are the paper's."""

    fields: tuple[Field, ...]
    language: str
    direction: str
    who: str = ""
    who_error: str = ""

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        """What must be mended first, by field."""
        found = [(each.name, f"{each.number}: {each.error}") for each in self.fields if each.error]
        return (("who", self.who_error), *found) if self.who_error else tuple(found)


def keying_page(
    sheet: Sheet,
    language: str,
    given: Mapping[str, Answer],
    wrong: Mapping[str, Reason],
    who: str = "",
    who_error: str = "",
) -> KeyingPage:
    """The page in the reader's language, what stands on the paper beside it where that is another."""
    printed = sheet.paper.language
    return KeyingPage(
        fields=tuple(
            _field(row.number, row.question, (language, printed), given, wrong)
            for row in sheet.rows
            if row.question.asks
        ),
        language=bcp47(printed),
        direction=direction(printed),
        who=who,
        who_error=who_error,
    )


def _field(
    number: int,
    question: Question,
    languages: tuple[str, str],
    given: Mapping[str, Answer],
    wrong: Mapping[str, Reason],
) -> Field:
    language, printed = languages
    answer, label = given.get(question.name, SKIPPED), question.label
    return Field(
        name=question.name,
        number=number,
        label=label.in_language(language),
        printed=label.in_language(printed) if printed != language and label.has(printed) else "",
        kind=KINDS[question.type],
        options=_options(question, languages),
        chosen=_chosen(answer),
        words=answer.words,
        error=_error(wrong[question.name]) if question.name in wrong else "",
    )


KINDS = {
    QuestionType.SELECT_ONE: "radio",
    QuestionType.SELECT_MULTIPLE: "checkbox",
    QuestionType.RANGE: "radio",
    QuestionType.TEXT: "text",
}


def _options(question: Question, languages: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    if question.type is QuestionType.RANGE:
        own = tuple((str(step), str(step)) for step in LADDER)
    else:
        own = tuple((option.name, _label(option, languages)) for option in question.options)
    return (*own, (NOT_SAYING_OPTION, _("Does not want to say")))


def _label(option: Option, languages: tuple[str, str]) -> str:
    language, printed = languages
    label = option.label.in_language(language)
    if printed == language or not option.label.has(printed):
        return label
    return f"{label} · {option.label.in_language(printed)}"


def _chosen(answer: Answer) -> tuple[str, ...]:
    if answer == NOT_SAYING:
        return (NOT_SAYING_OPTION,)
    return (str(answer.number),) if answer.number is not None else answer.chosen


def _error(reason: Reason) -> str:
    match reason:
        case Reason.EXCLUSIVE:
            return _(
                "One of these stands alone. If the paper has both ticked, tick neither and leave it out."
            )
        case Reason.TOO_LONG:
            return _("This is too long. Shorten it to 5,000 characters.")
        case _:
            return _("This cannot be kept. Look at the paper again.")

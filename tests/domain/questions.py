"""Small questions and instruments for tests; every text is the name of its row."""

from viewpoint.domain.condition import Condition, parse_condition
from viewpoint.domain.people import AgeBand
from viewpoint.domain.questionnaire import (
    ConcernRule,
    FormVersion,
    Group,
    Instrument,
    Lane,
    Option,
    Question,
    Questionnaire,
    QuestionnaireKind,
    QuestionType,
    Urgency,
)
from viewpoint.domain.words import Words

PAGE = Group(name="page", label=Words.english("page"), is_field_list=True)
SECTION = Group(name="section", label=Words.english("section"))


def when(text: str) -> Condition | None:
    return parse_condition(text) if text else None


def note(name: str, relevant: str = "", *, group: Group | None = None) -> Question:
    return Question(
        form_id="test",
        name=name,
        type=QuestionType.NOTE,
        label=Words.english(name),
        relevant=when(relevant),
        group=group,
    )


def options(codes: str, exclusive: str = "") -> tuple[Option, ...]:
    return tuple(
        Option(name=code, label=Words.english(code), exclusive=code in exclusive.split())
        for code in codes.split()
    )


def one(
    name: str,
    relevant: str = "",
    *,
    codes: str = "yes no",
    group: Group | None = None,
    may_drop: bool = False,
    concern: dict[str, Urgency] | None = None,
) -> Question:
    rules = (concern or {}).items()
    return Question(
        form_id="test",
        name=name,
        type=QuestionType.SELECT_ONE,
        label=Words.english(name),
        options=options(codes),
        relevant=when(relevant),
        group=group,
        may_drop=may_drop,
        concern=tuple(ConcernRule(when=parse_condition(text), within=within) for text, within in rules),
    )


def several(name: str, relevant: str = "", *, codes: str = "a b c none", exclusive: str = "none") -> Question:
    return Question(
        form_id="test",
        name=name,
        type=QuestionType.SELECT_MULTIPLE,
        label=Words.english(name),
        options=options(codes, exclusive),
        relevant=when(relevant),
    )


def ladder(name: str, relevant: str = "") -> Question:
    return Question(
        form_id="test",
        name=name,
        type=QuestionType.RANGE,
        label=Words.english(name),
        relevant=when(relevant),
    )


def text(name: str, relevant: str = "", *, constraint: str = "") -> Question:
    return Question(
        form_id="test",
        name=name,
        type=QuestionType.TEXT,
        label=Words.english(name),
        relevant=when(relevant),
        constraint=when(constraint),
    )


def base(*questions: Question, form_id: str = "test", modules_after: str = "") -> Questionnaire:
    return Questionnaire(
        form_id=form_id,
        version=1,
        digest=form_id,
        kind=QuestionnaireKind.BASE,
        lane=Lane.NAMED,
        title=Words.english(form_id),
        reading_age=AgeBand.TWELVE_TO_SEVENTEEN,
        questions=(*questions, note("help"), note("thanks")),
        modules_after=modules_after,
    )


def module(*questions: Question, form_id: str) -> Questionnaire:
    return Questionnaire(
        form_id=form_id,
        version=1,
        digest=form_id,
        kind=QuestionnaireKind.MODULE,
        lane=Lane.NAMED,
        title=Words.english(form_id),
        reading_age=AgeBand.TWELVE_TO_SEVENTEEN,
        questions=questions,
    )


def instrument(*questions: Question) -> Instrument:
    return Instrument(
        forms=(FormVersion("test", 1, "test"),),
        title=Words.english("test"),
        lane=Lane.NAMED,
        questions=(*questions, note("help"), note("thanks")),
    )

"""What a questionnaire must be beyond its rows: safe, readable, complete, and ending with help and thanks."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from viewpoint.domain.questionnaire import (
    CLOSING_NOTES,
    PROFILE_KINDS,
    Lane,
    Question,
    QuestionnaireKind,
    QuestionType,
    Visibility,
)
from viewpoint.domain.words import ENGLISH
from viewpoint.exchange.questionnaire_flow import flow_problems
from viewpoint.exchange.questionnaire_pictures import appearance_problems, media_problems
from viewpoint.exchange.questionnaire_source import QuestionnaireSource
from viewpoint.exchange.reading_age import FEWEST_WORDS, GRADE_LIMITS, LONGEST_QUESTION, grade, words
from viewpoint.exchange.yaml_fields import nearest
from viewpoint.exchange.yaml_files import Problem

THEMES = (
    "safety",
    "carers_and_staff",
    "moves_and_stability",
    "family_time",
    "brothers_and_sisters",
    "friends",
    "school",
    "health_and_feelings",
    "rules_and_freedom",
    "home_and_things",
    "being_heard",
    "social_workers",
    "identity_and_culture",
    "distance_and_place",
    "activities_and_fun",
    "future_and_independence",
)


def source_problems(source: QuestionnaireSource, folder: Path) -> list[Problem]:
    """Every problem of one questionnaire that can be seen without the others.

    Args:
        source: the file as read.
        folder: where `pictures/` and `sounds/` lie.
    """
    checker = _Checker(source, folder)
    found = [*checker.settings(), *checker.questions(), *checker.closing(), *checker.lists()]
    return sorted([*found, *flow_problems(source)], key=lambda problem: problem.line)


class _Checker:
    def __init__(self, source: QuestionnaireSource, folder: Path) -> None:
        self._source = source
        self._form = source.questionnaire
        self._folder = folder

    def settings(self) -> Iterator[Problem]:
        for name in self._form.profile:
            if name not in PROFILE_KINDS:
                yield self._at(
                    "profile", f"there is no profile field {name}", nearest(name, (*PROFILE_KINDS,))
                )
        if self._form.reading_age not in GRADE_LIMITS:
            yield self._at("reading_age", "nobody reads at this age", "use 4_7, 8_11, 12_17 or 18_25")
        if (self._form.kind is QuestionnaireKind.ANONYMOUS) is not (self._form.lane is Lane.ANONYMOUS):
            what = f"kind {self._form.kind} does not go with lane {self._form.lane}"
            yield self._at("lane", what, "write anonymous for both, or for neither")
        after = self._form.modules_after
        if after and self._form.kind is not QuestionnaireKind.BASE:
            yield self._at("modules_after", "only a base takes modules", "take modules_after out")
        elif after and after not in self._source.rows.groups:
            yield self._at(
                "modules_after", f"there is no group {after}", nearest(after, (*self._source.rows.groups,))
            )

    def questions(self) -> Iterator[Problem]:
        measures = Counter(question.measure for question in self._form.questions if question.measure)
        for question in self._form.questions:
            yield from self._safety(question)
            yield from self._reading(question)
            yield from self._lane(question)
            yield from self._observed(question)
            yield from self._pictures(question)
            if question.theme and question.theme not in THEMES:
                yield self._of(
                    question, f"there is no theme {question.theme}", nearest(question.theme, THEMES)
                )
            if measures[question.measure] > 1:
                yield self._of(question, f"{question.measure} is measured twice", "give one another measure")

    def closing(self) -> Iterator[Problem]:
        rows = self._form.questions
        if self._form.kind is QuestionnaireKind.MODULE:
            for row in rows:
                if row.name in CLOSING_NOTES:
                    yield self._of(row, f"a module has no {row.name}", "take it out; the base has it")
            return
        last = rows[-len(CLOSING_NOTES) :]
        if tuple(row.name for row in last) != CLOSING_NOTES:
            line = self._source.rows.lines.get(rows[-1].name, 1) if rows else 1
            yield self._problem(line, "it does not end with help and thanks", "make them its last two rows")
            return
        for row in last:
            if row.type is not QuestionType.NOTE or row.relevant is not None or row.group is not None:
                yield self._of(
                    row,
                    f"a path may not end with {row.name}",
                    "make it a note outside every group, without relevant",
                )

    def lists(self) -> Iterator[Problem]:
        for name, options in self._source.lists.items():
            line = self._source.lines[f"choices.{name}"]
            if name not in self._source.rows.lists_used:
                yield self._problem(line, f"no question uses the list {name}", "take it out, or use it")
            for option in options:
                yield from self._noted(line, media_problems(option.image, option.audio, self._folder))
        filled = {question.group.name for question in self._form.questions if question.group}
        for name, line in self._source.rows.groups.items():
            if name not in filled:
                yield self._problem(line, f"the group {name} has no rows", "take it out")

    def _safety(self, question: Question) -> Iterator[Problem]:
        if question.concern and question.visibility is not Visibility.IRO:
            yield self._of(
                question, f"{question.name} can raise a concern that nobody sees", "add `visibility: iro`"
            )
        if question.concern and question.may_drop:
            yield self._of(question, f"{question.name} can raise a concern", "take may_drop out")

    def _lane(self, question: Question) -> Iterator[Problem]:
        """Nobody reads the anonymous lane one by one: it takes nothing that somebody would have to read."""
        if self._form.lane is not Lane.ANONYMOUS or not question.asks:
            return
        if question.visibility is not Visibility.TOTALS:
            what = "nobody reads the anonymous lane one by one"
            yield self._of(question, what, "write `visibility: totals`, no concern")
        if question.type is QuestionType.TEXT:
            what = "the anonymous lane takes no words: they could say who it is, or that somebody is not safe"
            yield self._of(question, what, "ask it in the named lane, or with options")
        if question.concern:
            what = f"nobody could act on {question.name} in the anonymous lane"
            yield self._of(question, what, "take the question out, and point to a way to tell somebody")

    def _observed(self, question: Question) -> Iterator[Problem]:
        """What an adult saw is shown as that and never counted with what young people say."""
        if self._form.kind is not QuestionnaireKind.OBSERVER or not question.asks:
            return
        if question.measure:
            what = f"{question.name} is an adult's answer and cannot be a measure"
            yield self._of(question, what, "take `measure` out")
        if question.visibility is not Visibility.IRO:
            yield self._of(question, f"{question.name} would be in the totals", "add `visibility: iro`")

    def _reading(self, question: Question) -> Iterator[Problem]:
        """Label and hint are read together; an exception with its reason lets a hard text pass."""
        if question.name in self._source.rows.exceptions or self._form.reading_age not in GRADE_LIMITS:
            return
        label = question.label.in_language(ENGLISH)
        if question.asks and len(words(label)) > LONGEST_QUESTION:
            yield self._of(
                question,
                f"{question.name} has over {LONGEST_QUESTION} words",
                "say it in fewer, or use a hint",
            )
        hint = question.hint.in_language(ENGLISH) if question.hint else ""
        text, limit = f"{label} {hint}", GRADE_LIMITS[self._form.reading_age]
        found = grade(text) if len(words(text)) >= FEWEST_WORDS else 0
        if found > limit:
            yield self._of(
                question,
                f"{question.name} reads at grade {found:.1f}, over {limit:.0f}",
                "use shorter words and sentences, or give a `reading_exception:` with its reason",
            )

    def _pictures(self, question: Question) -> Iterator[Problem]:
        line = self._source.rows.lines.get(question.name, 1)
        yield from self._noted(line, media_problems(question.image, question.audio, self._folder))
        yield from self._noted(line, appearance_problems(question, self._form.reading_age))

    def _noted(self, line: int, found: Iterable[tuple[str, str]]) -> Iterator[Problem]:
        for what, mend in found:
            yield self._problem(line, what, mend)

    def _at(self, setting: str, what: str, mend: str) -> Problem:
        return self._problem(self._source.lines[setting], what, mend)

    def _of(self, question: Question, what: str, mend: str) -> Problem:
        return self._problem(self._source.rows.lines.get(question.name, 1), what, mend)

    def _problem(self, line: int, what: str, mend: str) -> Problem:
        return Problem(file=self._source.file, line=line, what=what, mend=mend)

"""Questionnaires: what is asked, in which order, under which condition, and who may see the answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from viewpoint.domain.concern_route import ConcernAbout
from viewpoint.domain.condition import Condition
from viewpoint.domain.expression import Kind
from viewpoint.domain.ladders import heights_on, ladder_among
from viewpoint.domain.people import (
    AgeBand,
    Area,
    DistanceBand,
    Nation,
    PlacementType,
    ReviewType,
    Siblings,
)
from viewpoint.domain.words import Words

LADDER = range(11)
CLOSING_NOTES = ("help", "thanks")
WHO_IS_HERE = "who_is_here"
LAST_TIME = "last."
"""Before a measure's name, in a condition: what it was answered with last time."""
_YES_NO = ("yes", "no")
PROFILE_CHOICES: dict[str, tuple[str, ...]] = {
    "age_band": tuple(AgeBand),
    "nation": tuple(Nation),
    "placement_type": tuple(PlacementType),
    "area": tuple(Area),
    "distance": tuple(DistanceBand),
    "review_type": tuple(ReviewType),
    "siblings": tuple(Siblings),
    "unaccompanied": _YES_NO,
    "nearly_16": _YES_NO,
    "placement_ending": _YES_NO,
    "short_break": _YES_NO,
    "sixteen_or_over": _YES_NO,
    "moved_lately": _YES_NO,
    "asked_before": _YES_NO,
    WHO_IS_HERE: ("alone", "helper", "proxy"),
}
PROFILE_KINDS: dict[str, Kind] = {
    **dict.fromkeys(PROFILE_CHOICES, Kind.CHOICE),
    "weeks_in_placement": Kind.NUMBER,
    "communication": Kind.CHOICES,
}


class QuestionType(StrEnum):
    """XLSForm's words for what sort of answer a question takes; a note takes none."""

    NOTE = "note"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANGE = "range"
    TEXT = "text"


KINDS: dict[QuestionType, Kind] = {
    QuestionType.SELECT_ONE: Kind.CHOICE,
    QuestionType.SELECT_MULTIPLE: Kind.CHOICES,
    QuestionType.RANGE: Kind.NUMBER,
    QuestionType.TEXT: Kind.TEXT,
}


class Visibility(StrEnum):
    """Who reads the answer besides the totals that everyone's answers go into."""

    IRO = "iro"
    TOTALS = "totals"
    YOUNG_PERSON_CHOOSES = "young_person_chooses"


class Urgency(StrEnum):
    """How soon an adult must look at an answer."""

    TODAY = "today"
    WORKING_DAY = "working_day"

    def is_sooner_than(self, other: "Urgency") -> bool:
        """Whether it leaves less time."""
        return list(Urgency).index(self) < list(Urgency).index(other)


class QuestionnaireKind(StrEnum):
    """What a questionnaire is for, and so who gets it; all but a module stand alone."""

    BASE = "base"
    """For a review: the rules of tailoring choose one for each young person."""
    MODULE = "module"
    """Added to a base where the rules of tailoring say so."""
    STANDING = "standing"
    """Open to a young person whenever they like."""
    ANONYMOUS = "anonymous"
    """For a round of the anonymous lane."""
    OBSERVER = "observer"
    """Filled in by an adult about a young person who cannot: never that young person's words."""


class Lane(StrEnum):
    """Whether the IRO reads the answers or nobody does one by one."""

    NAMED = "named"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, kw_only=True)
class Option:
    """One answer that can be chosen; choosing an exclusive one clears the others."""

    name: str
    label: Words
    exclusive: bool = False
    image: str = ""
    audio: str = ""


@dataclass(frozen=True, kw_only=True)
class ConcernRule:
    """Which answers need an adult, how soon, and whom they may be about."""

    when: Condition
    within: Urgency
    about: ConcernAbout = ConcernAbout.NOBODY


@dataclass(frozen=True, kw_only=True)
class Group:
    """A section; a field list is a section whose questions share one page."""

    name: str
    label: Words
    is_field_list: bool = False


@dataclass(frozen=True, kw_only=True)
class Question:
    """One row that is shown: a question, or a note that asks nothing."""

    form_id: str
    name: str
    type: QuestionType
    label: Words
    hint: Words | None = None
    options: tuple[Option, ...] = ()
    relevant: Condition | None = None
    constraint: Condition | None = None
    constraint_message: Words | None = None
    theme: str = ""
    measure: str = ""
    visibility: Visibility = Visibility.YOUNG_PERSON_CHOOSES
    identifier: bool = False
    concern: tuple[ConcernRule, ...] = ()
    reverse: bool = False
    appearance: str = ""
    may_drop: bool = False
    sensitive: bool = False
    """Whether it is put off while an adult is with the young person."""
    last_time: str = ""
    """The measure whose answer of last time is shown beside it."""
    group: Group | None = None
    image: str = ""
    audio: str = ""

    @property
    def asks(self) -> bool:
        """Whether it takes an answer."""
        return self.type is not QuestionType.NOTE

    @cached_property
    def heights(self) -> Mapping[str, float]:
        """How high each of its answers stands, from 0 to 1; empty where they have no order.

        What stands higher is better for the young person: a question that is turned round is turned back.
        """
        if self.type is QuestionType.RANGE:
            ladder = tuple(map(str, LADDER))
        elif self.type is QuestionType.SELECT_ONE:
            ladder = ladder_among(option.name for option in self.options)
        else:
            ladder = ()
        return heights_on(ladder, is_turned=self.reverse)

    @property
    def shares_page(self) -> bool:
        """Whether it stands on one page with the rest of its group."""
        return self.group is not None and self.group.is_field_list


class FormVersion(NamedTuple):
    """Which text was asked: a published (form_id, version) always has the same digest."""

    form_id: str
    version: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """One questionnaire as its file has it, checked."""

    form_id: str
    version: int
    digest: str
    kind: QuestionnaireKind
    lane: Lane
    title: Words
    reading_age: AgeBand
    questions: tuple[Question, ...]
    profile: tuple[str, ...] = ()
    modules_after: str = ""

    @property
    def form_version(self) -> FormVersion:
        """What a response carries."""
        return FormVersion(self.form_id, self.version, self.digest)


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """What one young person is asked: a base questionnaire with the modules their profile adds.

    The last two rows, help and thanks, are the app's closing pages and not part of the path.
    """

    forms: tuple[FormVersion, ...]
    title: Words
    lane: Lane
    questions: tuple[Question, ...] = field(repr=False)

    @cached_property
    def by_name(self) -> dict[str, Question]:
        """Every row by its name."""
        return {question.name: question for question in self.questions}

    @cached_property
    def recalls(self) -> frozenset[str]:
        """The measures whose answers of last time a condition or a question names."""
        named = (name for row in self.questions if row.relevant for name in row.relevant.names)
        found = {name.removeprefix(LAST_TIME) for name in named if name.startswith(LAST_TIME)}
        return frozenset(found | {row.last_time for row in self.questions if row.last_time})

    @property
    def closing(self) -> tuple[Question, ...]:
        """The notes that every path ends with: help, then thanks."""
        return self.questions[-len(CLOSING_NOTES) :]

    @cached_property
    def blocks(self) -> tuple[tuple[Question, ...], ...]:
        """The rows before the closing notes, those that share a page together."""
        found: list[list[Question]] = []
        for question in self.questions[: -len(CLOSING_NOTES)]:
            if found and question.shares_page and found[-1][-1].group == question.group:
                found[-1].append(question)
            else:
                found.append([question])
        return tuple(tuple(block) for block in found)

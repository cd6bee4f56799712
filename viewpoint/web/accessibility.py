"""The accessibility statement: a checked-in file, read once, in the words of whoever reads it."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from flask_babel import gettext as _

from viewpoint.domain.council import telephone_link
from viewpoint.domain.people import Nation
from viewpoint.wording.dates import day_and_year

FILE = Path(__file__).parent / "accessibility.toml"


class Problem(StrEnum):
    """What does not work for everybody yet, by its code in the file."""

    NOT_TRIED = "not_tried"
    NOT_LISTENED_TO = "not_listened_to"
    DRAFTS = "drafts"
    ONE_SWITCH_WORDS = "one_switch_words"
    SMALL_PRINT = "small_print"


@dataclass(frozen=True, kw_only=True)
class Known:
    """One problem as the file has it; `criterion` of WCAG 2.2, "" where it touches none."""

    problem: Problem
    criterion: str
    planned_on: date


@dataclass(frozen=True, kw_only=True)
class Enforcer:
    """Who is turned to when the council does not help; the name is its own, and stays in English."""

    name: str
    number: str

    @property
    def href(self) -> str:
        """The number as a link."""
        return telephone_link(self.number)

    @property
    def note(self) -> str:
        """As the other numbers have; these bring none."""
        return ""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """The file, parsed. The regulations (SI 2018/952) want each of its dates, and a review every year."""

    prepared_on: date
    reviewed_on: date
    next_review_on: date
    tested_on: date
    problems: tuple[Known, ...]
    enforcers: Mapping[Nation, Enforcer]


@dataclass(frozen=True, kw_only=True)
class ProblemView:
    """One problem in words."""

    words: str
    criterion: str
    planned_on: str


@dataclass(frozen=True, kw_only=True)
class StatementView:
    """The statement in words, its days as people say them."""

    problems: tuple[ProblemView, ...]
    enforcer: Enforcer
    prepared_on: str
    reviewed_on: str
    next_review_on: str
    tested_on: str


YOUNG_PERSONS_WORDS: Mapping[Problem, Callable[[], str]] = {
    Problem.NOT_TRIED: lambda: _("No disabled young person has tried these pages yet. We want to ask some."),
    Problem.NOT_LISTENED_TO: lambda: _("We have not yet heard each page read out on a phone."),
    Problem.DRAFTS: lambda: _(
        "Some languages may have words that sound odd. A person still has to check them."
    ),
    Problem.ONE_SWITCH_WORDS: lambda: _(
        "With one switch you can pick answers. To write words you need a way to type."
    ),
    Problem.SMALL_PRINT: lambda: _("Our letters do not come in big print yet."),
}
STAFF_WORDS: Mapping[Problem, Callable[[], str]] = {
    Problem.NOT_TRIED: lambda: _("No disabled young person or member of staff has tried the pages."),
    Problem.NOT_LISTENED_TO: lambda: _(
        "The pages have not been listened to by hand in NVDA, JAWS, VoiceOver and TalkBack."
    ),
    Problem.DRAFTS: lambda: _("Languages other than English are drafts that no native speaker has read."),
    Problem.ONE_SWITCH_WORDS: lambda: _(
        "Single-switch scanning reaches every answer and button, but not boxes for words: "
        "these need the device's own way to type."
    ),
    Problem.SMALL_PRINT: lambda: _("Printed letters come in one size of print."),
}


@cache
def statement() -> Statement:
    """The checked-in file.

    Raises:
        KeyError: something is missing from it.
        ValueError: a problem has a code that has no words here.
    """
    given = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Statement(
        prepared_on=given["prepared_on"],
        reviewed_on=given["reviewed_on"],
        next_review_on=given["next_review_on"],
        tested_on=given["tested_on"],
        problems=tuple(
            Known(problem=Problem(each["code"]), criterion=each["criterion"], planned_on=each["planned_on"])
            for each in given["problem"]
        ),
        enforcers={
            Nation(nation): Enforcer(name=each["name"], number=each["phone"])
            for each in given["enforcer"]
            for nation in each["nations"]
        },
    )


def statement_view(
    words: Mapping[Problem, Callable[[], str]], nation: Nation, language: str
) -> StatementView:
    """The statement in one language, in the words of its readers."""
    known = statement()
    return StatementView(
        problems=tuple(
            ProblemView(
                words=words[each.problem](),
                criterion=each.criterion,
                planned_on=day_and_year(each.planned_on, language),
            )
            for each in known.problems
        ),
        enforcer=known.enforcers[nation],
        prepared_on=day_and_year(known.prepared_on, language),
        reviewed_on=day_and_year(known.reviewed_on, language),
        next_review_on=day_and_year(known.next_review_on, language),
        tested_on=day_and_year(known.tested_on, language),
    )

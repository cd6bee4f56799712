"""The longest path and the rows that are reached, compared with walking every path there is."""

from itertools import product

import pytest
from hypothesis import given, reject

from tests.domain.questions import instrument, ladder, note, one, several, text
from tests.domain.test_routing import instruments
from viewpoint.domain.branches import (
    TooManyBranches,
    branches,
    longest_path,
    profile_values,
    telling_values,
)
from viewpoint.domain.questionnaire import Instrument, Question
from viewpoint.domain.response import SKIPPED, Answer
from viewpoint.domain.routing import pages


def test_notes_do_not_count_and_questions_do() -> None:
    assert longest_path([note("hello"), one("a"), one("b")]) == 2
    assert longest_path([]) == 0


def test_questions_that_exclude_each_other_do_not_add_up() -> None:
    rows = [one("a"), one("b", "${a} = 'yes'"), one("c", "${a} = 'no'"), one("d", "${a} = 'no'")]
    assert longest_path(rows) == 3


def test_a_chain_is_as_long_as_its_links() -> None:
    rows = [one("a"), one("b", "${a} = 'yes'"), one("c", "${b} = 'yes'"), one("d", "${a} = 'no'")]
    assert longest_path(rows) == 3


def test_what_the_profile_says_is_held_to() -> None:
    rows = [one("a", "${area} = 'out'"), one("b", "${area} = 'in'"), one("c", "${weeks_in_placement} < 6")]
    assert longest_path(rows) == 2
    assert longest_path(rows, {"area": "out", "weeks_in_placement": 9}) == 1


def test_a_row_that_no_answers_lead_to_is_not_reached() -> None:
    rows = [
        one("a"),
        one("b", "${a} = 'yes' and ${a} = 'no'"),
        one("c", "${b} = 'yes'"),
        one("d", "${weeks_in_placement} < 0"),
        one("e", "${nobody_knows} = 'yes'"),
    ]
    assert branches(rows).reached == {"a"}


@pytest.mark.parametrize(
    ("decider", "condition", "reached"),
    [
        (ladder("a"), "${a} = 10", True),
        (ladder("a"), "${a} > 10", False),
        (text("a"), "string-length(${a}) > 100 and string-length(${a}) < 102", True),
        (text("a"), "string-length(${a}) > 5000", False),
        (text("a"), "${a} = 'yes'", True),
        (text("a"), "${a} != ''", True),
        (several("a"), "selected(${a}, 'a') and selected(${a}, 'none')", False),
        (several("a"), "selected(${a}, 'a') and count-selected(${a}) = 3", True),
        (several("a"), "count-selected(${a}) = 4", False),
        (note("a"), "${a} != ''", False),
    ],
)
def test_only_answers_that_a_question_takes_are_tried(
    decider: Question, condition: str, reached: bool
) -> None:
    assert ("b" in branches([decider, one("b", condition)]).reached) is reached


def test_what_several_needs_of_communication_can_be_is_tried() -> None:
    rows = [one("a", "selected(${communication}, 'signs') and selected(${communication}, 'symbols')")]
    assert branches(rows).reached == {"a"}
    assert profile_values("communication", frozenset({"signs", "", 3})) == ("", "signs")
    assert profile_values("nobody_knows", frozenset({"x"})) == ("",)


def test_conditions_on_very_many_options_at_once_are_refused() -> None:
    codes = "a b c d e f g"
    condition = " or ".join(f"selected(${{m}}, '{code}')" for code in codes.split())
    with pytest.raises(TooManyBranches):
        longest_path([several("m", codes=codes), one("q", condition)])


def test_conditions_on_very_many_answers_at_once_are_refused() -> None:
    deciders = [one(f"d{at}", codes="a b c") for at in range(12)]
    condition = " and ".join(f"(${{d{at}}} = 'a' or ${{d{at}}} = 'b')" for at in range(12))
    with pytest.raises(TooManyBranches):
        longest_path([*deciders, one("q", condition)])


def test_forty_follow_ups_side_by_side_are_found_without_walking_every_path() -> None:
    rows = [row for at in range(40) for row in (one(f"a{at}"), one(f"b{at}", f"${{a{at}}} = 'yes'"))]
    assert longest_path(rows) == 80


@given(instruments())
def test_the_longest_path_is_that_of_walking_them_all(asked: Instrument) -> None:
    try:
        found = branches(asked.questions, {"area": "out"})
    except TooManyBranches:  # it says so rather than guess, which another test holds
        reject()
    deciders = [row for row in asked.questions if row.name in {"a", "b", "c", "d"}]
    literals = frozenset(
        literal for row in asked.questions if row.relevant for literal in row.relevant.literals
    )
    longest, reached = 0, set()
    for values in product(*(telling_values(row, literals) for row in deciders)):
        answers = {row.name: _answer(value) for row, value in zip(deciders, values, strict=True)}
        later = {f"q{at}": Answer.choosing("yes") for at in range(8)}
        path = pages(asked, {"area": "out"}, answers | later)
        longest = max(longest, sum(row.asks for page in path for row in page.questions))
        reached |= {row.name for page in path for row in page.questions}
    assert found.longest == longest
    assert found.reached - {"help", "thanks"} == reached


def _answer(value: str | int | tuple[str, ...]) -> Answer:
    if isinstance(value, tuple):
        return Answer.choosing(*value)
    if isinstance(value, int):
        return Answer.counting(value)
    if value in {"yes", "no"}:
        return Answer.choosing(value)
    return Answer.saying(value) if value else SKIPPED


def test_an_instrument_of_notes_alone_has_no_questions() -> None:
    assert longest_path(instrument().questions) == 0

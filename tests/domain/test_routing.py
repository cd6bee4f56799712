"""Routing: the path follows from the answers on it, and from nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.questions import PAGE, SECTION, instrument, ladder, note, one, several, text
from viewpoint.domain.questionnaire import Instrument, Question
from viewpoint.domain.response import NOT_SAYING, SKIPPED, Answer
from viewpoint.domain.routing import (
    Page,
    Progress,
    answers_on_path,
    first_unanswered,
    page_after,
    page_before,
    pages,
    progress,
)

YES, NO = Answer.choosing("yes"), Answer.choosing("no")


def names(path: tuple[Page, ...]) -> list[str]:
    return [" ".join(question.name for question in page.questions) for page in path]


def test_a_question_is_asked_when_its_condition_holds() -> None:
    asked = instrument(one("a"), one("b", "${a} = 'yes'"), one("c"))
    assert names(pages(asked, {}, {})) == ["a", "c"]
    assert names(pages(asked, {}, {"a": YES})) == ["a", "b", "c"]
    assert names(pages(asked, {}, {"a": NOT_SAYING})) == ["a", "c"]


def test_a_condition_may_ask_about_the_profile() -> None:
    asked = instrument(one("new", "${weeks_in_placement} < 6"), one("a"))
    assert names(pages(asked, {"weeks_in_placement": 3}, {})) == ["new", "a"]
    assert names(pages(asked, {"weeks_in_placement": 6}, {})) == ["a"]


def test_an_answer_no_longer_on_the_path_counts_for_nothing() -> None:
    asked = instrument(one("a"), one("b", "${a} = 'yes'"), one("c", "${b} = 'yes'"))
    answers = {"a": NO, "b": YES, "c": YES}
    path = pages(asked, {}, answers)
    assert names(path) == ["a"]
    assert answers_on_path(path, answers) == {"a": NO}


def test_a_field_list_is_one_page_and_a_section_is_not() -> None:
    asked = instrument(
        one("a", group=SECTION),
        one("b", group=SECTION),
        one("c", group=PAGE),
        one("d", "${a} = 'yes'", group=PAGE),
        one("e"),
    )
    assert names(pages(asked, {}, {"a": YES})) == ["a", "b", "c d", "e"]
    assert names(pages(asked, {}, {})) == ["a", "b", "c", "e"]


def test_a_note_is_a_page_without_input_and_the_closing_notes_are_none() -> None:
    asked = instrument(note("hello"), one("a"))
    path = pages(asked, {}, {})
    assert names(path) == ["hello", "a"]
    assert [page.asks for page in path] == [False, True]
    assert [row.name for row in asked.closing] == ["help", "thanks"]
    assert answers_on_path(path, {"hello": SKIPPED, "a": YES}) == {"a": YES}


def test_an_instrument_finds_its_rows_by_name() -> None:
    asked = instrument(one("a"))
    assert list(asked.by_name) == ["a", "help", "thanks"]
    assert asked.by_name["a"].asks


def test_pages_have_neighbours() -> None:
    path = pages(instrument(one("a"), one("b"), one("c")), {}, {})
    first, second, last = path
    assert page_after(path, "a") == second
    assert page_before(path, "c") == second
    assert page_after(path, "c") is None
    assert page_before(path, "a") is None
    assert page_after(path, "gone") is None
    assert page_before(path, "gone") is None
    assert first.name == "a"
    assert progress(path, last.name) == Progress(position=3, total=3)
    assert progress(path, "gone") is None


def test_going_on_starts_at_the_first_question_without_an_answer_or_the_notes_before_it() -> None:
    asked = instrument(note("hello"), one("a"), one("b"), note("now"), note("then"), one("c"))
    path = pages(asked, {}, {})
    named = {page.name: page for page in path}
    assert first_unanswered(path, {}) == named["hello"]
    assert first_unanswered(path, {"a": SKIPPED}) == named["b"]
    assert first_unanswered(path, {"a": SKIPPED, "b": YES}) == named["now"]
    assert first_unanswered(path, {"a": SKIPPED, "b": YES, "c": NOT_SAYING}) is None


CONDITIONS = [
    "",
    "${a} = 'yes'",
    "selected(${b}, 'a')",
    "count-selected(${b}) > 1",
    "${c} < 5",
    "${d} != ''",
    "string-length(${d}) > 3 or ${a} = 'no'",
    "not(${c} >= 5) and ${area} = 'out'",
]
ROWS = [one("a"), several("b"), ladder("c"), text("d")]


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
    """Deciders first, in any number, then rows under any of the conditions; some on one page."""
    deciders = draw(st.lists(st.sampled_from(ROWS), unique_by=lambda row: row.name, max_size=4))
    conditions = draw(st.lists(st.sampled_from(CONDITIONS), max_size=8))
    later = [
        one(f"q{at}", condition, group=draw(st.sampled_from([None, PAGE, SECTION])))
        for at, condition in enumerate(conditions)
    ]
    chained = [one(f"z{at}", f"${{q{at}}} = 'yes'") for at in range(len(conditions))]
    return instrument(*deciders, *later, *chained)


VALUES = st.fixed_dictionaries({"area": st.sampled_from(["in", "out"])})
ANSWER = st.sampled_from(
    [SKIPPED, NOT_SAYING, YES, NO, Answer.choosing("a", "b"), Answer.counting(3), Answer.saying("words")]
)
ANSWERS = st.dictionaries(st.sampled_from(["a", "b", "c", "d", "q0", "q1", "q2", "z0", "gone"]), ANSWER)


@given(instruments(), VALUES, ANSWERS)
def test_the_path_depends_only_on_the_answers_that_are_on_it(
    asked: Instrument, values: dict[str, str], answers: dict[str, Answer]
) -> None:
    path = pages(asked, values, answers)
    assert pages(asked, values, answers_on_path(path, answers)) == path


@given(instruments(), VALUES, st.lists(ANSWER, min_size=1))
def test_answering_page_after_page_always_ends_and_never_changes_the_pages_behind(
    asked: Instrument, values: dict[str, str], given_answers: list[Answer]
) -> None:
    answers: dict[str, Answer] = {}
    behind: tuple[Page, ...] = ()
    for step in range(len(asked.questions)):
        path = pages(asked, values, answers)
        assert path[: len(behind)] == behind
        page = first_unanswered(path, answers)
        if page is None:
            break
        behind = path[: path.index(page) + 1]
        answers |= {row.name: given_answers[step % len(given_answers)] for row in page.questions}
    assert first_unanswered(pages(asked, values, answers), answers) is None
    assert all(name in asked.by_name for name in answers)


@given(instruments(), VALUES, ANSWERS)
def test_a_question_whose_condition_does_not_hold_is_never_asked(
    asked: Instrument, values: dict[str, str], answers: dict[str, Answer]
) -> None:
    path = pages(asked, values, answers)
    on_path = [row for page in path for row in page.questions]
    kept = answers_on_path(path, answers)
    assert [row.name for row in asked.questions if row in on_path] == [row.name for row in on_path]
    for row in asked.questions[:-2]:
        assert (row in on_path) is _holds(row, on_path, kept, values)


def _holds(row: Question, on_path: list[Question], kept: dict[str, Answer], values: dict[str, str]) -> bool:
    seen: dict[str, str | int | tuple[str, ...]] = dict(values)
    for other in on_path:
        answer = kept.get(other.name)
        if answer is None or not answer.is_answered:
            continue
        if other.type == "select_one" and len(answer.chosen) == 1:
            seen[other.name] = answer.chosen[0]
        elif other.type == "select_multiple" and answer.chosen:
            seen[other.name] = answer.chosen
        elif other.type == "range" and answer.number is not None:
            seen[other.name] = answer.number
        elif other.type == "text":
            seen[other.name] = answer.words
    return row.relevant is None or row.relevant.holds(seen)

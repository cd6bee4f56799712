"""From what is posted to answers: every type of question, and whatever a hostile browser may send."""

import pytest
from flask import Flask, request
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from tests.domain.questions import ladder, note, one, several, text
from viewpoint.domain.questionnaire import Question
from viewpoint.domain.response import LONGEST_WORDS, SKIPPED, Answer, Reason
from viewpoint.domain.routing import Page
from viewpoint.web.question_form import answer_from, answers_of, problems

PAGE = Page(questions=(note("hello"), one("settled"), several("things"), ladder("home"), text("words")))

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


def posted(app: Flask, *pairs: tuple[str, str], page: Page = PAGE) -> dict[str, Answer]:
    with app.test_request_context("/", method="POST", data=MultiDict(pairs)):
        return answers_of(page, request.form)


def wrong(answers: dict[str, Answer], page: Page = PAGE) -> dict[str, Reason]:
    return problems(page, answers, {})


def test_each_type_of_question_reads_what_it_asks(app: Flask) -> None:
    given = posted(
        app,
        ("settled", "yes"),
        ("things", "a"),
        ("things", "b"),
        ("home", "7"),
        ("words", " The dog\r\nand the cat "),
        ("hello", "a note takes none"),
        ("made_up", "nor does this"),
    )
    assert given == {
        "settled": Answer.choosing("yes"),
        "things": Answer.choosing("a", "b"),
        "home": Answer.counting(7),
        "words": Answer.saying("The dog\nand the cat"),
    }
    assert wrong(given) == {}


def test_what_was_left_empty_is_a_skip(app: Flask) -> None:
    assert set(posted(app).values()) == {SKIPPED}
    empty = [(question.name, "") for question in PAGE.questions]
    assert posted(app, *empty)["settled"] == posted(app, *empty)["words"] == SKIPPED
    assert posted(app, ("words", " \r\n "))["words"] == SKIPPED


@pytest.mark.parametrize(
    ("pairs", "reasons"),
    [
        ([("settled", "maybe")], {"settled": Reason.UNKNOWN_OPTION}),
        ([("things", "a"), ("things", "none")], {"things": Reason.EXCLUSIVE}),
        ([("things", "a"), ("things", "z")], {"things": Reason.UNKNOWN_OPTION}),
        ([("home", "11")], {"home": Reason.OUT_OF_RANGE}),
        ([("home", "-1")], {"home": Reason.OUT_OF_RANGE}),
        ([("home", "7.0")], {"home": Reason.OUT_OF_RANGE}),
        ([("home", "9" * 5000)], {"home": Reason.OUT_OF_RANGE}),
        ([("home", "²")], {"home": Reason.OUT_OF_RANGE}),
        ([("words", "x" * (LONGEST_WORDS + 1))], {"words": Reason.TOO_LONG}),
    ],
)
def test_what_a_question_does_not_accept_is_told_and_spoils_no_other(
    app: Flask, pairs: list[tuple[str, str]], reasons: dict[str, Reason]
) -> None:
    given = posted(app, *pairs)
    assert wrong(given) == reasons
    assert wrong({**given, **dict.fromkeys(reasons, SKIPPED)}) == {}


def test_of_two_answers_to_one_question_the_first_counts_and_the_same_option_once(app: Flask) -> None:
    given = posted(app, ("settled", "yes"), ("settled", "no"), ("things", "a"), ("things", "a"))
    assert given["settled"] == Answer.choosing("yes")
    assert given["things"] == Answer.choosing("a")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "ab"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        (
            "family \U0001f468\u200d\U0001f469\u200d\U0001f467",
            "family \U0001f468\u200d\U0001f469\u200d\U0001f467",
        ),
        ("\u202etxt.exe", "\u202etxt.exe"),
        ("{{ 7 * 7 }} <script>", "{{ 7 * 7 }} <script>"),
        ("e\u0301" * 50, "e\u0301" * 50),
        ("\x00", ""),
    ],
)
def test_words_are_kept_as_they_are_but_for_what_no_database_keeps(typed: str, kept: str) -> None:
    assert answer_from(text("words"), typed) == Answer.saying(kept)


def test_a_ladder_takes_digits_of_any_script() -> None:
    assert answer_from(ladder("home"), "٧") == Answer.counting(7)


@pytest.mark.parametrize("question", PAGE.questions[1:], ids=lambda question: str(question.name))
@given(data=st.one_of(st.none(), st.text(max_size=50), st.lists(st.text(max_size=20), max_size=5)))
@settings(suppress_health_check=[HealthCheck.differing_executors])
def test_whatever_is_posted_becomes_an_answer_or_is_refused(question: Question, data: object) -> None:
    answer = answer_from(question, data)
    page = Page(questions=(question,))
    assert wrong({question.name: answer}, page).keys() <= {question.name}
    assert Answer.from_json(answer.to_json()) == answer

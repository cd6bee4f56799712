"""Answers: what is kept, what a question accepts, and what needs an adult."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.questions import ladder, note, one, several, text
from viewpoint.domain.errors import BadInput
from viewpoint.domain.questionnaire import Question, Urgency
from viewpoint.domain.response import (
    LONGEST_WORDS,
    NOT_SAYING,
    SKIPPED,
    Answer,
    AnswerRejected,
    AnswerState,
    Reason,
    answer_value,
    check_answer,
    concern_raised,
)

ANSWERS = st.one_of(
    st.sampled_from([SKIPPED, NOT_SAYING]),
    st.builds(Answer.counting, st.integers()),
    st.builds(Answer.saying, st.text()),
    st.lists(st.text(min_size=1), min_size=1).map(lambda options: Answer.choosing(*options)),
)


@given(ANSWERS)
def test_a_stored_answer_reads_back_as_it_was(answer: Answer) -> None:
    assert Answer.from_json(answer.to_json()) == answer


def test_an_answer_stores_only_what_it_has() -> None:
    assert json.loads(Answer.choosing("a", "b").to_json()) == {"state": "answered", "chosen": ["a", "b"]}
    assert json.loads(Answer.counting(0).to_json()) == {"state": "answered", "number": 0}
    assert json.loads(SKIPPED.to_json()) == {"state": "skipped"}


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "nonsense",
        "[]",
        "{}",
        '{"state": "answered"}',
        '{"state": "asked"}',
        '{"state": 3}',
        '{"state": "skipped", "words": "x"}',
        '{"state": "answered", "words": "x", "number": 1}',
        '{"state": "answered", "number": true}',
        '{"state": "answered", "number": 1.5}',
        '{"state": "answered", "chosen": "a"}',
        '{"state": "answered", "chosen": [1]}',
        '{"state": "answered", "chosen": ["a", "a"]}',
        '{"state": "answered", "words": "x", "more": 1}',
        '{"state": "answered", "words": null}',
        "[" * 100_000,
    ],
)
def test_anything_but_a_stored_answer_is_refused(stored: str) -> None:
    with pytest.raises(BadInput):
        Answer.from_json(stored)


def test_an_answer_says_exactly_one_thing() -> None:
    with pytest.raises(ValueError, match="exactly one"):
        Answer(state=AnswerState.ANSWERED)
    with pytest.raises(ValueError, match="exactly one"):
        Answer(state=AnswerState.ANSWERED, words="x", number=3)
    with pytest.raises(ValueError, match="exactly one"):
        Answer(state=AnswerState.NOT_SAYING, chosen=("a",))


def test_an_option_ticked_twice_is_chosen_once() -> None:
    assert Answer.choosing("a", "b", "a").chosen == ("a", "b")
    with pytest.raises(ValueError, match="once"):
        Answer(state=AnswerState.ANSWERED, chosen=("a", "a"))


def test_blank_words_are_a_skip_and_line_breaks_are_one_character() -> None:
    assert Answer.saying(" \r\n ") == SKIPPED
    assert Answer.saying("one\r\ntwo\rthree ").words == "one\ntwo\nthree"


FEEL = one("feel", codes="good bad")
WHO = several("who", codes="mum dad nobody", exclusive="nobody")
HOW = ladder("how")
WHY = text("why", constraint="string-length(.) >= 3")


@pytest.mark.parametrize(
    ("question", "answer", "reason"),
    [
        (FEEL, Answer.choosing("happy"), Reason.UNKNOWN_OPTION),
        (FEEL, Answer.choosing("good", "bad"), Reason.CHOOSE_ONE),
        (FEEL, Answer.saying("good"), Reason.CHOOSE_ONE),
        (WHO, Answer.choosing("mum", "nobody"), Reason.EXCLUSIVE),
        (WHO, Answer.choosing("mum", "gran"), Reason.UNKNOWN_OPTION),
        (WHO, Answer.counting(1), Reason.CHOOSE_ONE),
        (HOW, Answer.counting(11), Reason.OUT_OF_RANGE),
        (HOW, Answer.counting(-1), Reason.OUT_OF_RANGE),
        (HOW, Answer.saying("5"), Reason.OUT_OF_RANGE),
        (WHY, Answer.saying("no"), Reason.CONSTRAINT),
        (WHY, Answer.saying("x" * (LONGEST_WORDS + 1)), Reason.TOO_LONG),
        (WHY, Answer.counting(3), Reason.UNKNOWN_OPTION),
        (note("hello"), Answer.saying("hi"), Reason.UNKNOWN_OPTION),
    ],
)
def test_a_question_refuses_an_answer_with_its_reason(
    question: Question, answer: Answer, reason: Reason
) -> None:
    with pytest.raises(AnswerRejected) as rejected:
        check_answer(question, answer)
    assert rejected.value.reason is reason
    assert rejected.value.question == question.name
    assert str(rejected.value) == f"{question.name}: {reason}"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (FEEL, Answer.choosing("good")),
        (WHO, Answer.choosing("mum", "dad")),
        (WHO, Answer.choosing("nobody")),
        (HOW, Answer.counting(0)),
        (HOW, Answer.counting(10)),
        (WHY, Answer.saying("x" * LONGEST_WORDS)),
        (WHY, SKIPPED),
        (WHY, NOT_SAYING),
        (note("hello"), SKIPPED),
    ],
)
def test_a_question_accepts_what_fits_it_and_never_insists(question: Question, answer: Answer) -> None:
    check_answer(question, answer)


def test_a_constraint_may_name_what_was_said_before() -> None:
    second = text("second", constraint="${first} = 'yes' or string-length(.) < 3")
    check_answer(second, Answer.saying("long words"), {"first": "yes"})
    with pytest.raises(AnswerRejected):
        check_answer(second, Answer.saying("long words"), {"first": "no"})


@pytest.mark.parametrize("question", [FEEL, WHO, HOW, WHY, note("hello")])
def test_an_answer_that_does_not_fit_its_question_counts_as_unanswered(question: Question) -> None:
    wrong = Answer.counting(3) if question is not HOW else Answer.choosing("good", "bad")
    assert answer_value(question, wrong) == ""
    assert answer_value(question, NOT_SAYING) == ""
    assert answer_value(question, None) == ""


def test_the_most_urgent_rule_says_how_soon_an_adult_must_look() -> None:
    safe = one(
        "safe",
        codes="yes no unsure",
        concern={". != 'yes'": Urgency.WORKING_DAY, ". = 'no' and ${who_is_here} = 'alone'": Urgency.TODAY},
    )
    assert concern_raised(safe, Answer.choosing("no"), {"who_is_here": "alone"}) is Urgency.TODAY
    assert concern_raised(safe, Answer.choosing("unsure")) is Urgency.WORKING_DAY
    assert concern_raised(safe, Answer.choosing("yes")) is None
    assert concern_raised(safe, NOT_SAYING) is None
    assert concern_raised(safe, None) is None

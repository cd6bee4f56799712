"""Distance travelled: what stands on a ladder, which way is up, and which responses a measure is in."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import NOW
from tests.domain.questions import one
from viewpoint.domain.distance import Told, distances, height_of
from viewpoint.domain.questionnaire import Question, QuestionType
from viewpoint.domain.response import NOT_SAYING, SKIPPED, Answer

OFTEN = "always mostly sometimes never not_sure"


def often(name: str = "settled", *, codes: str = OFTEN, reverse: bool = False) -> Question:
    return replace(one(name, codes=codes), measure=name, reverse=reverse)


def told(days: int, answers: dict[str, Answer], *questions: Question) -> Told:
    return Told(sent_at=NOW + timedelta(days=days), questions=questions or (often(),), answers=answers)


def said(option: str) -> dict[str, Answer]:
    return {"settled": Answer.choosing(option)}


@pytest.mark.parametrize(
    ("option", "height"), [("always", 1.0), ("mostly", 2 / 3), ("never", 0.0), ("not_sure", None)]
)
def test_an_answer_stands_as_high_as_it_is_on_its_ladder(option: str, height: float | None) -> None:
    assert height_of(often(), Answer.choosing(option)) == height
    turned = height_of(often(reverse=True), Answer.choosing(option))
    assert turned == (None if height is None else pytest.approx(1 - height))


@pytest.mark.parametrize(
    ("codes", "steps"),
    [
        ("very_good good ok bad very_bad not_sure do_not_stay", 5),
        ("always sometimes never not_sure", 3),
        ("happy ok sad not_sure", 3),
        ("yes no not_sure", 0),
        ("right too_little too_much none", 0),
    ],
)
def test_only_options_with_an_order_are_a_ladder(codes: str, steps: int) -> None:
    assert len(often(codes=codes).heights) == steps


def test_numbers_are_a_ladder_and_words_and_ticks_are_none() -> None:
    ladder = replace(often(), type=QuestionType.RANGE)
    assert height_of(ladder, Answer.counting(3)) == 0.3
    assert height_of(replace(ladder, reverse=True), Answer.counting(3)) == 0.7
    assert height_of(replace(often(), type=QuestionType.TEXT), Answer.saying("never")) is None
    several = replace(often(), type=QuestionType.SELECT_MULTIPLE)
    assert height_of(several, Answer.choosing("never")) is None
    for silence in (NOT_SAYING, SKIPPED):
        assert height_of(often(), silence) is None


def test_a_measure_in_two_responses_is_a_distance_with_its_silences() -> None:
    (found,) = distances([told(0, said("always")), told(1, {"settled": NOT_SAYING}), told(2, said("never"))])
    assert [(step.at, step.height) for step in found.steps] == [(0, 1.0), (1, None), (2, 0.0)]
    assert [step.at for step in found.placed] == [0, 2]
    assert found.has_moved
    assert not distances([told(0, said("always")), told(1, said("always"))])[0].has_moved


@pytest.mark.parametrize("second", [{}, {"settled": SKIPPED}, {"settled": Answer.choosing("not_sure")}])
def test_one_step_is_no_distance(second: dict[str, Answer]) -> None:
    assert distances([told(0, said("always")), told(1, second)]) == ()
    assert distances([]) == ()


def test_the_same_measure_asked_otherwise_is_laid_beside_by_its_own_ladder() -> None:
    young = often(codes="always sometimes never not_sure")
    older = replace(often("feel_settled"), measure="settled")
    (found,) = distances(
        [told(0, said("sometimes"), young), told(1, {"feel_settled": Answer.choosing("mostly")}, older)]
    )
    assert [step.height for step in found.steps] == [0.5, 2 / 3]
    assert found.question == older


def test_measures_come_as_they_were_asked_last_and_those_of_before_after_them() -> None:
    a, b, c = often("a"), often("b"), often("c")
    answers = {name: Answer.choosing("never") for name in "abc"}
    found = distances([told(0, answers, a, b, c), told(1, answers, a, b, c), told(2, answers, c, a)])
    assert [each.measure for each in found] == ["c", "a", "b"]


def test_what_was_put_off_is_of_the_same_telling() -> None:
    first = told(0, said("always"))
    whole = first.with_rest(
        told(1, {"safe": Answer.choosing("never"), **said("never")}, often(), often("safe"))
    )
    assert whole.sent_at == first.sent_at
    assert [question.name for question in whole.questions] == ["settled", "safe"]
    assert whole.answers == {"safe": Answer.choosing("never"), **said("never")}

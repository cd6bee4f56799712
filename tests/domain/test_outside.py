"""A reason for opening what is not one's own has a kind and words of its own."""

import pytest

from viewpoint.domain.outside import LEAST_WORDS, LONGEST_WORDS, Reason, Why, WhyWrong, reason_from


def test_a_reason_is_a_kind_and_words() -> None:
    reason = reason_from("not_safe", "  Police rang about tonight. ")
    assert reason == Reason(why=Why.NOT_SAFE, words="Police rang about tonight.")


def test_its_words_are_in_no_repr() -> None:
    assert "Police" not in repr(reason_from("not_safe", "Police rang about tonight."))


@pytest.mark.parametrize(
    ("why", "words", "wrong"),
    [
        ("", "", {"why": WhyWrong.NO_KIND, "words": WhyWrong.NO_WORDS}),
        ("curious", "x" * LEAST_WORDS, {"why": WhyWrong.NO_KIND}),
        ("other", "x" * (LEAST_WORDS - 1), {"words": WhyWrong.NO_WORDS}),
        ("other", "x" * (LONGEST_WORDS + 1), {"words": WhyWrong.TOO_LONG}),
    ],
)
def test_without_one_of_them_it_is_none(why: str, words: str, wrong: dict[str, WhyWrong]) -> None:
    assert reason_from(why, words) == wrong


@pytest.mark.parametrize("length", [LEAST_WORDS, LONGEST_WORDS])
def test_the_shortest_and_the_longest_do(length: int) -> None:
    assert isinstance(reason_from("other", "x" * length), Reason)

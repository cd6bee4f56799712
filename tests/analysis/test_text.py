"""Words and clauses, and where they stand."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewpoint.analysis.text import clauses, plain, script, spans, words

BREAKS = ("but", "because", "and i")


@pytest.mark.parametrize(
    ("comment", "language", "expected"),
    [
        ("I don't like it!", "en", ["I", "don't", "like", "it"]),
        ("mum’s 2 dogs", "en", ["mum’s", "2", "dogs"]),
        ("Mae'r ysgol", "cy", ["Mae", "r", "ysgol"]),
        ("football ⚽ yes", "en", ["football", "⚽", "yes"]),
        ("ok :) <3", "en", ["ok", ":)", "<3"]),
        ("&gt; 🐶", "en", ["gt", "🐶"]),
        ("مَدْرَسَتي جيدة", "ar", ["مَدْرَسَتي", "جيدة"]),
        ("", "en", []),
        ("???", "en", []),
    ],
)
def test_words_and_pictures_are_found(comment: str, language: str, expected: list[str]) -> None:
    assert words(comment, language) == expected


def test_letters_written_in_two_parts_are_one_word() -> None:
    assert words(unicodedata.normalize("NFD", "tŷ bâch"), "cy") == [
        unicodedata.normalize("NFD", "tŷ"),
        unicodedata.normalize("NFD", "bâch"),
    ]


@given(st.text(), st.sampled_from(["en", "cy", "ar"]))
def test_spans_lie_within_the_comment_in_order(comment: str, language: str) -> None:
    ends = [0]
    for start, end in spans(comment, language):
        assert ends[-1] <= start < end <= len(comment)
        ends.append(end)


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("I like it. It is nice", ["I like it", "It is nice"]),
        ("love it but the wifi is bad", ["love it", "the wifi is bad"]),
        ("mum and dad and i go", ["mum and dad", "go"]),
        ("butter on toast", ["butter on toast"]),
        ("nice - really", ["nice", "really"]),
        (" , ", []),
    ],
)
def test_clauses_end_at_marks_and_at_words_that_begin_a_thought(comment: str, expected: list[str]) -> None:
    assert [comment[start:end] for start, end in clauses(comment, BREAKS)] == expected


def test_clauses_can_be_had_without_such_words() -> None:
    assert clauses("a but b; c", ()) == [(0, 7), (9, 10)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("Don’t", "dont"), ("I'll", "i'll"), ("ill", "ill"), ("ﬁsh", "fish"), ("👍🏽", "👍"), ("❤️", "❤")],
)
def test_words_are_compared_plain(word: str, expected: str) -> None:
    assert plain(word) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("1 a", "LATIN"), ("ቤት", "ETHIOPIC"), ("بيت", "ARABIC"), ("12 :)", "")]
)
def test_the_first_letter_tells_the_script(text: str, expected: str) -> None:
    assert script(text) == expected

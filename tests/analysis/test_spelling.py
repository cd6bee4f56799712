"""What is mended, and what is left alone."""

import pytest

from viewpoint.analysis.spelling import Speller

SPELLER = Speller({"friend", "school", "mum", "safe", "bored", "board"}, {"safer", "cool", "schools"})


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("freind", "friend"),
        ("frend", "friend"),
        ("scchool", "school"),
        ("zchool", "school"),
        ("schoooool", "school"),
        ("muuuum", "mum"),
        ("schoooll", "school"),
        ("saef", "safe"),
    ],
)
def test_one_slip_is_mended(written: str, meant: str) -> None:
    assert SPELLER.mend(written) == meant


@pytest.mark.parametrize("word", ["cool", "mun", "safer", "xafe", "skool", "schools", "banana"])
def test_what_may_be_another_word_is_left_alone(word: str) -> None:
    assert SPELLER.mend(word) == word


def test_a_slip_between_two_known_words_is_left_alone() -> None:
    assert Speller({"bored", "board"}, {"x"}).mend("boerd") == "boerd"


def test_without_known_words_only_drawn_out_letters_are_drawn_in() -> None:
    speller = Speller({"friend"}, ())
    assert speller.mend("freind") == "freind"
    assert speller.mend("frieeeend") == "friend"
    assert speller.knows("friend")
    assert not speller.knows("freind")

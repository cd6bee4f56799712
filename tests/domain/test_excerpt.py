"""Words that do not fit are cut where a sentence or a word ends, and marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewpoint.domain.excerpt import MARK, excerpt

SENTENCES = "I like it here. The dog is kind. My nan comes on Sundays and we bake."


def test_what_fits_is_whole_and_unmarked() -> None:
    assert excerpt("I like it here.", 15).text == "I like it here."
    assert not excerpt("I like it here.", 15).is_cut


@pytest.mark.parametrize(
    ("most", "text"),
    [
        (40, "I like it here. The dog is kind."),
        (32, "I like it here. The dog is kind."),
        (30, "I like it here. The dog is"),
        (20, "I like it here."),
        (12, "I like it"),
        (6, "I like"),
        (5, "I"),
    ],
)
def test_it_ends_with_a_sentence_in_the_later_half_else_with_a_word(most: int, text: str) -> None:
    found = excerpt(SENTENCES, most)
    assert (found.text, found.is_cut) == (text + MARK, True)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("ሓፍተይ ክርእያ ይደሊ። ቤት ትምህርቲ ጽቡቕ", "ሓፍተይ ክርእያ ይደሊ።"),
        ("أين أختي؟ أريد أن أراها", "أين أختي؟"),
        ("one line\nand another", "one line"),
    ],
)
def test_the_stops_of_other_scripts_and_lines_count(words: str, kept: str) -> None:
    assert excerpt(words, len(kept) + 3).text == kept + MARK


def test_half_a_word_is_never_shown() -> None:
    found = excerpt("Ohnewortgrenze" * 10, 20)
    assert (found.text, found.is_cut) == ("", True)


def test_a_number_with_a_point_is_no_sentence() -> None:
    assert excerpt("It costs 3.50 pounds a week", 14).text == "It costs 3.50" + MARK


@given(st.text(min_size=1), st.integers(1, 60))
def test_it_is_always_the_beginning_of_what_was_said(words: str, most: int) -> None:
    found = excerpt(words, most)
    kept = found.text.removesuffix(MARK) if found.is_cut else found.text
    assert words.startswith(kept)
    assert len(kept) <= most
    rest = words[len(kept) :]
    assert not found.is_cut or not kept or rest[:1].isspace() or kept[-1].isspace() or kept.endswith("\n")

"""Words in several languages, English always among them."""

import pytest

from viewpoint.domain.words import Words


def test_words_without_their_english_are_refused() -> None:
    with pytest.raises(ValueError, match="English"):
        Words({"cy": "Helo"})


def test_a_missing_or_empty_translation_is_said_in_english() -> None:
    words = Words({"en": "Hello", "cy": ""})
    assert words.in_language("cy") == words.in_language("ar") == "Hello"
    assert not words.has("cy")

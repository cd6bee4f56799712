"""What a piece of writing is weighed by: words, pairs of words, and the pieces that they are spelt with."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

MARKS = frozenset("!?")
_WORD = re.compile(r"[^\W_](?:[^\W_]|'(?=[^\W_]))*|[!?]")
_PIECES = (3, 4, 5, 6)
_EDGE = _GAP = "_"  # no word has it
_ETHIOPIC_ROWS = {"ሐ": "ሀ", "ኀ": "ሀ", "ሠ": "ሰ", "ዐ": "አ", "ፀ": "ጸ"}
_FORMS = 8
"""Of an Ethiopic letter, one for each vowel; Unicode has them in a row."""
_ALIKE = str.maketrans(
    {
        # Letters that one keyboard writes for another's, or that everyday spelling takes for one another.
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىیۍئ", "ي"),
        **dict.fromkeys("کګڪ", "ك"),
        **dict.fromkeys("ەةھہۀۂ", "ه"),
        **{
            chr(ord(letter) + form): chr(ord(other) + form)
            for letter, other in _ETHIOPIC_ROWS.items()
            for form in range(_FORMS)
        },
        **dict.fromkeys("ሃሓኃ", "ሀ"),
        **dict.fromkeys("ኣዓ", "አ"),
        **dict.fromkeys("\u2019\u2018\u02bc`\u00b4", "'"),
        "ş": "ș",
        "ţ": "ț",
        "؟": "?",
        "ـ": None,
    }
)
_VOWEL_MARKS = re.compile("[\u064b-\u065f\u0670]")
_STROKES = str.maketrans({"ł": "l", "đ": "d", "ı": "i"})
"""Letters with a stroke or without their dot, which Unicode takes for letters of their own."""


class Ngrams(NamedTuple):
    """Each once: words and pairs of them say what is told; pieces know words that are spelt anew."""

    words: tuple[str, ...]
    spelling: tuple[str, ...]


def words_in(text: str) -> list[str]:
    """The words in small letters, and the marks that turn a sentence into a question or a cry.

    Letters that are written for one another are made one, vowel marks are left out.
    """
    composed = unicodedata.normalize("NFKC", text).casefold()
    return _WORD.findall(_VOWEL_MARKS.sub("", composed).translate(_ALIKE))


def ngrams(words: Sequence[str]) -> Ngrams:
    """Of words as `words_in` gives them, in the order in which they come first."""
    pairs = (f"{left} {right}" for left, right in pairwise(words))
    # With one between them they are met again whatever it is: "hits _ when".
    apart = (f"{left} {_GAP} {right}" for left, right in zip(words, words[2:], strict=False))
    pieces = (piece for word in words for piece in _pieces(_EDGE + _bare(word) + _EDGE))
    return Ngrams(tuple(dict.fromkeys((*words, *pairs, *apart))), tuple(dict.fromkeys(pieces)))


def _bare(word: str) -> str:
    """A word as whoever types in haste leaves it: without the marks on its letters."""
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(_STROKES)


def _pieces(word: str) -> Iterator[str]:
    for length in _PIECES:
        for at in range(len(word) - length + 1):
            yield word[at : at + length]

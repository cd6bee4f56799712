"""What a piece of writing is weighed by: words, pairs of words, and the pieces that they are spelt with."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

MARKS = frozenset("!?")
_WORD = re.compile(r"[^\W_](?:[^\W_]|'(?=[^\W_]))*|[!?]")
_PIECES = (3, 4, 5, 6)
_EDGE = _GAP = "_"  # no word has it


class Ngrams(NamedTuple):
    """Each once: words and pairs of them say what is told; pieces know words that are spelt anew."""

    words: tuple[str, ...]
    spelling: tuple[str, ...]


def words_in(text: str) -> list[str]:
    """The words in small letters, and the marks that turn a sentence into a question or a cry."""
    return _WORD.findall(text.casefold().replace("\u2019", "'"))


def ngrams(words: Sequence[str]) -> Ngrams:
    """Of words as `words_in` gives them, in the order in which they come first."""
    pairs = (f"{left} {right}" for left, right in pairwise(words))
    # With one between them they are met again whatever it is: "hits _ when".
    apart = (f"{left} {_GAP} {right}" for left, right in zip(words, words[2:], strict=False))
    pieces = (piece for word in words for piece in _pieces(_EDGE + word + _EDGE))
    return Ngrams(tuple(dict.fromkeys((*words, *pairs, *apart))), tuple(dict.fromkeys(pieces)))


def _pieces(word: str) -> Iterator[str]:
    for length in _PIECES:
        for at in range(len(word) - length + 1):
            yield word[at : at + length]

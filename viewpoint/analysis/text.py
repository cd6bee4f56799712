"""From a comment to its words and clauses, each with its place in the comment as it was written."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from viewpoint.domain.themes import Span

if TYPE_CHECKING:
    from nltk.tokenize import RegexpTokenizer, TweetTokenizer

_LETTERS = r"\w+"  # NLTK compiles with `regex`, whose \w has the marks that stand on letters, unlike re's
_APOSTROPHES = "'’‘ʼ`´"
_STRIP_APOSTROPHES = str.maketrans(dict.fromkeys(_APOSTROPHES))
_WILL = re.compile(f"[{_APOSTROPHES}]ll$")  # I'll is not ill
_CLAUSE_MARKS = r"[.!?;:,\n،؛؟…()/]+|\s[-–—]\s"
_SENTENCE = re.compile(r"[^.!?\n؟۔።…]+")
_PICTURES = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff]|[:;=x][-']?[()dp/|3]|<3", re.IGNORECASE)
_DRESS = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")  # variation selectors and skin tones
_SPLITS_AT_APOSTROPHES = frozenset({"cy"})  # mae'r = mae + yr


def words(comment: str, language: str) -> list[str]:
    """The words of a comment as written, in order, and its emoji and emoticons."""
    return [comment[start:end] for start, end in spans(comment, language)]


def spans(comment: str, language: str) -> list[Span]:
    """Where each of the `words` stands."""
    from nltk.tokenize.util import align_tokens

    found: list[Span] = align_tokens(_words(language in _SPLITS_AT_APOSTROPHES).tokenize(comment), comment)
    if _PICTURES.search(comment) is None:
        return found
    pictures = _pictures(comment)
    inside = {at for start, end in pictures for at in range(start, end)}
    return sorted(pictures + [word for word in found if word[0] not in inside])


def clauses(comment: str, breaks: tuple[str, ...]) -> list[Span]:
    """The spans of a comment between punctuation marks and between the words that begin a new thought."""
    parts = (trimmed(comment, part) for part in _clauses(breaks).span_tokenize(comment))
    return [(start, end) for start, end in parts if start < end]


def sentences(comment: str) -> list[Span]:
    """The spans of a comment between the marks that end a sentence."""
    return [found.span() for found in _SENTENCE.finditer(comment)]


def places(words: Sequence[Span], parts: Sequence[Span]) -> list[int]:
    """For each word the part it stands in: the last that begins at or before it, or the first."""
    found, at, last = [], 0, len(parts) - 1
    for start, _ in words:
        while at < last and parts[at + 1][0] <= start:
            at += 1
        found.append(at)
    return found


def plain(word: str) -> str:
    """A word as terms are compared: composed, in lower case, without apostrophes."""
    composed = unicodedata.normalize("NFKC", _DRESS.sub("", word)).casefold()
    return composed if _WILL.search(composed) else composed.translate(_STRIP_APOSTROPHES)


def script(text: str) -> str:
    """The script of the first letter ("LATIN", "ARABIC", "ETHIOPIC"), or "" where there is no letter."""
    letter = next(filter(str.isalpha, text), None)
    return "" if letter is None else unicodedata.name(letter, "").partition(" ")[0]


def trimmed(comment: str, span: Span) -> Span:
    """A span without the spaces at its edges."""
    start, end = span
    part = comment[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def _pictures(comment: str) -> list[Span]:
    """TweetTokenizer knows emoji sequences and emoticons, but not where they stood."""
    found: list[Span] = []
    position = 0
    for text in _tweets().tokenize(comment):
        start = comment.find(text, position)
        if start >= 0:  # it rewrites HTML entities, which then stand nowhere
            position = start + len(text)
            if _PICTURES.match(text):
                found.append((start, position))
    return found


@cache
def _words(splits_at_apostrophes: bool) -> "RegexpTokenizer":  # noqa: FBT001 - a key of the cache
    from nltk.tokenize import RegexpTokenizer

    if splits_at_apostrophes:
        return RegexpTokenizer(_LETTERS)
    return RegexpTokenizer(f"{_LETTERS}(?:[{_APOSTROPHES}]{_LETTERS})*")


@cache
def _clauses(breaks: tuple[str, ...]) -> "RegexpTokenizer":
    from nltk.tokenize import RegexpTokenizer

    words = "|".join(rf"\b{re.escape(each)}\b" for each in sorted(breaks, key=len, reverse=True))
    return RegexpTokenizer(f"(?i:{_CLAUSE_MARKS}{'|' + words if words else ''})", gaps=True)


@cache
def _tweets() -> "TweetTokenizer":
    from nltk.tokenize import TweetTokenizer

    return TweetTokenizer()

"""A young person's words, cut where a mark begins or ends; nothing in them hides or reorders text."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from viewpoint.domain.themes import Span

REORDERING = {
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
}
"""Unicode's controls of direction (UAX #9): they can make words read otherwise than they were typed."""
BREAKS = frozenset("\n\t")


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A stretch of words; marked ones led to a theme."""

    text: str
    is_marked: bool = False


def pieces(words: str, spans: Iterable[Span]) -> tuple[Piece, ...]:
    """The words in pieces; `spans` are (start, end) positions in them, in any order, overlapping or not."""
    found: list[Piece] = []
    at = 0
    for start, end in _joined(spans, len(words)):
        if start > at:
            found.append(Piece(text=visible(words[at:start])))
        found.append(Piece(text=visible(words[start:end]), is_marked=True))
        at = end
    if at < len(words):
        found.append(Piece(text=visible(words[at:])))
    return tuple(found)


def visible(words: str) -> str:
    """The words, each control of direction as its name in brackets and each other control as U+FFFD."""
    return "".join(_visible(letter) for letter in words)


def _visible(letter: str) -> str:
    if letter in REORDERING:
        return f"[{REORDERING[letter]}]"
    return "\ufffd" if unicodedata.category(letter) == "Cc" and letter not in BREAKS else letter


def _joined(spans: Iterable[Span], length: int) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        end = min(end, length)
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return joined

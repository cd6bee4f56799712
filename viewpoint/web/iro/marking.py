"""A young person's words, cut where a mark begins or ends; nothing in them hides or reorders text."""

from collections.abc import Iterable
from typing import NamedTuple

from viewpoint.domain.themes import Span
from viewpoint.web.visible import visible as visible


class Piece(NamedTuple):
    """A stretch of words; marked ones led to a theme."""

    text: str
    is_marked: bool = False


def pieces(words: str, spans: Iterable[Span] = ()) -> tuple[Piece, ...]:
    """The words in pieces; `spans` are (start, end) positions in them, in any order, overlapping or not."""
    found: list[Piece] = []
    at = 0
    for start, end in _joined(spans, len(words)):
        if start > at:
            found.append(Piece(visible(words[at:start])))
        found.append(Piece(visible(words[start:end]), is_marked=True))
        at = end
    if at < len(words):
        found.append(Piece(visible(words[at:])))
    return tuple(found)


def _joined(spans: Iterable[Span], length: int) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        end = min(end, length)
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return joined

"""The beginning of somebody's words where not all fit: cut after a sentence or a word, and marked."""

import re
from dataclasses import dataclass

MARK = "\u00a0…"
"""Stands where words were cut; what is printed around it says what it means."""
LEAST = 0.5
"""A sentence's end is sought in this later part of the room; an earlier one would waste what fits."""

# The stops of our sixteen languages: Latin and Ukrainian, Arabic script, Ethiopic.
_STOP = re.compile(r"[.!?؟۔።፧](?=\s|$)|\n")
_GAP = re.compile(r"(?=\s)")


@dataclass(frozen=True, kw_only=True)
class Excerpt:
    """Words as they were written, or their beginning; empty where not even one word fits."""

    text: str
    is_cut: bool


def excerpt(words: str, most: int) -> Excerpt:
    """The words in at most `most` letters, and the mark; never the half of a word."""
    if len(words) <= most:
        return Excerpt(text=words, is_cut=False)
    room = words[: most + 1]  # one more, so that a word that ends exactly there is whole
    end = _last(_STOP, room, int(most * LEAST)) or _last(_GAP, room, 0)
    kept = room[:end].rstrip()
    return Excerpt(text=kept + MARK if kept else "", is_cut=True)


def _last(pattern: re.Pattern[str], room: str, after: int) -> int:
    """Where the last match ends that does not begin before `after`, 0 without any."""
    ends = [found.end() for found in pattern.finditer(room, after) if found.end() < len(room)]
    return ends[-1] if ends else 0

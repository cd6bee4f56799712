"""Words that somebody wrote, so that nothing in them hides or reorders text."""

import re

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
_HIDDEN = re.compile(f"[{''.join(REORDERING)}\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Those, and every other control (Cc) but the line break and the tab."""


def visible(words: str) -> str:
    """The words, each control of direction as its name in brackets and each other control as U+FFFD."""
    return _HIDDEN.sub(lambda found: _visible(found[0]), words)


def _visible(letter: str) -> str:
    return f"[{REORDERING[letter]}]" if letter in REORDERING else "\ufffd"

"""Words that somebody wrote, so that nothing in them hides or reorders text."""

import unicodedata

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


def visible(words: str) -> str:
    """The words, each control of direction as its name in brackets and each other control as U+FFFD."""
    return "".join(_visible(letter) for letter in words)


def _visible(letter: str) -> str:
    if letter in REORDERING:
        return f"[{REORDERING[letter]}]"
    return "\ufffd" if unicodedata.category(letter) == "Cc" and letter not in BREAKS else letter

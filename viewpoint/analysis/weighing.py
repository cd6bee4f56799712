"""How far a piece of writing speaks of danger, weighed by what examples taught."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from math import exp, log, sqrt
from typing import NamedTuple

from viewpoint.analysis.ngrams import MARKS, ngrams, words_in
from viewpoint.analysis.text import sentences, trimmed
from viewpoint.domain.danger import Learnt, LearntKind, Trait
from viewpoint.domain.themes import Span

MOST_WORDS = 45
"""As long as nearly all examples: in more words one sentence of danger would be outweighed by the rest."""


class Weighed(NamedTuple):
    """The logarithm of the odds that it tells of danger, and the kind that it most likely is."""

    odds: float
    kind: LearntKind


class Weigher:
    """Weighs by what was learnt of one language."""

    def __init__(self, learnt: Learnt) -> None:
        self._learnt = learnt

    def told(self, comment: str, rather: "Weigher | None" = None) -> Iterator[tuple[Span, LearntKind]]:
        """The stretches of a comment that tell of danger, and of what kind.

        A stretch of which `rather` knows as many words is of its language, and left to it.
        """
        for start, end in stretches(comment):
            words = words_in(comment[start:end])
            known = self.known(words)
            is_others = rather is not None and rather.known(words) >= known
            if known >= self._learnt.least_known and not is_others:
                weighed = self.weigh(words)
                if weighed.odds >= self._learnt.at_least:
                    yield (start, end), weighed.kind

    def weigh(self, words: Sequence[str]) -> Weighed:
        """Of words as `words_in` gives them."""
        found = ngrams(words)
        sums = [self._learnt.ordinary, *(each.bias for each in self._learnt.kinds)]
        for traits, grams in ((self._learnt.words, found.words), (self._learnt.spelling, found.spelling)):
            for place, weight in self._pulls(traits, grams):
                sums[place] += weight
        ordinary, *kinds = sums
        highest = max(kinds)
        odds = highest + log(sum(exp(each - highest) for each in kinds)) - ordinary
        return Weighed(odds, self._learnt.kinds[kinds.index(highest)])

    def known(self, words: Sequence[str]) -> float:
        """What share of words it has met; 0 where there are none."""
        own = [word for word in words if word not in MARKS]  # every language has these
        return sum(word in self._learnt.words for word in own) / len(own) if own else 0.0

    def _pulls(self, traits: Mapping[str, Trait], grams: Sequence[str]) -> Iterator[tuple[int, float]]:
        """What is rare counts for more, and long writing for no more than short (tf-idf, length 1)."""
        there = [traits[each] for each in grams if each in traits]
        rarities = [rarity(each.examples, self._learnt.examples) for each in there]
        length = sqrt(sum(each * each for each in rarities))
        for trait, rare in zip(there, rarities, strict=True):
            for place, weight in trait.weights:
                yield place, weight * rare / length


def rarity(in_examples: int, of_examples: int) -> float:
    """The inverse document frequency, smoothed as if one more example had everything."""
    return log((1 + of_examples) / (1 + in_examples)) + 1


def stretches(comment: str) -> list[Span]:
    """A comment in stretches of whole sentences, each with half of the one before; a short one is one."""
    parts = [part for sentence in sentences(comment) for part in _cut(comment, sentence)]
    starts = [*(start for start, _end in parts), len(comment)]
    found: list[Span] = []
    first = last = 0
    while last < len(parts):
        last = _reach(comment, parts, first)
        found.append(trimmed(comment, (starts[first], starts[last])))
        first += max((last - first) // 2, 1)
    return found


def _reach(comment: str, parts: Sequence[Span], first: int) -> int:
    """The first part that no longer fits in one stretch with those from `first` on."""
    counts = accumulate(len(comment[start:end].split()) for start, end in parts[first:])
    fitting = sum(count <= MOST_WORDS for count in counts)
    return first + max(fitting, 1)


def _cut(comment: str, sentence: Span) -> Iterator[Span]:
    """A sentence that never ends, in pieces."""
    start, end = sentence
    words = comment[start:end].split(" ")
    at = start
    for first in range(0, len(words), MOST_WORDS):
        length = len(" ".join(words[first : first + MOST_WORDS]))
        if comment[at : at + length].strip():
            yield at, at + length
        at += length + 1

"""Children's spelling: an unknown word one edit from one known word is taken for that word."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType

_DRAWN_OUT = re.compile(r"(.)\1{2,}")


_SHORTEST = 4
_LONG = 6  # from here on a slip in the first letter is mended too
_SHORTEST_SOUND = 3
_LONGEST_SOUND = 20
_DOUBLED = re.compile(r"(.)\1+")
_NO_SOUNDS: Mapping[str, str] = MappingProxyType({})


class Speller:
    """Mends what is surely a slip, and leaves alone what may be a word of its own.

    A word is mended when it has at least four letters and only one known word lies one edit or one swap away,
    with the same first letter if it is short. That wins back half of what slips in a quarter of all words
    lose (tests/benchmarks/themes.py). Where no list says which other words are real, as in Arabic, where one
    edit in three root letters makes another word, only drawn-out letters are drawn in.
    """

    def __init__(
        self, targets: Iterable[str], known: Iterable[str], sounds: Mapping[str, str] = _NO_SOUNDS
    ) -> None:
        """`targets` are what a word may be mended to; `known` are real words that are right as they are.

        `sounds` are what is spelt in several ways, in order, with `^` for the beginning of a word and `$` for
        its end: where they are given, a word is also mended to one that sounds alike ("frew" to "threw").
        """
        self._targets, real = frozenset(targets), frozenset(known)
        self._known = self._targets | real
        self._by_deletion: dict[str, set[str]] = defaultdict(set)
        for target in self._targets if real else ():
            if len(target) >= _SHORTEST:
                for rest in _deletions(target):
                    self._by_deletion[rest].add(target)
        self._sounds = [(_pattern(spelt), sound) for spelt, sound in sounds.items()]
        self._by_sound: dict[str, set[str]] = defaultdict(set)
        for target in self._targets if self._sounds else ():
            self._by_sound[self._sound(target)].add(target)

    def knows(self, word: str) -> bool:
        """Whether the word is right as it is."""
        return word in self._known

    def mend(self, word: str) -> str:
        """The known word this surely is, or the word itself."""
        if word in self._known:
            return word
        for shorter in _drawn_in(word):
            if shorter in self._known:
                return shorter
            word = shorter
        neighbour = self._only_neighbour(word) if len(word) >= _SHORTEST else None
        return neighbour or self._alike(word) or word

    def _only_neighbour(self, word: str) -> str | None:
        from nltk.metrics.distance import edit_distance

        candidates = {each for rest in _deletions(word) for each in self._by_deletion.get(rest, ())}
        near = [
            each
            for each in candidates
            if (each[0] == word[0] or len(word) >= _LONG)
            and edit_distance(each, word, transpositions=True) == 1
        ]
        return near[0] if len(near) == 1 else None

    def _sound(self, word: str) -> str:
        for spelt, sound in self._sounds:
            word = spelt.sub(sound, word)
        return _DOUBLED.sub(r"\1", word)

    def _alike(self, word: str) -> str | None:
        """The known word that sounds alike, the nearest in letters of several."""
        from nltk.metrics.distance import edit_distance

        if not self._sounds or not _SHORTEST_SOUND <= len(word) <= _LONGEST_SOUND:
            return None
        alike = self._by_sound.get(self._sound(word), ())
        near = sorted((edit_distance(each, word, transpositions=True), each) for each in alike)
        return near[0][1] if near and near[0][0] <= len(word) // 2 else None


def _pattern(spelt: str) -> re.Pattern[str]:
    return re.compile(re.escape(spelt).replace(r"\^", "^").replace(r"\$", "$"))


def _drawn_in(word: str) -> tuple[str, ...]:
    """A drawn-out word ("sooo", "goood") with the letter once, then twice; nothing for other words."""
    if _DRAWN_OUT.search(word) is None:
        return ()
    return _DRAWN_OUT.sub(r"\1", word), _DRAWN_OUT.sub(r"\1\1", word)


def _deletions(word: str) -> set[str]:
    """The word, and the word with any one letter left out: two words one edit apart share one of these."""
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}

"""Everything needed to read comments in one language, made once from the codeframe."""

from collections.abc import Callable, Iterable, Sequence
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise

from viewpoint.analysis.feeling import tone_lexicon
from viewpoint.analysis.matching import Lexicon, Word
from viewpoint.analysis.morphology import Morphology, morphology_of
from viewpoint.analysis.spelling import Speller
from viewpoint.analysis.text import clauses, plain, spans, words
from viewpoint.domain.themes import NO_LANGUAGE, Codeframe, Span

_WORDS_REMEMBERED = 50_000  # a word is folded, stemmed and mended once
_LONGEST_SAYING = 15  # words, fillers counted


class Saying(Enum):
    """What a clause is when it is no more than a common saying."""

    NOTHING_SAID = auto()  # "n/a", "idk"
    NOTHING_IS = auto()  # "nothing really"
    EVERYTHING_IS = auto()  # "all of it"
    SOMETHING = auto()


class Tongue:
    """The codeframe in one language: its themes, its words of feeling, its ways of saying nothing."""

    def __init__(self, codeframe: Codeframe, language: str) -> None:
        self.language = language
        self._vocabulary = codeframe.vocabulary(language)
        morphology = morphology_of(language)
        read = {language, NO_LANGUAGE}
        self.themes = Lexicon(
            ((theme.id, term) for theme in codeframe.themes for term in theme.terms if term.language in read),
            morphology,
        )
        self.tones = tone_lexicon((codeframe.vocabulary(each) for each in sorted(read)), morphology)
        self._read = reader(morphology, self._speller(morphology))
        self._fillers = frozenset(map(plain, self._vocabulary.fillers))
        self._contrasts = frozenset(map(plain, self._vocabulary.contrasts))
        self._said_nothing = self._sayings(self._vocabulary.said_nothing) | {""}
        self._nothing = self._sayings(self._vocabulary.nothing) - {""}
        self._everything = self._sayings(self._vocabulary.everything) - {""}

    def words(self, comment: str) -> tuple[list[Span], list[Word]]:
        """Where the words of a comment stand, and the words as terms meet them."""
        places, read = spans(comment, self.language), self._read
        return places, [read(comment[start:end]) for start, end in places]

    def clauses(self, comment: str) -> list[Span]:
        """The spans of the clauses of a comment."""
        return clauses(comment, self._vocabulary.contrasts + self._vocabulary.clause_breaks)

    def contrasted(self, comment: str, parts: Sequence[Span]) -> list[bool]:
        """For each clause, whether a "but" stands before or behind it."""
        between = [comment[before[1] : after[0]] for before, after in pairwise(parts)]
        buts = [not self._contrasts.isdisjoint(map(plain, words(each, self.language))) for each in between]
        return [before or after for before, after in pairwise([False, *buts, False])]

    def saying(self, words: Sequence[Word]) -> Saying:
        """Whether words, fillers aside, say nothing, or that nothing is so, or that everything is."""
        if len(words) > _LONGEST_SAYING:
            return Saying.SOMETHING
        said = self._without_fillers(words)
        if said in self._nothing:
            return Saying.NOTHING_IS
        if said in self._everything:
            return Saying.EVERYTHING_IS
        return Saying.NOTHING_SAID if said in self._said_nothing else Saying.SOMETHING

    def _sayings(self, texts: Iterable[str]) -> frozenset[str]:
        return frozenset(self._without_fillers(self.words(text)[1]) for text in texts)

    def _without_fillers(self, words: Iterable[Word]) -> str:
        return " ".join(word.form for word in words if word.form not in self._fillers)

    def _speller(self, morphology: Morphology) -> Speller:
        known = {morphology.fold(plain(word)) for word in self._vocabulary.known_words}
        return Speller(
            self.themes.known | self.tones.known, known | {morphology.stem(word) for word in known}
        )


def reader(morphology: Morphology, speller: Speller) -> Callable[[str], Word]:
    """From a word as written to its form and its stem, mended where it is surely misspelt."""

    @lru_cache(maxsize=_WORDS_REMEMBERED)
    def read(text: str) -> Word:
        form = morphology.fold(plain(text))
        stem = morphology.stem(form)
        if speller.knows(form) or speller.knows(stem):
            return Word(form, stem)
        mended = speller.mend(form)
        return Word(form, speller.mend(stem)) if mended == form else Word(mended, morphology.stem(mended))

    return read

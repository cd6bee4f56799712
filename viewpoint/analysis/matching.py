"""Which terms stand in a row of words: phrases first, then the single words they do not hide."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from viewpoint.analysis.morphology import Morphology
from viewpoint.analysis.text import plain
from viewpoint.analysis.text import words as words_of
from viewpoint.domain.themes import Term, TermKind

_ANY_WORD = "*"  # in a phrase: one word of any kind, or none


class Word(NamedTuple):
    """A word as terms meet it, its spelling mended."""

    form: str
    stem: str


class Hit(NamedTuple):
    """A term found: what it leads to, and where among the words it stands (last not included)."""

    first: int
    last: int
    key: str
    precision: float


class _Phrase(NamedTuple):
    words: tuple[frozenset[str] | None, ...]  # the stems each place may have; None: any word
    key: str
    precision: float
    excludes: bool


class _Single(NamedTuple):
    key: str
    precision: float


class Lexicon:
    """Terms and what each leads to (a theme, a tone), indexed so that a comment is matched in one pass."""

    def __init__(self, terms: Iterable[tuple[str, Term]], morphology: Morphology) -> None:
        """Each term comes with its key."""
        self._morphology = morphology
        self._forms: dict[str, list[_Single]] = defaultdict(list)
        self._stems: dict[str, list[_Single]] = defaultdict(list)
        self._prefixes: dict[str, list[_Single]] = defaultdict(list)
        self._phrases: dict[str, list[_Phrase]] = defaultdict(list)
        self._in_phrases: set[str] = set()
        for key, term in terms:
            self._add(key, term)

    @property
    def known(self) -> frozenset[str]:
        """Every word and stem that a term of this lexicon is made of."""
        return frozenset().union(self._forms, self._stems, self._prefixes, self._in_phrases)

    def find(self, words: Sequence[Word]) -> list[Hit]:
        """The terms in these words, in order; what an exclusion forbids is gone, what a phrase hides too."""
        singles, met = self._singles(words), list(self._met(words))
        if not met:
            return singles
        phrases = _longest([_hit(at, phrase) for at, phrase in met if not phrase.excludes])
        hidden = {at for hit in phrases for at in range(hit.first, hit.last)}
        hits = phrases + [hit for hit in singles if hit.first not in hidden]
        excluded = [_hit(at, phrase) for at, phrase in met if phrase.excludes]
        forbidden = {(at, hit.key) for hit in excluded for at in range(hit.first, hit.last)}
        return sorted(
            hit for hit in hits if forbidden.isdisjoint((at, hit.key) for at in range(hit.first, hit.last))
        )

    def _met(self, words: Sequence[Word]) -> Iterator[tuple[int, _Phrase]]:
        """The phrases and exclusions that stand in these words, each with where it begins."""
        beginning = self._phrases.get
        for at, word in enumerate(words):
            for phrase in beginning(word.stem, ()):
                row = words[at : at + len(phrase.words)]
                if len(row) == len(phrase.words) and all(map(_allows, phrase.words, row)):
                    yield at, phrase

    def _singles(self, words: Sequence[Word]) -> list[Hit]:
        by_form, by_stem, hits = self._forms.get, self._stems.get, []
        for at, (form, stem) in enumerate(words):
            for singles in (
                by_form(form),
                by_stem(stem),
                self._by_beginning(form) if self._prefixes else None,
            ):
                if singles:
                    hits += [Hit(at, at + 1, *single) for single in singles]
        return hits

    def _by_beginning(self, form: str) -> list[_Single]:
        beginnings = (form[:length] for length in range(1, len(form) + 1))
        return [single for each in beginnings for single in self._prefixes.get(each, ())]

    def _add(self, key: str, term: Term) -> None:
        words = term_words(term, self._morphology)
        single = _Single(key, term.precision)
        if term.kind in {TermKind.PHRASE, TermKind.EXCLUSION}:
            self._add_phrase(words, key, term)
        elif term.kind is TermKind.WORD:
            self._index(
                self._forms,
                {self._morphology.fold(form) for form in self._morphology.forms(words[0])},
                single,
            )
        elif self._morphology.has_stemmer:
            self._index(self._stems, self._morphology.stems(words[0]), single)
        else:
            self._index(self._prefixes, self._morphology.prefixes(words[0]), single)

    def _index(self, index: dict[str, list[_Single]], keys: Iterable[str], single: _Single) -> None:
        for each in keys:
            index[each].append(single)

    def _add_phrase(self, words: Sequence[str], key: str, term: Term) -> None:
        options = [None if word == _ANY_WORD else self._morphology.stems(word) for word in words]
        for row in _with_and_without(options):
            phrase = _Phrase(row, key, term.precision, term.kind is TermKind.EXCLUSION)
            for first in row[0] or ():
                self._phrases[first].append(phrase)
        self._in_phrases.update(stem for option in options for stem in option or ())


def term_words(term: Term, morphology: Morphology) -> list[str]:
    """The words of a term as a comment's words are compared with them, `*` standing for any word."""
    words: list[str] = []
    for piece in term.text.split():
        parts = [_ANY_WORD] if piece == _ANY_WORD else words_of(piece, term.language)
        words += [morphology.fold(plain(part)) for part in parts]
    return words


def _with_and_without(
    options: Sequence[frozenset[str] | None],
) -> Iterator[tuple[frozenset[str] | None, ...]]:
    """Each way to read the places where any word, or none, may stand."""
    ways = [((option,),) if option is not None else ((), (None,)) for option in options]
    for way in product(*ways):
        yield tuple(place for part in way for place in part)


def _hit(at: int, phrase: _Phrase) -> Hit:
    return Hit(at, at + len(phrase.words), phrase.key, phrase.precision)


def _allows(stems: frozenset[str] | None, word: Word) -> bool:
    return stems is None or word.stem in stems


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    """The hits that do not lie wholly within a longer one."""
    return [
        hit
        for hit in hits
        if not any(
            other.first <= hit.first
            and hit.last <= other.last
            and other.last - other.first > hit.last - hit.first
            for other in hits
        )
    ]

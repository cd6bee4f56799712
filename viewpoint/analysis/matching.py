"""Which terms stand in a row of words: phrases first, then the single words they do not hide."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from viewpoint.analysis.morphology import Morphology
from viewpoint.analysis.text import plain
from viewpoint.analysis.text import words as words_of
from viewpoint.domain.themes import Term, TermKind

_ANY_WORD = "*"  # in a phrase: one word of any kind, or none
_MAY_BE_LEFT_OUT = "?"  # behind a word of a phrase
_OR = "|"  # between words of which one stands in that place
_WITH = "_"  # between words that stand in that place together
_NO_SETS: Mapping[str, tuple[str, ...]] = MappingProxyType({})


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


class Met(NamedTuple):
    """A phrase that stands in a row of words, whatever else does: `loose` are the places of any words."""

    first: int
    last: int
    key: str
    loose: tuple[int, ...]


class _Piece(NamedTuple):
    """One place of a phrase: the stems of the one word it may have (None: any), or rows of several."""

    alone: frozenset[str] | None
    rows: tuple[tuple[frozenset[str], ...], ...]
    may_be_missing: bool

    def ends(self, words: Sequence[Word], at: int) -> Iterator[int]:
        """Where what stands here may end, if it begins at a word."""
        if at < len(words) and (self.alone is None or words[at].stem in self.alone):
            yield at + 1
        for row in self.rows:
            here = words[at : at + len(row)]
            if len(here) == len(row) and all(map(_allows, row, here)):
                yield at + len(row)

    def can_stand(self, stems: frozenset[str]) -> bool:
        """Whether it may stand in a text that has these stems."""
        if self.may_be_missing or self.alone is None or not self.alone.isdisjoint(stems):
            return True
        return any(not each.isdisjoint(stems) for each in map(_first, self.rows))


class _Phrase(NamedTuple):
    pieces: tuple[_Piece, ...]
    key: str
    precision: float
    excludes: bool

    @property
    def beginnings(self) -> Iterator[str]:
        """The stems that a word has which it may begin with."""
        for piece in self.pieces:
            yield from piece.alone or ()
            for row in piece.rows:
                yield from row[0]
            if not piece.may_be_missing:
                return

    def ends(self, words: Sequence[Word], at: int) -> Mapping[int, tuple[int, ...]]:
        """Where it may end if it begins at a word, each with the places of any words in between."""
        reached: dict[int, tuple[int, ...]] = {at: ()}
        for piece in self.pieces:
            onwards = dict(reached) if piece.may_be_missing else {}
            for place, loose in reached.items():
                for end in piece.ends(words, place):
                    onwards.setdefault(end, (*loose, place) if piece.alone is None else loose)
            if not onwards:
                return onwards
            reached = onwards
        reached.pop(at, None)
        return reached


class _Single(NamedTuple):
    key: str
    precision: float


class Lexicon:
    """Terms and what each leads to (a theme, a tone), indexed so that a comment is matched in one pass."""

    def __init__(
        self,
        terms: Iterable[tuple[str, Term]],
        morphology: Morphology,
        sets: Mapping[str, tuple[str, ...]] = _NO_SETS,
    ) -> None:
        """Each term comes with its key; `<name>` in a phrase stands for one of the set with that name."""
        self._morphology = morphology
        self._sets = {f"<{name}>": texts for name, texts in sets.items()}
        self._forms: dict[str, list[_Single]] = defaultdict(list)
        self._stems: dict[str, list[_Single]] = defaultdict(list)
        self._prefixes: dict[str, list[_Single]] = defaultdict(list)
        self._phrases: dict[str, list[_Phrase]] = defaultdict(list)
        self._in_phrases: set[str] = set()
        self._pieces: dict[str, _Piece] = {}
        for key, term in terms:
            self._add(key, term)

    @property
    def known(self) -> frozenset[str]:
        """Every word and stem that a term of this lexicon is made of."""
        return frozenset().union(self._forms, self._stems, self._prefixes, self._in_phrases)

    def find(self, words: Sequence[Word]) -> list[Hit]:
        """The terms in these words, in order; what an exclusion forbids is gone, what a phrase hides too."""
        singles = self._singles(words)
        met = [(first, last, phrase) for first, last, phrase, _ in self._met(words)]
        if not met:
            return singles
        phrases = _longest([_hit(*each) for each in met if not each[2].excludes])
        hidden = {at for hit in phrases for at in range(hit.first, hit.last)}
        hits = phrases + [hit for hit in singles if hit.first not in hidden]
        excluded = [_hit(*each) for each in met if each[2].excludes]
        forbidden = {(at, hit.key) for hit in excluded for at in range(hit.first, hit.last)}
        return sorted(
            hit for hit in hits if forbidden.isdisjoint((at, hit.key) for at in range(hit.first, hit.last))
        )

    def met(self, words: Sequence[Word]) -> list[Met]:
        """Every phrase that stands in these words, those that lie within others too, in order."""
        found = (Met(first, last, phrase.key, loose) for first, last, phrase, loose in self._met(words))
        return sorted(dict.fromkeys(found))

    def _met(self, words: Sequence[Word]) -> Iterator[tuple[int, int, _Phrase, tuple[int, ...]]]:
        """The phrases and exclusions that stand in these words, each with where it begins and ends."""
        stems = frozenset(word.stem for word in words)
        # What can stand nowhere is looked for once, however often its first word comes.
        possible = {
            stem: [
                each
                for each in self._phrases.get(stem, ())
                if all(piece.can_stand(stems) for piece in each.pieces)
            ]
            for stem in stems
        }
        for at, word in enumerate(words):
            for phrase in possible[word.stem]:
                for end, loose in phrase.ends(words, at).items():
                    yield at, end, phrase, loose

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
        single = _Single(key, term.precision)
        if term.kind in {TermKind.PHRASE, TermKind.EXCLUSION}:
            self._add_phrase(key, term)
            return
        word = self._words(term.text, term.language)[0]
        if term.kind is TermKind.WORD:
            forms = {self._morphology.fold(form) for form in self._morphology.forms(word)}
            self._index(self._forms, forms, single)
        elif self._morphology.has_stemmer:
            self._index(self._stems, self._morphology.stems(word), single)
        else:
            self._index(self._prefixes, self._morphology.prefixes(word), single)

    def _index(self, index: dict[str, list[_Single]], keys: Iterable[str], single: _Single) -> None:
        for each in keys:
            index[each].append(single)

    def _add_phrase(self, key: str, term: Term) -> None:
        pieces = tuple(self._piece(each, term.language) for each in term.text.split())
        phrase = _Phrase(pieces, key, term.precision, term.kind is TermKind.EXCLUSION)
        for stem in dict.fromkeys(phrase.beginnings):
            self._phrases[stem].append(phrase)

    def _piece(self, text: str, language: str) -> _Piece:
        """One piece of a phrase; the same pieces stand in many, and are made once."""
        key = f"{language} {text}"
        if key not in self._pieces:
            self._pieces[key] = self._made(text, language)
        return self._pieces[key]

    def _made(self, text: str, language: str) -> _Piece:
        if text == _ANY_WORD:
            return _Piece(None, (), may_be_missing=True)
        bare = text.removesuffix(_MAY_BE_LEFT_OUT)
        rows = [self._words(each, language) for each in self._alternatives(bare)]
        stems = self._morphology.stems
        alone = frozenset[str]().union(*(stems(row[0]) for row in rows if len(row) == 1))
        together = tuple(tuple(map(stems, row)) for row in rows if len(row) > 1)
        self._in_phrases.update(alone, *(stem for row in together for stem in row))
        return _Piece(alone, together, may_be_missing=text != bare)

    def _alternatives(self, text: str) -> Iterator[str]:
        for each in text.split(_OR):
            yield from self._sets.get(each, (each.replace(_WITH, " "),))

    def _words(self, text: str, language: str) -> list[str]:
        """The words of a term as a comment's words are compared with them."""
        return [self._morphology.fold(plain(word)) for word in words_of(text, language)]


def _hit(first: int, last: int, phrase: _Phrase) -> Hit:
    return Hit(first, last, phrase.key, phrase.precision)


def _allows(stems: frozenset[str], word: Word) -> bool:
    return word.stem in stems


def _first(row: Sequence[frozenset[str]]) -> frozenset[str]:
    return row[0]


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    """The hits that do not lie wholly within a longer one."""
    kept, furthest, span = [], -1, (-1, -1)
    for hit in sorted(hits, key=lambda each: (each.first, -each.last)):
        if hit.last > furthest or (hit.first, hit.last) == span:
            kept.append(hit)
            furthest, span = hit.last, (hit.first, hit.last)
    return kept

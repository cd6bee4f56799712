"""Words that tell of danger, found in a comment: each finding with its kind and the words that led to it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from viewpoint.analysis.matching import Lexicon, Met
from viewpoint.analysis.morphology import morphology_of, with_beginnings, with_letters, with_spellings
from viewpoint.analysis.spelling import Speller
from viewpoint.analysis.text import clauses, places, plain, sentences, spans
from viewpoint.analysis.tongue import reader
from viewpoint.analysis.weighing import Weigher
from viewpoint.domain.concern_route import ConcernAbout, about_of
from viewpoint.domain.danger import DangerLexicon, Finding, Learnt, LearntKind, Near
from viewpoint.domain.themes import Span, Term, TermKind
from viewpoint.domain.words import ENGLISH

_BEGINNING = re.compile(r"(\w+)~")
_WORD = re.compile(r"[^\W_](?:[^\W_]|['’](?=[^\W_]))*")
_MASK = re.compile(r"(?<=[^\W\d_])[^\w\s]+(?=[^\W\d_])")
_HARMLESS, _NOT_NEGATING = "harmless", "not_negating"


class DangerFinder:
    """Looks through comments by the lexicons of all languages; one is got ready when it is first needed."""

    def __init__(self, lexicons: Iterable[DangerLexicon], learnt: Iterable[Learnt] = ()) -> None:
        """`learnt`: of languages that have a lexicon, what examples taught as well."""
        self._lexicons = {each.language: each for each in lexicons}
        self._learnt = {each.language: each for each in learnt}
        self._readers: dict[str, _Reader] = {}

    def find(self, comment: str, language: str) -> tuple[Finding, ...]:
        """What a comment tells of danger, in the order in which it was written.

        Args:
            comment: The young person's words as they wrote them.
            language: The tag of the language they chose. Many write English whatever they chose: it is always
                looked through as English too, and each part weighed so of which more words are English.
        """
        spoken = dict.fromkeys((language.partition("-")[0], ENGLISH))
        looks = [self._reader(each) for each in spoken if each in self._lexicons]
        first = looks[0].weigher if len(looks) > 1 else None
        found = {finding for each in looks for finding in each.find(comment, first)}
        return tuple(sorted(found, key=lambda each: (each.span, each.kind)))

    def _reader(self, language: str) -> "_Reader":
        if language not in self._readers:
            self._readers[language] = _Reader(self._lexicons[language], self._learnt.get(language))
        return self._readers[language]


class _Text(NamedTuple):
    """A comment as it was matched: where each phrase of a key stands, and which words belong together."""

    spans: Sequence[Span]
    clause_of: Sequence[int]
    sentence_of: Sequence[int]
    met: Mapping[str, Sequence[Met]]

    def covered(self, key: str) -> list[int]:
        """For each word, how far the phrases of a key reach that begin at it or before."""
        last = [0] * len(self.spans)
        for each in self.met.get(key, ()):
            last[each.first] = max(last[each.first], each.last)
        return list(accumulate(last, max))

    def around(self, met: Met, reach: int) -> Iterator[int]:
        """The words of the same sentence up to `reach` words from what was met, and its own."""
        sentence = self.sentence_of[met.first]
        for at in range(max(met.first - reach, 0), min(met.last + reach, len(self.spans))):
            if self.sentence_of[at] == sentence:
                yield at


class _Look:
    """What stands near something, of one kind of words that change its meaning."""

    def __init__(self, text: _Text, key: str, near: Near) -> None:
        self._text, self._reach = text, near.reach
        self._there = {each.first for each in text.met.get(key, ())}
        self._unless = {each.first for each in text.met.get(_unless(key), ())}

    def sees(self, met: Met) -> bool:
        around = set(self._text.around(met, self._reach)) if self._there else set()
        return not around.isdisjoint(self._there) and around.isdisjoint(self._unless)


class _Denial:
    """Where one kind of negator stands that denies what follows it."""

    def __init__(self, text: _Text, key: str, near: Near) -> None:
        self._text, self._reach = text, near.reach
        others = text.covered(_NOT_NEGATING)
        self._there = {each.last - 1 for each in text.met.get(key, ()) if others[each.first] < each.last}

    def denies(self, met: Met) -> bool:
        before = range(max(met.first - self._reach, 0), met.first)
        clause = self._text.clause_of[met.first]
        return any(at in self._there and self._text.clause_of[at] == clause for at in (*before, *met.loose))


class _Reader:
    """One language's lexicon, and what was learnt of it, ready to read by."""

    def __init__(self, lexicon: DangerLexicon, learnt: Learnt | None) -> None:
        self._data = lexicon
        self.weigher = Weigher(learnt) if learnt else None
        self._near = {f"context:{name}": near for name, near in lexicon.contexts.items()}
        self._near |= {f"about:{about}": near for about, near in lexicon.about.items()}
        self._negators = {f"negator:{at}": near for at, near in enumerate(lexicon.negators)}
        self._entries = {f"danger:{at}": entry for at, entry in enumerate(lexicon.entries)}
        self._letters = str.maketrans(dict(lexicon.letters))
        texts = list(self._texts())
        in_sets = [text for each in lexicon.sets.values() for text in each]
        written = " ".join([*(text for _, text in texts), *in_sets])
        morphology = with_letters(morphology_of(lexicon.language), lexicon.letters)
        morphology = with_spellings(morphology, lexicon.spellings)
        morphology = with_beginnings(morphology, frozenset(map(plain, _BEGINNING.findall(written))))
        terms = ((key, _phrase(text, lexicon.language)) for key, text in texts)
        self._lexicon = Lexicon(terms, morphology, lexicon.sets)
        known = {morphology.fold(plain(word)) for word in lexicon.known_words}
        known |= {morphology.stem(word) for word in known}
        as_written = {morphology.fold(plain(word)) for word in _WORD.findall(written)}
        speller = Speller(self._lexicon.known | as_written, known, lexicon.sounds)
        self._read = reader(morphology, speller)

    def find(self, comment: str, first: Weigher | None = None) -> Iterator[Finding]:
        """By its lists and its weights; what the `first` weigher knows as well is weighed by that alone."""
        text = self._matched(comment)
        harmless = text.covered(_HARMLESS)
        looks = {key: _Look(text, key, near) for key, near in self._near.items()}
        denials = [_Denial(text, key, near) for key, near in self._negators.items()]
        for key in self._entries.keys() & text.met.keys():
            entry = self._entries[key]
            for met in text.met[key]:
                is_denied = entry.is_deniable and any(each.denies(met) for each in denials)
                is_told = any(looks[f"context:{name}"].sees(met) for name in entry.contexts)
                if harmless[met.first] < met.last and not is_denied and not is_told:
                    yield Finding(
                        kind=entry.kind,
                        urgency=entry.urgency,
                        about=self._about(looks, [met], entry.about),
                        span=(text.spans[met.first][0], text.spans[met.last - 1][1]),
                    )
        if self.weigher:
            rather = first if first is not self.weigher else None
            told = self.weigher.told(comment, rather)
            yield from self._weighed(told, text, looks)

    def _weighed(
        self, found: Iterable[tuple[Span, LearntKind]], text: _Text, looks: Mapping[str, _Look]
    ) -> Iterator[Finding]:
        for (start, end), told in found:
            inside = [at for at, span in enumerate(text.spans) if start <= span[0] < end]
            words = [Met(at, at + 1, told.kind, ()) for at in inside]
            yield Finding(
                kind=told.kind,
                urgency=told.urgency,
                about=self._about(looks, words, told.about),
                span=(start, end),
            )

    def _about(self, looks: Mapping[str, _Look], mets: Sequence[Met], own: ConcernAbout) -> ConcernAbout:
        """Whom it may be about, by what it says itself and by whom it speaks of near."""
        seen = (about for about in self._data.about if any(map(looks[f"about:{about}"].sees, mets)))
        return about_of((own, *seen))

    def _matched(self, comment: str) -> _Text:
        # As long as the comment itself, so that the words stand where they stood.
        unmasked = _MASK.sub(lambda mask: mask[0].translate(self._letters), comment)
        found = spans(unmasked, self._data.language)
        met: dict[str, list[Met]] = defaultdict(list)
        for each in self._lexicon.met([self._read(unmasked[start:end]) for start, end in found]):
            met[each.key].append(each)
        parts = clauses(comment, self._data.clause_breaks)
        return _Text(found, places(found, parts), places(found, sentences(comment)), met)

    def _texts(self) -> Iterator[tuple[str, str]]:
        """Every phrase with the key that it leads to."""
        data = self._data
        rows: list[tuple[str, Sequence[str]]] = [(key, each.phrases) for key, each in self._entries.items()]
        rows += [(_HARMLESS, data.harmless), (_NOT_NEGATING, data.not_negating)]
        for key, near in (self._near | self._negators).items():
            rows += [(key, near.phrases), (_unless(key), near.unless)]
        return ((key, text) for key, texts in rows for text in texts)


def _unless(key: str) -> str:
    return f"{key}:unless"


def _phrase(text: str, language: str) -> Term:
    return Term(text=text, kind=TermKind.PHRASE, language=language, precision=1.0)

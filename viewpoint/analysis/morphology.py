"""The forms a word takes in its language: NLTK's stems, Welsh mutations, Arabic articles and possessives.

NLTK costs two seconds of CPU to import, which only the worker that codes should pay: it is imported when
the first comment is coded, not with this module.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial

_SNOWBALL = {"en": "english", "ar": "arabic", "ro": "romanian"}  # cy, pl, ti, ps, fa, ur have no stemmer
_SHORTEST_STEM = 3
_SHORTEST_PREFIX = 4

_SOFT = {"ll": "l", "rh": "r", "c": "g", "p": "b", "t": "d", "g": "", "b": "f", "d": "dd", "m": "f"}
_NASAL = {"c": "ngh", "p": "mh", "t": "nh", "g": "ng", "b": "m", "d": "n"}
_ASPIRATE = {"c": "ch", "p": "ph", "t": "th"}
_WELSH_UNCHANGING = ("ch", "dd", "ff", "ph", "th", "ts")

_ARABIC_ARTICLES = ("ال", "وال", "بال", "لل")  # the, and the, with the, for the: never with a possessive
_ARABIC_PARTICLES = ("", "و", "ب", "ل")  # and, with, for
_ARABIC_POSSESSIVES = ("ي", "نا", "هم", "ها", "ك")  # my, our, their, her, your
_ARABIC_FOLD = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ـ": None})
_ARABIC_MARKS = re.compile("[\u064b-\u065f\u0670]")


@dataclass(frozen=True, kw_only=True)
class Morphology:
    """How one language's words are folded, stemmed and inflected."""

    fold: Callable[[str], str]
    stem: Callable[[str], str]
    forms: Callable[[str], frozenset[str]]
    has_stemmer: bool

    def stems(self, word: str) -> frozenset[str]:
        """Every stem the word's forms lead to; a stem too short to mean one word is left out."""
        stems = {self.stem(self.fold(form)) for form in self.forms(word)}
        own = self.stem(word)
        return frozenset(stem for stem in stems if stem == own or len(stem) >= _SHORTEST_STEM)

    def prefixes(self, word: str) -> frozenset[str]:
        """What a word of this family begins with; a mutated beginning too short to tell is left out."""
        return frozenset(form for form in self.forms(word) if form == word or len(form) >= _SHORTEST_PREFIX)


def morphology_of(language: str) -> Morphology:
    """The morphology of a language tag; words of an unknown language are taken as they stand."""
    forms = {"cy": welsh_forms, "ar": arabic_forms}.get(language, _as_it_stands)
    fold = fold_arabic if language == "ar" else _unchanged
    name = _SNOWBALL.get(language)
    if name is None:
        return Morphology(fold=fold, stem=_unchanged, forms=forms, has_stemmer=False)
    return Morphology(fold=fold, stem=partial(_snowball, name), forms=forms, has_stemmer=True)


def with_letters(morphology: Morphology, letters: Mapping[str, str]) -> Morphology:
    """The same, but letters are read as others inside words; a number stays what it is."""
    table = str.maketrans(dict(letters))

    def _fold(word: str) -> str:
        folded = morphology.fold(word)
        return folded if folded.isdigit() else folded.translate(table)

    return replace(morphology, fold=_fold)


def with_spellings(morphology: Morphology, spellings: Mapping[str, str]) -> Morphology:
    """The same, but a word that is spelt in one of these ways is read as the other."""
    table = {morphology.fold(word): other for word, other in spellings.items()}

    def _fold(word: str) -> str:
        folded = morphology.fold(word)
        return table.get(folded, folded)

    return replace(morphology, fold=_fold)


def with_beginnings(morphology: Morphology, beginnings: Collection[str]) -> Morphology:
    """The same, but a word that begins with one of these, in any of its forms, has it as its stem."""
    forms = {morphology.fold(form) for each in beginnings for form in morphology.forms(each)}
    longest = max(map(len, forms), default=0)

    def _stem(word: str) -> str:
        lengths = range(min(len(word), longest), 1, -1)
        return next((word[:length] for length in lengths if word[:length] in forms), morphology.stem(word))

    return replace(morphology, stem=_stem)


def welsh_forms(word: str) -> frozenset[str]:
    """The word with its soft, nasal and aspirate mutations, and the h that `ei`, `ein` and `eu` bring."""
    forms = {word}
    if word.startswith(tuple("aeiouwyâêîôûŵŷ")):
        forms.add("h" + word)
    if not word.startswith(_WELSH_UNCHANGING):
        forms.update(filter(None, (_mutated(word, table) for table in (_SOFT, _NASAL, _ASPIRATE))))
    return frozenset(forms)


def arabic_forms(word: str) -> frozenset[str]:
    """The word with its article, the particles written onto it, and the possessives behind it."""
    bound = word[:-1] + "ت" if word.endswith("ة") else word
    owned = {word} | {bound + after for after in _ARABIC_POSSESSIVES}
    return frozenset(
        {article + word for article in _ARABIC_ARTICLES}
        | {particle + form for particle in _ARABIC_PARTICLES for form in owned}
    )


def fold_arabic(word: str) -> str:
    """The word without vowel marks, and with the letters that are written one for the other made one."""
    bare = _ARABIC_MARKS.sub("", word).translate(_ARABIC_FOLD)
    return bare[:-1] + "ة" if bare.endswith("ه") else bare


def _mutated(word: str, table: dict[str, str]) -> str | None:
    for length in (2, 1):
        after = table.get(word[:length])
        if after is not None:
            return after + word[length:]
    return None


@lru_cache(maxsize=50_000)
def _snowball(name: str, word: str) -> str:
    from nltk.stem.snowball import SnowballStemmer

    stem: str = SnowballStemmer(name).stem(word)  # a new one each time: the Arabic one carries state over
    return stem


def _as_it_stands(word: str) -> frozenset[str]:
    return frozenset({word})


def _unchanged(word: str) -> str:
    return word

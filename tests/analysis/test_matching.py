"""Which terms stand in a row of words."""

import pytest

from viewpoint.analysis.matching import Lexicon, Word
from viewpoint.analysis.morphology import morphology_of
from viewpoint.analysis.text import plain, words
from viewpoint.domain.themes import Term, TermKind


def lexicon(language: str, *terms: tuple[str, TermKind, str]) -> Lexicon:
    return Lexicon(
        ((key, Term(text=text, kind=kind, language=language, precision=0.7)) for key, kind, text in terms),
        morphology_of(language),
    )


def keys(found: Lexicon, comment: str, language: str = "en") -> list[str]:
    morphology = morphology_of(language)
    forms = [morphology.fold(plain(each)) for each in words(comment, language)]
    return [hit.key for hit in found.find([Word(form, morphology.stem(form)) for form in forms])]


ENGLISH = lexicon(
    "en",
    ("family", TermKind.STEM, "family"),
    ("family", TermKind.EXCLUSION, "part of the family"),
    ("carers", TermKind.PHRASE, "part of the family"),
    ("carers", TermKind.WORD, "worker"),
    ("social", TermKind.PHRASE, "social worker"),
    ("social", TermKind.PHRASE, "my new social worker"),
    ("contact", TermKind.PHRASE, "see my * mum"),
    ("bullying", TermKind.STEM, "bully"),
)


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("my families", ["family"]),
        ("I am part of the family", ["carers"]),
        ("part of the family and my real family", ["carers", "family"]),
        ("a worker", ["carers"]),
        ("workers", []),
        ("social workers", ["social"]),
        ("my new social worker", ["social"]),
        ("see my mum", ["contact"]),
        ("seeing my lovely mum", ["contact"]),
        ("see my two lovely mum", []),
        ("part of", []),
        ("bullied", ["bullying"]),
        ("", []),
    ],
)
def test_phrases_come_first_and_hide_what_is_in_them(comment: str, expected: list[str]) -> None:
    assert keys(ENGLISH, comment) == expected


def test_welsh_stems_are_beginnings_and_phrases_mutate() -> None:
    welsh = lexicon(
        "cy",
        ("safety", TermKind.STEM, "diogel"),
        ("family", TermKind.WORD, "mam"),
        ("carers", TermKind.PHRASE, "rhan o'r teulu"),
    )
    assert keys(welsh, "yn ddiogelach gyda fy fam, mamau", "cy") == ["safety", "family"]
    assert keys(welsh, "dw i'n rhan o'r teulu", "cy") == ["carers"]


def test_arabic_words_are_found_behind_articles_and_particles() -> None:
    arabic = lexicon(
        "ar",
        ("school", TermKind.STEM, "مدرسة"),
        ("home", TermKind.WORD, "بيت"),
        ("social", TermKind.PHRASE, "أخصائية اجتماعية"),
    )
    assert keys(arabic, "مدرستي والبيت", "ar") == ["school", "home"]
    assert keys(arabic, "الأخصائية الاجتماعية", "ar") == ["social"]


def test_a_lexicon_knows_the_words_it_is_made_of() -> None:
    assert {"famili", "worker", "social", "bulli"} <= ENGLISH.known

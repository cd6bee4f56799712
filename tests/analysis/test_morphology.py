"""The forms words take in English, Welsh, Arabic and languages nobody has taught it."""

import pytest

from viewpoint.analysis.morphology import arabic_forms, fold_arabic, morphology_of, welsh_forms


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("brawd", {"brawd", "frawd", "mrawd"}),
        ("teulu", {"teulu", "deulu", "nheulu", "theulu"}),
        ("gofalwr", {"gofalwr", "ofalwr", "ngofalwr"}),
        ("llais", {"llais", "lais"}),
        ("rheol", {"rheol", "reol"}),
        ("ysgol", {"ysgol", "hysgol"}),
        ("chwaer", {"chwaer"}),
        ("ffrind", {"ffrind"}),
        ("nain", {"nain"}),
    ],
)
def test_welsh_words_mutate(word: str, forms: set[str]) -> None:
    assert welsh_forms(word) == forms


def test_a_mutated_beginning_too_short_to_tell_is_no_prefix() -> None:
    assert morphology_of("cy").prefixes("gêm") == {"gêm"} | {"ngêm"}


def test_arabic_words_carry_articles_particles_and_possessives() -> None:
    assert {"المدرسة", "مدرستي", "لمدرستي", "ومدرستهم", "للمدرسة"} <= arabic_forms("مدرسة")


def test_arabic_letters_that_are_written_one_for_the_other_are_one() -> None:
    assert fold_arabic("أَمَان") == fold_arabic("امان")
    assert fold_arabic("مدرسه") == fold_arabic("مدرسة")


def test_an_arabic_stem_does_not_depend_on_the_word_stemmed_before() -> None:
    stem = morphology_of("ar").stem
    alone = {word: stem(word) for word in ("يكتبون", "مدرستي", "أصدقائي")}
    assert {word: stem(word) for word in reversed(alone)} == alone


def test_english_words_of_one_family_share_a_stem() -> None:
    english = morphology_of("en")
    assert english.has_stemmer
    assert english.stems("bully") == {english.stem("bullied")} == {english.stem("bullying")}


def test_a_language_without_rules_is_taken_as_it_stands() -> None:
    tigrinya = morphology_of("ti")
    assert not tigrinya.has_stemmer
    assert tigrinya.stem("ቤት") == tigrinya.fold("ቤት") == "ቤት"
    assert tigrinya.forms("ቤት") == {"ቤት"}

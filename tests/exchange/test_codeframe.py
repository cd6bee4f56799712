"""The codeframe file: what it gives, and how each mistake in it is told."""

import hashlib
from pathlib import Path

import pytest

from viewpoint.domain.themes import TermKind
from viewpoint.exchange.codeframe import parse_codeframe, read_codeframe
from viewpoint.exchange.yaml_files import FilesRefused

SHIPPED = Path(__file__).parents[2] / "questionnaires" / "codeframe.yaml"
GOOD = """\
settings: {version: 3}
themes:
  - id: school
    title: {en: School, cy: Ysgol}
    definition: School and learning.
    includes: [lessons]
    excludes: [clubs]
    examples:
      for: [I like maths]
      against: [I like chess]
    terms:
      en:
        stem: [school, {class: 0.4}]
        word: [pe]
        phrase: [sixth form]
        exclusion: [school holidays]
vocabularies:
  en: {going_well: [good], negations: [no]}
"""


def test_a_file_gives_a_codeframe() -> None:
    codeframe = parse_codeframe(GOOD.encode(), "codeframe.yaml")
    (theme,) = codeframe.themes
    assert (codeframe.version, theme.id, theme.title.in_language("cy")) == (3, "school", "Ysgol")
    assert {(term.text, term.kind, term.precision) for term in theme.terms} == {
        ("school", TermKind.STEM, 0.7),
        ("class", TermKind.STEM, 0.4),
        ("pe", TermKind.WORD, 0.8),
        ("sixth form", TermKind.PHRASE, 0.9),
        ("school holidays", TermKind.EXCLUSION, 1.0),
    }
    assert codeframe.vocabulary("en").negations == ("no",)
    assert codeframe.digest == hashlib.sha256(GOOD.encode()).hexdigest()


def test_the_shipped_codeframe_has_sixteen_themes_in_three_languages() -> None:
    codeframe = read_codeframe(SHIPPED)
    assert len(codeframe.themes) == 16
    assert codeframe.languages == {"en", "cy", "ar"}
    for theme in codeframe.themes:
        assert all(theme.title.has(language) for language in ("en", "cy", "ar"))
        counts = [sum(term.language == each for term in theme.terms) for each in ("en", "cy", "ar")]
        assert counts[0] >= 25
        assert min(counts[1:]) >= 15


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("version: 3", "version: three", "codeframe.yaml:1: version cannot be three"),
        ("id: school", "id: School", "codeframe.yaml:3: id cannot be School; use small letters"),
        ("{en: School, cy: Ysgol}", "{cy: Ysgol}", "codeframe.yaml:4: the title has no English"),
        ("{en: School, cy: Ysgol}", "{en: School, sums}", "codeframe.yaml:4: title has no text in sums"),
        ("    definition: School and learning.\n", "", "codeframe.yaml:3: definition is missing"),
        ("includes: [lessons]", "includes: []", "codeframe.yaml:6: includes is empty"),
        ("for: [I like maths]", "fur: [I like maths]", "codeframe.yaml:9: there is no key fur here"),
        (
            "      en:\n        stem",
            "      english:\n        stem",
            "12: english is not the tag of a language",
        ),
        ("stem: [school", "stam: [school", "did you mean stem?"),
        ("[school, {class: 0.4}]", "[school, school]", "codeframe.yaml:13: school is here twice as stem"),
        ("{class: 0.4}", "{class: 4}", "codeframe.yaml:13: class has no precision"),
        ("{class: 0.4}", "{class: 0.0}", "codeframe.yaml:13: class has no precision"),
        ("{class: 0.4}", "{class: [0.4]}", "codeframe.yaml:13: class has no precision"),
        ("{class: 0.4}", "[class]", "codeframe.yaml:13: this is not a term"),
        ("[pe]", "[p-e]", "codeframe.yaml:14: p-e is not one word; move it to `phrase`"),
        ("[sixth form]", "[form]", "codeframe.yaml:15: form is one word, not a phrase"),
        ("  en: {going", "  welsh_: {going", "welsh_ is not the tag of a language"),
        ("  en: {going", "  cy: {going", "en has terms but no vocabulary"),
        ("  en: {going", "  cy: {going", "en has no terms and vocabulary"),
    ],
)
def test_each_mistake_is_told_with_its_line_and_mend(before: str, after: str, told: str) -> None:
    assert before in GOOD
    with pytest.raises(FilesRefused) as refused:
        parse_codeframe(GOOD.replace(before, after, 1).encode(), "codeframe.yaml")
    assert told in str(refused.value)


def test_a_theme_that_is_there_twice_is_refused() -> None:
    start, end = GOOD.index("  - id"), GOOD.index("vocabularies:")
    twice = GOOD[:end] + GOOD[start:end] + GOOD[end:]
    with pytest.raises(FilesRefused, match="the theme school is there twice"):
        parse_codeframe(twice.encode(), "codeframe.yaml")


def test_a_file_without_themes_is_refused() -> None:
    with pytest.raises(FilesRefused, match="there is no theme"):
        parse_codeframe(b"settings: {version: 1}\n", "codeframe.yaml")

"""The files of words that tell of danger: what they give, and how each mistake in them is told."""

from pathlib import Path

import pytest

from viewpoint.domain.concern_route import ConcernAbout
from viewpoint.domain.danger import DangerKind
from viewpoint.domain.languages import EASY_READ, LANGUAGES
from viewpoint.domain.questionnaire import Urgency
from viewpoint.exchange.danger_weights import read_danger_weights
from viewpoint.exchange.danger_words import parse_danger_words, read_danger_words
from viewpoint.exchange.yaml_files import FilesRefused

SHIPPED = Path(__file__).parents[2] / "questionnaires"
GOOD = """\
language: en
version: 2
letters: {"3": e}
spellings: {wiv: with}
sounds: {ph: f}
sets:
  me: [me, us]
  them: [<me>, my brother]
negators: [{reach: 3, phrases: [never]}]
not_negating: [never <me>|you]
clause_breaks: [but]
about:
  carer: {reach: 8, phrases: [carer], unless: [told my carer]}
contexts:
  game: {reach: 5, phrases: [in * game]}
harmless: [beat me at]
entries:
  - kind: physical
    severity: today
    contexts: [game]
    phrases: [hits|beats <them>]
  - kind: neglect
    severity: working_day
    about: carer
    deniable: false
    phrases: [no food here?]
known_words: [hat]
"""


def told(before: str, after: str) -> str:
    assert before in GOOD
    with pytest.raises(FilesRefused) as refused:
        parse_danger_words(GOOD.replace(before, after, 1).encode(), "en.yaml")
    return str(refused.value)


def test_a_file_gives_a_lexicon() -> None:
    lexicon = parse_danger_words(GOOD.encode(), "en.yaml")
    assert (lexicon.language, lexicon.version, lexicon.count) == ("en", 2, 2)
    assert (lexicon.letters, lexicon.spellings, lexicon.sounds) == ({"3": "e"}, {"wiv": "with"}, {"ph": "f"})
    assert lexicon.sets["them"] == ("me", "us", "my brother")
    hit, hungry = lexicon.entries
    assert (hit.kind, hit.urgency, hit.about) == (DangerKind.PHYSICAL, Urgency.TODAY, ConcernAbout.NOBODY)
    assert (hit.is_deniable, hit.contexts, hit.phrases) == (True, ("game",), ("hits|beats <them>",))
    assert (hungry.urgency, hungry.about) == (Urgency.WORKING_DAY, ConcernAbout.CARER)
    assert not hungry.is_deniable
    assert lexicon.about[ConcernAbout.CARER].unless == ("told my carer",)
    assert (lexicon.negators[0].reach, lexicon.contexts["game"].phrases) == (3, ("in * game",))
    assert (lexicon.harmless, lexicon.known_words) == (("beat me at",), ("hat",))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("language: en", "language: English", "en.yaml:1: language cannot be English"),
        ("language: en", "language: cy", "en.yaml:1: language is cy, but the file is en.yaml"),
        ("language: en\n", "", "en.yaml:1: language is missing"),
        ('"3": e', '"33": e', "en.yaml:3: 33 is not one letter read as one"),
        ('"3": e', '"3": [e]', "en.yaml:3: 3 is not one letter read as one"),
        ("wiv: with", "wiv: with it", "en.yaml:4: wiv is not one word read as one"),
        ("  me: [me, us]", "  Me: [me, us]", "en.yaml:7: Me cannot be a set"),
        ("  me: [me, us]", "  me: []", "en.yaml:7: the set me is empty"),
        ("  me: [me, us]", "  me: us", "en.yaml:7: the set me is empty"),
        ("[<me>, my brother]", "[<em>, my brother]", "en.yaml:8: there is no set em above; use one of: me"),
        ("reach: 3", "reach: 30", "en.yaml:9: 30 words are too far; write a number from 1 to 12"),
        ("phrases: [never]", "phrases: []", "en.yaml:9: there are no phrases"),
        ("  carer:", "  cook:", "en.yaml:13: a concern cannot be about cook"),
        ("kind: physical", "kind: physicals", "en.yaml:18: kind cannot be physicals; did you mean physical?"),
        ("    severity: today\n", "", "en.yaml:18: severity is missing"),
        ("contexts: [game]", "contexts: [games]", "en.yaml:20: there is no context games"),
        ("deniable: false", "deniable: true", "en.yaml:25: deniable can only be false"),
        ("beats <them>", "beats <then>", "en.yaml:21: there is no set then; did you mean them?"),
        ("hits|beats <them>", "hits| <them>", "en.yaml:21: hits| <them> is not a phrase"),
        ("hits|beats <them>", '""', "en.yaml:21: phrases is not a phrase"),
        ("hits|beats <them>", "[hits]", "en.yaml:21: phrases is not a phrase"),
        ("hits|beats <them>", '"* me"', "en.yaml:21: * me has nothing to begin with"),
        ("hits|beats <them>", '"me? us?"', "en.yaml:21: me? us? has nothing to begin with"),
        ("hits|beats <them>", '"hits *"', "en.yaml:21: hits * has nothing to end with"),
        ("[beat me at]", "[beat me at, beat me at]", "en.yaml:16: beat me at is here twice"),
        ("entries:", "entry:", "en.yaml:1: entries is missing"),
    ],
)
def test_a_mistake_is_told_with_its_line(before: str, after: str, expected: str) -> None:
    assert expected in told(before, after)


def test_every_problem_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "danger").mkdir()
    for language in ("cy", "en"):
        bad = GOOD.replace("language: en", f"language: {language}").replace(
            "severity: today", "severity: now"
        )
        (tmp_path / "danger" / f"{language}.yaml").write_text(bad, encoding="utf-8")
    with pytest.raises(FilesRefused) as refused:
        read_danger_words(tmp_path)
    assert [problem.file for problem in refused.value.problems] == ["cy.yaml", "en.yaml"]


def test_without_english_they_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FilesRefused, match=r"danger/en\.yaml:1: there are no words of danger in English"):
        read_danger_words(tmp_path)


def test_the_shipped_ones_tell_of_every_kind_in_every_language_that_is_offered() -> None:
    lexicons = {each.language: each for each in read_danger_words(SHIPPED)}
    learnt = {each.language: {told.kind for told in each.kinds} for each in read_danger_weights(SHIPPED)}
    assert set(lexicons) == set(LANGUAGES) - {EASY_READ} == set(learnt)
    for lexicon in lexicons.values():
        listed = {entry.kind for entry in lexicon.entries}
        assert listed | learnt[lexicon.language] == set(DangerKind), lexicon.language
        assert {ConcernAbout.STAFF_HERE, ConcernAbout.CARER} <= set(lexicon.about)
        assert lexicon.negators
        assert lexicon.harmless or lexicon.language in learnt

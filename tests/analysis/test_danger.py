"""Words of danger in a comment: phrases and what they allow, denial, contexts, whom it may be about."""

import pytest

from viewpoint.analysis.danger import DangerFinder
from viewpoint.domain.concern_route import ConcernAbout
from viewpoint.domain.danger import DangerKind
from viewpoint.domain.questionnaire import Urgency
from viewpoint.exchange.danger_words import parse_danger_words

ENGLISH = """\
language: en
version: 1
letters: {"1": i, "3": e, "*": _, "@": a}
spellings: {wiv: with, nae: no}
sounds: {th: f, ck: k, c: k, e: "", a: "", i: "", o: "", u: ""}
sets:
  hit: [hit, kick, beat up, threw]
  me: [me, us]
negators:
  - {reach: 3, phrases: [never, does not, dont]}
  - {reach: 4, phrases: [no one]}
not_negating: [dont like|know, no one * stop]
clause_breaks: [but]
about:
  staff_here: {reach: 4, phrases: [staff], unless: [told staff]}
  iro: {reach: 4, phrases: [iro]}
contexts:
  game: {reach: 4, phrases: [in * game], unless: [for real]}
harmless: [hit me up, beat up * record]
entries:
  - {kind: physical, severity: today, contexts: [game], phrases: ["<hit> <me>", black_eye|bruise from]}
  - {kind: neglect, severity: working_day, deniable: false, phrases: [no * food here?]}
  - {kind: staff_here, severity: today, about: staff_here, phrases: [restrained]}
  - {kind: peer, severity: working_day, phrases: [calls me * * names]}
known_words: [hut, sticks]
"""
WELSH = """\
language: cy
version: 1
sets: {cur: [curo, brif~]}
entries: [{kind: physical, severity: today, phrases: ["fy <cur>"]}]
known_words: []
"""
FINDER = DangerFinder(
    [parse_danger_words(ENGLISH.encode(), "en.yaml"), parse_danger_words(WELSH.encode(), "cy.yaml")]
)


def found(comment: str, language: str = "en") -> list[str]:
    return [comment[slice(*each.span)] for each in FINDER.find(comment, language)]


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("he hits me", ["hits me"]),
        ("He HITTED... no, he kicked us", ["kicked us"]),
        ("they beat up me", ["beat up me"]),
        ("a black eye and a bruise from him", ["bruise from"]),
        ("a black eye from dad", ["black eye from"]),
        ("he frew me", ["frew me"]),
        ("he k1cks us, k*ck us", ["k1cks us", "k*ck us"]),
        ("he kickkkk me", ["kickkkk me"]),
        ("no nice food", ["no nice food"]),
        ("nae food here", ["nae food", "nae food here"]),
        ("she calls me horrible bad names", ["calls me horrible bad names"]),
        ("she calls me to tea and names days", []),
        ("a hut for us", []),
        ("hit me up", []),
        ("", []),
        ("🙂", []),
    ],
)
def test_phrases_are_found_however_they_are_spelt(comment: str, expected: list[str]) -> None:
    assert found(comment) == expected


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("he never hits me", []),
        ("he does not ever kick us", []),
        ("no one here has hit me", []),
        ("i dont know why he hits me", ["hits me"]),
        ("no one will stop when they hit me", ["hit me"]),
        ("he never asks. he hits me", ["hits me"]),
        ("he never asks but hits me", ["hits me"]),
        ("never ever once would they hit me", ["hit me"]),
        ("there is never no food", ["no food"]),
        ("she calls me never nice names", []),
    ],
)
def test_what_is_denied_is_not_found(comment: str, expected: list[str]) -> None:
    assert found(comment) == expected


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("they hit me in the game", []),
        ("in my game they hit me", []),
        ("they hit me for real in the game", ["hit me"]),
        ("i was in the game. they hit me", ["hit me"]),
        ("in the game we play after school at home they hit me", ["hit me"]),
        ("restrained in the game", ["restrained"]),
    ],
)
def test_what_is_told_of_a_game_is_not_found_unless_it_is_for_real(comment: str, expected: list[str]) -> None:
    assert found(comment) == expected


@pytest.mark.parametrize(
    ("comment", "about"),
    [
        ("he hits me", ConcernAbout.NOBODY),
        ("staff hit me", ConcernAbout.STAFF_HERE),
        ("i told staff he hits me", ConcernAbout.NOBODY),
        ("staff and my iro hit me", ConcernAbout.IRO),
        ("i got restrained", ConcernAbout.STAFF_HERE),
        ("ask staff. he hits me", ConcernAbout.NOBODY),
    ],
)
def test_whom_it_may_be_about_stands_near_or_in_the_entry(comment: str, about: ConcernAbout) -> None:
    (finding,) = FINDER.find(comment, "en")
    assert finding.about is about


def test_a_finding_has_its_kind_and_how_soon() -> None:
    (finding,) = FINDER.find("there is no food", "en")
    assert (finding.kind, finding.urgency, finding.span) == (DangerKind.NEGLECT, Urgency.WORKING_DAY, (9, 16))


@pytest.mark.parametrize(
    ("comment", "language", "expected"),
    [
        ("mae'n fy nghuro i", "cy", ["fy nghuro"]),
        ("roedd o'n fy mrifo", "cy", ["fy mrifo"]),
        ("he hits me", "cy", ["hits me"]),
        ("he hits me", "en-easyread", ["hits me"]),
        ("he hits me", "pl", ["hits me"]),
        ("mae'n fy nghuro i", "en", []),
    ],
)
def test_what_they_write_is_looked_through_in_their_language_and_in_english(
    comment: str, language: str, expected: list[str]
) -> None:
    assert found(comment, language) == expected


def test_words_without_any_english_lexicon_find_nothing() -> None:
    assert DangerFinder([]).find("he hits me", "en") == ()


@pytest.mark.parametrize("unit", ["he hits me never ", "me ", "no one in my game ", "a", "k*", "<hit>"])
def test_a_hostile_comment_costs_no_more_than_its_length(unit: str) -> None:
    """Twice the words give at most twice the findings and looks: nothing compares all with all."""
    comment = (unit * 10_000)[:10_000]
    assert len(FINDER.find(comment, "en")) <= len(comment)

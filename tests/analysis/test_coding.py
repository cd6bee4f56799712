"""Coding comments with the codeframe that is shipped."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewpoint.analysis.coding import Coder
from viewpoint.domain.themes import Codeframe, Coding, Feeling, Outcome, Source, Theme, Vocabulary
from viewpoint.exchange.codeframe import read_codeframe

FRAME = read_codeframe(Path(__file__).parents[2] / "questionnaires" / "codeframe.yaml")
CODER = Coder(FRAME)
OTHER = Coder(FRAME)  # meets the same comments, and none before them in the other tests
ASKED = st.sampled_from(["want_change", "good_things", "free"])
LANGUAGES = st.sampled_from(["en", "cy", "ar", "ti"])
TERMS = sorted({term.text for theme in FRAME.themes for term in theme.terms})
COMMENTS = (
    st.lists(
        st.sampled_from([*TERMS, "but", "and", ".", ",", " ", "not", "more", "love", ":)", "nothing", "سرير"])
    ).map(" ".join)
    | st.text()
)
WELL, CHANGE, BOTH, NONE = Feeling.GOING_WELL, Feeling.WANTS_CHANGE, Feeling.BOTH, Feeling.NONE


def code(comment: str, language: str = "en", asked: str = "free") -> Coding:
    return CODER.code(comment, language=language, asked=asked)


@pytest.mark.parametrize("theme", FRAME.themes, ids=lambda theme: theme.id)
def test_every_theme_is_found_in_its_own_examples_and_not_in_those_against(theme: Theme) -> None:
    assert all(theme.id in code(example).themes for example in theme.examples_for)
    assert not any(theme.id in code(example).themes for example in theme.examples_against)


@pytest.mark.parametrize(
    ("comment", "themes"),
    [
        ("they make me feel part of the family", {"carers_and_staff"}),
        ("see my family more", {"family_time"}),
        ("I want to go home", {"moves_and_stability"}),
        ("home is warm, nice home", {"home_and_things"}),
        ("contact my social worker", {"social_workers"}),
        ("contact at the contact centre", {"family_time"}),
        ("my key worker", {"carers_and_staff"}),
        ("my review", {"being_heard"}),
        ("socail worker", {"social_workers"}),
        ("my bruther and my freinds", {"brothers_and_sisters", "friends"}),
        ("my little brother, freinds and skool", {"brothers_and_sisters", "friends", "school"}),
        ("⚽🎮", {"activities_and_fun"}),
    ],
)
def test_words_with_two_meanings_are_told_apart(comment: str, themes: set[str]) -> None:
    assert code(comment).themes == themes


@pytest.mark.parametrize(
    ("comment", "asked", "outcome", "feeling"),
    [
        ("", "want_change", Outcome.NOTHING_SAID, NONE),
        ("idk", "want_change", Outcome.NOTHING_SAID, NONE),
        ("n/a", "good_things", Outcome.NOTHING_SAID, NONE),
        ("nothing", "want_change", Outcome.NOTHING_TO_CHANGE, WELL),
        ("nothing really, it's all good", "want_change", Outcome.NOTHING_TO_CHANGE, WELL),
        ("i am happy", "want_change", Outcome.NOTHING_TO_CHANGE, WELL),
        ("nothing", "good_things", Outcome.NOT_EXPLAINED, CHANGE),
        ("everything", "good_things", Outcome.NOTHING_TO_CHANGE, WELL),
        ("everything", "want_change", Outcome.NOT_EXPLAINED, CHANGE),
        ("nothing", "free", Outcome.NOTHING_SAID, NONE),
        ("a big purple banana", "want_change", Outcome.NOT_EXPLAINED, CHANGE),
        ("it is amazing", "good_things", Outcome.NOT_EXPLAINED, WELL),
        ("football", "good_things", Outcome.CODED, WELL),
    ],
)
def test_every_comment_has_an_outcome(comment: str, asked: str, outcome: Outcome, feeling: Feeling) -> None:
    coding = code(comment, asked=asked)
    assert (coding.outcome, coding.feeling) == (outcome, feeling)


def test_saying_more_than_a_common_saying_is_more_than_that() -> None:
    comment = "nothing " + "really " * 20
    assert code(comment, asked="want_change").outcome is not Outcome.NOTHING_SAID


@pytest.mark.parametrize(
    ("comment", "asked", "feelings"),
    [
        ("I love my school but I hate the taxi", "free", {"school": WELL, "distance_and_place": CHANGE}),
        (
            "I love my school but I hate the taxi",
            "want_change",
            {"school": WELL, "distance_and_place": CHANGE},
        ),
        ("football, school", "good_things", {"activities_and_fun": WELL, "school": WELL}),
        ("school. I hate it", "free", {"school": CHANGE}),
        ("I hate the noise. my school", "free", {"home_and_things": CHANGE, "school": CHANGE}),
        ("school", "free", {"school": NONE}),
        ("my brother is not nice", "free", {"brothers_and_sisters": CHANGE}),
        (
            "they help me with my worries",
            "good_things",
            {"health_and_feelings": WELL, "carers_and_staff": WELL},
        ),
    ],
)
def test_each_mention_has_the_feeling_of_its_clause(
    comment: str, asked: str, feelings: dict[str, Feeling]
) -> None:
    found: dict[str, Feeling] = {}
    for mention in code(comment, asked=asked).mentions:
        found[mention.theme] = found.get(mention.theme, NONE).with_other(mention.feeling)
    assert found == feelings


def test_a_mention_shows_the_words_that_led_to_it() -> None:
    comment = "Nice here. But my socail worker, and my old socail worker never rings"
    mentions = code(comment).mentions
    shown = [[comment[start:end] for start, end in each.terms] for each in mentions]
    assert shown == [["socail worker"], ["socail worker"]]
    assert {each.theme for each in mentions} == {"social_workers"}
    assert {each.source for each in mentions} == {Source.MACHINE}
    assert {each.codeframe_version for each in mentions} == {FRAME.version}


def test_words_that_each_say_little_say_enough_together() -> None:
    assert code("happy").themes == set()
    assert code("i feel happy inside").themes == {"health_and_feelings"}


@pytest.mark.parametrize(
    ("comment", "language", "themes"),
    [
        ("Dw i eisiau gweld fy mam yn amlach", "cy", {"family_time"}),
        ("Mae'r staff yn gwrando arna i", "cy", {"carers_and_staff", "being_heard"}),
        ("I want to see my dad", "cy", {"family_time"}),
        ("أريد أن أرى إخوتي", "ar", {"brothers_and_sisters"}),
        ("my school is far away", "ti", {"school", "distance_and_place"}),
        ("كرة القدم", "ar", {"activities_and_fun"}),
    ],
)
def test_comments_are_read_in_the_chosen_language_and_in_english(
    comment: str, language: str, themes: set[str]
) -> None:
    assert code(comment, language).themes == themes


@pytest.mark.parametrize(
    ("comment", "language"), [("ቤት ጽቡቕ እዩ", "ti"), ("أريد شيئا", "en"), ("zażółć gęślą", "pl")]
)
def test_what_nobody_taught_it_to_read_waits_for_a_reader(comment: str, language: str) -> None:
    assert code(comment, language) == Coding(outcome=Outcome.NEEDS_READER, feeling=NONE)


def test_a_codeframe_without_english_still_codes() -> None:
    empty = Codeframe(version=1, themes=(), vocabularies=(Vocabulary(language="cy"),), digest="")
    assert Coder(empty).code("hello", language="en", asked="free").outcome is Outcome.NEEDS_READER


@given(COMMENTS, LANGUAGES, ASKED)
def test_spans_lie_within_the_comment_and_terms_within_their_clause(
    comment: str, language: str, asked: str
) -> None:
    for mention in code(comment, language, asked).mentions:
        first, last = mention.clause
        assert 0 <= first < last <= len(comment)
        assert mention.terms
        assert all(first <= start < end <= last for start, end in mention.terms)
        assert all(comment[start:end].strip() == comment[start:end] for start, end in mention.terms)


@given(COMMENTS, LANGUAGES, ASKED)
def test_coding_twice_gives_the_same(comment: str, language: str, asked: str) -> None:
    assert code(comment, language, asked) == OTHER.code(comment, language=language, asked=asked)


@given(COMMENTS, LANGUAGES, ASKED)
def test_a_comment_is_coded_exactly_when_it_mentions_a_theme(comment: str, language: str, asked: str) -> None:
    coding = code(comment, language, asked)
    assert (coding.outcome is Outcome.CODED) == bool(coding.mentions)


def test_importing_the_coder_does_not_import_nltk() -> None:
    program = "import sys, viewpoint.analysis.coding; sys.exit('nltk' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0

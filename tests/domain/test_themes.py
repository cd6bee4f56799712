"""Themes, feelings taken together, and codings kept as JSON."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewpoint.domain.themes import (
    Codeframe,
    Coding,
    Feeling,
    Mention,
    Outcome,
    Source,
    Term,
    TermKind,
    Theme,
    ThemeId,
    Vocabulary,
    together,
)
from viewpoint.domain.words import Words

FEELINGS = st.sampled_from(Feeling)
SPANS = st.tuples(st.integers(0, 50), st.integers(50, 90))
MENTIONS = st.builds(
    Mention,
    theme=st.sampled_from([ThemeId("school"), ThemeId("safety")]),
    clause=SPANS,
    terms=st.lists(SPANS, min_size=1).map(tuple),
    feeling=FEELINGS,
    source=st.sampled_from(Source),
    codeframe_version=st.integers(1, 9),
)
CODINGS = st.builds(
    Coding,
    outcome=st.sampled_from(Outcome),
    feeling=FEELINGS,
    mentions=st.lists(MENTIONS).map(tuple),
)


def theme(name: str, *languages: str) -> Theme:
    return Theme(
        id=ThemeId(name),
        title=Words.english(name),
        definition=name,
        includes=(),
        excludes=(),
        examples_for=(),
        examples_against=(),
        terms=tuple(Term(text=name, kind=TermKind.STEM, language=each, precision=0.7) for each in languages),
    )


FRAME = Codeframe(
    version=1,
    themes=(theme("school", "en", "pl"), theme("safety", "en")),
    vocabularies=(Vocabulary(language="en"), Vocabulary(language="cy")),
    digest="",
)


def test_a_language_is_coded_when_it_has_both_terms_and_a_vocabulary() -> None:
    assert FRAME.languages == {"en"}


def test_a_theme_is_had_by_its_id() -> None:
    assert FRAME.theme(ThemeId("safety")).definition == "safety"
    with pytest.raises(KeyError):
        FRAME.theme(ThemeId("weather"))


def test_a_language_without_a_vocabulary_has_an_empty_one() -> None:
    assert FRAME.vocabulary("pl") == Vocabulary(language="pl")
    assert FRAME.vocabulary("cy") is FRAME.vocabularies[1]


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (Feeling.NONE, Feeling.NONE, Feeling.NONE),
        (Feeling.NONE, Feeling.GOING_WELL, Feeling.GOING_WELL),
        (Feeling.GOING_WELL, Feeling.WANTS_CHANGE, Feeling.BOTH),
        (Feeling.BOTH, Feeling.GOING_WELL, Feeling.BOTH),
        (Feeling.WANTS_CHANGE, Feeling.WANTS_CHANGE, Feeling.WANTS_CHANGE),
    ],
)
def test_two_feelings_make_one(one: Feeling, other: Feeling, both: Feeling) -> None:
    assert one.with_other(other) is both
    assert other.with_other(one) is both


@given(st.lists(FEELINGS))
def test_the_order_of_feelings_does_not_matter(feelings: list[Feeling]) -> None:
    assert together(feelings) is together(reversed(feelings))


@given(CODINGS)
def test_a_coding_is_read_back_as_it_was_kept(coding: Coding) -> None:
    assert Coding.from_json(json.loads(json.dumps(coding.to_json()))) == coding

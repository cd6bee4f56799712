"""Which way a clause points."""

import pytest

from viewpoint.analysis.feeling import Tone, answered, asked_for, feeling_of, tones_of
from viewpoint.analysis.matching import Hit
from viewpoint.domain.themes import Feeling

GOOD, BAD, WISH, NEUTRAL, NO = Tone.GOOD, Tone.BAD, Tone.WISH, Tone.NEUTRAL, Tone.NEGATION
WELL, CHANGE, BOTH, NONE = Feeling.GOING_WELL, Feeling.WANTS_CHANGE, Feeling.BOTH, Feeling.NONE


@pytest.mark.parametrize(
    ("question", "feeling"),
    [
        ("want_change", CHANGE),
        ("good_things", WELL),
        ("safer", CHANGE),
        ("meeting_who", NONE),
        ("", NONE),
        ("goodness", NONE),
    ],
)
def test_a_question_says_by_its_name_what_it_asks_for(question: str, feeling: Feeling) -> None:
    assert asked_for(question) is feeling


@pytest.mark.parametrize(
    ("words", "tones"),
    [
        ([(0, GOOD)], [GOOD]),
        ([(0, NO), (1, GOOD)], [BAD]),
        ([(0, NO), (3, BAD)], [GOOD]),
        ([(0, NO), (4, GOOD)], [GOOD]),
        ([(0, NO), (1, WISH)], [WISH]),
        ([(0, NEUTRAL)], []),
        ([(0, GOOD), (1, NO), (2, GOOD)], [GOOD, BAD]),
    ],
)
def test_a_negation_turns_what_comes_shortly_after(words: list[tuple[int, Tone]], tones: list[Tone]) -> None:
    assert tones_of([Hit(at, at + 1, tone, 1.0) for at, tone in words]) == tones


@pytest.mark.parametrize(
    ("tones", "feeling"),
    [
        ([], NONE),
        ([GOOD], WELL),
        ([BAD], CHANGE),
        ([GOOD, BAD], BOTH),
        ([WISH, GOOD], CHANGE),
        ([GOOD, WISH], BOTH),
    ],
)
def test_tones_make_a_feeling(tones: list[Tone], feeling: Feeling) -> None:
    assert feeling_of(tones) is feeling


@pytest.mark.parametrize(
    ("said", "contrasted", "asked", "meant"),
    [
        ([WELL, CHANGE], [False, False], NONE, [WELL, CHANGE]),
        ([WELL, CHANGE], [False, False], CHANGE, [CHANGE, CHANGE]),
        ([WELL, CHANGE], [True, True], CHANGE, [WELL, CHANGE]),
        ([WELL, NONE], [False, False], CHANGE, [WELL, NONE]),
        ([BOTH], [False], WELL, [WELL]),
    ],
)
def test_the_question_holds_unless_the_words_clearly_go_against_it(
    said: list[Feeling], contrasted: list[bool], asked: Feeling, meant: list[Feeling]
) -> None:
    assert answered(said, contrasted, asked) == meant

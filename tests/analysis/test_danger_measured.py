"""How well danger is found in phrases that nothing was written from or learnt from."""

import pytest

from tests.benchmarks.danger import HELD_OUT, counted, everyday, hard, phrases, shipped_finder, told
from viewpoint.analysis.danger import DangerFinder

FOUND, HARD, EVERYDAY = 0.97, 0.085, 0.095
"""What was measured when the lists and weights were last held against these phrases: it must not get worse.

The aim is to find 0.98 and to raise 0.10 at most. Nobody who mends the lists is to see a phrase, not even
where a test fails: so each share stands in a line of its own.
"""


@pytest.fixture(scope="module")
def finder() -> DangerFinder:
    return shipped_finder()


def test_danger_told_in_english_is_found(finder: DangerFinder) -> None:
    found = counted(finder, told(phrases(HELD_OUT), english=True)).share
    assert found >= FOUND


def test_hard_ordinary_phrases_in_english_raise_few_alarms(finder: DangerFinder) -> None:
    raised = counted(finder, hard(phrases(HELD_OUT), english=True)).share
    assert raised <= HARD


def test_everyday_answers_raise_few_alarms(finder: DangerFinder) -> None:
    raised = counted(finder, everyday(phrases(HELD_OUT))).share
    assert raised <= EVERYDAY

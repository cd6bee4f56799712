"""How well danger is found in phrases that the lists of words were not written from."""

import pytest

from tests.benchmarks.danger import HELD_OUT, counted, only, phrases
from viewpoint import paths
from viewpoint.analysis.danger import DangerFinder
from viewpoint.exchange.danger_words import read_danger_words

FOUND, FALSE_ALARMS = 0.88, 0.16
"""What was measured when the lists were last held against these phrases: it must not get worse.

The aim, not reached yet, is to find 0.98 and to raise 0.10 at most. Phrases that the lists were
written from tell nothing of it: there it is 1.00 and 0.03.
"""


@pytest.fixture(scope="module")
def finder() -> DangerFinder:
    return DangerFinder(read_danger_words(paths.questionnaires()))


def test_danger_told_in_english_is_found(finder: DangerFinder) -> None:
    assert counted(finder, only(phrases(HELD_OUT), danger="yes", english="yes")).share >= FOUND


def test_ordinary_things_told_in_english_raise_few_alarms(finder: DangerFinder) -> None:
    assert counted(finder, only(phrases(HELD_OUT), danger="no", english="yes")).share <= FALSE_ALARMS

"""How well danger is found in phrases that the lists of words were not written from."""

import pytest

from tests.benchmarks.danger import HELD_OUT, counted, only, phrases
from viewpoint import paths
from viewpoint.analysis.danger import DangerFinder
from viewpoint.exchange.danger_words import read_danger_words


@pytest.fixture(scope="module")
def finder() -> DangerFinder:
    return DangerFinder(read_danger_words(paths.questionnaires()))


def test_danger_told_in_english_is_found(finder: DangerFinder) -> None:
    assert counted(finder, only(phrases(HELD_OUT), danger="yes", english="yes")).share >= 0.98


def test_ordinary_things_told_in_english_raise_few_alarms(finder: DangerFinder) -> None:
    assert counted(finder, only(phrases(HELD_OUT), danger="no", english="yes")).share <= 0.10

"""How well danger is found in phrases that nothing was written from or learnt from."""

import pytest

from tests.benchmarks.danger import HELD_OUT, counted, everyday, hard, phrases, shipped_finder, told
from tests.benchmarks.learn_danger import EXAMPLES, read_examples
from viewpoint.analysis.danger import DangerFinder
from viewpoint.domain.languages import EASY_READ, LANGUAGES
from viewpoint.domain.words import ENGLISH

FOUND, HARD, EVERYDAY = 0.98, 0.1, 0.115
FOUND_IN_OTHERS, FOUND_IN_EACH, HARD_IN_OTHERS = 0.97, 0.92, 0.14
"""What was measured when the lists and weights were last held against these phrases: it must not get worse.

The aim is to find 0.98 and to raise 0.10 at most; in other languages than English little was there to learn
from, and more is raised rather than less found. Nobody who mends the lists is to see a phrase, not even
where a test fails: so each share stands in a line of its own.
"""


def test_no_phrase_that_is_measured_by_is_also_learnt_from() -> None:
    learnt_from = {
        each.text.strip().casefold() for folder in EXAMPLES.iterdir() for each in read_examples(folder.name)
    }
    assert not learnt_from & {row["text"].strip().casefold() for row in phrases(HELD_OUT)}


@pytest.fixture(scope="module")
def finder() -> DangerFinder:
    return shipped_finder()


def test_danger_told_in_english_is_found(finder: DangerFinder) -> None:
    found = counted(finder, told(phrases(HELD_OUT), english=True)).share
    assert found >= FOUND


def test_hard_ordinary_phrases_in_english_raise_few_alarms(finder: DangerFinder) -> None:
    raised = counted(finder, hard(phrases(HELD_OUT), english=True)).share
    assert raised <= HARD


def test_danger_told_in_other_languages_is_found(finder: DangerFinder) -> None:
    found = counted(finder, told(phrases(HELD_OUT), english=False), "language")
    assert found.there.keys() == LANGUAGES.keys() - {ENGLISH, EASY_READ}
    assert found.share >= FOUND_IN_OTHERS
    assert min(found.found[each] / count for each, count in found.there.items()) >= FOUND_IN_EACH


def test_hard_ordinary_phrases_in_other_languages_raise_few_alarms(finder: DangerFinder) -> None:
    raised = counted(finder, hard(phrases(HELD_OUT), english=False)).share
    assert raised <= HARD_IN_OTHERS


def test_everyday_answers_raise_few_alarms(finder: DangerFinder) -> None:
    raised = counted(finder, everyday(phrases(HELD_OUT))).share
    assert raised <= EVERYDAY

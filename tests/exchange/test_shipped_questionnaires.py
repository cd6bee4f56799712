"""The questionnaires that ship: without a mistake, in every language, and walked down every branch."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.domain.questions import base
from tests.domain.walker import walk_profiles
from viewpoint.domain.people import AgeBand
from viewpoint.domain.questionnaire import Instrument, QuestionnaireKind
from viewpoint.domain.tailoring import assembled
from viewpoint.exchange.catalogues import DOMAIN
from viewpoint.exchange.questionnaires import Library, load_library

ROOT = Path(__file__).resolve().parents[2]
FOLDER, CATALOGUES = ROOT / "questionnaires", ROOT / "translations"


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(FOLDER, CATALOGUES)


def languages() -> Iterator[str]:
    yield "en"
    for path in sorted(CATALOGUES.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        yield path.parts[-3]


def test_every_language_that_has_a_catalogue_has_it_without_a_gap() -> None:
    assert load_library(FOLDER, CATALOGUES, tuple(languages())).untranslated == ()


def test_a_robot_walks_every_questionnaire_down_every_branch(library: Library) -> None:
    report = []
    for form in library.questionnaires.values():
        alone = assembled(base(), [form]) if form.kind is QuestionnaireKind.MODULE else assembled(form, [])
        seen = walk_profiles(alone)
        report.append(f"{form.form_id}@{form.version}: {seen.paths:,} paths walked")
        assert seen.one_way(alone) == set(), f"{form.form_id}: conditions that never change anything"
    sys.stdout.write("\n".join(report))


def test_a_robot_walks_every_base_with_every_module(library: Library) -> None:
    for whole in _mixes(library):
        seen = walk_profiles(whole)
        assert seen.one_way(whole) == set()


def _mixes(library: Library) -> Iterator[Instrument]:
    forms = [library.questionnaires[rule.form_id] for rule in library.rules.modules]
    for rule in library.rules.bases:
        yield assembled(library.questionnaires[rule.form_id], forms)


SPINE_AT_4_TO_7 = {"safe_home", "trusted_adult", "settled", "know_why", "know_iro_sw", "family_time"}
SPINE_AT_4_TO_7 |= {"school_ok", "fun"}
SPINE = SPINE_AT_4_TO_7 | {"listened", "feel_overall", "want_change", "want_advocate", "want_talk"}


def test_every_base_asks_the_spine(library: Library) -> None:
    for form in library.questionnaires.values():
        if form.kind is QuestionnaireKind.BASE:
            spine = SPINE_AT_4_TO_7 if form.reading_age is AgeBand.FOUR_TO_SEVEN else SPINE
            asked = {row.measure for row in form.questions}
            assert spine <= asked, f"{form.form_id} lacks {sorted(spine - asked)}"

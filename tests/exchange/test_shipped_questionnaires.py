"""The questionnaires that ship: without a mistake, in every language, and walked down every branch."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from tests.domain.questions import base
from tests.domain.walker import walk_profiles
from viewpoint.domain.branches import longest_path
from viewpoint.domain.people import AgeBand, Area, DistanceBand, PlacementType, Profile, Siblings
from viewpoint.domain.questionnaire import Instrument, QuestionnaireKind, Urgency
from viewpoint.domain.tailoring import assembled, tailor
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


def test_no_base_shares_a_name_with_a_module_or_asks_after_its_answers(library: Library) -> None:
    """So that walking each alone is walking them together: only the order of the rows is new."""
    for whole in _mixes(library):
        of = {row.name: row.form_id for row in whole.questions}
        assert len(of) == len(whole.questions)
        for row in whole.questions:
            named = row.relevant.names if row.relevant else frozenset()
            assert {of[name] for name in named if name in of} <= {row.form_id}


def test_everybody_is_asked_within_the_budget_of_their_age(library: Library) -> None:
    tailored = {profile: _tailored(library, profile) for profile in _profiles()}
    for profile, instrument in tailored.items():
        longest = longest_path(instrument.questions, profile.values())
        assert longest <= library.rules.budget[profile.age_band], profile
    used = {form.form_id for instrument in tailored.values() for form in instrument.forms}
    assert used == {rule.form_id for rule in (*library.rules.bases, *library.rules.modules)}


def test_a_module_takes_the_place_of_what_may_be_dropped(library: Library) -> None:
    plain = Profile(age_band=AgeBand.EIGHT_TO_ELEVEN, weeks_in_placement=20, area=Area.INSIDE)
    moved = replace(plain, weeks_in_placement=3, has_moved_lately=True, area=Area.OUTSIDE)
    before, after = (_tailored(library, profile) for profile in (plain, moved))
    assert [form.form_id for form in after.forms] == [
        "my_views_8_11",
        "new_here",
        "leaving_here",
        "out_of_area",
    ]
    gone = before.by_name.keys() - after.by_name.keys()
    assert gone
    assert all(before.by_name[name].may_drop for name in gone)


def test_from_16_everybody_is_asked_about_moving_on(library: Library) -> None:
    for placement in PlacementType:
        profile = Profile(
            age_band=AgeBand.TWELVE_TO_SEVENTEEN,
            placement_type=placement,
            is_16_or_over=True,
            weeks_in_placement=20,
        )
        assert _tailored(library, profile).forms[0].form_id == "moving_on_16_25"


def test_every_question_about_not_being_safe_is_put_off_while_an_adult_is_there(library: Library) -> None:
    """Except in what adults see and in the overlay for those who cannot answer without somebody."""
    for form in library.questionnaires.values():
        if form.form_id in {"communication", "any_time", "what_i_saw", "pulse"}:
            continue
        for row in form.questions:
            urgent = any(rule.within is Urgency.TODAY for rule in row.concern)
            assert row.sensitive or not urgent or row.name in SAFE_TO_ASK, f"{form.form_id}.{row.name}"


SAFE_TO_ASK = {"nights_nowhere"}
"""Urgent, and nothing that an adult beside them would be angry about."""


def _tailored(library: Library, profile: Profile) -> Instrument:
    return tailor(library.rules, library.questionnaires, profile)


def _profiles() -> Iterator[Profile]:
    """The ages and what adds modules, in every mix that there can be."""
    ages = [(AgeBand.FOUR_TO_SEVEN, False), (AgeBand.EIGHT_TO_ELEVEN, False)]
    ages += [(AgeBand.TWELVE_TO_SEVENTEEN, False), (AgeBand.TWELVE_TO_SEVENTEEN, True)]
    ages += [(AgeBand.EIGHTEEN_TO_TWENTY_FIVE, True)]
    places = (PlacementType.KINSHIP, PlacementType.SECURE)
    stays = ((2, False), (2, True), (8, True), (20, False), (60, False))
    mixes = product(ages, places, stays, (Area.INSIDE, Area.OUTSIDE), ((), ("symbols",)))
    for (band, is_16), place, (weeks, moved), area, communication in mixes:
        yield Profile(
            age_band=band,
            is_16_or_over=is_16,
            placement_type=place,
            weeks_in_placement=weeks,
            has_moved_lately=moved,
            area=area,
            distance=DistanceBand.OVER_20,
            communication=communication,
            was_asked_before=True,
            siblings=Siblings.APART,
            is_unaccompanied=True,
        )


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

"""Tailoring: the right questionnaire, its modules in their place, and never more than the budget."""

import pytest

from tests.domain.questions import SECTION, base, module, note, one, when
from viewpoint.domain.people import AgeBand, Area, PlacementType, Profile
from viewpoint.domain.questionnaire import Instrument, Questionnaire
from viewpoint.domain.tailoring import (
    NoQuestionnaireFits,
    OverBudget,
    TailoringRule,
    TailoringRules,
    shortest,
    tailor,
)

TEEN = Profile(age_band=AgeBand.TWELVE_TO_SEVENTEEN, placement_type=PlacementType.FOSTER)
AWAY = Profile(age_band=AgeBand.TWELVE_TO_SEVENTEEN, area=Area.OUTSIDE)


def rules(budget: int = 40) -> TailoringRules:
    return TailoringRules(
        bases=(
            TailoringRule(form_id="family", when=when("${placement_type} = 'foster'")),
            TailoringRule(form_id="home"),
        ),
        modules=(
            TailoringRule(form_id="away", when=when("${area} = 'out'")),
            TailoringRule(form_id="new", when=when("${weeks_in_placement} > 100")),
        ),
        budget={AgeBand.TWELVE_TO_SEVENTEEN: budget},
    )


FORMS: dict[str, Questionnaire] = {
    "family": base(one("f1"), form_id="family"),
    "home": base(
        one("h1", group=SECTION), one("h2", may_drop=True), one("h3", "${h2} = 'yes'"), form_id="home"
    ),
    "away": module(note("a0"), one("a1"), one("a2"), form_id="away"),
    "new": module(one("n1"), form_id="new"),
}


def names(asked: Instrument) -> list[str]:
    return [row.name for row in asked.questions]


def test_the_first_rule_that_holds_chooses_the_questionnaire() -> None:
    asked = tailor(rules(), FORMS, TEEN)
    assert names(asked) == ["f1", "help", "thanks"]
    assert asked.forms == (("family", 1, "family"),)


def test_a_module_comes_before_the_closing_notes() -> None:
    asked = tailor(rules(), FORMS, AWAY)
    assert names(asked) == ["h1", "h2", "h3", "a0", "a1", "a2", "help", "thanks"]
    assert [form.form_id for form in asked.forms] == ["home", "away"]


def test_a_module_comes_after_the_group_that_the_base_names() -> None:
    home = base(one("h1", group=SECTION), one("h2"), form_id="home", modules_after="section")
    assert names(tailor(rules(), FORMS | {"home": home}, AWAY)) == [
        "h1",
        "a0",
        "a1",
        "a2",
        "h2",
        "help",
        "thanks",
    ]


def test_what_may_be_dropped_goes_when_the_budget_is_full_and_takes_its_follow_up_along() -> None:
    assert names(tailor(rules(budget=5), FORMS, AWAY)) == names(tailor(rules(), FORMS, AWAY))
    assert names(tailor(rules(budget=4), FORMS, AWAY)) == ["h1", "a0", "a1", "a2", "help", "thanks"]


def test_the_last_that_may_be_dropped_goes_first_and_no_more_than_needed() -> None:
    home = base(*(one(f"h{at}", may_drop=True) for at in range(4)), form_id="home")
    asked = tailor(rules(budget=4), FORMS | {"home": home}, AWAY)
    assert names(asked) == ["h0", "h1", "a0", "a1", "a2", "help", "thanks"]


def test_too_long_however_much_is_dropped_is_an_error() -> None:
    with pytest.raises(OverBudget):
        tailor(rules(budget=2), FORMS, AWAY)


@pytest.mark.parametrize("band", [AgeBand.UNDER_4, AgeBand.EIGHT_TO_ELEVEN])
def test_an_age_band_without_a_budget_has_no_questionnaire(band: AgeBand) -> None:
    with pytest.raises(NoQuestionnaireFits):
        tailor(rules(), FORMS, Profile(age_band=band))


def test_a_profile_that_no_rule_is_for_has_no_questionnaire() -> None:
    only_foster = TailoringRules(bases=rules().bases[:1], budget=rules().budget)
    with pytest.raises(NoQuestionnaireFits):
        tailor(only_foster, FORMS, AWAY)


def test_the_shortest_form_has_nothing_that_may_be_dropped() -> None:
    assert [row.name for row in shortest(FORMS["home"].questions)] == ["h1", "help", "thanks"]

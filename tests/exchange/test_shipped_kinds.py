"""What shipped questionnaires promise: pictures for the youngest, a way to tell, no false counting."""

from collections.abc import Mapping
from itertools import combinations

import pytest

from viewpoint import paths
from viewpoint.domain.branches import longest_path
from viewpoint.domain.questionnaire import (
    Lane,
    Question,
    Questionnaire,
    QuestionnaireKind,
    QuestionType,
    Urgency,
    Visibility,
)
from viewpoint.domain.response import Answer, concern_raised
from viewpoint.domain.routing import pages
from viewpoint.domain.tailoring import assembled
from viewpoint.exchange.questionnaires import Library, load_library
from viewpoint.exchange.release_policy import read_release_policy

SAD = {"settled": "never", "bed_time": "sad", "fun": "never", "school_ok": "never"}
GLAD = {
    "settled": "always",
    "bed_time": "happy",
    "fun": "always",
    "school_ok": "sometimes",
    "safe_home": "always",
}


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(paths.questionnaires(), paths.translations())


def question(form: Questionnaire, name: str) -> Question:
    return next(row for row in form.questions if row.name == name)


def asked(form: Questionnaire, chosen: Mapping[str, str]) -> list[str]:
    answers = {name: Answer.choosing(code) for name, code in chosen.items()}
    path = pages(assembled(form, []), {}, answers)
    return [row.name for page in path for row in page.questions if row.asks]


def raised(form: Questionnaire, name: str, *chosen: str) -> Urgency | None:
    return concern_raised(question(form, name), Answer.choosing(*chosen), {})


def test_the_youngest_are_asked_twelve_things_at_most_and_write_nothing(library: Library) -> None:
    form = library.questionnaires["about_me_4_7"]
    assert longest_path(form.questions) == 12
    assert {row.type for row in form.questions if row.asks} <= {
        QuestionType.SELECT_ONE,
        QuestionType.SELECT_MULTIPLE,
    }
    for row in form.questions:
        assert not row.asks or row.appearance == "symbols" or len(row.options) == 4
        assert not row.asks or "not_sure" in {option.name for option in row.options}


def test_two_sad_faces_lead_to_the_offer_of_a_visit_and_one_does_not(library: Library) -> None:
    form = library.questionnaires["about_me_4_7"]
    faces = {row.name for row in form.questions if row.appearance == "faces3"}
    assert faces == SAD.keys() | {"safe_home"}
    for first, second in combinations(SAD, 2):
        assert "want_talk" in asked(form, GLAD | {name: SAD[name] for name in (first, second)})
    for face, code in SAD.items():
        assert "want_talk" not in asked(form, GLAD | {face: code})
    assert "want_talk" in asked(form, GLAD | {"safe_home": "never"})


def test_the_youngest_answer_with_the_codes_that_the_releases_count(library: Library) -> None:
    form = library.questionnaires["about_me_4_7"]
    counted = {
        measure.code: set(measure.answers)
        for measure in read_release_policy(paths.questionnaires() / "release_policy.yaml").measures
    }
    for row in form.questions:
        codes = {option.name for option in row.options}
        assert codes <= counted.get(row.measure, codes), row.name


def test_nobody_could_have_to_act_on_the_pulse(library: Library) -> None:
    pulse = library.questionnaires["pulse"]
    rows = [row for row in pulse.questions if row.asks]
    named = [form for form in library.questionnaires.values() if form.lane is Lane.NAMED]
    heard = {row.measure for form in named for row in form.questions if row.concern and row.measure}
    assert (pulse.lane, len(rows)) == (Lane.ANONYMOUS, 6)
    assert {row.visibility for row in rows} == {Visibility.TOTALS}
    assert {row.measure for row in rows}.isdisjoint(heard)
    hello = pulse.questions[0]
    assert hello.hint is not None
    assert library.questionnaires["any_time"].title.in_language("en") in hello.hint.in_language("en")


@pytest.mark.parametrize(("kind", "count"), [("good", 6), ("worry", 8), ("idea", 6), ("call_me", 5)])
def test_a_standing_message_takes_few_pages(library: Library, kind: str, count: int) -> None:
    form = library.questionnaires["any_time"]
    assert len(asked(form, {"any_kind": kind, "any_reply": "yes"})) == count
    assert {row.visibility for row in form.questions if row.asks} == {Visibility.IRO}


def test_a_worry_needs_an_adult_and_good_news_does_not(library: Library) -> None:
    form = library.questionnaires["any_time"]
    assert raised(form, "any_kind", "worry") is Urgency.WORKING_DAY
    assert [raised(form, "any_kind", kind) for kind in ("good", "idea", "call_me")] == [None] * 3
    assert raised(form, "any_safe_now", "not_sure") is Urgency.TODAY
    assert raised(form, "any_about", "school", "hurt_self") is Urgency.TODAY
    assert raised(form, "any_about", "school") is None


def test_pain_touch_care_being_held_or_shut_in_need_an_adult(library: Library) -> None:
    form = library.questionnaires["communication"]
    told = {
        ("com_pain", "yes"): Urgency.TODAY,
        ("com_pain_help", "never"): Urgency.TODAY,
        ("com_touch", "never"): Urgency.WORKING_DAY,
        ("com_care", "never"): Urgency.TODAY,
        ("com_held", "yes"): Urgency.TODAY,
        ("com_shut_in", "yes"): Urgency.TODAY,
        ("com_safe_with", "nobody"): Urgency.TODAY,
        ("com_safe_where", "nowhere"): Urgency.TODAY,
        ("com_safe_where", "school"): Urgency.WORKING_DAY,
    }
    assert {key: raised(form, *key) for key in told} == told
    assert raised(form, "com_safe_where", "home", "school") is None


def test_every_page_of_communication_has_faces_or_six_symbols_at_most(library: Library) -> None:
    for row in library.questionnaires["communication"].questions:
        assert not row.asks or row.appearance == "faces3" or len(row.options) <= 6, row.name


@pytest.mark.parametrize("module", ["new_here", "communication"])
def test_a_module_is_short_and_keeps_to_names_of_its_own(library: Library, module: str) -> None:
    form = library.questionnaires[module]
    others = [each for each in library.questionnaires.values() if each.form_id != module]
    assert form.kind is QuestionnaireKind.MODULE
    assert 8 <= longest_path(form.questions) <= 12
    assert {row.measure for row in form.questions if row.measure}.isdisjoint(
        {row.measure for other in others for row in other.questions}
    )


def test_what_an_adult_saw_is_marked_as_theirs_and_counts_for_nothing(library: Library) -> None:
    form = library.questionnaires["what_i_saw"]
    assert form.kind is QuestionnaireKind.OBSERVER
    assert "not the child's" in form.questions[0].label.in_language("en")
    assert {row.measure for row in form.questions} == {""}
    assert form.form_id not in {rule.form_id for rule in (*library.rules.bases, *library.rules.modules)}
    assert raised(form, "saw_worried", "now") is Urgency.TODAY

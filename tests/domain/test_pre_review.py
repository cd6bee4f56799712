"""The pre-review sheet: what matters is picked out, what is kept back or about safety is not on paper."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.builders import COUNCIL, a_profile
from tests.domain.questions import SECTION, ladder, one, several, text
from viewpoint.domain.concern import AskedToday, Concern
from viewpoint.domain.invitation import InvitationKind
from viewpoint.domain.last_time import LastTime, Recalled
from viewpoint.domain.people import InvitationId, ResponseId, YoungPersonId
from viewpoint.domain.pre_review import Before, sheet_of
from viewpoint.domain.promise import Promise
from viewpoint.domain.questionnaire import Question, Urgency
from viewpoint.domain.reply import Outcome, Point
from viewpoint.domain.response import NOT_SAYING, SKIPPED, Answer
from viewpoint.domain.sent import SentResponse
from viewpoint.domain.sheet import Heard, Sheet, Why, sent_for, sheet_is_due

SENT_AT = datetime(2026, 11, 18, 12, tzinfo=UTC)
OFTEN = "always mostly sometimes never not_sure"
TODAY = date(2026, 11, 24)


def measured(question: Question, **more: Any) -> Question:
    return replace(question, measure=question.name, group=SECTION, **more)


LISTENED = measured(one("listened", codes=OFTEN))
SAFE = measured(one("safe_home", codes=OFTEN, concern={". = 'never'": Urgency.TODAY}), sensitive=True)
FEEL = measured(ladder("feel_overall"))
WORRY = measured(one("worry_sleep", codes=OFTEN), reverse=True)
GOOD, CHANGE = measured(text("good_things")), measured(text("want_change"))
SAFER = measured(text("safer"), sensitive=True)
QUESTIONS = {
    each.name: each
    for each in (
        *(LISTENED, SAFE, FEEL, WORRY, GOOD, CHANGE, SAFER),
        measured(one("know_why")),
        measured(one("want_advocate")),
        measured(one("want_talk")),
        measured(one("family_time", codes="right too_little")),
        measured(one("meeting_how", codes="all part")),
        several("meeting_talk", codes="home private"),
        one("any_kind", codes="good worry", concern={". = 'worry'": Urgency.TODAY}),
        text("any_words"),
        one("fun", codes=OFTEN),
        text("other"),
        replace(text("any_reach_note"), identifier=True),
    )
}


def a_response(**override: Any) -> SentResponse:
    values: dict[str, Any] = {
        "id": ResponseId("r1"),
        "authority": COUNCIL,
        "young_person": YoungPersonId("y1"),
        "invitation": InvitationId("i1"),
        "round": None,
        "profile": a_profile(),
        "forms": {},
        "language": "en",
        "who_is_here": "alone",
        "home_key": "",
        "gender": "f",
        "sent_at": SENT_AT,
    }
    return SentResponse(**{**values, **override})


def heard(answers: Mapping[str, Answer], response: SentResponse | None = None, **more: Any) -> Heard:
    return Heard(
        response=response or a_response(),
        questions=tuple(QUESTIONS[name] for name in answers),
        answers=answers,
        **more,
    )


def before(*heard_: Heard, **override: Any) -> Before:
    values: dict[str, Any] = {
        "name": "Kit Pretend",
        "review_on": date(2026, 12, 2),
        "last_review_on": date(2026, 6, 2),
        "heard": heard_,
        "last_time": LastTime(said={}),
        "last_time_on": None,
        "concerns": (),
        "promises": (),
    }
    return Before(**{**values, **override})


def then(answers: Mapping[str, Answer]) -> LastTime:
    return LastTime(
        said={name: Recalled(question=QUESTIONS[name], answer=answer) for name, answer in answers.items()}
    )


def concern(question: str, invitation: str = "i1") -> Concern:
    return Concern(
        young_person=YoungPersonId("y1"),
        authority=COUNCIL,
        invitation=InvitationId(invitation),
        question=question,
        urgency=Urgency.TODAY,
        raised_at=SENT_AT,
        asked_today=AskedToday.UNASKED,
    )


def a_promise(point: Point) -> Promise:
    assert point.by_on
    return Promise(reply="p", number=1, response=ResponseId("r0"), by_on=point.by_on, point=point)


def a_sheet(**override: Any) -> Sheet:
    """A sheet with something under every heading."""
    promise = Point(
        outcome=Outcome.WILL, words="See your nan.", about="Nan", by_on=date(2026, 11, 1), who="Ali"
    )
    made = sheet_of(
        before(
            heard(
                {
                    "good_things": Answer.saying("The dog. أريد أن أرى أختي. ሓፍተይ ክርእያ ይደሊ።"),
                    "want_change": Answer.saying("The bus"),
                    "listened": Answer.choosing("never"),
                    "safe_home": Answer.choosing("never"),
                    "want_advocate": Answer.choosing("yes"),
                },
                a_response(language="ti"),
            ),
            last_time=then({"listened": Answer.choosing("always")}),
            last_time_on=date(2026, 5, 20),
            concerns=[concern("safe_home")],
            promises=[a_promise(promise)],
        )
    )
    return replace(made, **override)


def names(sheet: Sheet, part: str) -> list[str]:
    return [each.question.name for each in getattr(sheet, part)]


def asks(sheet: Sheet) -> list[tuple[str, Why]]:
    return [(each.question.name, each.why) for each in sheet.private]


def test_what_they_want_changed_is_quoted_before_the_rest() -> None:
    sheet = sheet_of(
        before(heard({"good_things": Answer.saying("The dog"), "want_change": Answer.saying("The bus")}))
    )
    assert names(sheet, "words") == ["want_change", "good_things"]


def test_words_full_of_names_and_numbers_are_left_on_the_screen() -> None:
    assert sheet_of(before(heard({"any_reach_note": Answer.saying("07700 900123")}))).words == ()


def test_what_they_asked_for_is_what_was_said_yes_to() -> None:
    sheet = sheet_of(
        before(
            heard(
                {
                    "want_advocate": Answer.choosing("yes"),
                    "want_talk": Answer.choosing("no"),
                    "meeting_talk": Answer.choosing("home", "private"),
                    "family_time": Answer.choosing("right"),
                    "meeting_how": NOT_SAYING,
                    "listened": Answer.choosing("always"),
                }
            )
        )
    )
    assert names(sheet, "asked") == ["want_advocate", "meeting_talk"]


def test_what_was_answered_otherwise_last_time_is_a_change_and_worse_is_a_fall() -> None:
    now = {
        "listened": Answer.choosing("sometimes"),
        "feel_overall": Answer.counting(7),
        "worry_sleep": Answer.choosing("always"),
        "know_why": Answer.choosing("no"),
        "good_things": Answer.saying("The cat"),
    }
    last = {
        "listened": Answer.choosing("always"),
        "feel_overall": Answer.counting(5),
        "worry_sleep": Answer.choosing("never"),
        "know_why": Answer.choosing("yes"),
        "good_things": Answer.saying("The dog"),
    }
    sheet = sheet_of(before(heard(now), last_time=then(last)))
    found = {each.now.question.name: each.is_fall for each in sheet.changes}
    assert found == {"listened": True, "feel_overall": False, "worry_sleep": True, "know_why": False}
    assert asks(sheet) == [("listened", Why.FELL), ("worry_sleep", Why.FELL)]


def test_the_same_answer_not_sure_and_a_skip_are_no_fall() -> None:
    now = {
        "listened": Answer.choosing("never"),
        "worry_sleep": Answer.choosing("not_sure"),
        "feel_overall": SKIPPED,
        "safe_home": Answer.choosing("always"),
    }
    last = {
        "listened": Answer.choosing("never"),
        "worry_sleep": Answer.choosing("sometimes"),
        "feel_overall": Answer.counting(9),
        "safe_home": Answer.choosing("sometimes"),
    }
    sheet = sheet_of(before(heard(now), last_time=then(last)))
    assert [each.now.question.name for each in sheet.changes] == ["worry_sleep"]
    assert sheet.private == ()


def test_a_question_that_takes_another_kind_of_answer_now_is_not_compared() -> None:
    was = replace(ladder("listened"), measure="listened")
    last = LastTime(said={"listened": Recalled(question=was, answer=Answer.counting(9))})
    assert sheet_of(before(heard({"listened": Answer.choosing("never")}), last_time=last)).changes == ()


def test_what_is_about_safety_is_named_by_its_section_alone() -> None:
    sheet = sheet_of(
        before(
            heard(
                {
                    "safe_home": Answer.choosing("sometimes"),
                    "safer": Answer.saying("A lock"),
                    "feel_overall": Answer.counting(4),
                }
            ),
            last_time=then({"safe_home": Answer.choosing("always")}),
        )
    )
    assert (sheet.words, sheet.changes) == ((), ())
    (only,) = sheet.private
    assert only.why is Why.READ_FIRST
    assert only.question.group == SECTION


@pytest.mark.parametrize("answer", [Answer.choosing("never"), NOT_SAYING])
def test_a_concern_and_not_saying_about_safety_are_to_be_read_first(answer: Answer) -> None:
    assert [why for _name, why in asks(sheet_of(before(heard({"safe_home": answer}))))] == [Why.READ_FIRST]


def test_words_that_a_concern_rests_on_are_not_quoted() -> None:
    sheet = sheet_of(
        before(heard({"good_things": Answer.saying("He hits me")}), concerns=[concern("good_things")])
    )
    assert sheet.words == ()
    assert asks(sheet) == [("good_things", Why.READ_FIRST)]
    assert sheet.concerns == 1


def test_nothing_of_a_message_that_is_a_worry_is_quoted() -> None:
    message = a_response(kind=InvitationKind.ANY_TIME)
    worry = heard({"any_kind": Answer.choosing("worry"), "any_words": Answer.saying("He hits me")}, message)
    sheet = sheet_of(before(worry))
    assert (sheet.words, sheet.asked, sheet.changes) == ((), (), ())
    assert [why for _name, why in asks(sheet)] == [Why.READ_FIRST]
    good = heard({"any_kind": Answer.choosing("good"), "any_words": Answer.saying("I won")}, message)
    assert names(sheet_of(before(good)), "words") == ["any_words"]


def test_what_they_did_not_want_to_say_comes_last() -> None:
    sheet = sheet_of(
        before(
            heard({"good_things": NOT_SAYING, "listened": Answer.choosing("never"), "want_change": SKIPPED}),
            last_time=then({"listened": Answer.choosing("always")}),
        )
    )
    assert asks(sheet) == [("listened", Why.FELL), ("good_things", Why.NOT_SAYING)]


def test_an_adults_words_are_counted_and_not_shown() -> None:
    observed = heard({"good_things": Answer.saying("She is happy")}, a_response(kind=InvitationKind.OBSERVER))
    own = heard(
        {"good_things": Answer.saying("The dog"), "want_change": Answer.saying("Nothing")},
        by_adults=frozenset({"want_change"}),
    )
    sheet = sheet_of(before(observed, own))
    assert names(sheet, "words") == ["good_things"]
    assert (sheet.adults, sheet.adult_answers, len(sheet.sent)) == (1, 1, 1)


def test_of_a_question_asked_twice_the_newer_answer_holds() -> None:
    newer = heard({"want_talk": Answer.choosing("no"), "listened": Answer.choosing("always"), "fun": SKIPPED})
    older = heard(
        {
            "want_talk": Answer.choosing("yes"),
            "want_advocate": Answer.choosing("yes"),
            "listened": NOT_SAYING,
        },
        a_response(id=ResponseId("r0"), sent_at=SENT_AT - timedelta(days=9)),
    )
    sheet = sheet_of(before(newer, older))
    assert names(sheet, "asked") == ["want_advocate"]
    assert sheet.private == ()


def test_their_views_stand_before_a_later_message() -> None:
    message = heard(
        {"any_words": Answer.saying("I won")},
        a_response(id=ResponseId("r2"), kind=InvitationKind.ANY_TIME),
    )
    views = heard({"other": Answer.saying("All well")})
    sheet = sheet_of(before(message, views))
    assert sheet.newest == views.response
    assert names(sheet, "words") == ["any_words", "other"]


def test_without_anything_sent_there_is_a_sheet_that_says_so() -> None:
    sheet = sheet_of(before())
    assert (sheet.newest, sheet.sent, sheet.words, sheet.private) == (None, (), (), ())


def test_open_promises_stand_as_they_come() -> None:
    assert [each.point.words for each in a_sheet().promises] == ["See your nan."]


def test_what_was_sent_for_a_review_is_since_the_one_before_and_until_answering_ended() -> None:
    days = [date(2026, 6, 1), date(2026, 6, 2), date(2026, 12, 5), date(2026, 12, 6)]
    responses = [
        a_response(sent_at=datetime(each.year, each.month, each.day, 12, tzinfo=UTC)) for each in days
    ]
    assert sent_for(responses, date(2026, 6, 2), date(2026, 12, 2)) == responses[1:3]
    assert sent_for(responses, None, None) == responses


@pytest.mark.parametrize(
    ("review_on", "left", "is_due"),
    [
        (date(2026, 12, 1), 5, True),
        (date(2026, 12, 2), 6, False),
        (TODAY, 0, True),
        (date(2026, 11, 23), 0, False),
    ],
)
def test_a_sheet_is_due_so_long_before_its_review_and_not_after(
    review_on: date, left: int, is_due: bool
) -> None:
    assert sheet_is_due(review_on, TODAY, left, 5) is is_due
    assert not sheet_is_due(None, TODAY, 0, 5)

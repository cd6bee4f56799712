"""What to ask about: each kind found where it should be, and nothing from what was kept back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import NOW
from tests.domain.questions import one
from viewpoint.domain.distance import Told
from viewpoint.domain.questionnaire import Question, QuestionType
from viewpoint.domain.response import NOT_SAYING, SKIPPED, Answer
from viewpoint.domain.to_ask import MOST, ToAsk, Why, to_ask

CODES = "always mostly sometimes never not_sure"
ALWAYS, MOSTLY = Answer.choosing("always"), Answer.choosing("mostly")


def question(name: str, theme: str = "", *, codes: str = CODES) -> Question:
    return replace(one(name, codes=codes), measure=name, theme=theme)


SETTLED, LISTENED = question("settled"), question("listened")


def told(answers: dict[str, Answer], *questions: Question, days: int = 0) -> Told:
    return Told(
        sent_at=NOW + timedelta(days=days), questions=questions or (SETTLED, LISTENED), answers=answers
    )


def whys(*responses: Told, kept_back: frozenset[str] = frozenset()) -> list[tuple[Why, str]]:
    return [(each.why, each.question.name) for each in to_ask(responses, [], kept_back)]


def test_a_measure_that_fell_is_asked_about_with_both_answers() -> None:
    (found,) = to_ask([told({"settled": ALWAYS}), told({"settled": MOSTLY})], [], ())
    assert found.why is Why.FELL
    assert (found.now, found.before and found.before.answer) == (MOSTLY, ALWAYS)


@pytest.mark.parametrize(
    ("before", "now"),
    [(MOSTLY, ALWAYS), (MOSTLY, MOSTLY), (MOSTLY, Answer.choosing("not_sure")), (SKIPPED, MOSTLY)],
)
def test_what_rose_stayed_or_stands_on_no_ladder_is_not(before: Answer, now: Answer) -> None:
    assert whys(told({"settled": before}), told({"settled": now})) == []


def test_it_fell_since_it_was_answered_last() -> None:
    rows = [told({"settled": answer}) for answer in (MOSTLY, ALWAYS, SKIPPED, MOSTLY)]
    assert whys(*rows) == [(Why.FELL, "settled")]
    assert whys(rows[1], rows[0], rows[0]) == []


def test_a_first_not_saying_is_asked_about_and_a_second_is_left_alone() -> None:
    first, refused = told({"settled": ALWAYS}), told({"settled": NOT_SAYING})
    assert whys(first, refused) == [(Why.NOT_SAYING, "settled")]
    assert whys(first, refused, refused) == []
    assert whys(refused) == []


def test_a_wish_in_words_is_asked_about_and_a_ticked_one_is_told_elsewhere() -> None:
    wish = replace(question("want_change"), type=QuestionType.TEXT)
    ticked = question("want_talk", codes="yes no")
    answers = {"want_change": Answer.saying("More art"), "want_talk": Answer.choosing("yes")}
    assert whys(told(answers, wish, ticked)) == [(Why.WANTED, "want_change")]


def test_a_topic_gone_silent_is_asked_about_once() -> None:
    friends = (question("a", "friends"), question("b", "friends"))
    before = told({"a": ALWAYS, "b": ALWAYS}, *friends)
    assert whys(before, told({"a": SKIPPED, "b": SKIPPED}, *friends)) == [(Why.SILENT, "a")]
    assert whys(before, told({"a": SKIPPED, "b": ALWAYS}, *friends)) == []
    assert whys(before, told({}, *friends)) == [], "they did not get to it"
    assert whys(told({"a": SKIPPED}, *friends), told({"a": SKIPPED}, *friends)) == []


def test_nothing_follows_from_a_topic_that_they_kept_something_back_of() -> None:
    friends = (question("a", "friends"), question("b", "friends"))
    before, now = told({"a": ALWAYS, "b": ALWAYS}, *friends), told({"a": SKIPPED}, *friends)
    assert whys(before, now) == [(Why.SILENT, "a")]
    assert whys(before, now, kept_back=frozenset({"b"})) == []


def test_a_concern_answered_not_now_comes_first_even_where_none_of_it_is_their_own() -> None:
    found = to_ask([told({"settled": ALWAYS}), told({"settled": MOSTLY})], [LISTENED], ())
    assert [each.why for each in found] == [Why.NOT_NOW, Why.FELL]
    assert to_ask([], [LISTENED], ()) == (ToAsk(why=Why.NOT_NOW, question=LISTENED),)


def test_the_list_is_short() -> None:
    many = [question(f"m{number}") for number in range(10)]
    rows = [told({each.name: answer for each in many}, *many) for answer in (ALWAYS, MOSTLY)]
    assert whys(*rows) == [(Why.FELL, f"m{number}") for number in range(MOST)]

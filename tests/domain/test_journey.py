"""Where a young person is: who is there, what is on the path, and who may choose a picture PIN."""

from collections.abc import Iterable, Mapping

import pytest

from tests.domain.questions import instrument, note, one
from tests.domain.test_invitation import SENT
from tests.domain.test_visit import NOW, a_visit
from viewpoint.domain.journey import WHO, Journey, WhoIsHere, skip_of, who_answer
from viewpoint.domain.response import SKIPPED, Answer
from viewpoint.domain.routing import Page
from viewpoint.domain.visit import Visit

ASKED = instrument(
    note("hello"),
    one("settled"),
    one("why", "${settled} = 'no'"),
    one("helper_only", "${who_is_here} = 'helper'"),
    one("teenager", "${age_band} = '12_17'"),
)
YES, NO = Answer.choosing("yes"), Answer.choosing("no")


def a_journey(
    answers: Mapping[str, Answer] | None = None, shown: Iterable[str] = (), visit: Visit | None = None
) -> Journey:
    return Journey(visit or a_visit(), ASKED, answers or {}, frozenset(shown))


def names(journey: Journey) -> list[str]:
    return [page.name for page in journey.pages]


def test_the_path_is_made_of_the_profile_and_the_answers_so_far() -> None:
    assert names(a_journey()) == ["hello", "settled", "teenager"]
    assert names(a_journey({"settled": NO}, ["settled"])) == ["hello", "settled", "why", "teenager"]


def test_where_an_answer_is_hidden_so_is_the_question_that_would_tell_it() -> None:
    hidden = a_journey({"settled": NO})
    assert names(hidden) == ["hello", "settled", "teenager"]
    assert [page.name for page in hidden.whole_path] == ["hello", "settled", "why", "teenager"]


def test_who_is_there_counts_as_alone_until_they_say() -> None:
    assert a_journey().who_is_here is None
    assert a_journey().values[WHO] == "alone"
    helped = a_journey({WHO: who_answer(WhoIsHere.HELPER)})
    assert helped.who_is_here is WhoIsHere.HELPER
    assert "helper_only" in names(helped)


@pytest.mark.parametrize(
    ("journey", "may"),
    [
        (a_journey(), True),
        (a_journey({"settled": YES}, ["settled"]), True),
        (a_journey({WHO: who_answer(WhoIsHere.ALONE)}), True),
        (a_journey({"settled": YES}), False),
        (a_journey({"settled": YES, "teenager": NO}, ["settled"]), False),
        (a_journey(visit=a_visit(pin_set_at=NOW)), False),
        (a_journey(visit=a_visit(invitation=SENT)), False),
    ],
)
def test_a_first_pin_is_chosen_only_where_nothing_is_hidden(journey: Journey, may: object) -> None:
    assert journey.may_choose_pin is may


def test_who_is_there_alone_is_no_beginning() -> None:
    assert not a_journey({WHO: who_answer(WhoIsHere.ALONE)}).has_begun
    assert a_journey({"settled": SKIPPED}).has_begun


def test_skipping_a_page_skips_what_it_asks() -> None:
    page = Page(questions=(note("hello"), one("settled"), one("why")))
    assert skip_of(page) == {"settled": SKIPPED, "why": SKIPPED}

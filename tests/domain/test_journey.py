"""Where a young person is: who is there, what is on the path, and who may choose a picture PIN."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import pytest

from tests.domain.questions import instrument, note, one
from tests.domain.test_invitation import SENT
from tests.domain.test_visit import NOW, a_visit
from viewpoint.domain.journey import WHO, Journey, WhoIsHere, skip_of, who_answer
from viewpoint.domain.response import NOT_SAYING, SKIPPED, Answer
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


@pytest.mark.parametrize("pin", [None, NOW], ids=["without a PIN", "with one"])
def test_whoever_finds_the_link_puts_nothing_in_the_place_of_what_was_said(pin: datetime | None) -> None:
    said = {"settled": NO, "teenager": NOT_SAYING, "helper_only": SKIPPED}
    found = a_journey(said, visit=a_visit(pin_set_at=pin))
    for name in ("settled", "teenager"):
        assert found.is_set_aside(name)
        assert not any(found.keeps(name, answer) for answer in (YES, NOT_SAYING, SKIPPED))
    assert not found.is_set_aside("helper_only")
    assert found.keeps("helper_only", YES)
    assert not found.keeps("helper_only", SKIPPED)
    assert found.keeps("why", SKIPPED)


def test_what_an_adult_answered_for_them_does_not_stand_in_their_way() -> None:
    found = Journey(a_visit(), ASKED, {"settled": NO}, frozenset(), {"settled": "proxy"})
    assert found.is_hidden("settled")
    assert not found.is_set_aside("settled")
    assert found.keeps("settled", YES)
    assert not found.keeps("settled", SKIPPED)


def test_whoever_said_it_may_change_it() -> None:
    own = a_journey({"settled": NO}, ["settled"], a_visit(pin_set_at=NOW))
    assert not own.is_set_aside("settled")
    assert own.keeps("settled", YES)
    assert own.keeps("settled", SKIPPED)


def test_a_page_needs_the_pictures_where_all_of_it_was_said_behind_them() -> None:
    both = Page(questions=(note("hello"), one("settled"), one("why")))
    behind = a_visit(pin_set_at=NOW)
    assert a_journey({"settled": NO, "why": YES}, visit=behind).needs_pin(both)
    assert not a_journey({"settled": NO}, visit=behind).needs_pin(both)
    assert not a_journey({"settled": NO, "why": SKIPPED}, visit=behind).needs_pin(both)
    assert not a_journey({"settled": NO, "why": YES}).needs_pin(both)
    assert not a_journey(visit=behind).needs_pin(Page(questions=(note("hello"),)))

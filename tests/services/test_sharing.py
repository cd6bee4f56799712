"""What a young person keeps back: gone from their IRO's view, counted only where they said so, still safe."""

import pytest

from tests.builders import World
from tests.domain.questions import instrument, one
from tests.services.test_seal_release import handle
from tests.services.visits import GIVEN, HERE, PIN, answers_of, embedded, give, response_of, sent
from tests.web.councils import work
from viewpoint.domain.people import ResponseId
from viewpoint.domain.permissions import Role
from viewpoint.domain.questionnaire import Urgency
from viewpoint.domain.response import SKIPPED, Answer, Share
from viewpoint.services.review import Reading
from viewpoint.services.said import Said, asked_questions
from viewpoint.storage.tables.releases import ReleaseCell

SETTLED = Answer.choosing("always")


def reading(world: World, response: ResponseId) -> Reading:
    return world.services.review.open_response(world.iro(), response)


def rows(read: Reading) -> set[str]:
    return {question.name for question in asked_questions(read.now)}


@pytest.mark.parametrize("share", [Share.TOTALS, Share.MYSELF])
def test_what_is_kept_back_is_not_there_for_the_iro_not_even_as_a_question(
    world: World, share: Share
) -> None:
    made = world.invited()
    kept = {**GIVEN, "settled": SETTLED.shared(share)}
    read = reading(world, sent(world, made, kept))
    assert read.now.answers == GIVEN
    assert "settled" not in rows(read)
    assert {"home_feel", "good_things"} <= rows(read)
    assert answers_of(world, made)["settled"].share is share


@embedded
def test_what_was_kept_back_last_time_is_not_there_this_time_either(world: World) -> None:
    child = world.young_person()
    sent(world, world.invited(child), {"settled": SETTLED.shared(Share.MYSELF)})
    world.clock.forward(days=1)
    last = reading(world, sent(world, world.invited(child), {"settled": SETTLED})).last_time
    assert last is not None
    assert last.answers == {}


@embedded
@pytest.mark.parametrize(("follow_up", "is_there"), [(SKIPPED, False), (Answer.choosing("yes"), True)])
def test_a_question_passed_over_that_only_a_kept_answer_brought_up_does_not_tell_of_it(
    world: World, follow_up: Answer, *, is_there: bool
) -> None:
    made = world.invited()
    sent(world, made)
    response = response_of(world, made)
    assert response is not None
    asked = instrument(one("first"), one("then", "${first} = 'no'"))
    said = Said(
        response=response, instrument=asked, answers={"then": follow_up}, kept_back=frozenset({"first"})
    )
    assert {question.name for question in asked_questions(said)} == ({"then"} if is_there else set())


def counted(world: World, share: Share) -> dict[str, int]:
    round_ = world.round()
    sent(world, world.invited(round=round_.id), {"settled": SETTLED.shared(share)})
    work(world)
    world.services.rounds.close(world.account(Role.COORDINATOR), round_.id)
    handle(world, round_)
    with world.services.database.read() as connection:
        cells = connection.execute(ReleaseCell.__table__.select()).mappings().all()
    return {str(cell["answer"]): int(cell["value"]) for cell in cells if cell["answer"] == "always"}


@embedded
def test_the_totals_count_what_was_kept_for_them_and_never_what_they_bring_up_themselves(
    world: World,
) -> None:
    assert counted(world, Share.TOTALS) == {"always": 1}


@embedded
def test_what_they_bring_up_themselves_is_not_counted(world: World) -> None:
    assert counted(world, Share.MYSELF).get("always", 0) == 0


@embedded
@pytest.mark.parametrize("share", [Share.TOTALS, Share.MYSELF])
def test_words_kept_back_are_still_looked_through_for_danger(world: World, share: Share) -> None:
    words = Answer.saying("The older boys threaten me at night").shared(share)
    response = sent(world, world.invited(), {"good_things": words})
    work(world)
    read = reading(world, response)
    assert [(each.question, each.urgency) for each in read.concerns] == [("good_things", Urgency.TODAY)]
    assert read.now.alarming == {"good_things": words}
    assert "good_things" not in rows(read)
    assert ("good_things" in read.codings) == (share is Share.TOTALS)


@embedded
def test_harmless_words_kept_back_stay_so(world: World) -> None:
    words = Answer.saying("The dog and the big garden").shared(Share.TOTALS)
    response = sent(world, world.invited(), {"good_things": words})
    work(world)
    read = reading(world, response)
    assert (read.concerns, read.now.alarming) == ([], {})


def test_behind_a_pin_nothing_is_changed_without_it(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    give(world, secret)
    world.services.pins.choose(secret, PIN)
    other = world.started(made)
    give(world, other, {**GIVEN, "home_feel": Answer.counting(0), "settled": SETTLED})
    world.services.pins.enter(secret, PIN, HERE)
    found = world.services.respond.journey(secret)
    assert found.answers["home_feel"] == GIVEN["home_feel"]
    assert found.answers["settled"] == SETTLED


def test_without_a_pin_whoever_comes_back_changes_nothing_that_was_said(world: World) -> None:
    made = world.invited()
    give(world, world.started(made))
    give(world, world.started(made), {"home_feel": Answer.counting(0), "settled": Answer.choosing("never")})
    answers = world.services.respond.journey(world.started(made)).answers
    assert answers["home_feel"] == GIVEN["home_feel"]
    assert answers["settled"] == Answer.choosing("never")

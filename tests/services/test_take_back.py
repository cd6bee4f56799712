"""Changing or taking back what was sent: theirs until it was opened, whole, and exactly one comes first."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

import pytest
from sqlalchemy import select

from tests.builders import COUNCIL, Made, World
from tests.services.made_up import with_made_up
from tests.services.test_seal_release import close, counted, handle
from tests.services.test_standing_links import given
from tests.services.visits import (
    GIVEN,
    HERE,
    PIN,
    HeldUp,
    answers_of,
    count,
    errors,
    give,
    paused_at,
    response_of,
)
from viewpoint.domain.errors import NotFound, VisitEnded
from viewpoint.domain.invitation import InvitationKind, InvitationState
from viewpoint.domain.journey import WhoIsHere
from viewpoint.domain.people import InvitationId
from viewpoint.domain.reply import Reply
from viewpoint.domain.response import Answer
from viewpoint.domain.whole import Hold
from viewpoint.services.review import Review
from viewpoint.services.take_back import TakeBack
from viewpoint.storage.concerns import concerns_about
from viewpoint.storage.invitations import invitations_for
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.storage.tables.invitations import DraftAnswer
from viewpoint.storage.tables.papers import VoiceAnswer
from viewpoint.storage.tables.responses import Answer as AnswerRow
from viewpoint.storage.tables.responses import Coding, Response
from viewpoint.storage.tables.work import Task
from viewpoint.storage.work import TaskState

WEBM = b"\x1aE\xdf\xa3" + b"my own voice" * 50
NEVER, ALWAYS = Answer.choosing("never"), Answer.choosing("always")


def known(world: World, made: Made) -> str:
    """A visit that has given the picture PIN, which is chosen where there is none."""
    secret = world.started(made)
    if world.services.respond.journey(secret).visit.pin_set_at is None:
        world.services.pins.choose(secret, PIN)
    else:
        world.services.pins.enter(secret, PIN, HERE)
    return secret


def sent(world: World, made: Made, answers: dict[str, Answer] | None = None) -> str:
    """Sent behind the picture PIN; the visit."""
    secret = known(world, made)
    world.services.respond.who_is_here(secret, WhoIsHere.ALONE)
    give(world, secret, answers or GIVEN)
    world.services.respond.send(secret)
    return secret


def work(world: World) -> None:
    while world.services.worker.run_once():
        pass


def raised(world: World, made: Made) -> list[str]:
    with world.services.database.read() as connection:
        seal = world.services.vault.for_child(connection, COUNCIL, made.young_person)
        return [each.question for each in concerns_about(connection, seal, COUNCIL, made.young_person)]


def actions(world: World) -> list[str]:
    with world.services.database.read() as connection:
        return list(connection.execute(select(AuditEvent.action).order_by(AuditEvent.seq)).scalars())


def with_supplement(world: World) -> tuple[Made, str]:
    """Part sent with somebody there, the rest alone; the visit that sent the rest."""
    made = world.invited()
    secret = known(world, made)
    world.services.respond.who_is_here(secret, WhoIsHere.HELPER)
    give(world, secret, {"settled": ALWAYS, "good_things": Answer.saying("My nan")})
    world.services.respond.send(secret)
    rest = world.services.go_on.go_on(secret)
    world.services.respond.who_is_here(rest, WhoIsHere.ALONE)
    give(world, rest, {"feel_overall": Answer.counting(9)})
    world.services.respond.send(rest)
    return made, rest


def state_of(world: World, invitation: InvitationId) -> InvitationState:
    with world.services.database.read() as connection:
        (found,) = invitations_for(connection, COUNCIL, [invitation])
        return found.state


def test_changed_it_is_a_draft_again_with_every_answer_behind_the_pictures(world: World) -> None:
    made = world.invited()
    secret = sent(world, made)
    again = world.services.take_back.change(secret)
    journey = world.services.respond.journey(again)
    assert dict(journey.answers) == GIVEN
    assert journey.shown == GIVEN.keys()
    assert set(journey.given_with.values()) == {WhoIsHere.ALONE}
    assert journey.who_is_here is None
    assert journey.visit.invitation.state is InvitationState.OPENED
    assert (count(world, Response), count(world, AnswerRow), count(world, Coding)) == (0, 0, 0)
    assert actions(world)[-1] == "response_reopened"
    with pytest.raises(VisitEnded):
        world.services.respond.journey(secret)


def test_whoever_has_the_link_alone_does_not_see_what_is_a_draft_again(world: World) -> None:
    made = world.invited()
    world.services.take_back.change(sent(world, made))
    other = world.services.respond.journey(world.started(made))
    assert other.hides_words
    assert other.shown == frozenset()


def test_changed_and_sent_anew_it_is_one_response_with_the_new_words(world: World) -> None:
    made = world.invited()
    secret = world.services.take_back.change(sent(world, made))
    changed = {**GIVEN, "good_things": Answer.saying("The cat")}
    give(world, secret, changed)
    world.services.respond.send(secret)
    work(world)
    assert answers_of(world, made) == changed
    assert count(world, Response) == 1
    assert world.services.take_back.open_to(secret) is Hold.CHANGE


def test_an_empty_response_can_be_made_a_draft_again(world: World) -> None:
    made = world.invited()
    secret = known(world, made)
    world.services.respond.send(secret)
    assert not world.services.respond.journey(world.services.take_back.change(secret)).has_begun


def test_taken_back_nothing_of_it_is_left_and_it_may_be_answered_again(world: World) -> None:
    made = world.invited()
    secret = sent(world, made)
    work(world)
    again = world.services.take_back.take_back(secret)
    assert again is not None
    journey = world.services.respond.journey(again)
    assert not journey.has_begun
    assert journey.visit.invitation.taken_back_at == world.clock()
    for table in (Response, AnswerRow, Coding, DraftAnswer, VoiceAnswer):
        assert count(world, table) == 0, table
    assert actions(world)[-1] == "response_taken_back"
    give(world, again)
    world.services.respond.send(again)
    assert world.services.respond.journey(again).visit.invitation.taken_back_at is None


def test_the_caseload_shows_nothing_of_what_was_taken_back(world: World) -> None:
    made = world.invited()
    before = world.services.review.caseload(world.iro())
    secret = sent(world, made)
    assert world.services.review.caseload(world.iro()) != before
    world.services.take_back.take_back(secret)
    assert world.services.review.caseload(world.iro()) == before


def test_what_waits_for_the_worker_does_nothing_once_it_was_taken_back(world: World) -> None:
    secret = sent(world, world.invited())
    world.services.take_back.take_back(secret)
    work(world)
    with world.services.database.read() as connection:
        states = set(connection.execute(select(Task.state)).scalars())
    assert states == {TaskState.DONE}
    assert count(world, Coding) == 0


@pytest.mark.parametrize("is_worked_off", [True, False])
@pytest.mark.parametrize("act", ["change", "take_back"])
def test_what_needed_an_adult_when_it_was_sent_is_raised_whenever_the_worker_comes(
    world: World, act: str, is_worked_off: object
) -> None:
    made = world.invited()
    secret = sent(world, made, {**GIVEN, "safe_home": NEVER})
    if is_worked_off:
        work(world)
    getattr(world.services.take_back, act)(secret)
    work(world)
    assert raised(world, made) == ["safe_home"]
    (entry,) = world.services.review.caseload(world.iro())
    assert (entry.newest, entry.concerns) == (None, 1)


def test_once_it_was_opened_nothing_can_be_undone(world: World) -> None:
    made = world.invited()
    secret = sent(world, made)
    response = response_of(world, made)
    assert response is not None
    world.services.review.open_response(world.iro(), response.id)
    assert world.services.take_back.open_to(secret) is Hold.NOTHING
    for act in (world.services.take_back.change, world.services.take_back.take_back):
        with pytest.raises(NotFound):
            act(secret)
    assert answers_of(world, made) == GIVEN


def test_what_was_replied_to_counts_as_opened(world: World) -> None:
    made = world.invited()
    secret = sent(world, made)
    response = response_of(world, made)
    assert response is not None
    world.services.replying.send(world.iro(), response.id, Reply(opening="Thank you"))
    assert world.services.take_back.open_to(secret) is Hold.NOTHING


def test_without_the_pictures_nothing_can_be_undone(world: World) -> None:
    made = world.invited()
    sent(world, made)
    for secret in (world.started(made), without_pin(world)):
        assert world.services.take_back.open_to(secret) is Hold.NOTHING
        with pytest.raises(NotFound):
            world.services.take_back.take_back(secret)


def without_pin(world: World) -> str:
    secret = world.started()
    give(world, secret)
    world.services.respond.send(secret)
    return secret


def test_before_sending_there_is_nothing_to_undo(world: World) -> None:
    secret = known(world, world.invited())
    assert world.services.take_back.open_to(secret) is Hold.NOTHING
    with pytest.raises(NotFound):
        world.services.take_back.change(secret)


def test_after_the_last_day_it_can_only_be_taken_back_and_then_the_link_is_closed(world: World) -> None:
    made = world.invited()
    sent(world, made)
    world.clock.now = made.invitation.answers_until
    secret = known(world, made)
    assert world.services.take_back.open_to(secret) is Hold.TAKE_BACK
    with pytest.raises(NotFound):
        world.services.take_back.change(secret)
    assert world.services.take_back.take_back(secret) is None
    assert count(world, Response) == 0
    with pytest.raises(VisitEnded):
        world.services.respond.journey(secret)


def test_a_second_press_finds_nothing_to_take_back(world: World) -> None:
    again = world.services.take_back.take_back(sent(world, world.invited()))
    assert again is not None
    with pytest.raises(NotFound):
        world.services.take_back.take_back(again)


def test_what_was_put_off_is_taken_back_with_the_rest(world: World) -> None:
    made, secret = with_supplement(with_made_up(world))
    assert count(world, Response) == 2
    again = world.services.take_back.take_back(secret)
    assert again is not None
    assert world.services.respond.journey(again).visit.invitation.id == made.invitation.id
    assert (count(world, Response), count(world, AnswerRow)) == (0, 0)


def test_after_the_last_day_too_what_was_put_off_goes_with_the_rest(world: World) -> None:
    made, _secret = with_supplement(with_made_up(world))
    world.clock.now = made.invitation.answers_until
    assert world.services.take_back.take_back(known(world, made)) is None
    assert count(world, Response) == 0
    assert world.services.review.caseload(world.iro())[0].newest is None


def test_what_was_put_off_is_in_the_draft_with_the_rest(world: World) -> None:
    made, secret = with_supplement(with_made_up(world))
    again = world.services.take_back.change(secret)
    journey = world.services.respond.journey(again)
    assert journey.visit.invitation.id == made.invitation.id
    assert journey.answers.keys() >= {"settled", "good_things", "feel_overall"}
    assert journey.given_with["settled"] == WhoIsHere.HELPER
    assert journey.given_with["feel_overall"] == WhoIsHere.ALONE
    world.services.respond.who_is_here(again, WhoIsHere.ALONE)
    world.services.respond.send(again)
    assert answers_of(world, made).keys() >= {"settled", "good_things", "feel_overall"}
    assert count(world, Response) == 1


def test_what_was_put_off_and_begun_is_not_lost_by_changing_the_rest(world: World) -> None:
    with_made_up(world)
    made = world.invited()
    secret = known(world, made)
    world.services.respond.who_is_here(secret, WhoIsHere.HELPER)
    give(world, secret, {"settled": ALWAYS})
    world.services.respond.send(secret)
    rest = world.services.go_on.go_on(secret)
    give(world, rest, {"feel_overall": Answer.counting(3)})
    again = world.services.take_back.change(known(world, made))
    journey = world.services.respond.journey(again)
    assert journey.answers["feel_overall"] == Answer.counting(3)
    assert "feel_overall" in journey.shown
    with pytest.raises(VisitEnded):
        give(world, rest, {"feel_overall": Answer.counting(1)})


def test_once_one_part_was_opened_the_whole_is(world: World) -> None:
    made, secret = with_supplement(with_made_up(world))
    response = response_of(world, made)
    assert response is not None
    world.services.review.open_response(world.iro(), response.id)
    assert world.services.take_back.open_to(secret) is Hold.NOTHING


def test_whoever_set_pictures_after_the_first_part_was_sent_undoes_nothing(world: World) -> None:
    with_made_up(world)
    made = world.invited()
    secret = world.started(made)
    world.services.respond.who_is_here(secret, WhoIsHere.HELPER)
    give(world, secret, {"settled": ALWAYS})
    world.services.respond.send(secret)
    rest = world.services.go_on.go_on(secret)
    world.services.pins.choose(rest, PIN)
    world.services.respond.send(rest)
    assert world.services.respond.journey(rest).visit.is_known
    assert world.services.take_back.open_to(rest) is Hold.NOTHING


def test_what_the_pictures_do_not_open_is_taken_back_but_made_no_draft(world: World) -> None:
    with_made_up(world)
    made = world.invited()
    secret = known(world, made)
    world.services.respond.who_is_here(secret, WhoIsHere.HELPER)
    give(world, secret, {"settled": ALWAYS})
    world.services.respond.send(secret)
    rest = world.services.go_on.go_on(world.started(made))
    give(world, rest, {"feel_overall": Answer.counting(3)})
    world.services.respond.send(rest)
    assert world.services.take_back.open_to(known(world, made)) is Hold.TAKE_BACK


def test_a_message_by_the_standing_link_is_theirs_too(world: World) -> None:
    with_made_up(world)
    made = given(world)
    secret = known(world, made)
    give(world, secret, {"message": Answer.saying("The dog had pups")})
    world.services.respond.send(secret)
    again = world.services.take_back.take_back(secret)
    assert again is not None
    invitation = world.services.respond.journey(again).visit.invitation
    assert (invitation.kind, invitation.parent) == (InvitationKind.ANY_TIME, made.invitation.id)
    assert not world.services.respond.journey(world.started(made)).has_begun


def test_what_was_said_aloud_is_kept_with_the_draft_and_goes_when_it_is_taken_back(world: World) -> None:
    with_voices(world)
    made = world.invited()
    secret = known(world, made)
    world.services.voices.save(secret, "good_things", WEBM)
    world.services.respond.send(secret)
    again = world.services.take_back.change(secret)
    assert world.services.voices.own(again, "good_things").content == WEBM
    assert not world.services.voices.spoken(world.started(made))["good_things"].may_hear
    world.services.respond.send(again)
    response = response_of(world, made)
    assert response is not None
    assert world.services.take_back.open_to(again) is Hold.CHANGE
    world.services.take_back.take_back(again)
    assert count(world, VoiceAnswer) == 0


def test_what_was_heard_counts_as_opened(world: World) -> None:
    with_voices(world)
    made = world.invited()
    secret = known(world, made)
    world.services.voices.save(secret, "good_things", WEBM)
    world.services.respond.send(secret)
    response = response_of(world, made)
    assert response is not None
    world.services.voices.listen(world.iro(), response.id, "good_things")
    assert world.services.take_back.open_to(secret) is Hold.NOTHING


def test_said_aloud_again_in_what_was_put_off_the_last_is_kept(world: World) -> None:
    with_voices(world)
    with_made_up(world)
    made = world.invited()
    secret = known(world, made)
    world.services.respond.who_is_here(secret, WhoIsHere.ALONE)
    give(world, secret, {"safe_home": NEVER})
    world.services.voices.save(secret, "why_not_safe", WEBM)
    world.services.respond.who_is_here(secret, WhoIsHere.HELPER)
    world.services.respond.send(secret)
    rest = world.services.go_on.go_on(secret)
    world.services.respond.who_is_here(rest, WhoIsHere.ALONE)
    world.services.voices.save(rest, "why_not_safe", b"OggS" + b"another take")
    world.services.respond.send(rest)
    again = world.services.take_back.change(rest)
    assert count(world, VoiceAnswer) == 1
    world.services.respond.who_is_here(again, WhoIsHere.ALONE)
    assert world.services.voices.own(again, "why_not_safe").media_type == "audio/ogg"


def with_voices(world: World) -> None:
    services = world.services
    councils = {code: replace(each, has_voice_answers=True) for code, each in services.councils.items()}
    services.__dict__["councils"] = MappingProxyType(councils)


def test_taken_back_before_its_round_is_sealed_it_is_not_counted(world: World) -> None:
    with_made_up(world)
    round_ = world.round()
    secret = sent(world, world.invited(), {"settled": ALWAYS})
    close(world, round_)
    world.services.take_back.take_back(secret)
    handle(world, round_)
    assert counted(world) == {}


@pytest.mark.parametrize("act", ["change", "take_back"])
def test_opened_the_moment_it_is_undone_it_is_not_there(world: World, act: str) -> None:
    made, held_up = world.invited(), HeldUp()
    secret = sent(world, made)
    response = response_of(world, made)
    assert response is not None
    slow = undone_by(world, paused_at(world, held_up, 3))
    iro = world.iro()
    outcomes = held_up.while_it_waits(
        lambda: getattr(slow, act)(secret),
        lambda: world.services.review.open_response(iro, response.id),
    )
    assert errors(outcomes) == [NotFound]
    assert isinstance(outcomes[1], NotFound)
    assert count(world, Response) == 0
    assert "response_read" not in actions(world)


@pytest.mark.parametrize("act", ["change", "take_back"])
def test_undone_the_moment_it_is_opened_it_stays(world: World, act: str) -> None:
    made, held_up = world.invited(), HeldUp()
    secret = sent(world, made)
    response = response_of(world, made)
    assert response is not None
    services, iro = world.services, world.iro()
    slow = Review(
        services.database,
        services.vault,
        services.audit,
        services.instruments,
        services.councils,
        paused_at(world, held_up, 1),
    )
    outcomes = held_up.while_it_waits(
        lambda: slow.open_response(iro, response.id),
        lambda: getattr(services.take_back, act)(secret),
    )
    assert isinstance(outcomes[1], NotFound)
    assert errors(outcomes) == [NotFound]
    assert answers_of(world, made) == GIVEN


@pytest.mark.parametrize("act", ["change", "take_back"])
def test_read_as_last_time_the_moment_it_is_undone_it_is_not_there(world: World, act: str) -> None:
    child = world.young_person()
    before, held_up = world.invited(child), HeldUp()
    secret = sent(world, before)
    world.clock.forward(minutes=5)
    now = world.invited(child)
    world.services.respond.send(world.started(now))
    newest = response_of(world, now)
    assert newest is not None
    slow = undone_by(world, paused_at(world, held_up, 3))
    iro = world.iro()
    outcomes = held_up.while_it_waits(
        lambda: getattr(slow, act)(secret),
        lambda: world.services.review.open_response(iro, newest.id),
    )
    assert errors(outcomes) == []
    assert outcomes[1].last_time is None  # type: ignore[attr-defined] # a reading
    assert response_of(world, before) is None


def undone_by(world: World, clock: Callable[[], datetime]) -> TakeBack:
    services = world.services
    concerns = services.take_back._concerns
    return TakeBack(services.database, services.vault, services.audit, concerns, clock)

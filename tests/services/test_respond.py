"""A young person's way: nothing acknowledged is lost, nothing is sent twice, nobody else is let in."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import ProgrammingError

from tests.builders import COUNCIL, NOW, Made, World
from tests.services.visits import (
    GIVEN,
    HERE,
    OTHER_PIN,
    PIN,
    HeldUp,
    answers_of,
    at_once,
    count,
    embedded,
    errors,
    give,
    paused_at,
    respond_with,
    response_of,
    revoke,
    sent,
)
from viewpoint.domain.concern import TALK, AskedToday
from viewpoint.domain.errors import (
    AlreadySent,
    LinkClosed,
    NotFound,
    StorageUnavailable,
    TooManyTries,
    VisitEnded,
)
from viewpoint.domain.invitation import InvitationState
from viewpoint.domain.journey import Journey, WhoIsHere
from viewpoint.domain.people import AuthorityId
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.domain.questionnaire import Urgency
from viewpoint.domain.response import NOT_SAYING, SKIPPED, Answer
from viewpoint.domain.throttle import FREE_FROM_ONE_ADDRESS
from viewpoint.domain.visit import visit_key
from viewpoint.storage.invitations import add_link, find_invitation
from viewpoint.storage.tables.accounts import Account
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.storage.tables.invitations import DraftAnswer, Invitation, Link, Session
from viewpoint.storage.tables.keys import ChildKey
from viewpoint.storage.tables.people import Placement, YoungPerson
from viewpoint.storage.tables.responses import Concern, Response
from viewpoint.storage.tables.work import Task

NEVER_SAFE = {"safe_home": Answer.choosing("never"), "safer": Answer.saying("A lock on my door")}
COORDINATOR = Viewer(authority=COUNCIL, role=Role.COORDINATOR, subject="coordinator")


def state(world: World, made: Made) -> InvitationState:
    with world.services.database.read() as connection:
        query = select(Invitation.state).where(Invitation.id == made.invitation.id)
        return InvitationState(connection.execute(query).scalar_one())


def journey(world: World, secret: str) -> Journey:
    return world.services.respond.journey(secret)


# --- the way in ---------------------------------------------------------------------------------------------


def test_start_opens_the_invitation_and_begins_a_visit_in_the_language_chosen(world: World) -> None:
    made = world.invited()
    found = journey(world, world.started(made, language="cy"))
    assert found.visit.language == "cy"
    assert found.visit.invitation.state is InvitationState.OPENED
    assert found.visit.invitation.opened_at == NOW
    assert found.visit.reader_name == "Sam Okoro"
    assert found.visit.viewer == Viewer(authority=COUNCIL, role=Role.YOUNG_PERSON, subject=made.invitation.id)


@embedded
def test_every_start_is_a_new_visit_and_the_first_opening_is_kept(world: World) -> None:
    made = world.invited()
    first = world.started(made)
    world.clock.forward(minutes=5)
    second = world.started(made)
    assert first != second
    assert journey(world, second).visit.invitation.opened_at == NOW
    assert count(world, Session) == 2


def test_the_database_holds_neither_token_nor_code_nor_the_visits_secret(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    with world.services.database.read() as connection:
        kept = [
            *connection.execute(select(Link.handle_sha256, Link.code_mac)).one(),
            connection.execute(select(Session.id_sha256)).scalar_one(),
        ]
    for known in (made.link.token, made.link.code, secret):
        assert all(known.encode() not in each for each in kept)
    assert kept == [made.link.handle_sha256, made.link.code_mac, visit_key(secret)]


@embedded
def test_the_typed_code_opens_the_same_invitation_however_it_is_typed(world: World) -> None:
    made = world.invited()
    typed = f" {made.link.code[:4].lower()}-{made.link.code[4:8]} {made.link.code[8:]}"
    secret = world.services.respond.start_with_code(typed, "en", HERE)
    assert journey(world, secret).visit.invitation.id == made.invitation.id


def closed(world: World, how: str) -> str:
    """A token that opens nothing any more."""
    made = world.invited()
    if how == "unknown":
        return world.services.links.new().token
    if how == "expired":
        world.clock.now = made.invitation.answers_until
    if how == "revoked":
        revoke(world, made)
    if how == "replaced":
        new = world.services.links.new()
        with world.services.database.write() as connection:
            add_link(connection, made.invitation, new.handle_sha256, new.code_mac, world.clock())
    return made.link.token


@embedded
@pytest.mark.parametrize("how", ["unknown", "expired", "revoked", "replaced"])
def test_a_link_that_is_closed_in_whatever_way_opens_nothing_and_looks_the_same(
    world: World, how: str
) -> None:
    token = closed(world, how)
    with pytest.raises(LinkClosed):
        world.services.respond.start(token, "en", HERE)
    assert count(world, Session) == 0


def test_a_link_opens_until_the_very_instant_at_which_it_ends(world: World) -> None:
    made = world.invited()
    assert made.invitation.answers_until == datetime(2026, 12, 6, tzinfo=UTC)
    world.clock.now = made.invitation.answers_until - timedelta(microseconds=1)
    secret = world.started(made)
    world.clock.forward(microseconds=1)
    with pytest.raises(LinkClosed):
        world.started(made)
    with pytest.raises(VisitEnded):
        world.services.respond.send(secret)


def test_in_summer_a_link_ends_at_midnight_in_london(world: World) -> None:
    made = world.invited(review_on=date(2027, 3, 26))  # the clocks go forward on the 28th
    assert made.invitation.answers_until.astimezone(UTC) == datetime(2027, 3, 29, 23, 0, tzinfo=UTC)
    world.clock.now = datetime(2027, 3, 29, 22, 59, 59, tzinfo=UTC)
    world.started(made)
    world.clock.forward(seconds=1)
    with pytest.raises(LinkClosed):
        world.started(made)


def test_a_new_link_finds_the_draft_as_it_was_left(world: World) -> None:
    made = world.invited()
    give(world, world.started(made))
    new = world.services.links.new()
    with world.services.database.write() as connection:
        add_link(connection, made.invitation, new.handle_sha256, new.code_mac, world.clock())
    secret = world.services.respond.start(new.token, "en", HERE)
    assert journey(world, secret).answers == GIVEN


@embedded
def test_a_forged_token_is_refused_without_counting_against_the_home(world: World) -> None:
    made = world.invited()
    for _try in range(FREE_FROM_ONE_ADDRESS + 5):
        with pytest.raises(LinkClosed):
            world.services.respond.start("forged.token", "en", HERE)
    assert world.started(made)


@embedded
def test_unknown_links_from_one_address_are_slowed_and_never_locked_out(world: World) -> None:
    made, unknown = world.invited(), world.services.links.new().token
    for _try in range(FREE_FROM_ONE_ADDRESS):
        with pytest.raises(LinkClosed):
            world.services.respond.start(unknown, "en", HERE)
    with pytest.raises(TooManyTries) as slowed:
        world.started(made)
    assert slowed.value.seconds == 30
    assert world.services.respond.start(made.link.token, "en", "198.51.100.7")
    world.clock.forward(seconds=30)
    assert world.started(made)


def test_starting_does_not_undo_a_revocation_of_that_very_moment(world: World) -> None:
    made, held_up = world.invited(), HeldUp()
    with_pause = respond_with(world, paused_at(world, held_up, 1))

    def _revoke() -> object:
        return world.services.follow_up.revoke(COORDINATOR, [made.invitation.id])

    held_up.while_it_waits(lambda: with_pause.start(made.link.token, "en", HERE), _revoke)
    assert state(world, made) is InvitationState.REVOKED


# --- the visit ----------------------------------------------------------------------------------------------


def test_a_visit_ends_after_half_an_hour_left_alone_and_the_draft_is_safe(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    give(world, secret)
    world.clock.forward(minutes=30)
    journey(world, secret)
    world.clock.forward(minutes=30, seconds=1)
    for use in (world.services.respond.journey, world.services.respond.send):
        with pytest.raises(VisitEnded):
            use(secret)
    assert journey(world, world.started(made)).answers == GIVEN


@embedded
def test_a_visit_in_use_ends_after_twelve_hours_all_the_same(world: World) -> None:
    secret = world.started()
    for _quarter in range(48):
        journey(world, secret)
        world.clock.forward(minutes=15)
    journey(world, secret)
    world.clock.forward(seconds=1)
    with pytest.raises(VisitEnded):
        journey(world, secret)


def test_looking_and_answering_keep_a_visit_alive(world: World) -> None:
    secret = world.started()
    for act in (partial(journey, world), partial(give, world)):
        world.clock.forward(minutes=29)
        act(secret)
    with world.services.database.read() as connection:
        assert connection.execute(select(Session.seen_at)).scalar_one() == world.clock()


@embedded
def test_looking_again_at_once_writes_nothing(world: World) -> None:
    secret = world.started()
    world.clock.forward(minutes=2)
    journey(world, secret)
    give(world, secret)
    with world.services.database.read() as connection:
        assert connection.execute(select(Session.seen_at)).scalar_one() == NOW


def test_leaving_ends_the_visit_on_the_server(world: World) -> None:
    secret = world.started()
    world.services.respond.leave(secret)
    with pytest.raises(VisitEnded):
        journey(world, secret)
    world.services.respond.leave(secret)


@embedded
def test_a_visit_goes_on_in_another_language(world: World) -> None:
    secret = world.started()
    give(world, secret)
    world.services.respond.set_language(secret, "ar")
    assert journey(world, secret).visit.language == "ar"
    assert journey(world, secret).answers == GIVEN


def every_use(world: World, secret: str) -> list[Callable[[], object]]:
    respond, services = world.services.respond, world.services
    return [
        lambda: respond.journey(secret),
        lambda: respond.answer(secret, lambda _journey: GIVEN),
        lambda: respond.who_is_here(secret, WhoIsHere.ALONE),
        lambda: respond.tell_someone(secret, TALK, ""),
        lambda: respond.send(secret),
        lambda: respond.set_language(secret, "cy"),
        lambda: services.pins.choose(secret, PIN),
        lambda: services.pins.enter(secret, PIN, HERE),
        lambda: services.hear_back.name(secret),
        lambda: services.hear_back.afterwards(secret),
    ]


def test_revoking_ends_a_visit_that_is_open(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    world.services.follow_up.revoke(COORDINATOR, [made.invitation.id])
    for use in every_use(world, secret):
        with pytest.raises(VisitEnded):
            use()
    assert response_of(world, made) is None


@embedded
def test_when_its_time_is_over_a_visit_is_too(world: World) -> None:
    made = world.invited()
    world.clock.now = made.invitation.answers_until - timedelta(minutes=1)
    secret = world.started(made)
    world.clock.forward(minutes=1)
    for use in every_use(world, secret):
        with pytest.raises(VisitEnded):
            use()


@embedded
def test_a_secret_that_nobody_was_given_opens_nothing(world: World) -> None:
    for use in every_use(world, "made-up"):
        with pytest.raises(VisitEnded):
            use()


def test_nothing_opens_once_the_young_persons_key_is_destroyed(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    give(world, secret)
    with world.services.database.write() as connection:
        connection.execute(delete(ChildKey))
    for use in every_use(world, secret):
        with pytest.raises(VisitEnded):
            use()


# --- answering ----------------------------------------------------------------------------------------------


def test_an_answer_is_saved_the_moment_it_is_given_and_the_last_one_holds(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    give(world, secret)
    give(world, secret, {"home_feel": Answer.counting(3)})
    assert journey(world, secret).answers == {**GIVEN, "home_feel": Answer.counting(3)}


def test_answers_are_sealed_in_the_draft_and_in_the_response(world: World) -> None:
    made = world.invited()
    sent(world, made)
    give(world, world.started())
    with world.services.database.read() as connection:
        tables = {**Invitation.metadata.tables}
        stored = [repr(row) for table in tables.values() for row in connection.execute(select(table))]
    assert stored
    assert not [row for row in stored if "garden" in row or "Kit" in row]


def test_who_is_there_is_kept_with_the_response_and_not_among_the_answers(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    found = world.services.respond.who_is_here(secret, WhoIsHere.HELPER)
    assert found.who_is_here is WhoIsHere.HELPER
    give(world, secret)
    world.services.respond.send(secret)
    response = response_of(world, made)
    assert response is not None
    assert response.who_is_here == "helper"
    assert answers_of(world, made) == GIVEN


@embedded
def test_what_nobody_asked_is_not_kept(world: World) -> None:
    secret = world.started()
    give(world, secret, {"made_up": Answer.counting(1), "held_note": Answer.saying("a note takes none")})
    assert journey(world, secret).answers == {}
    assert count(world, DraftAnswer) == 0


def test_answers_off_the_path_stay_in_the_draft_and_are_dropped_on_sending(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    give(world, secret, NEVER_SAFE)
    give(world, secret, {"safe_home": Answer.choosing("always")})
    assert journey(world, secret).answers.keys() == {"safe_home", "safer"}
    give(world, secret, {"safe_home": Answer.choosing("never")})
    assert "safer" in [page.name for page in journey(world, secret).pages]
    give(world, secret, {"safe_home": Answer.choosing("always")})
    world.services.respond.send(secret)
    assert answers_of(world, made) == {"safe_home": Answer.choosing("always")}
    assert count(world, DraftAnswer) == 0


@embedded
def test_an_answer_that_needs_an_adult_says_how_soon(world: World) -> None:
    secret = world.started()
    respond = world.services.respond
    quick = respond.answer(secret, lambda _journey: NEVER_SAFE)
    slow = respond.answer(secret, lambda _journey: {"pressure": Answer.choosing("not_sure")})
    both = respond.answer(
        secret, lambda _: {"pressure": Answer.choosing("yes"), "safe_home": Answer.choosing("sometimes")}
    )
    none = respond.answer(secret, lambda _journey: {"safe_home": Answer.choosing("always")})
    off_path = respond.answer(secret, lambda _journey: {"held_hurt": Answer.choosing("yes")})
    assert [step.concern for step in (quick, slow, both, none, off_path)] == [
        Urgency.TODAY,
        Urgency.WORKING_DAY,
        Urgency.TODAY,
        None,
        None,
    ]


@embedded
def test_the_step_after_saving_is_where_the_next_look_finds_them(world: World) -> None:
    secret = world.started()
    step = world.services.respond.answer(secret, lambda _journey: NEVER_SAFE)
    found = journey(world, secret)
    assert step.journey.pages == found.pages
    assert step.journey.shown == found.shown
    assert step.journey.answers == found.answers


def test_two_tabs_that_answer_the_same_question_leave_one_whole_answer(world: World) -> None:
    made = world.invited()
    secrets = [world.started(made) for _tab in range(4)]
    answers = [{"good_things": Answer.saying(f"tab {number} " * 50)} for number in range(4)]
    pairs = zip(secrets, answers, strict=True)
    outcomes = at_once(*(partial(give, world, secret, answer) for secret, answer in pairs))
    assert errors(outcomes) == []
    assert journey(world, secrets[0]).answers in answers
    assert count(world, DraftAnswer) == 1


# --- words of another visit ---------------------------------------------------------------------------------


def test_a_draft_taken_up_in_a_new_visit_is_answered_but_not_shown(world: World) -> None:
    made = world.invited()
    give(world, world.started(made))
    second = world.started(made)
    found = journey(world, second)
    assert found.answers.keys() == GIVEN.keys()
    assert found.shown == frozenset()
    give(world, second, {"settled": Answer.choosing("always")})
    assert journey(world, second).shown == {"settled"}


def test_the_picture_pin_shows_what_was_said_before(world: World) -> None:
    made = world.invited()
    first = world.started(made)
    give(world, first)
    world.services.pins.choose(first, PIN)
    second = world.started(made)
    assert journey(world, second).shown == frozenset()
    world.services.pins.enter(second, PIN, HERE)
    assert journey(world, second).shown == GIVEN.keys()


def test_passing_over_what_is_not_shown_takes_nothing_away(world: World) -> None:
    made = world.invited()
    give(world, world.started(made))
    second = world.started(made)
    give(world, second, {"home_feel": SKIPPED, "settled": SKIPPED})
    assert journey(world, second).answers == {**GIVEN, "settled": SKIPPED}
    give(world, second, {"settled": Answer.choosing("always")})
    give(world, second, {"settled": SKIPPED})
    assert journey(world, second).answers["settled"] == SKIPPED


def test_whoever_finds_the_link_puts_no_answer_in_the_place_of_another(world: World) -> None:
    made = world.invited()
    give(world, world.started(made))
    finder = world.started(made)
    for answer in (Answer.counting(1), NOT_SAYING, SKIPPED):
        give(world, finder, {"home_feel": answer})
        assert journey(world, finder).answers["home_feel"] == GIVEN["home_feel"]
    assert "home_feel" not in journey(world, finder).shown
    give(world, finder, {"settled": Answer.choosing("always")})
    assert journey(world, finder).answers["settled"] == Answer.choosing("always")


def test_after_sending_words_are_shown_only_behind_the_pin(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    give(world, secret)
    sent = world.services.respond.send(secret)
    assert journey(world, secret).answers == {}
    assert journey(world, secret).visit.invitation.state is InvitationState.SENT
    assert sent == journey(world, secret) == world.services.respond.send(secret)


def test_after_sending_the_pin_opens_what_was_sent(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    world.services.pins.choose(secret, PIN)
    give(world, secret)
    sent = world.services.respond.send(secret)
    assert sent == journey(world, secret) == world.services.respond.send(secret)
    later = world.started(made)
    assert journey(world, later).answers == {}
    world.services.pins.enter(later, PIN, HERE)
    assert journey(world, later).answers == GIVEN


def test_an_invitation_marked_sent_without_a_response_shows_nothing(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    world.services.pins.choose(secret, PIN)
    with world.services.database.write() as connection:
        connection.execute(update(Invitation).values(state="sent", sent_at=world.clock()))
    assert journey(world, secret).answers == {}


def test_a_pin_opens_nothing_that_was_sent_before_it_was_chosen(world: World) -> None:
    """Somebody with two links in the same phone must not open the old one with a PIN set at the new one."""
    child = world.young_person()
    old = world.invited(child)
    sent(world, old)
    world.clock.forward(days=1)
    new = world.invited(child)
    secret = world.started(new)
    world.services.pins.choose(secret, OTHER_PIN)
    back = world.started(old)
    world.services.pins.enter(back, OTHER_PIN, HERE)
    assert journey(world, back).answers == {}
    assert not journey(world, back).visit.has_pin
    assert world.services.hear_back.afterwards(back).replies == []


# --- telling someone today ----------------------------------------------------------------------------------


def concerns(world: World) -> list[tuple[str, str, str, bool]]:
    with world.services.database.read() as connection:
        query = select(Concern).order_by(Concern.question)
        return [
            (row.question, row.urgency, row.asked_today, row.how_to_reach_sealed is not None)
            for row in connection.execute(query.with_only_columns(*Concern.__table__.columns))
        ]


def actions(world: World) -> list[str]:
    with world.services.database.read() as connection:
        return list(connection.execute(select(AuditEvent.action).order_by(AuditEvent.seq)).scalars())


def test_telling_someone_does_not_wait_for_sending(world: World) -> None:
    secret = world.started()
    give(world, secret, NEVER_SAFE)
    world.services.respond.tell_someone(secret, "safe_home", "  after school, by text ")
    assert concerns(world) == [("safe_home", "today", "yes", True)]
    assert actions(world) == ["concern_raised"]
    with world.services.database.read() as connection:
        sealed = connection.execute(select(Concern.how_to_reach_sealed)).scalar_one()
    assert sealed is not None
    assert b"school" not in sealed


def test_a_concern_told_before_sending_is_raised_once_and_stays_as_it_was_told(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    give(world, secret, {**NEVER_SAFE, "pressure": Answer.choosing("not_sure")})
    world.services.respond.tell_someone(secret, "safe_home", "")
    world.services.respond.send(secret)
    while world.services.worker.run_once():
        pass
    assert concerns(world) == [
        ("pressure", "working_day", "unasked", False),
        ("safe_home", "today", "yes", False),
    ]
    assert actions(world).count("concern_raised") == 2


def test_asking_to_talk_needs_no_answer_and_works_after_sending(world: World) -> None:
    secret = world.started()
    world.services.respond.tell_someone(secret, TALK, "")
    world.services.respond.send(secret)
    world.services.respond.tell_someone(secret, TALK, "ring me")
    assert concerns(world) == [(TALK, "today", "yes", True)]


@embedded
@pytest.mark.parametrize("question", ["settled", "made_up", "held_hurt", "safe_home"])
def test_an_answer_that_needs_no_adult_raises_nothing(world: World, question: str) -> None:
    secret = world.started()
    give(world, secret, {"settled": Answer.choosing("never"), "held_hurt": Answer.choosing("yes")})
    with pytest.raises(NotFound):
        world.services.respond.tell_someone(secret, question, "")
    assert count(world, Concern) == 0


def test_telling_from_two_tabs_at_once_raises_one_concern(world: World) -> None:
    made = world.invited()
    secrets = [world.started(made) for _tab in range(3)]
    tells = [
        partial(world.services.respond.tell_someone, secret, TALK, f"way {number}")
        for number, secret in enumerate(secrets)
    ]
    assert errors(at_once(*tells)) == []
    assert concerns(world) == [(TALK, "today", "yes", True)]


def test_asked_today_has_a_word_for_each_answer() -> None:
    assert [each.value for each in AskedToday] == ["yes", "no", "unasked"]


# --- sending ------------------------------------------------------------------------------------------------


def test_sending_makes_one_response_of_the_draft_and_spends_the_invitation(world: World) -> None:
    made = world.invited()
    round_ = world.round()
    response = sent(world, made)
    found = response_of(world, made)
    assert found is not None
    assert (found.id, found.round, found.language, found.gender) == (response, round_.id, "en", "f")
    assert (found.profile, found.forms) == (made.invitation.profile, made.invitation.forms)
    assert found.home_key == f"home-{made.young_person[:6]}"
    assert (found.sent_at, found.read_at, found.read_by) == (NOW, None, None)
    assert answers_of(world, made) == GIVEN
    assert state(world, made) is InvitationState.SENT
    assert count(world, DraftAnswer) == 0
    with world.services.database.read() as connection:
        tasks = connection.execute(select(Task.kind, Task.subject_id)).all()
    assert sorted(map(tuple, tasks)) == [("code_themes", response), ("raise_concerns", response)]
    assert actions(world) == ["response_sent"]


def test_sending_again_changes_nothing(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    give(world, secret)
    world.services.respond.send(secret)
    world.clock.forward(minutes=1)
    world.services.respond.send(secret)
    other = world.started(made)
    world.services.respond.send(other)
    with pytest.raises(AlreadySent):
        give(world, other, {"settled": Answer.choosing("never")})
    assert count(world, Response) == 1
    assert answers_of(world, made) == GIVEN
    assert count(world, DraftAnswer) == 0


def test_a_response_may_be_sent_without_a_single_answer(world: World) -> None:
    made = world.invited()
    world.services.respond.send(world.started(made))
    assert answers_of(world, made) == {}


def test_somebody_without_a_placement_counts_as_a_home_of_their_own(world: World) -> None:
    made = world.invited()
    with world.services.database.write() as connection:
        connection.execute(delete(Placement))
    sent(world, made)
    response = response_of(world, made)
    assert response is not None
    assert response.home_key == made.young_person


def test_sent_by_many_at_once_it_is_one_response_whole(world: World) -> None:
    made = world.invited()
    secrets = [world.started(made) for _tab in range(6)]
    give(world, secrets[0])
    outcomes = at_once(*(partial(world.services.respond.send, secret) for secret in secrets))
    assert errors(outcomes) == []
    assert count(world, Response) == 1
    assert answers_of(world, made) == GIVEN
    assert count(world, Task) == 2
    assert actions(world) == ["response_sent"]


def test_an_answer_given_while_it_is_sent_is_refused_and_never_lost_in_silence(world: World) -> None:
    made = world.invited()
    secret, other = world.started(made), world.started(made)
    give(world, secret)
    held_up = HeldUp()
    slow = respond_with(world, paused_at(world, held_up, 2))
    late = {"good_things": Answer.saying("and the cat"), "settled": Answer.choosing("never")}
    outcomes = held_up.while_it_waits(lambda: slow.send(secret), lambda: give(world, other, late))
    assert errors(outcomes) == [AlreadySent]
    assert answers_of(world, made) == GIVEN
    assert count(world, DraftAnswer) == 0


def test_an_answer_being_saved_is_in_what_is_sent_the_next_instant(world: World) -> None:
    made = world.invited()
    secret, other = world.started(made), world.started(made)
    give(world, secret)
    held_up = HeldUp()

    def _slowly(_journey: Journey) -> Mapping[str, Answer]:
        held_up()
        return {"settled": Answer.choosing("never")}

    outcomes = held_up.while_it_waits(
        lambda: world.services.respond.answer(other, _slowly),
        lambda: world.services.respond.send(secret),
    )
    assert errors(outcomes) == []
    assert answers_of(world, made) == {**GIVEN, "settled": Answer.choosing("never")}
    assert count(world, DraftAnswer) == 0


def test_what_is_sent_while_its_round_closes_is_in_one_round_whole(world: World) -> None:
    made, round_ = world.invited(), world.round()
    secret, held_up = world.started(made), HeldUp()
    give(world, secret)
    slow = respond_with(world, paused_at(world, held_up, 2))
    outcomes = held_up.while_it_waits(
        lambda: slow.send(secret), lambda: world.services.rounds.close(COORDINATOR, round_.id)
    )
    assert errors(outcomes) == []
    response = response_of(world, made)
    assert response is not None
    assert response.round in {round_.id, None}
    assert answers_of(world, made) == GIVEN


def test_what_is_sent_after_its_round_was_closed_counts_in_the_next(world: World) -> None:
    made, round_ = world.invited(), world.round()
    following = world.round(name="2027 Q1", opens_on=date(2027, 1, 1), closes_on=date(2027, 3, 31))
    world.services.rounds.close(COORDINATOR, round_.id)
    sent(world, made)
    response = response_of(world, made)
    assert response is not None
    assert response.round == following.id


def test_without_an_open_round_it_is_sent_all_the_same(world: World) -> None:
    made = world.invited()
    world.services.rounds.close(COORDINATOR, world.round().id)
    sent(world, made)
    response = response_of(world, made)
    assert response is not None
    assert response.round is None


def test_the_day_a_response_counts_on_is_the_day_in_london(world: World) -> None:
    made = world.invited(review_on=date(2027, 7, 1))
    first = world.round(name="Q2", opens_on=date(2027, 4, 1), closes_on=date(2027, 6, 30))
    second = world.round(name="Q3", opens_on=date(2027, 7, 1), closes_on=date(2027, 9, 30))
    assert first.id != second.id
    world.clock.now = datetime(2027, 6, 30, 23, 30, tzinfo=UTC)  # half past midnight there
    sent(world, made)
    response = response_of(world, made)
    assert response is not None
    assert response.round == second.id


def test_when_the_log_cannot_be_written_nothing_is_sent(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    give(world, secret)
    with world.services.database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE audit_event RENAME TO audit_event_elsewhere")
    for act in (world.services.respond.send, lambda each: tell(world, each)):
        with pytest.raises((StorageUnavailable, ProgrammingError)):
            act(secret)
    with world.services.database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE audit_event_elsewhere RENAME TO audit_event")
    assert response_of(world, made) is None
    assert (count(world, Task), count(world, Concern)) == (0, 0)
    assert state(world, made) is InvitationState.OPENED
    world.services.respond.send(secret)
    assert answers_of(world, made) == GIVEN


def tell(world: World, secret: str) -> None:
    world.services.respond.tell_someone(secret, TALK, "")


# --- tenancy ------------------------------------------------------------------------------------------------


@embedded
def test_an_iro_without_a_name_yet_leaves_the_readers_name_empty(world: World) -> None:
    made = world.invited()
    with world.services.database.write() as connection:
        connection.execute(update(YoungPerson).values(iro_id=None))
    assert journey(world, world.started(made)).visit.reader_name == ""
    assert count(world, Account) == 1


def test_an_invitation_is_found_under_its_own_authority_only(world: World) -> None:
    made = world.invited()
    with world.services.database.write() as connection:
        assert find_invitation(connection, COUNCIL, made.invitation.id)
        assert find_invitation(connection, AuthorityId("OTHERSHIRE"), made.invitation.id) is None

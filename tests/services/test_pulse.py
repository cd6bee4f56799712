"""The anonymous lane: asked by name until it is sent, and by nobody's name ever after."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, inspect, select, text

from tests.builders import COUNCIL, Made, World
from tests.services.made_up import with_made_up
from tests.services.test_seal_release import close, counted, handle
from tests.services.test_standing_links import with_link
from tests.services.visits import count, embedded, give, sent
from viewpoint.domain.errors import LinkClosed, NotFound, SealBroken, VisitEnded
from viewpoint.domain.invitation import Invitation, InvitationKind, InvitationState
from viewpoint.domain.journey import WhoIsHere
from viewpoint.domain.people import RoundId
from viewpoint.domain.permissions import operator
from viewpoint.domain.response import SKIPPED, Answer
from viewpoint.domain.rounds import RoundNotOpen
from viewpoint.services.pins import PinRefused
from viewpoint.storage.anonymous import anonymous_returns, senders_of
from viewpoint.storage.tables.anonymous import AnonymousReturn
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.storage.tables.invitations import DraftAnswer
from viewpoint.storage.tables.keys import ChildKey, DraftKey
from viewpoint.storage.tables.responses import Answer as AnswerRow
from viewpoint.storage.tables.responses import Response
from viewpoint.storage.tables.work import Task
from viewpoint.storage.visits import read_draft

OPERATOR = operator(COUNCIL)
ALWAYS = {"settled": Answer.choosing("always"), "feel_overall": Answer.counting(9)}
NEVER = {"settled": Answer.choosing("never"), "feel_overall": Answer.counting(1)}


@pytest.fixture
def made_up(world: World) -> World:
    return with_made_up(world)


def asked(world: World, people: int = 1) -> list[Made]:
    """So many asked for a pulse in the round that is open."""
    for _each in range(people):
        world.young_person()
    (round_,) = world.services.rounds.every(OPERATOR)
    return [with_link(world, each) for each in world.services.pulse.invite(OPERATOR, round_.id)]


def test_everybody_not_asked_in_the_round_yet_is_asked_once_until_it_closes(made_up: World) -> None:
    round_ = made_up.round()
    by_name = made_up.young_person(next_review_on=None)
    assert made_up.services.invite.invite(OPERATOR, [by_name]).invited
    (made,) = asked(made_up)
    assert (made.invitation.kind, made.invitation.round) == (InvitationKind.PULSE, round_.id)
    assert made.invitation.answers_until == datetime(2027, 1, 1, tzinfo=UTC)
    assert made_up.services.pulse.invite(OPERATOR, round_.id) == ()
    assert made_up.services.pulse.look(OPERATOR, round_.id).people == ()


def test_no_round_that_is_closed_is_invited(made_up: World) -> None:
    round_ = made_up.round()
    made_up.services.rounds.close(OPERATOR, round_.id)
    with pytest.raises(RoundNotOpen):
        made_up.services.pulse.invite(OPERATOR, round_.id)
    with pytest.raises(NotFound):
        made_up.services.pulse.invite(OPERATOR, RoundId("nowhere"))


def test_until_it_is_sent_the_draft_has_a_key_of_its_own_that_sending_destroys(made_up: World) -> None:
    made_up.round()
    (made,) = asked(made_up)
    secret = made_up.started(made)
    give(made_up, secret, ALWAYS)
    assert (count(made_up, DraftKey), count(made_up, DraftAnswer)) == (1, 2)
    services = made_up.services
    with services.database.read() as connection:
        own = services.vault.for_child(connection, COUNCIL, made.young_person)
        with pytest.raises(SealBroken):
            read_draft(connection, own, made.invitation.id)
    services.respond.send(secret)
    assert (count(made_up, DraftKey), count(made_up, DraftAnswer)) == (0, 0)


def test_what_is_kept_is_groups_a_round_and_answers_and_nothing_else(made_up: World) -> None:
    round_ = made_up.round()
    (made,) = asked(made_up)
    sent_anonymously(made_up, made, ALWAYS)
    with made_up.services.database.read() as connection:
        (row,) = connection.execute(select(AnonymousReturn.__table__)).mappings()
        assert {each.name for each in AnonymousReturn.__table__.columns} == {
            "id",
            "authority_id",
            "round_id",
            "groups",
            "answers",
        }
        words = str(dict(row))
    assert row["round_id"] == round_.id
    assert row["answers"] == {"settled": "always", "safe_home": None, "feel_overall": "9"}
    assert row["groups"] == {
        "placement_type": "childrens_home",
        "area": "in",
        "age_band": "12_17",
        "gender": "f",
    }
    assert row["id"] not in {made.invitation.id, made.young_person}
    assert made.young_person not in words
    assert made.invitation.id not in words
    assert count(made_up, Response) == count(made_up, AnswerRow) == 0
    with made_up.services.database.read() as connection:
        kinds = connection.execute(select(Task.kind)).scalars().all()
    assert set(kinds) <= {"deliver"}


def sent_anonymously(world: World, made: Made, answers: dict[str, Answer]) -> None:
    secret = world.started(made)
    give(world, secret, answers)
    world.services.respond.send(secret)


def test_the_log_says_that_it_was_sent_and_no_more(made_up: World) -> None:
    made_up.round()
    (made,) = asked(made_up)
    sent_anonymously(made_up, made, ALWAYS)
    with made_up.services.database.read() as connection:
        last = connection.execute(select(AuditEvent).order_by(AuditEvent.seq.desc()).limit(1)).one()
        (row,) = connection.execute(select(AnonymousReturn.id)).all()
        every = connection.execute(select(AuditEvent.object_id)).scalars().all()
    assert (last.action, last.object_type, last.object_id) == ("sent", "invitation", made.invitation.id)
    assert row.id not in every


def test_no_order_of_coming_can_be_read_from_the_rows(made_up: World) -> None:
    """The order is drawn: over 12 rows it is that of coming about once in 479 million times."""
    made_up.round()
    people = asked(made_up, 12)
    numbers = [str(number % 11) for number in range(12)]
    for made, number in zip(people, numbers, strict=True):
        sent_anonymously(made_up, made, {"feel_overall": Answer.counting(int(number))})
    is_sqlite = made_up.services.database.is_sqlite
    with made_up.services.database.read() as connection:
        if is_sqlite:
            table = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = 'anonymous_return'"))
            assert "WITHOUT ROWID" in table.scalar_one()
            lying = [row[0]["feel_overall"] for row in connection.execute(select(AnonymousReturn.answers))]
        else:
            marks = connection.execute(text("SELECT DISTINCT xmin::text FROM anonymous_return")).all()
            assert len(marks) == 1, "rows written by several transactions tell which came later"
            query = text("SELECT answers ->> 'feel_overall' FROM anonymous_return ORDER BY ctid")
            lying = list(connection.execute(query).scalars())
        columns = {each["name"] for each in inspect(connection).get_columns("anonymous_return")}
    assert sorted(lying) == sorted(numbers)
    assert lying != numbers
    assert not {each for each in columns if each.endswith("_at")}


def test_there_is_no_pin_and_nothing_to_read_back(made_up: World) -> None:
    made_up.round()
    (made,) = asked(made_up)
    secret = made_up.started(made)
    give(made_up, secret, ALWAYS)
    journey = made_up.services.respond.journey(secret)
    assert not journey.may_choose_pin
    assert not journey.visit.has_pin
    made_up.services.respond.send(secret)
    again = made_up.services.respond.journey(made_up.started(made))
    assert again.visit.invitation.state is InvitationState.SENT
    assert not again.answers
    with pytest.raises(PinRefused):
        made_up.services.pins.choose(made_up.started(made), ("cat", "key", "cat", "sun"))


def test_sending_twice_counts_once(made_up: World) -> None:
    made_up.round()
    (made,) = asked(made_up)
    secret = made_up.started(made)
    give(made_up, secret, ALWAYS)
    for _again in range(2):
        made_up.services.respond.send(secret)
    assert count(made_up, AnonymousReturn) == 1


def test_what_an_adult_answered_is_no_young_persons_pulse(made_up: World) -> None:
    made_up.round()
    adults, mixed = asked(made_up, 2)
    secret = made_up.started(adults)
    made_up.services.respond.who_is_here(secret, WhoIsHere.PROXY)
    give(made_up, secret, {**ALWAYS, "safe_home": SKIPPED})
    made_up.services.respond.send(secret)
    assert count(made_up, AnonymousReturn) == 0
    first = made_up.started(mixed)
    made_up.services.respond.who_is_here(first, WhoIsHere.PROXY)
    give(made_up, first, {"settled": Answer.choosing("never")})
    sent_anonymously(made_up, mixed, {"feel_overall": Answer.counting(9)})
    with made_up.services.database.read() as connection:
        (answers,) = connection.execute(select(AnonymousReturn.answers)).scalars()
    assert answers == {"settled": None, "safe_home": None, "feel_overall": "9"}


def test_a_round_counts_both_lanes_and_nobody_twice(made_up: World) -> None:
    round_ = made_up.round()
    by_name, both = made_up.invited(), made_up.young_person()
    sent(made_up, by_name, NEVER)
    pulses = {each.young_person: each for each in asked(made_up, 2)}
    sent(made_up, made_up.invited(both), NEVER)
    for each in (*(pulses[who] for who in pulses if who not in {both, by_name.young_person}), pulses[both]):
        sent_anonymously(made_up, each, ALWAYS)
    close(made_up, round_)
    handle(made_up, round_)
    assert counted(made_up) == {
        ("settled", "always"): 3,
        ("settled", "never"): 1,
        ("feel_overall", "high"): 3,
        ("feel_overall", "low"): 1,
    }


def test_closing_the_round_closes_its_links_and_shuffles_once_more(made_up: World) -> None:
    round_ = made_up.round()
    first, late = asked(made_up, 2)
    sent_anonymously(made_up, first, ALWAYS)
    secret = made_up.started(late)
    made_up.services.rounds.close(OPERATOR, round_.id)
    with pytest.raises(LinkClosed):
        made_up.started(late)
    with pytest.raises(VisitEnded):
        give(made_up, secret, ALWAYS)
    assert count(made_up, AnonymousReturn) == 1


def test_a_gate_asks_from_how_many_homes_without_knowing_whose_row_is_whose(made_up: World) -> None:
    round_ = made_up.round()
    people = asked(made_up, 3)
    for made in people:
        sent_anonymously(made_up, made, ALWAYS)
    with made_up.services.database.read() as connection:
        senders: list[Invitation] = [each for each, _gender in senders_of(connection, round_)]
        rows = anonymous_returns(connection, COUNCIL, round_.id)
    assert len({each.about_home for each in senders}) == len(rows) == 3
    assert not {each.about_home for each in senders} & {
        str(value) for row in rows for value in row.groups.values()
    }


@embedded
def test_what_was_sent_outlives_the_young_persons_key(made_up: World) -> None:
    round_ = made_up.round()
    (made,) = asked(made_up)
    sent_anonymously(made_up, made, ALWAYS)
    with made_up.services.database.write() as connection:
        connection.execute(delete(ChildKey).where(ChildKey.young_person_id == made.young_person))
    close(made_up, round_)
    handle(made_up, round_)
    assert counted(made_up)["settled", "always"] == 1

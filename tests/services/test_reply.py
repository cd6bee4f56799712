"""Replying: point by point, sealed, logged, and told of once by the way they were invited."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update

from tests.builders import World, saying
from tests.services.visits import GIVEN, PIN, count, embedded, give, response_of, sent
from viewpoint.domain.errors import BadInput, LinkClosed
from viewpoint.domain.invitation import Channel, InvitationKind
from viewpoint.domain.journey import WhoIsHere
from viewpoint.domain.message import MessageKind
from viewpoint.domain.people import ResponseId
from viewpoint.domain.reply import Outcome, Point, Reply
from viewpoint.domain.response import Answer, Share
from viewpoint.storage.responses import response_to
from viewpoint.storage.sealing import Place
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.storage.tables.people import Contact
from viewpoint.storage.tables.responses import Reply as Row
from viewpoint.storage.tables.responses import Response
from viewpoint.storage.tables.work import SentMessage, Task

HERE = "192.0.2.1"
FULL = Reply(
    opening="Thank you for the marimba story.",
    points=(
        Point(outcome=Outcome.DID, words="The lock is mended", question="good_things"),
        Point(outcome=Outcome.WILL, words="A marimba", about="Music", by_on=date(2026, 12, 1), who="Ali"),
        Point(outcome=Outcome.COULD_NOT, words="No bigger room, because it is taken"),
    ),
)


def reply(world: World, response: ResponseId, said: Reply | None = None) -> None:
    world.services.replying.send(world.iro(), response, said or saying("Thank you"))


def messages(world: World) -> int:
    with world.services.database.read() as connection:
        return len(connection.execute(select(Task.id).where(Task.key.startswith("reply:"))).all())


def work(world: World) -> None:
    while world.services.worker.run_once():
        pass


def link_in_the_message(world: World) -> str:
    with world.services.database.read() as connection:
        row = connection.execute(select(SentMessage.id, SentMessage.kind, SentMessage.body_sealed)).one()
        assert row.kind == MessageKind.REPLY_WAITING.value
        seal = world.services.vault.for_authority(connection, world.authority)
        body = seal.open(Place("sent_message", row.id, "body"), row.body_sealed)
    assert "marimba" not in body
    return body.partition("/s/")[2].partition('"')[0].partition("\\")[0].split()[0]


def test_every_point_comes_back_as_it_was_sent(world: World) -> None:
    response = sent(world, world.invited())
    reply(world, response, FULL)
    (kept,) = world.services.review.open_response(world.iro(), response).replies
    assert (kept.reply, kept.account) == (FULL, world.iro().subject)


def test_a_reply_is_sealed_whole_and_logged(world: World) -> None:
    response = sent(world, world.invited())
    reply(world, response, FULL)
    with world.services.database.read() as connection:
        sealed = connection.execute(select(Row.words_sealed)).scalar_one()
        logged = connection.execute(select(AuditEvent.action, AuditEvent.object_id)).all()
    assert not any(word in sealed for word in (b"lock", b"marimba", b"will", b"Ali"))
    assert ("reply_sent", response) in [tuple(line) for line in logged]


def test_a_reply_from_before_there_were_points_is_read_as_its_words(world: World) -> None:
    made = world.invited()
    response = sent(world, made)
    reply(world, response)
    with world.services.database.write() as connection:
        seal = world.services.vault.for_child(connection, world.authority, made.young_person)
        (id_,) = connection.execute(select(Row.id)).scalars()
        old = seal.close(Place("reply", id_, "words"), '{"opening": "I like brackets"}')
        connection.execute(update(Row).values(words_sealed=old))
    (kept,) = world.services.review.open_response(world.iro(), response).replies
    assert kept.reply == Reply(opening='{"opening": "I like brackets"}')


@embedded
def test_nothing_said_is_no_reply(world: World) -> None:
    response = sent(world, world.invited())
    with pytest.raises(BadInput):
        reply(world, response, Reply())
    assert count(world, Row) == 0


@embedded
def test_a_point_is_about_a_question_that_the_iro_may_see_or_none(world: World) -> None:
    kept = {**GIVEN, "want_change": Answer.saying("the ocelot").shared(Share.MYSELF)}
    response = sent(world, world.invited(), kept)
    for question in ("want_change", "nowhere"):
        with pytest.raises(BadInput):
            reply(world, response, Reply(points=(Point(outcome=Outcome.DID, words="x", question=question),)))
    assert count(world, Row) == 0


def test_a_reply_is_told_of_and_the_new_link_leads_to_it_with_the_pictures(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    give(world, secret)
    world.services.pins.choose(secret, PIN)
    world.services.respond.send(secret)
    response = response_of(world, made)
    assert response is not None
    reply(world, response.id, FULL)
    work(world)
    token = link_in_the_message(world)
    with pytest.raises(LinkClosed):
        world.started(made)
    secret = world.services.respond.start(token, "en", HERE)
    assert world.services.hear_back.afterwards(secret).replies == []
    world.services.pins.enter(secret, PIN, HERE)
    (heard,) = world.services.hear_back.afterwards(secret).replies
    assert heard.reply == FULL


def test_two_replies_in_a_day_are_told_of_once_and_the_next_day_once_more(world: World) -> None:
    response = sent(world, world.invited())
    reply(world, response)
    work(world)
    reply(world, response)
    work(world)
    assert (messages(world), count(world, SentMessage)) == (1, 1)
    assert world.services.respond.start(link_in_the_message(world), "en", HERE)
    world.clock.forward(days=1)
    reply(world, response)
    assert messages(world) == 2


@embedded
@pytest.mark.parametrize(
    "how",
    [
        {"channel": Channel.LETTER},
        {"kind": InvitationKind.OBSERVER},
        {"channel": Channel.EMAIL},
    ],
    ids=str,
)
def test_nobody_is_told_who_cannot_or_need_not_be_and_their_link_stays(
    world: World, how: dict[str, Any]
) -> None:
    """The e-mail: the roster has no address any more, and a message that cannot leave closes no link."""
    made = world.invited(**how)
    response = sent(world, made)
    reply(world, response)
    assert messages(world) == 0
    if made.invitation.kind is InvitationKind.VIEWS:
        assert world.started(made)


@embedded
def test_what_came_on_paper_is_answered_in_person(world: World) -> None:
    response = sent(world, world.invited())
    with world.services.database.write() as connection:
        connection.execute(update(Response).values(medium="paper"))
    reply(world, response)
    assert messages(world) == 0


@embedded
def test_somebody_whose_number_is_gone_is_not_told(world: World) -> None:
    response = sent(world, world.invited())
    with world.services.database.write() as connection:
        connection.execute(update(Contact).values(phone_sealed=None))
    reply(world, response)
    assert messages(world) == 0


@embedded
def test_what_was_put_off_and_sent_later_is_told_of_by_a_link_to_it(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    world.services.respond.who_is_here(secret, WhoIsHere.HELPER)
    world.services.respond.send(secret)
    rest = world.services.go_on.go_on(secret)
    world.services.respond.who_is_here(rest, WhoIsHere.ALONE)
    world.services.respond.send(rest)
    found = world.services.hear_back.afterwards(rest)
    with world.services.database.read() as connection:
        response = response_to(connection, found.visit.invitation.id)
    assert response is not None
    reply(world, response.id)
    work(world)
    again = world.services.respond.start(link_in_the_message(world), "en", HERE)
    assert world.services.hear_back.afterwards(again).visit.invitation.id == found.visit.invitation.id
    assert world.started(made)


@embedded
def test_a_message_whose_response_is_gone_since_is_not_sent(world: World) -> None:
    made = world.invited()
    response = sent(world, made)
    reply(world, response)
    world.relinked(made)
    work(world)
    assert count(world, SentMessage) == 0


def test_a_link_in_hand_opens_until_the_message_with_the_new_one_has_left(world: World) -> None:
    made = world.invited()
    reply(world, sent(world, made))
    assert world.started(made)
    work(world)
    with pytest.raises(LinkClosed):
        world.started(made)
    assert world.services.respond.start(link_in_the_message(world), "en", HERE)


def test_a_link_in_hand_stays_open_where_the_message_cannot_leave(world: World) -> None:
    made = world.invited()
    reply(world, sent(world, made))
    with world.services.database.write() as connection:
        connection.execute(update(Contact).values(phone_sealed=None))
    work(world)
    assert messages(world) == 1
    assert world.started(made)

"""What a young person hears back: read or not to whoever holds the link, words only behind the pictures."""

import pytest
from sqlalchemy import delete, select, update

from tests.builders import NOW, Made, World, saying
from tests.services.duty import NEVER_SAFE
from tests.services.visits import HERE, PIN, give, response_of
from viewpoint.domain.errors import NotFound
from viewpoint.domain.people import ResponseId
from viewpoint.storage.tables.accounts import Account
from viewpoint.storage.tables.people import Contact
from viewpoint.storage.tables.responses import Reply


def with_pin(world: World) -> tuple[Made, ResponseId]:
    made = world.invited()
    secret = world.started(made)
    give(world, secret)
    world.services.pins.choose(secret, PIN)
    world.services.respond.send(secret)
    response = response_of(world, made)
    assert response is not None
    return made, response.id


def seen_at(world: World) -> list[object]:
    with world.services.database.read() as connection:
        return list(connection.execute(select(Reply.seen_at)).scalars())


def test_before_sending_there_is_nothing_to_hear(world: World) -> None:
    secret = world.started()
    give(world, secret)
    with pytest.raises(NotFound):
        world.services.hear_back.afterwards(secret)


def test_the_link_alone_says_sent_read_and_that_there_is_a_reply(world: World) -> None:
    made, response = with_pin(world)
    secret = world.started(made)
    before = world.services.hear_back.afterwards(secret)
    assert (before.sent_at, before.read_at, before.has_reply) == (NOW, None, False)
    world.clock.forward(hours=1)
    world.services.review.open_response(world.iro(), response)
    world.services.replying.send(world.iro(), response, saying("I asked about the garden."))
    secret = world.started(world.relinked(made))
    after = world.services.hear_back.afterwards(secret)
    assert (after.read_at, after.has_reply, after.replies) == (world.clock(), True, [])
    assert after.read_by_name == ""
    assert seen_at(world) == [None]


def test_behind_the_pictures_are_the_replies_by_name_and_the_first_look_is_kept(world: World) -> None:
    made, response = with_pin(world)
    for words in ("I asked about the garden.", "They said yes."):
        world.services.replying.send(world.iro(), response, saying(words))
        world.clock.forward(minutes=1)
    secret = world.started(world.relinked(made))
    world.services.pins.enter(secret, PIN, HERE)
    heard = world.services.hear_back.afterwards(secret).replies
    assert [(each.reply.opening, each.from_name) for each in heard] == [
        ("They said yes.", "Sam Okoro"),
        ("I asked about the garden.", "Sam Okoro"),
    ]
    first_look = world.clock()
    world.clock.forward(minutes=5)
    world.services.hear_back.afterwards(secret)
    assert seen_at(world) == [first_look, first_look]


def test_behind_the_pictures_is_who_read_it_if_anybody_did(world: World) -> None:
    made, response = with_pin(world)
    secret = world.started(made)
    world.services.pins.enter(secret, PIN, HERE)
    assert world.services.hear_back.afterwards(secret).read_by_name == ""
    world.services.review.open_response(world.iro(), response)
    assert world.services.hear_back.afterwards(secret).read_by_name == "Sam Okoro"


def test_a_reply_is_still_by_name_once_its_writer_has_left(world: World) -> None:
    made, response = with_pin(world)
    world.services.replying.send(world.iro(), response, saying("Goodbye for now."))
    with world.services.database.write() as connection:
        connection.execute(update(Account).values(is_active=False))
    secret = world.started(world.relinked(made))
    world.services.pins.enter(secret, PIN, HERE)
    (heard,) = world.services.hear_back.afterwards(secret).replies
    assert heard.from_name == "Sam Okoro"


def test_they_are_greeted_by_the_name_they_go_by_if_there_is_one(world: World) -> None:
    named = world.started(world.invited(world.young_person(name="Kit Pretend")))
    unnamed = world.started(world.invited(world.young_person(name="")))
    assert world.services.hear_back.name(named) == "Kit Pretend"
    assert world.services.hear_back.name(unnamed) == ""
    with world.services.database.write() as connection:
        connection.execute(delete(Contact))
    assert world.services.hear_back.name(named) == ""


def test_what_the_worker_raised_is_told_once_it_was_raised(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    give(world, secret, NEVER_SAFE)
    world.services.respond.send(secret)
    assert not world.services.hear_back.afterwards(secret).is_looked_at
    while world.services.worker.run_once():
        pass
    assert world.services.hear_back.afterwards(secret).is_looked_at


def test_what_they_asked_for_themselves_they_know_already(world: World) -> None:
    secret = world.started()
    give(world, secret, NEVER_SAFE)
    world.services.respond.tell_someone(secret, "safe_home", "")
    world.services.respond.send(secret)
    while world.services.worker.run_once():
        pass
    assert not world.services.hear_back.afterwards(secret).is_looked_at

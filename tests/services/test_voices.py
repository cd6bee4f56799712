"""Answering aloud: sealed, heard by whoever said it and by their IRO, and gone with what it is part of."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from sqlalchemy import delete, select

from tests.builders import Made, World
from viewpoint.domain.errors import AlreadySent, BadInput, NotAllowed, NotFound
from viewpoint.domain.people import ResponseId
from viewpoint.domain.permissions import Role
from viewpoint.domain.response import Answer, Share
from viewpoint.domain.voice import MOST_BYTES, sound_of
from viewpoint.storage.responses import response_to
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.storage.tables.papers import VoiceAnswer
from viewpoint.storage.tables.responses import Answer as AnswerRow
from viewpoint.storage.tables.responses import Response

WEBM = b"\x1aE\xdf\xa3" + b"my own voice" * 50
OGG = b"OggS" + b"another take"
ASKED = "good_things"


@pytest.fixture
def world(small_world: World) -> World:
    """The council has voice answers on."""
    services = small_world.services
    councils = {code: replace(each, has_voice_answers=True) for code, each in services.councils.items()}
    services.__dict__["councils"] = MappingProxyType(councils)
    return small_world


def kept(world: World) -> list[VoiceAnswer]:
    with world.services.database.read() as connection:
        return list(connection.execute(select(VoiceAnswer.__table__)))  # type: ignore[arg-type] # rows, as good


def sent(world: World, made: Made, secret: str) -> ResponseId:
    world.services.respond.send(secret)
    with world.services.database.read() as connection:
        response = response_to(connection, made.invitation.id)
    assert response
    return response.id


def test_what_is_said_is_sealed_and_heard_again_by_whoever_said_it(world: World) -> None:
    secret = world.started()
    world.services.voices.save(secret, ASKED, WEBM)
    assert world.services.voices.own(secret, ASKED).content == WEBM
    assert world.services.voices.spoken(secret)[ASKED].may_hear
    assert b"my own voice" not in kept(world)[0].sound_sealed


def test_said_again_only_the_last_is_kept_and_it_can_be_taken_away(world: World) -> None:
    secret = world.started()
    world.services.voices.save(secret, ASKED, WEBM)
    world.services.voices.save(secret, ASKED, OGG)
    assert world.services.voices.own(secret, ASKED).media_type == "audio/ogg"
    assert len(kept(world)) == 1
    world.services.voices.remove(secret, ASKED)
    assert kept(world) == []


def test_another_visit_neither_hears_it_nor_replaces_it_nor_takes_it_away(world: World) -> None:
    made = world.invited()
    world.services.voices.save(world.started(made), ASKED, WEBM)
    other = world.started(made)
    assert not world.services.voices.spoken(other)[ASKED].may_hear
    for act in (
        lambda: world.services.voices.own(other, ASKED),
        lambda: world.services.voices.save(other, ASKED, OGG),
        lambda: world.services.voices.remove(other, ASKED),
    ):
        with pytest.raises(NotFound):
            act()


def test_the_picture_pin_opens_it_in_another_visit_and_after_sending(world: World) -> None:
    made, pictures = world.invited(), ("cat", "key", "cat", "moon")
    first = world.started(made)
    world.services.voices.save(first, ASKED, WEBM)
    world.services.pins.choose(first, pictures)
    other = world.started(made)
    world.services.pins.enter(other, pictures, "192.0.2.3")
    assert world.services.voices.own(other, ASKED).content == WEBM
    sent(world, made, other)
    assert world.services.voices.own(other, ASKED).content == WEBM
    with pytest.raises(NotFound):
        world.services.voices.own(world.started(made), ASKED)
    with pytest.raises(AlreadySent):
        world.services.voices.save(other, ASKED, OGG)


def test_the_iro_hears_it_once_it_was_sent_and_that_is_logged(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    world.services.voices.save(secret, ASKED, WEBM)
    response = sent(world, made, secret)
    assert world.services.review.open_response(world.iro(), response).spoken == {ASKED}
    assert world.services.voices.listen(world.iro(), response, ASKED).content == WEBM
    with world.services.database.read() as connection:
        query = select(AuditEvent.object_id).where(AuditEvent.action == "voice_heard")
        assert connection.execute(query).scalars().all() == [response]


def test_nobody_else_hears_it(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    world.services.voices.save(secret, ASKED, WEBM)
    response = sent(world, made, secret)
    another = world.account(Role.IRO, email="another@fernshire.example")
    with pytest.raises(NotFound):
        world.services.voices.listen(another, response, ASKED)
    for role in (Role.READER, Role.COORDINATOR, Role.MANAGER, Role.COMMISSIONER):
        with pytest.raises(NotAllowed):
            world.services.voices.listen(replace(another, role=role), response, ASKED)


def test_what_is_kept_back_in_writing_is_kept_back_aloud(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    world.services.voices.save(secret, ASKED, WEBM)
    own = Answer.saying("Just for me").shared(Share.MYSELF)
    world.services.respond.answer(secret, lambda _: {ASKED: own})
    response = sent(world, made, secret)
    with pytest.raises(NotFound):
        world.services.voices.listen(world.iro(), response, ASKED)


@pytest.mark.parametrize("share", [Share.MYSELF, Share.TOTALS])
def test_what_was_said_for_nobody_else_is_heard_by_nobody_else(world: World, share: Share) -> None:
    made = world.invited()
    secret = world.started(made)
    world.services.voices.save(secret, ASKED, WEBM)
    world.services.voices.share(secret, ASKED, share)
    world.services.voices.save(secret, ASKED, OGG)
    assert world.services.voices.spoken(secret)[ASKED].share is share
    response = sent(world, made, secret)
    assert world.services.review.open_response(world.iro(), response).spoken == frozenset()
    with pytest.raises(NotFound):
        world.services.voices.listen(world.iro(), response, ASKED)


def test_it_goes_with_the_response(world: World) -> None:
    made = world.invited()
    secret = world.started(made)
    world.services.voices.save(secret, ASKED, WEBM)
    response = sent(world, made, secret)
    with world.services.database.write() as connection:
        connection.execute(delete(AnswerRow).where(AnswerRow.response_id == response))
        connection.execute(delete(Response).where(Response.id == response))
    assert kept(world) == []


@pytest.mark.parametrize("content", [b"", b"<html>", b"MZ\x90", b"RIFF....WAVE", WEBM + bytes(MOST_BYTES)])
def test_only_a_recording_of_two_minutes_is_kept(world: World, content: bytes) -> None:
    with pytest.raises(BadInput):
        world.services.voices.save(world.started(), ASKED, content)
    assert kept(world) == []


def test_the_kind_is_told_by_the_bytes() -> None:
    assert sound_of(WEBM).media_type == "audio/webm"
    assert sound_of(b"\0\0\0\x20ftypM4A ").media_type == "audio/mp4"


@pytest.mark.parametrize("name", ["safe_home", "nothing_of_ours"])
def test_only_a_question_for_words_on_the_path_takes_a_voice(world: World, name: str) -> None:
    with pytest.raises(NotFound):
        world.services.voices.save(world.started(), name, WEBM)


def test_it_is_off_until_the_council_switches_it_on(small_world: World) -> None:
    with pytest.raises(NotFound):
        small_world.services.voices.save(small_world.started(), ASKED, WEBM)

"""A young person's own copy: everything in their words and order, behind the pictures, and in the log."""

import pytest
from sqlalchemy import select

from tests.builders import World
from tests.services.made_up import with_made_up
from tests.services.test_take_back import actions, known, sent, with_supplement, with_voices, without_pin
from tests.services.visits import embedded, give, response_of
from tests.wording.test_documents import inside
from viewpoint.domain.errors import NotFound
from viewpoint.domain.journey import WhoIsHere
from viewpoint.domain.response import NOT_SAYING, SKIPPED, Answer, Share
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.wording.own_copy import part_views

WEBM = b"\x1aE\xdf\xa3" + b"my own voice" * 50
ANSWERS = {
    "home_feel": Answer.counting(7),
    "settled": SKIPPED,
    "good_things": Answer.saying("الكلب وجدتي").shared(Share.MYSELF),
    "safe_home": NOT_SAYING,
}

pytestmark = embedded


def test_it_has_every_answer_in_their_order_and_what_was_kept_back(world: World) -> None:
    made = world.invited()
    secret = sent(world, made, ANSWERS)
    (part,) = world.services.keep_copy.read(secret).parts
    assert part.answers == ANSWERS
    (view,) = part_views(world.services.keep_copy.read(secret))
    rows = [row for section in view.sections for row in section.rows]
    assert [(row.state, row.said, row.number, row.kept, row.direction) for row in rows] == [
        ("answered", (), 7, "iro", ""),
        ("skipped", (), None, "iro", ""),
        ("answered", ("الكلب وجدتي",), None, "myself", "rtl"),
        ("not_saying", (), None, "iro", ""),
    ]
    assert (view.sent_on, view.company, view.read_on, view.read_by) == ("18 November 2026", "alone", "", "")


def test_it_says_who_read_it_and_when(world: World) -> None:
    made = world.invited()
    secret = sent(world, made)
    response = response_of(world, made)
    assert response is not None
    world.services.review.open_response(world.iro(), response.id)
    (view,) = part_views(world.services.keep_copy.read(secret))
    assert (view.read_on, view.read_by) == ("18 November 2026", "Sam Okoro")


def test_it_is_whole_with_what_was_put_off_and_what_was_added(world: World) -> None:
    made, secret = with_supplement(with_made_up(world))
    response = response_of(world, made)
    assert response is not None
    world.services.review.open_response(world.iro(), response.id)
    more = world.services.add_to.begin(secret)
    give(world, more, {"message": Answer.saying("And the cat")})
    world.services.respond.send(more)
    copy = world.services.keep_copy.read(known(world, made))
    assert [part.response.kind for part in copy.parts] == ["views", "supplement", "any_time"]
    assert copy.left_out == 0


def test_what_the_pictures_do_not_open_is_left_out_and_that_is_said(world: World) -> None:
    with_made_up(world)
    made = world.invited()
    secret = known(world, made)
    world.services.respond.who_is_here(secret, WhoIsHere.HELPER)
    give(world, secret, {"settled": Answer.choosing("always")})
    world.services.respond.send(secret)
    rest = world.services.go_on.go_on(world.started(made))
    world.services.respond.send(rest)
    copy = world.services.keep_copy.read(known(world, made))
    assert (len(copy.parts), copy.left_out) == (1, 1)


def test_what_was_said_aloud_is_named(world: World) -> None:
    with_voices(world)
    secret = known(world, world.invited())
    world.services.voices.save(secret, "good_things", WEBM)
    world.services.respond.send(secret)
    (view,) = part_views(world.services.keep_copy.read(secret))
    (row,) = view.sections[0].rows
    assert (row.is_spoken, row.state, row.said) == (True, "", ())


def test_without_the_pictures_or_before_sending_there_is_none(world: World) -> None:
    made = world.invited()
    for secret in (known(world, made), without_pin(world)):
        for act in (world.services.keep_copy.read, world.services.keep_copy.pdf):
            with pytest.raises(NotFound):
                act(secret)


def test_a_pdf_is_tagged_small_has_every_script_and_is_in_the_log(world: World) -> None:
    made = world.invited(language="ar")
    words = Answer.saying("الكلب ሰላም dog & <b>nan</b>")
    secret = sent(world, made, {**ANSWERS, "good_things": words})
    pdf = world.services.keep_copy.pdf(secret)
    told = inside(pdf)
    assert b"/StructTreeRoot" in told
    assert b"Noto-Sans-Arabic" in told
    assert b"Noto-Sans-Ethiopic" in told
    assert len(pdf) < 150_000
    assert actions(world)[-1] == "copy_made"
    response = response_of(world, made)
    assert response is not None
    with world.services.database.read() as connection:
        made_of = select(AuditEvent.object_id).where(AuditEvent.action == "copy_made")
        assert connection.execute(made_of).scalars().all() == [response.id]

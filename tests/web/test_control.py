"""What a young person may still do with what they sent, as the pages show it."""

import pytest
from flask import Flask

from tests.builders import Made, World
from tests.web.browsing import Browsing, sign_in, start
from tests.web.councils import email_of, response_id, work
from viewpoint.domain.response import Answer

PICTURES = ("cat", "key", "cat", "moon")
GOOD_THINGS, SAFE = 8, 21
WORDS = "My nan and the dog"


def with_pictures(app: Flask, made: Made) -> Browsing:
    child = start(app.test_client(), made.link.token).press("next").press("next", {"who": "alone"})
    if child.path == "/pictures/choose":
        for picture in (*PICTURES, *PICTURES):
            child.press(picture)
    return child


def has_sent(app: Flask, made: Made, question: int = GOOD_THINGS, **given: str) -> Browsing:
    child = with_pictures(app, made).open(f"/q/{question}")
    child.press("next", given or {"good_things": WORDS}).open("/check").press("send")
    assert child.path == "/sent"
    return child


def come_back(app: Flask, made: Made) -> Browsing:
    child = start(app.test_client(), made.link.token).open("/pictures")
    for picture in PICTURES:
        child.press(picture)
    return child


def is_read(world: World, made: Made) -> None:
    world.services.review.open_response(world.iro(), response_id(world, made.invitation.id))


def test_changing_it_leads_through_who_is_there_to_their_own_words(app: Flask, small_world: World) -> None:
    made = small_world.invited()
    child = has_sent(app, made).press("Change my answers")
    assert child.heading == "Who is with you right now?"
    child.press("next", {"who": "alone"}).open("/check")
    assert WORDS in child.text
    child.open(f"/q/{GOOD_THINGS}").press("next", {"good_things": "The cat"}).open("/check").press("send")
    iro = sign_in(app.test_client(), email_of(small_world, small_world.iro()))
    page = iro.open(f"/iro/responses/{response_id(small_world, made.invitation.id)}")
    assert "The cat" in page.text
    assert WORDS not in page.text


def test_taking_it_back_is_said_plainly_before_and_after(app: Flask, small_world: World) -> None:
    made = small_world.invited()
    child = has_sent(app, made).follow("Take it all back")
    assert "You cannot undo this." in child.text
    assert "That stays. An adult must follow it up." in child.text
    assert "that count stays as it is" in child.text
    assert child.press("leave").path == "/sent"
    child.follow("Take it all back").press("take_back")
    assert child.heading == "It was taken back"
    assert child.open("/sent").path == "/take-back"
    again = start(app.test_client(), made.link.token)
    assert again.heading == "It was taken back"
    assert "You can answer again until Saturday 5 December" in again.text
    assert again.follow("Answer again").path == "/who"


def test_the_iro_is_shown_nothing_but_what_needs_an_adult(app: Flask, small_world: World) -> None:
    made = small_world.invited(small_world.young_person(name="Kit Pretend"))
    child = with_pictures(app, made).open(f"/q/{GOOD_THINGS}").press("next", {"good_things": WORDS})
    child.open(f"/q/{SAFE}").press("next", {"safe_home": "never"}).open("/check").press("send")
    child.open("/take-back").press("take_back")
    work(small_world)
    iro = sign_in(app.test_client(), email_of(small_world, small_world.iro()))
    assert "taken back" not in iro.open("/iro/").text
    page = iro.follow("Kit Pretend")
    assert "young-people" in page.path
    assert WORDS not in page.answer.text


def test_after_the_last_day_the_link_closes_with_it(app: Flask, small_world: World) -> None:
    made = small_world.invited()
    has_sent(app, made)
    small_world.clock.now = made.invitation.answers_until
    child = come_back(app, made)
    assert "Change my answers" not in child.text
    child.follow("Take it all back")
    assert "Your link closes after this." in child.text
    child.press("take_back")
    assert "Your link is closed now." in child.text
    assert start(app.test_client(), made.link.token).status == 404


def test_opened_meanwhile_it_stays_sent_and_can_be_added_to(app: Flask, small_world: World) -> None:
    made = small_world.invited()
    child = has_sent(app, made).open("/take-back")
    is_read(small_world, made)
    assert child.press("take_back").path == "/sent"
    assert "It has been read" in child.text
    assert child.open("/take-back").path == "/sent"
    child.press("Add to it")
    assert child.heading == "Who is with you right now?"
    child.press("next", {"who": "alone"}).open("/check").press("send")
    iro = sign_in(app.test_client(), email_of(small_world, small_world.iro()))
    page = iro.open(f"/iro/responses/{response_id(small_world, made.invitation.id)}")
    assert "What they added" in page.text


@pytest.mark.parametrize("address", ["/change", "/add"])
def test_a_page_from_before_is_no_error(app: Flask, small_world: World, address: str) -> None:
    made = small_world.invited()
    child = has_sent(app, made)
    if address == "/change":
        is_read(small_world, made)
    fields = {"csrf_token": str(child.page.select("input[name=csrf_token]")[0]["value"])}
    answer = child.client.post(address, data=fields, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.location == "/sent"


def test_a_copy_shows_their_words_and_warns_that_it_can_be_found(app: Flask, small_world: World) -> None:
    made = small_world.invited()
    child = has_sent(app, made).follow("See my copy")
    assert WORDS in child.text
    assert "someone else may find it" in child.text
    is_read(small_world, made)
    assert "Sam Okoro read it on" in child.open("/copy").text
    pdf = child.client.get("/copy.pdf")
    assert pdf.mimetype == "application/pdf"
    assert pdf.data.startswith(b"%PDF")
    assert "no-store" in pdf.headers["Cache-Control"]


def test_without_the_pictures_it_is_said_why_there_is_no_copy(app: Flask, small_world: World) -> None:
    made = small_world.invited()
    has_sent(app, made)
    found = start(app.test_client(), made.link.token)
    for address in ("/copy", "/copy.pdf"):
        assert found.open(address).path == "/copy"
        assert WORDS not in found.answer.text
    assert "your four pictures keep your words for you" in found.text
    other = small_world.invited()
    secret = small_world.started(other)
    small_world.services.respond.answer(secret, lambda _: {"good_things": Answer.saying(WORDS)})
    small_world.services.respond.send(secret)
    without = start(app.test_client(), other.link.token).follow("How to get a copy")
    assert "Ask Sam Okoro for one." in without.text


def test_before_sending_there_is_no_copy(app: Flask, small_world: World) -> None:
    child = with_pictures(app, small_world.invited())
    assert child.open("/copy").path == "/check"
    assert child.open("/take-back").path == "/check"

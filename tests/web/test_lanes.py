"""Who answers, and in which lane, as the pages show it: from the link to the IRO's page."""

import pytest
from flask import Flask

from tests.builders import COUNCIL, Made, World
from tests.services.made_up import with_made_up
from tests.services.test_standing_links import with_link
from tests.web.browsing import Browsing, sign_in, start
from tests.web.councils import email_of, response_id, work
from viewpoint.domain.permissions import Role, operator
from viewpoint.services.invitation_list import Show
from viewpoint.web.app import create_app

OPERATOR = operator(COUNCIL)
SETTLED, SAFE = 1, 3


@pytest.fixture
def made_up(small_world: World) -> World:
    return with_made_up(small_world)


@pytest.fixture
def own_app(made_up: World) -> Flask:
    return create_app(made_up.services.settings, made_up.services)


def with_somebody(app: Flask, made: Made, who: str = "helper") -> Browsing:
    """At the first question, after saying who is there and choosing no pictures."""
    child = start(app.test_client(), made.link.token).press("next").press("next", {"who": who})
    return child.press("skip") if child.path == "/pictures/choose" else child


def only_one(world: World) -> Made:
    """The one invitation there is, with a link."""
    (listed,) = world.services.invitation_list.page(OPERATOR, Show.ALL).entries
    return with_link(world, listed.invitation)


def read_by_iro(app: Flask, world: World, made: Made) -> Browsing:
    iro = sign_in(app.test_client(), email_of(world, world.iro()))
    return iro.open(f"/iro/responses/{response_id(world, made.invitation.id)}")


def test_with_somebody_there_topics_just_for_them_are_named_nowhere(made_up: World, own_app: Flask) -> None:
    made = made_up.invited()
    child = with_somebody(own_app, made).open(f"/q/{SETTLED}").press("next", {"settled": "always"})
    for address in ("/check", "/resume", "/later", f"/q/{SAFE}", f"/q/{SETTLED}"):
        assert "safe_home" not in child.open(address).answer.text, address
    check = child.open("/check")
    assert "Some questions are just for you" in check.text
    assert check.press("send").path == "/sent"
    assert "Some questions are just for you" in child.text
    assert "safe_home" not in child.answer.text


def test_the_same_link_finishes_the_rest_alone_and_the_iro_sees_both(made_up: World, own_app: Flask) -> None:
    made = made_up.invited()
    with_somebody(own_app, made).open(f"/q/{SETTLED}").press("next", {"settled": "always"})
    with_somebody(own_app, made).open("/check").press("send")
    again = start(own_app.test_client(), made.link.token)
    assert again.path == "/sent"
    again.press("I am on my own now")
    assert again.heading == "Who is with you right now?"
    again.press("next", {"who": "helper"})
    assert again.path == "/later"
    again.open("/who").press("next", {"who": "alone"})
    again.press("skip") if again.path == "/pictures/choose" else again
    assert again.heading == "safe_home"
    again.press("next", {"safe_home": "mostly"}).open("/check").press("send")
    assert "Some questions are just for you" not in again.text
    page = read_by_iro(own_app, made_up, made)
    assert "The part they put off until they were on their own" in page.text


def test_coming_back_it_is_asked_first_who_is_there(made_up: World, own_app: Flask) -> None:
    made = made_up.invited()
    with_somebody(own_app, made, "alone").open(f"/q/{SETTLED}").press("next", {"settled": "always"})
    back = start(own_app.test_client(), made.link.token)
    assert back.path == "/who"
    assert back.press("next", {"who": "alone"}).path == "/resume"


def test_an_adults_answers_are_marked_on_the_iros_page(made_up: World, own_app: Flask) -> None:
    made = made_up.invited()
    adult = with_somebody(own_app, made, "proxy").open(f"/q/{SETTLED}").press("next", {"settled": "always"})
    adult.open("/check").press("send")
    assert "These are not the young person's own words" in read_by_iro(own_app, made_up, made).text


def test_a_pulse_says_that_the_name_is_taken_off_and_asks_for_no_pictures(
    made_up: World, own_app: Flask
) -> None:
    round_ = made_up.round()
    made_up.young_person()
    coordinator = made_up.account(Role.COORDINATOR)
    staff = sign_in(own_app.test_client(), email_of(made_up, coordinator)).open("/coordinator/rounds")
    staff.follow(f"Ask for a pulse in {round_.name}").press("Ask for a pulse")
    assert "1 young person is invited." in staff.text
    made = only_one(made_up)
    child = start(own_app.test_client(), made.link.token)
    assert "your name is taken off for good" in child.text
    child.press("next").press("next", {"who": "alone"})
    assert child.path == "/q/1"
    child.press("next", {"settled": "always"}).open("/check")
    assert "Your name is taken off for good" in child.text
    assert "pictures" not in child.text
    assert child.press("send").path == "/sent"
    assert "Your name is off them now." in child.text
    again = start(own_app.test_client(), made.link.token)
    assert again.path == "/sent"
    assert again.open("/check").path == "/sent"


def test_a_standing_link_takes_one_message_after_the_other(made_up: World, own_app: Flask) -> None:
    child = made_up.young_person(name="Kit Pretend")
    coordinator = sign_in(own_app.test_client(), email_of(made_up, made_up.account(Role.COORDINATOR)))
    coordinator.open("/coordinator/more").press("any_time", {"who": child})
    assert "1 letter is to be printed." in coordinator.text
    assert "Has a link for any time" in coordinator.open("/coordinator/more").text
    made = only_one(made_up)
    writer = start(own_app.test_client(), made.link.token)
    assert "Tell us any time" in writer.text
    writer.press("next").press("next", {"who": "alone"}).press("skip")
    writer.open("/q/2").press("next", {"message": "The dog had pups"}).open("/check").press("send")
    assert writer.press("Write again").heading == "Who is with you right now?"
    iro = sign_in(own_app.test_client(), email_of(made_up, made_up.iro()))
    assert "A message they sent when they wanted to" in iro.open("/iro/").text


def test_an_adults_form_speaks_to_the_adult_and_is_marked_everywhere(made_up: World, own_app: Flask) -> None:
    child = made_up.young_person(name="Kit Pretend")
    iro = sign_in(own_app.test_client(), email_of(made_up, made_up.iro()))
    iro.open(f"/iro/young-people/{child}").press("Ask an adult what they see")
    made = only_one(made_up)
    adult = start(own_app.test_client(), made.link.token)
    assert adult.heading == "What you see of Kit"
    assert adult.press("next").path == "/q/1"
    adult.press("next", {"settled": "always"}).open("/talk").press("next", {"tell": "yes"})
    adult.open("/check").press("send")
    work(made_up)
    page = read_by_iro(own_app, made_up, made)
    assert "never counted as theirs" in page.text
    assert "The adult asked to talk to someone." in page.text
    assert not page.page.select("textarea")
    assert "What an adult saw" in iro.open("/iro/").text

"""Your rights: for their age and nation, with and without a visit, on every way to help."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import World, a_profile
from tests.web.browsing import Browsing, start
from tests.web.inspection import inspected
from viewpoint.domain.people import AgeBand, Nation

HEARING = "Children's Hearing"


@pytest.fixture
def inspector(app: Flask) -> object:
    return inspected(app)


def titles(browsing: Browsing) -> list[str]:
    return [title.get_text(strip=True) for title in browsing.page.select("main > h2")]


def test_without_a_visit_it_is_the_page_for_12_to_17_and_the_others_are_a_tap_away(
    inspector: object, app: Flask
) -> None:
    browsing = Browsing(app.test_client()).open("/help").follow("Your rights")
    assert browsing.heading == "Your rights"
    (shown,) = browsing.page.select("nav a[aria-current]")
    assert shown.get_text(strip=True) == "12 to 17"
    assert len(titles(browsing)) == 7
    browsing.follow("4 to 7")
    assert "Grown-ups meet to talk about your life." in browsing.text
    assert "Moving on from care" not in titles(browsing)
    browsing.follow("16 to 25")
    assert "local offer" in browsing.text
    assert "Back to your questions" not in browsing.text


@pytest.mark.parametrize(
    ("band", "words"),
    [
        (AgeBand.FOUR_TO_SEVEN, "4 to 7"),
        (AgeBand.EIGHT_TO_ELEVEN, "8 to 11"),
        (AgeBand.TWELVE_TO_SEVENTEEN, "12 to 17"),
        (AgeBand.EIGHTEEN_TO_TWENTY_FIVE, "16 to 25"),
    ],
)
def test_in_a_visit_it_is_the_page_of_their_age(
    inspector: object, app: Flask, small_world: World, band: AgeBand, words: str
) -> None:
    made = small_world.invited(profile=a_profile(age_band=band))
    browsing = start(app.test_client(), made.link.token).follow("Your rights")
    (shown,) = browsing.page.select("nav a[aria-current]")
    assert shown.get_text(strip=True) == words
    assert browsing.page.select('main a[href="tel:01632960103"]')
    assert browsing.follow("Back to your questions").path == "/welcome"


def test_it_is_the_law_of_their_councils_nation(app: Flask, small_world: World) -> None:
    councils = small_world.services.councils
    with pytest.MonkeyPatch.context() as patch:
        scots = {code: replace(own, nation=Nation.SCOTLAND) for code, own in councils.items()}
        patch.setitem(small_world.services.__dict__, "councils", scots)
        services = app.extensions["viewpoint.young_person"]
        patch.setitem(app.extensions, "viewpoint.young_person", replace(services, councils=scots))
        text = Browsing(app.test_client()).open("/rights").text
    assert HEARING in text
    assert "IRO" not in text
    assert HEARING not in Browsing(app.test_client()).open("/rights").text


def test_ages_that_there_are_not_are_let_be(client: FlaskClient) -> None:
    assert client.get("/rights?ages=99").data == client.get("/rights").data


def test_help_and_rights_are_there_on_a_mistyped_link_and_an_expired_one(
    inspector: object, app: Flask, small_world: World
) -> None:
    old = small_world.invited(answers_until=small_world.clock())
    for token in ("mistyped", old.link.token):
        browsing = Browsing(app.test_client()).open(f"/s/{token}")
        assert browsing.page.select('a[href="tel:999"]')
        browsing.press("en")
        assert browsing.status == 404
        assert browsing.page.select('a[href="tel:08001111"]')
        browsing.follow("Help: who else you can talk to").follow("Your rights")
        assert browsing.status == 200

"""Pages with sounds and pictures: what they link to, what they say of it, and how little they take."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask, g
from flask.testing import FlaskClient
from markupsafe import Markup, escape

from tests.builders import World, a_profile, a_world, demo_settings
from tests.spoken_words import recorded
from tests.web.browsing import Browsing, start
from tests.web.inspection import inspected
from viewpoint import paths
from viewpoint.domain.people import AgeBand, Profile
from viewpoint.domain.speech import LARGEST, Spoken, spoken
from viewpoint.exchange.questionnaires import load_library
from viewpoint.services.sounds import Sounds
from viewpoint.services.speak import Speak
from viewpoint.web.app import create_app
from viewpoint.web.hearing import sound_finder
from viewpoint.web.squeeze import squeezed
from viewpoint.wording.catalogues import ENGLISH_BENEATH

FORM, LIKE_HOME, SETTLED = "my_views_8_11", 2, 3
HEADERS = 1024
"""What the headers of an answer take at most, counted for each."""


@dataclass
class Place:
    """A council whose questions can be heard."""

    world: World
    client: FlaskClient
    folder: Path

    def child(self, profile: Profile | None = None) -> Browsing:
        """A young person who pressed Start."""
        made = self.world.invited(profile=profile or a_profile(age_band=AgeBand.EIGHT_TO_ELEVEN))
        return start(self.client, made.link.token)


@pytest.fixture(scope="module")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first questions of one questionnaire; one option is a person's."""
    folder = tmp_path_factory.mktemp("sounds")
    recorded(folder / f"recorded/en/{FORM}/like_home.very_bad.wav")
    library = load_library(paths.questionnaires(), paths.translations())
    Speak(folder).speak("en", tuple(spoken(library.questionnaires[FORM], "en"))[:30])
    return folder


@pytest.fixture
def place(sounds: Path, empty_sqlite: Path, tmp_path: Path) -> Iterator[Place]:
    """The app with those sounds."""
    shutil.copy(empty_sqlite, tmp_path / "heard.sqlite3")
    settings = demo_settings(tmp_path, f"sqlite:///{tmp_path / 'heard.sqlite3'}")
    world = a_world(replace(settings, sounds=sounds))
    app = create_app(world.services.settings, world.services)
    inspected(app)
    yield Place(world, app.test_client(), sounds)
    world.services.database.close()


def taken(client: FlaskClient, page: BeautifulSoup, own: bytes) -> tuple[int, int]:
    """The requests and bytes of a page on a phone that has never been here."""
    fetched = [str(link["href"]) for link in page.select("link[rel=stylesheet]")]
    fetched += [str(script["src"]) for script in page.select("script[src]")]
    answers = [client.get(url, headers={"Accept-Encoding": "br"}, buffered=True) for url in fetched]
    sizes = [len(squeezed(own)), *(len(answer.data) for answer in answers)]
    return len(sizes), sum(sizes) + HEADERS * len(sizes)


def test_the_question_its_hint_and_every_option_lead_to_a_small_sound(place: Place) -> None:
    child = place.child().open(f"/q/{SETTLED}")
    options = child.page.select("input[name=settled]")
    links = child.page.select("main a.listen")
    assert len(links) == len(options) + 2
    assert len({link["href"] for link in links}) == len(links)
    for link in links:
        answer = place.client.get(str(link["href"]), buffered=True)
        assert answer.status_code == 200
        assert answer.mimetype == "audio/mpeg"
        assert 0 < len(answer.data) <= LARGEST
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_part_of_a_sound_is_answered_as_ios_wants_it(place: Place) -> None:
    link = place.child().open(f"/q/{SETTLED}").page.select("a.listen")[0]
    answer = place.client.get(str(link["href"]), headers={"Range": "bytes=0-1"}, buffered=True)
    assert (answer.status_code, len(answer.data)) == (206, 2)


def test_nothing_of_a_sound_is_fetched_by_the_page_itself(place: Place) -> None:
    page = place.child().open(f"/q/{SETTLED}").page
    assert page.select("audio, source, link[rel=preload], link[rel=prefetch]") == []


def test_a_person_is_not_called_a_computer(place: Place) -> None:
    page = place.child().open(f"/q/{LIKE_HOME}").page
    assert "Computer voice" in page.get_text()
    sound = place.world.services.sounds
    labels = [str(link["aria-label"]) for link in page.select(".option a.listen")]
    found = {label: sound.find("en", label.removeprefix("Listen: ")) for label in labels}
    by_person = [label for label, each in found.items() if each and not each.is_computer]
    assert by_person == ["Listen: Very bad"]


def test_a_question_with_sounds_takes_three_requests_and_fourteen_kilobytes(place: Place) -> None:
    child = place.child()
    for number in (LIKE_HOME, SETTLED):
        child.open(f"/q/{number}")
        requests, size = taken(place.client, child.page, child.answer.data)
        assert requests <= 3
        assert size <= 14 * 1024, number


def test_a_language_without_sounds_has_no_buttons(place: Place) -> None:
    made = place.world.invited(profile=a_profile(age_band=AgeBand.EIGHT_TO_ELEVEN), language="cy")
    page = start(place.client, made.link.token, "cy").open(f"/q/{SETTLED}").page
    assert page.select(".listen") == []
    assert page.select("[data-listen]") != []


def test_a_break_is_offered_half_way_and_leads_back_to_the_same_question(place: Place) -> None:
    child = place.child()
    offered = []
    for number in range(1, 40):
        child.open(f"/q/{number}")
        if child.path == f"/q/{number}" and child.page.select("button[value=break]"):
            offered.append(number)
    assert len(offered) == 1
    child.open(f"/q/{offered[0]}").press("break")
    assert child.path == f"/break?at={offered[0]}"
    assert child.page.select(".circle, canvas") != []
    child.follow("Back to my questions")
    assert child.path == f"/q/{offered[0]}"


def test_going_on_a_break_keeps_what_was_answered_and_skips_nothing(place: Place) -> None:
    child = place.child().open(f"/q/{SETTLED}")
    form = child.page.select("main form")[-1]
    fields = child.fields(form)
    fields.add("go", "break")
    child.submit(form, fields)
    assert child.path.startswith("/break")
    child.open(f"/q/{SETTLED}")
    fields = child.fields(child.page.select("main form")[-1])
    fields.setlist("settled", ["mostly"])
    fields.add("go", "break")
    child.submit(child.page.select("main form")[-1], fields)
    child.open(f"/q/{SETTLED}")
    assert [each["value"] for each in child.page.select("input[name=settled][checked]")] == ["mostly"]


def test_from_twelve_on_the_break_is_plain_and_there_is_no_hedgehog(place: Place) -> None:
    child = place.child(a_profile())
    child.open("/break")
    assert child.page.select(".circle, canvas, summary") == []
    assert "Your answers are safe." in child.text
    assert "hedgehog" not in child.open("/language").text


def test_the_hedgehog_goes_and_comes_back(place: Place) -> None:
    child = place.child().open("/welcome")
    drawn = str(child.page.select_one("svg.art"))
    child.open("/language").press("No hedgehog")
    assert str(child.open("/welcome").page.select_one("svg.art")) != drawn
    child.open("/language").press("Bring the hedgehog back")
    assert str(child.open("/welcome").page.select_one("svg.art")) == drawn


def test_words_with_their_english_beneath_are_heard_in_their_own_language(tmp_path: Path) -> None:
    words = "Rhywun arall & ti"
    Speak(tmp_path).speak("cy", (Spoken(place="cy/small/home", language="cy", text=words),))
    app = Flask("heard")
    with app.test_request_context():
        g.language, app.extensions["viewpoint.languages"] = "cy", ("en", "cy")
        sound = sound_finder(Sounds(tmp_path))
        beneath = escape(words) + Markup(ENGLISH_BENEATH) % "Someone else"  # noqa: S704 - as pages do
        plain, both = sound(words), sound(beneath)
    assert plain is not None
    assert plain == both
    assert plain.words == words

"""What can be heard, in a real browser: fetched on a tap and never before, and played where it is."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Request

from tests.browser import BrowserPages
from tests.builders import Made, a_profile
from tests.journeys.served import Served
from viewpoint import paths
from viewpoint.domain.people import AgeBand
from viewpoint.domain.speech import Spoken, spoken
from viewpoint.exchange.questionnaires import load_library
from viewpoint.services.speak import Speak

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FORM = "my_views_8_11"
PLAYING = (
    "window.played = []; HTMLMediaElement.prototype.play = function ()"
    "{ window.played.push(this.src); return Promise.resolve(); };"
)
LOCAL = "{name: 'here', lang: 'en-GB', localService: true}"
REMOTE = "{name: 'far', lang: 'en-GB', localService: false}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first questions of one questionnaire, spoken by the computer."""
    folder = tmp_path_factory.mktemp("sounds")
    Speak(folder).speak("en", first_texts())
    return folder


@pytest.fixture
def sounds_folder(made: Path) -> Path | None:
    """Sounds; a test that wants none gives None instead."""
    return made


def first_texts() -> tuple[Spoken, ...]:
    library = load_library(paths.questionnaires(), paths.translations())
    return tuple(spoken(library.questionnaires[FORM], "en"))[:30]


def a_child(served: Served) -> Made:
    return served.world.invited(profile=a_profile(age_band=AgeBand.EIGHT_TO_ELEVEN))


def at_a_question(served: Served, page: Page) -> list[Request]:
    """At the first question with options; what is fetched from there on."""
    served.start(page, a_child(served).link.token)
    fetched: list[Request] = []
    page.on("request", lambda each: fetched.append(each))
    for number in range(1, 8):
        page.goto(f"{served.url}/q/{number}")
        if page.locator(".option .listen, .option").count():
            return fetched
    raise AssertionError("no question has options")


def heard(fetched: list[Request]) -> list[str]:
    return [each.url for each in fetched if "/static/s/" in each.url]


def test_nothing_is_fetched_before_a_tap_and_only_what_was_tapped_after_it(
    served: Served, browser_page: BrowserPages
) -> None:
    page = browser_page()
    fetched = at_a_question(served, page)
    page.wait_for_load_state("networkidle")
    assert page.locator(".option .listen").count() == page.locator("input[name=like_home]").count() > 1
    assert heard(fetched) == []
    with page.expect_response(lambda answer: "/static/s/" in answer.url) as answered:
        page.click(".option .listen >> nth=1")
    assert answered.value.status in {200, 206}
    assert answered.value.headers["content-type"] == "audio/mpeg"
    assert len(set(heard(fetched))) == 1
    assert "/q/" in page.url
    assert page.locator("input[name=like_home]:checked").count() == 0, "hearing an answer does not choose it"


def test_a_second_tap_stops_it_and_another_one_begins_that_one(
    served: Served, browser_page: BrowserPages
) -> None:
    page = browser_page()
    page.add_init_script(PLAYING)
    at_a_question(served, page)
    first, second = page.locator(".listen >> nth=0"), page.locator(".listen >> nth=1")
    first.click()
    assert page.locator(".listen[data-on]").count() == 1
    second.click()
    assert first.get_attribute("data-on") is None
    second.click()
    assert page.locator(".listen[data-on]").count() == 0
    assert len(page.evaluate("window.played")) == 2


def test_it_still_works_when_the_body_was_swapped(served: Served, browser_page: BrowserPages) -> None:
    page = browser_page()
    page.add_init_script(PLAYING)
    at_a_question(served, page)
    page.evaluate(
        "document.body.replaceWith(document.body.cloneNode(true));"
        "document.dispatchEvent(new Event('viewpoint:page'))"
    )
    page.click(".listen >> nth=0")
    assert len(page.evaluate("window.played")) == 1


def test_without_script_it_is_a_plain_link_to_the_sound(served: Served, browser_page: BrowserPages) -> None:
    page = browser_page(javascript=False)
    at_a_question(served, page)
    address = page.get_attribute(".listen >> nth=0", "href")
    assert address is not None
    answer = page.request.get(served.url + address)
    assert (answer.status, answer.headers["content-type"]) == (200, "audio/mpeg")
    assert "immutable" in answer.headers["cache-control"]


def test_a_computer_voice_is_called_one(served: Served, browser_page: BrowserPages) -> None:
    page = browser_page()
    at_a_question(served, page)
    assert page.get_by_text("Computer voice").count() == 1


@pytest.mark.parametrize("sounds_folder", [None])
@pytest.mark.parametrize(("voices", "buttons"), [(LOCAL, True), (REMOTE, False), ("", False)])
def test_without_a_sound_the_devices_own_voice_reads_only_if_it_is_local(
    served: Served, browser_page: BrowserPages, voices: str, buttons: bool
) -> None:
    page = browser_page()
    page.add_init_script(
        f"speechSynthesis.getVoices = () => [{voices}]; window.said = [];"
        "window.SpeechSynthesisUtterance = function (words) { this.text = words; };"
        "speechSynthesis.speak = (spoken) => window.said.push([spoken.text, spoken.voice.name]);"
    )
    at_a_question(served, page)
    assert (page.locator(".listen").count() > 0) is buttons
    if buttons:
        assert page.locator(".listen").count() >= page.locator(".option").count() + 1
        page.click(".option .listen >> nth=0")
        words = page.inner_text(".option label >> nth=0").strip()
        assert page.evaluate("window.said") == [[words, "here"]]


def test_drawing_and_breathing_ask_nothing_of_anybody_and_move_only_when_asked(
    served: Served, browser_page: BrowserPages
) -> None:
    page = browser_page()
    at_a_question(served, page)
    page.goto(f"{served.url}/break")
    page.wait_for_selector("canvas")
    asked: list[Request] = []
    page.on("request", lambda each: asked.append(each))
    assert page.evaluate("document.getAnimations().length") == 0
    page.click("summary")
    assert page.evaluate("document.getAnimations().length") == 1
    page.locator("canvas").scroll_into_view_if_needed()
    box = page.locator("canvas").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 60)
    page.mouse.up()
    pen = "document.querySelector('canvas').getContext('2d')"
    inked = f"[...{pen}.getImageData(0, 0, 200, 200).data].some(Boolean)"
    assert page.evaluate(inked)
    page.click(".draw button")
    assert not page.evaluate(inked)
    assert asked == []
    page.click("main .go a")
    assert "/q/" in page.url


def test_nothing_moves_for_those_who_want_no_motion(served: Served, browser_page: BrowserPages) -> None:
    page = browser_page(reduced_motion="reduce")
    at_a_question(served, page)
    page.goto(f"{served.url}/break")
    page.click("summary")
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.is_visible("text=count to 4")

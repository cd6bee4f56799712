"""The look of a young person's pages: what is chosen is kept; more is fetched only then."""

import re

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from tests.builders import World
from tests.web.browsing import Browsing, start
from viewpoint.web import assets
from viewpoint.web.young_person.look import KINDS, asked_for, choices

MOST_OF_A_LOOK = 4 * 1024
MOST_OF_A_FONT = 13 * 1024


def look_of(browsing: Browsing) -> str:
    html = browsing.page.html
    assert html is not None
    return str(html.get("data-look", ""))


def fetched(page: BeautifulSoup) -> list[str]:
    return [
        str(tag.get("href") or tag.get("src")) for tag in page.select("link[rel=stylesheet], script[src]")
    ]


@pytest.fixture
def browsing(client: FlaskClient, small_world: World) -> Browsing:
    return start(client, small_world.invited().link.token)


def test_without_a_look_nothing_more_is_fetched(browsing: Browsing) -> None:
    assert look_of(browsing) == ""
    assert [re.split(r"[./]", url)[2] for url in fetched(browsing.page)] == ["young_person", "young_person"]


def test_a_look_brings_its_stylesheet_and_scanning_its_script(browsing: Browsing) -> None:
    chosen = {"look": ["dark", "big"], "size": "larger", "scan": "scan-slow"}
    browsing.open("/language").press("look", chosen)
    assert look_of(browsing) == "dark big larger scan-slow"
    names = [re.split(r"[./]", url)[2] for url in fetched(browsing.page)]
    assert names == ["young_person", "look", "young_person", "scan"]


def test_what_was_chosen_is_shown_as_chosen_and_can_be_taken_back(browsing: Browsing) -> None:
    browsing.open("/language").press("look", {"look": "calm", "size": "large"})
    checked = {str(tag["value"]) for tag in browsing.page.select("main input[checked]")}
    assert checked == {"calm", "large", ""}
    browsing.press("look", {"look": [], "size": "", "scan": ""})
    assert look_of(browsing) == ""


def test_a_look_is_kept_for_the_next_visit(client: FlaskClient, small_world: World) -> None:
    start(client, small_world.invited().link.token).open("/language").press("look", {"look": "easier"})
    assert look_of(start(client, small_world.invited().link.token)) == "easier"


@pytest.mark.parametrize("given", ["javascript:x", "dark calm", "scan-slow", ""])
def test_a_word_that_is_no_look_is_left_out(given: str) -> None:
    assert asked_for(MultiDict({"look": given, "size": given})) == ""


def test_of_sizes_and_speeds_one_alone_is_taken() -> None:
    assert asked_for(MultiDict([("size", "large"), ("size", "larger")])) == "large"


def test_each_group_always_shows_one_choice_of_those_that_stand_alone(app: Flask) -> None:
    for look in ("", "dark", "larger scan-fast"):
        with app.test_request_context("/language"):
            alone = [group for group in choices(look) if group.kind == "radio"]
        assert [sum(choice.is_chosen for choice in group.choices) for group in alone] == [1] * len(alone)
        assert alone


@pytest.mark.parametrize("word", [word for kind in KINDS.values() for word in kind.words if word])
def test_every_word_of_a_look_does_something(word: str) -> None:
    css = (assets.SOURCE / "look.css").read_text("utf-8")
    script = (assets.SOURCE / "script" / "scan.js").read_text("utf-8")
    assert f"[data-look~={word}]" in css or f'"{word}":' in script


def test_the_look_and_its_letters_are_small_and_come_from_here(browsing: Browsing) -> None:
    browsing.open("/language").press("look", {"look": "easier"})
    sheet = fetched(browsing.page)[1]
    squeezed = browsing.client.get(sheet, headers={"Accept-Encoding": "gzip"}, buffered=True)
    assert len(squeezed.data) <= MOST_OF_A_LOOK
    css = browsing.client.get(sheet, buffered=True).text
    fonts = re.findall(r"url\(([^)]*)\)", css)
    assert len(fonts) == len(assets.FONTS)
    for name in fonts:
        font = browsing.client.get(f"/static/{name}", buffered=True)
        assert (font.status_code, font.mimetype) == (200, "font/woff2")
        assert font.data.startswith(b"wOF2")
        assert len(font.data) <= MOST_OF_A_FONT
        assert "immutable" in font.headers["Cache-Control"]


def test_the_letters_come_with_their_licence() -> None:
    licence = (assets.SOURCE / "fonts" / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Atkinson Hyperlegible Next" in licence

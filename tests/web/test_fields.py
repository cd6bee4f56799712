"""What is kept of question pages: only those on which nobody said anything."""

import pytest
from flask import Flask

from tests.builders import World
from tests.web.browsing import OURS, Browsing
from viewpoint.web.young_person import fields

WORDS = "Unmistakable words of one young person"


def begun(app: Flask, small_world: World, language: str = "en") -> Browsing:
    client = app.test_client()
    client.post(f"/s/{small_world.invited().link.token}", data={"lang": language}, headers=OURS)
    return Browsing(client)


def kept(app: Flask) -> str:
    return "".join(str(each) for each in app.extensions.get(fields.KEPT, {}).values())


def test_an_empty_page_is_made_once_for_everybody(app: Flask, small_world: World) -> None:
    first = begun(app, small_world).open("/q/3").text
    count = len(app.extensions[fields.KEPT])
    assert begun(app, small_world).open("/q/3").text == first
    assert len(app.extensions[fields.KEPT]) == count


def test_an_answer_stands_on_its_own_page_and_is_not_kept(app: Flask, small_world: World) -> None:
    mine, theirs = begun(app, small_world), begun(app, small_world)
    mine.open("/q/3").press("next", {"settled": "always"})
    assert "checked" in str(mine.open("/q/3").page.select_one("input[value=always]"))
    assert "checked" not in str(theirs.open("/q/3").page.select_one("input[value=always]"))
    assert 'value="always"' in kept(app)
    assert 'value="always" checked' not in kept(app)


def test_words_are_never_kept(app: Flask, small_world: World) -> None:
    mine = begun(app, small_world).open("/q/3")
    while not mine.page.select("textarea"):
        mine.press("skip")
    address, name = mine.path, str(mine.page.select_one("textarea")["name"])  # type: ignore[index]  # it is there
    mine.press("next", {name: WORDS}).open(address)
    assert WORDS in str(mine.page)
    assert WORDS not in kept(app)


def test_another_language_has_its_own(app: Flask, small_world: World) -> None:
    english = begun(app, small_world).open("/q/3").button("next").text
    welsh = begun(app, small_world, "cy").open("/q/3").button("next").text
    assert english != welsh


def test_no_more_is_kept_than_there_is_room_for(
    app: Flask, small_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fields, "MOST_KEPT", 1)
    mine = begun(app, small_world)
    for number in (3, 4, 5):
        mine.open(f"/q/{number}")
    assert len(app.extensions[fields.KEPT]) == 1

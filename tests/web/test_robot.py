"""A robot answers every questionnaire over HTTP, each condition taken both ways, in every language.

On the way each page is weighed as a phone that has never been here would fetch it.
"""

import gzip
import os
import re
from collections.abc import Mapping

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.builders import Made, World
from tests.ways import PICTURES, Way, invited_on, shipped, ways
from viewpoint.domain.languages import LANGUAGES
from viewpoint.domain.response import Answer
from viewpoint.domain.routing import Page

SPOKEN = [*LANGUAGES] if os.environ.get("CI") else ["ti"]
"""Every machine walks in the longest letters; where CI is set, in all languages."""
FORMS = sorted(shipped().questionnaires)
HEADERS = 400
"""What the headers of an answer take, counted for each."""
MOST_BYTES, MOST_WITH_PICTURES, MOST_REQUESTS = 14 * 1024, 30 * 1024, 3
OWN = {"Sec-Fetch-Site": "same-origin", "X-Viewpoint-Step": "1", "Accept-Encoding": "gzip"}
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_FETCHED = re.compile(r'<(?:link rel="stylesheet" href|script defer src|img src)="([^"]+)"')


@pytest.mark.slow
@pytest.mark.parametrize("language", SPOKEN)
def test_every_way_through_every_questionnaire_ends_at_help_and_thanks(
    app: Flask, small_world: World, language: str
) -> None:
    walked, heaviest = 0, 0
    for form_id in FORMS:
        for way in ways(form_id):
            robot = Robot(app, invited_on(small_world, way, language), language)
            robot.walk(way)
            heaviest = max(heaviest, robot.heaviest)
            walked += 1
    print(f"\n{language}: {walked} paths through {len(FORMS)} questionnaires, heaviest page {heaviest} bytes")  # noqa: T201 - the count is asked for


class Robot:
    """Somebody at a link who answers what a way says, and looks at each page on it."""

    def __init__(self, app: Flask, made: Made, language: str) -> None:
        self.client: FlaskClient = app.test_client()
        self.language = language
        self.made = made
        self.heaviest = 0
        self.path, self.text = "", ""

    def walk(self, way: Way) -> None:
        """From the link to what is sent."""
        self._post(f"/s/{self.made.link.token}", {"lang": self.language})
        self._post("/welcome", {"go": "next"})
        if self.path == "/who":
            self._post("/who", {"go": "next", "who": "alone"})
        if self.path == "/pictures/choose":
            self._post(self.path, {"go": "skip"})
        while self.path.startswith("/pictures"):
            for picture in PICTURES:
                self._post(self.path, {"picture": picture})
        for number, page, given in way.steps:
            self._answer(number, page, given)
        assert self.path == "/check"
        self._post("/send", {"go": "send"})
        assert self.path == "/sent"

    def _answer(self, number: int, page: Page, given: Mapping[str, Answer]) -> None:
        assert self.path == f"/q/{number}", f"{self.path} where {page.name} was expected"
        for row in page.questions:
            assert str(escape(row.label.in_language(self.language))) in self.text, row.name
        self._weighed(page)
        self._post(self.path, _fields(given))
        if self.path.startswith("/talk"):
            self._post(self.path, {"go": "next", "tell": "not_now"})

    def _post(self, path: str, fields: Mapping[str, object]) -> None:
        token = _TOKEN.search(self.text)
        data = MultiDict[str, object](dict(fields))
        data["csrf_token"] = token[1] if token else ""
        self._arrived(self.client.post(path, data=data, headers=OWN), path)

    def _arrived(self, answer: TestResponse, path: str) -> None:
        is_squeezed = answer.headers.get("Content-Encoding") == "gzip"
        self.text = (gzip.decompress(answer.data) if is_squeezed else answer.data).decode()
        assert answer.status_code == 200, f"{answer.status_code} at {path}"
        self.path = answer.headers.get("Content-Location", path)
        self._size = len(answer.data)
        spoken = LANGUAGES[self.language]
        assert f'<html lang="{spoken.bcp47}" dir="{spoken.direction}"' in self.text, path
        assert self.text.count("<h1") == 1, path
        for always in ('id="leave"', 'href="tel:999"', 'href="/help"', "<title>"):
            assert always in self.text, f"{always} is not on {path}"

    def _weighed(self, page: Page) -> None:
        fetched = tuple(_FETCHED.findall(self.text))
        assert 1 + len(fetched) <= MOST_REQUESTS, fetched
        assert not any("//" in address for address in fetched)
        size = self._size + sum(_bytes_of(self.client, address) for address in fetched)
        size += HEADERS * (1 + len(fetched))
        has_pictures = 'class="face"' in self.text or 'class="symbol"' in self.text
        assert size <= (MOST_WITH_PICTURES if has_pictures else MOST_BYTES), f"{page.name}: {size} bytes"
        self.heaviest = max(self.heaviest, size)


_KEPT: dict[str, int] = {}


def _bytes_of(client: FlaskClient, address: str) -> int:
    if address not in _KEPT:
        _KEPT[address] = len(client.get(address, headers={"Accept-Encoding": "br"}, buffered=True).data)
    return _KEPT[address]


def _fields(given: Mapping[str, Answer]) -> dict[str, object]:
    said = {name: _said(answer) for name, answer in given.items() if answer.is_answered}
    return {"go": "next" if said or not given else "skip", **said}


def _said(answer: Answer) -> object:
    if answer.chosen:
        return list(answer.chosen)
    return answer.words or str(answer.number)

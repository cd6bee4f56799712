"""What the recorder's script posts and is given, and what is refused."""

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.builders import World
from tests.web.browsing import Browsing, start
from viewpoint.domain.council import Council
from viewpoint.domain.people import AuthorityId
from viewpoint.domain.voice import MOST_BYTES

WEBM = b"\x1aE\xdf\xa3" + b"a voice"
HERE = "/q/8/voice"


@pytest.fixture
def speaking(client: FlaskClient, small_world: World) -> Iterator[Browsing]:
    councils = cast("dict[AuthorityId, Council]", small_world.services.councils)
    before = dict(councils)
    councils.update({code: replace(each, has_voice_answers=True) for code, each in before.items()})
    yield start(client, small_world.invited().link.token)
    councils.update(before)


def post(speaking: Browsing, content: bytes, to: str = HERE, token: str | None = None) -> TestResponse:
    if token is None:
        field = speaking.open("/q/8").page.select_one("input[name=csrf_token]")
        assert field
        token = str(field["value"])
    headers = {"X-CSRFToken": token}
    return speaking.client.post(to, data=content, content_type="application/octet-stream", headers=headers)


def test_a_recording_is_kept_and_given_back_and_taken_away(speaking: Browsing) -> None:
    assert post(speaking, WEBM).status_code == 204
    given = speaking.client.get(HERE)
    assert (given.data, given.mimetype) == (WEBM, "audio/webm")
    assert given.headers["Cache-Control"] == "no-store"
    assert post(speaking, b"").status_code == 204
    assert speaking.client.get(HERE).status_code == 404


def test_what_is_no_recording_is_refused(speaking: Browsing) -> None:
    assert post(speaking, b"<script>alert(1)</script>").status_code == 422


def test_more_than_two_megabytes_are_not_read(speaking: Browsing) -> None:
    assert post(speaking, WEBM + bytes(MOST_BYTES)).status_code == 413
    assert post(speaking, WEBM + bytes(MOST_BYTES - 100)).status_code == 204


def test_elsewhere_the_usual_limit_holds(speaking: Browsing) -> None:
    assert post(speaking, bytes(100 * 1024), to="/q/8").status_code == 413


def test_it_wants_the_token_of_the_page(speaking: Browsing) -> None:
    assert post(speaking, WEBM, token="").status_code == 400


@pytest.mark.parametrize("number", [1, 21, 999])
def test_other_questions_take_none(speaking: Browsing, number: int) -> None:
    assert post(speaking, WEBM, to=f"/q/{number}/voice").status_code == 404


def test_the_microphone_is_allowed_in_such_a_visit_and_nowhere_else(speaking: Browsing, app: Flask) -> None:
    policy = speaking.client.get("/q/8").headers["Permissions-Policy"]
    assert "microphone=(self)" in policy
    assert "camera=()" in policy
    assert "microphone=()" in app.test_client().get("/help").headers["Permissions-Policy"]


def test_the_choice_of_who_sees_it_holds_for_what_was_only_said(speaking: Browsing) -> None:
    post(speaking, WEBM)
    speaking.open("/q/8").press("next", {"share_good_things": "myself"})
    speaking.open("/q/8")
    chosen = speaking.page.select_one("input[name=share_good_things][checked]")
    assert chosen
    assert chosen["value"] == "myself"
    speaking.open("/check")
    assert "You said it aloud" in speaking.text

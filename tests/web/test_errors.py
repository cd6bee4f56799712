"""Errors: every one has its page on both sides, which tells nobody what went wrong inside."""

import logging
from importlib import import_module
from pkgutil import walk_packages

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

import viewpoint
from tests.builders import Made, World
from tests.web.browsing import OURS, Browsing, start
from tests.web.inspection import inspected
from viewpoint.channels.message import DeliveryFailed
from viewpoint.domain.branches import TooManyBranches
from viewpoint.domain.errors import (
    RemindedAlready,
    SealBroken,
    StorageUnavailable,
    TooManyTries,
    ViewpointError,
)
from viewpoint.domain.expression import ConditionRefused
from viewpoint.domain.response import AnswerRejected, Reason
from viewpoint.services.seal_release import NotYet
from viewpoint.storage.releases import SealedBefore
from viewpoint.web.errors import PAGES, page_for, wait_in_words
from viewpoint.wording.voice import ProgramMissing, SoundRefused

WORDS = "the dog and the big garden"
NEVER_IN_A_REQUEST = {
    ConditionRefused: "a questionnaire is read when the app starts",
    TooManyBranches: "so is its longest path",
    DeliveryFailed: "messages are sent by the worker",
    NotYet: "rounds are sealed by the worker",
    SealedBefore: "so they are only once",
    ProgramMissing: "sounds are made by a command",
    SoundRefused: "so they are",
    RemindedAlready: "the service says it of one invitation among many",
}
SETTLED = 3


def every_error() -> list[type[ViewpointError]]:
    """All there are, in whichever module."""
    for module in walk_packages(viewpoint.__path__, "viewpoint."):
        if not module.name.startswith(("viewpoint.bootstrap", "viewpoint._", "viewpoint.storage.migrations")):
            import_module(module.name)
    found: list[type[ViewpointError]] = []
    waiting: list[type[ViewpointError]] = [ViewpointError]
    while waiting:
        error = waiting.pop()
        below = error.__subclasses__()
        waiting += below
        found += [] if below else [error]
    return found


def test_every_error_has_its_page_or_never_comes_up_in_a_request() -> None:
    without = [
        error
        for error in every_error()
        if not any(each in PAGES for each in error.__mro__ if each is not ViewpointError)
    ]
    exempt = tuple(NEVER_IN_A_REQUEST)
    assert [error for error in without if not issubclass(error, exempt)] == []
    assert all(any(issubclass(error, each) for error in without) for each in exempt)


def an_error(kind: type[Exception]) -> Exception:
    if kind is TooManyTries:
        return TooManyTries(61)
    return AnswerRejected("settled", Reason.TOO_LONG) if kind is AnswerRejected else kind(WORDS)


def raises(app: Flask, error: Exception) -> None:
    """Two pages that raise it, one on either side."""

    def _raise() -> str:
        raise error

    for number, rule in enumerate(("/raise", "/iro/raise")):
        app.add_url_rule(rule, f"raise_{number}", _raise, methods=["GET", "POST"])


@pytest.mark.parametrize("kind", [*PAGES, RuntimeError], ids=lambda kind: str(kind.__name__))
def test_an_error_is_answered_with_its_page_on_both_sides_and_tells_no_words(
    app: Flask, kind: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    raises(app, an_error(kind))
    inspected(app)
    client = app.test_client()
    with caplog.at_level(logging.DEBUG):
        for rule in ("/raise", "/iro/raise"):
            answer = client.get(rule)
            assert answer.status_code == page_for(an_error(kind)).status
            assert "<h1" in answer.text
            assert WORDS not in answer.text
            assert "Traceback" not in answer.text
    assert WORDS not in caplog.text
    assert kind.__name__ in caplog.text


def test_an_unforeseen_error_is_logged_by_its_kind_and_place(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    raises(app, RuntimeError(WORDS))
    with caplog.at_level(logging.ERROR):
        assert app.test_client().get("/raise").status_code == 500
    (line,) = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert line.startswith("unforeseen RuntimeError at raises.<locals>._raise:")


def test_in_tests_of_the_app_an_unforeseen_error_is_raised(app: Flask) -> None:
    raises(app, RuntimeError("look here"))
    app.testing = True
    with pytest.raises(RuntimeError, match="look here"):
        app.test_client().get("/raise")


@pytest.mark.parametrize("code", [403, 404, 405, 410, 500, 503])
def test_what_http_says_is_answered_in_our_words(app: Flask, code: int) -> None:
    app.add_url_rule("/aborts", "aborts", lambda: abort(code))
    answer = app.test_client().get("/aborts")
    assert answer.status_code == code
    assert "<h1" in answer.text
    assert "<!doctype html>" in answer.text.lower()


@pytest.mark.parametrize("path", ["/nowhere", "/q/1/style.css", "/iro/nowhere", "/static/nowhere.css", "/s/"])
def test_a_page_that_is_not_there_says_so(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Werkzeug" not in answer.text


def test_a_redirect_is_not_an_error(app: Flask) -> None:
    app.add_url_rule("/folder/", "folder", lambda: "here")
    answer = app.test_client().get("/folder")
    assert (answer.status_code, answer.headers["Location"]) == (308, "http://localhost/folder/")


def test_another_host_is_refused_without_a_word_of_it(app: Flask) -> None:
    answer = app.test_client().get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "evil" not in answer.text


def test_a_post_that_is_too_long_is_refused(client: FlaskClient) -> None:
    answer = client.post("/code", data={"code": "x" * 70_000}, headers=OURS)
    assert answer.status_code == 413


def at_settled(client: FlaskClient, made: Made) -> Browsing:
    return start(client, made.link.token).open(f"/q/{SETTLED}")


def test_a_page_open_too_long_shows_what_was_typed_once_more_and_takes_it_then(
    client: FlaskClient, small_world: World
) -> None:
    made = small_world.invited()
    browsing = at_settled(client, made).open("/q/8")
    form = browsing.page.select_one("main form")
    assert form is not None
    fields = browsing.fields(form)
    fields.setlist("csrf_token", ["stale"])
    fields.setlist("good_things", [WORDS])
    fields.add("go", "next")
    browsing.submit(form, fields)
    assert browsing.status == 400
    assert WORDS in browsing.answer.text
    again = browsing.page.select_one("main form")
    assert again is not None
    typed = browsing.fields(again)
    assert typed.getlist("good_things") == [WORDS]
    assert typed.getlist("csrf_token") != ["stale"]
    assert len(typed.getlist("csrf_token")) == 1
    browsing.submit(again, typed)
    assert browsing.status == 200
    assert WORDS in browsing.open("/check").text


def test_what_could_not_be_saved_is_shown_and_can_be_sent_again(
    app: Flask, small_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    browsing = start(app.test_client(), small_world.invited().link.token).open("/q/8")

    def _down(*_: object) -> None:
        raise StorageUnavailable("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(small_world.services.respond, "answer", _down)
        browsing.press("next", {"good_things": WORDS})
    assert browsing.status == 503
    assert WORDS in browsing.answer.text
    again = browsing.page.select_one("main form")
    assert again is not None
    browsing.submit(again, browsing.fields(again))
    assert browsing.status == 200
    assert WORDS in browsing.open("/check").text


def test_a_page_that_could_not_be_read_is_asked_for_again_not_posted(
    app: Flask, small_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    browsing = start(app.test_client(), small_world.invited().link.token)

    def _down(*_: object) -> None:
        raise StorageUnavailable("down")

    with monkeypatch.context() as broken:
        broken.setattr(small_world.services.respond, "journey", _down)
        browsing.open("/q/2?back=check")
    assert (browsing.status, browsing.page.select("main form")) == (503, [])
    browsing.follow("Try again")
    assert (browsing.status, browsing.path) == (200, "/q/2?back=check")


def test_another_sites_post_is_not_shown_again_for_a_press_to_do_its_bidding(
    client: FlaskClient, small_world: World
) -> None:
    start(client, small_world.invited().link.token)
    answer = client.post("/q/8", data={"good_things": WORDS}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 400
    assert WORDS not in answer.text


def test_a_password_is_never_shown_again(client: FlaskClient) -> None:
    browsing = Browsing(client).open("/staff/sign-in")
    form = browsing.page.select_one("main form")
    assert form is not None
    fields = browsing.fields(form)
    fields.setlist("csrf_token", ["stale"])
    fields.setlist("password", ["three made-up words"])
    browsing.submit(form, fields)
    assert browsing.status == 400
    assert "three made-up words" not in browsing.answer.text


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "1 second"), (59, "59 seconds"), (60, "60 seconds"), (61, "2 minutes"), (900, "15 minutes")],
)
def test_a_wait_is_said_as_people_say_it(app: Flask, seconds: int, words: str) -> None:
    with app.test_request_context("/"):
        assert wait_in_words(seconds) == words


def test_an_error_below_another_has_the_page_of_the_nearest_above() -> None:
    class Deeper(SealBroken):
        """Below."""

    assert page_for(Deeper()) == PAGES[SealBroken]
    assert page_for(ViewpointError()).status == 500

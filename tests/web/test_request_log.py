"""The log: one line of JSON a request, with ids and codes; never a token, a name or a word."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from flask import Flask

from tests.builders import PASSWORD, World
from tests.web.browsing import OURS, Browsing, sign_in, start
from viewpoint.web.request_log import JsonLines, set_up_logging

WORDS = "the dog and the big garden"
REACH = "after school by text"


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.fixture
def stream() -> io.StringIO:
    return io.StringIO()


@pytest.fixture(autouse=True)
def everything_logged(stream: io.StringIO) -> Iterator[None]:
    """Every logger there is, to the last detail."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield
    root.removeHandler(handler)
    root.setLevel(level)


def test_a_request_is_one_line_with_its_pattern_for_an_address(
    app: Flask, small_world: World, stream: io.StringIO
) -> None:
    app.test_client().get(f"/s/{small_world.invited().link.token}?name=Kit")
    (line,) = [each for each in lines(stream) if each["message"] == "request"]
    assert line.keys() == {
        "at",
        "level",
        "logger",
        "message",
        "request_id",
        "method",
        "route",
        "status",
        "milliseconds",
    }
    assert (line["route"], line["method"], line["status"]) == ("/s/<token>", "GET", 200)
    assert len(str(line["request_id"])) == 32


def test_a_page_that_is_not_there_leaves_its_address_out(app: Flask, stream: io.StringIO) -> None:
    app.test_client().get("/Kit-Pretend-was-here")
    (line,) = [each for each in lines(stream) if each["message"] == "request"]
    assert (line["route"], line["status"]) == ("", 404)


def test_a_line_cannot_be_forged() -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, 'a\n{"level": "forged"} \x1b[31m\u2028', (), None)
    (line,) = JsonLines().format(record).splitlines()
    assert json.loads(line)["message"].startswith("a\n{")
    assert "\x1b" not in line


def test_logging_goes_to_standard_error_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers = []
    try:
        set_up_logging("WARNING")
        logging.getLogger("viewpoint").warning("task %s", 1)
        logging.getLogger("viewpoint").info("not this one")
        (line,) = capsys.readouterr().err.splitlines()
    finally:
        root.handlers = handlers
        root.setLevel(level)
    assert json.loads(line)["message"] == "task 1"


def test_a_whole_journey_leaves_no_token_code_name_or_word_in_the_log(
    app: Flask, small_world: World, stream: io.StringIO
) -> None:
    made = small_world.invited()
    small_world.iro()
    young_person = start(app.test_client(), made.link.token)
    young_person.open("/q/8").press("next", {"good_things": WORDS})
    young_person.open("/talk").press("next", {"tell": "yes", "reach": REACH})
    small_world.clock.forward(minutes=3)
    young_person.open("/check").press("send")
    with app.test_client() as client:
        client.post("/code", data={"code": made.link.code, "lang": "en"}, headers=OURS)
        client.post("/code", data={"code": f"{made.link.code}X", "lang": "en"}, headers=OURS)
        client.post("/s/forged-token", headers=OURS)
        client.post("/q/8", data={"good_things": WORDS, "csrf_token": "stale"}, headers=OURS)
    while small_world.services.worker.run_once():
        pass
    iro = sign_in(app.test_client(), "iro@fernshire.example")
    iro.open("/iro/")
    assert "Kit Pretend" in iro.text
    response = next(link for link in iro.links() if "/iro/responses/" in link)
    iro.open(response)
    assert WORDS in iro.text
    refused = Browsing(app.test_client()).open("/staff/sign-in")
    form = refused.page.select_one("main form")
    assert form is not None
    fields = refused.fields(form)
    fields.setlist("email", ["iro@fernshire.example"])
    fields.setlist("password", [f"not {PASSWORD}"])
    refused.submit(form, fields)
    logged = stream.getvalue()
    assert len(lines(stream)) > 20
    handle, _, signature = made.link.token.partition(".")
    for secret in (
        handle,
        signature,
        made.link.code,
        WORDS,
        REACH,
        PASSWORD,
        "Kit",
        "garden",
        "forged-token",
    ):
        assert secret not in logged
    for name in ("Okoro", "iro@fernshire.example", "192.0.2.1", "07700900001"):
        assert name not in logged

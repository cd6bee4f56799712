"""What a phone keeps for when there is no signal: one page that is the same for everybody."""

import json
import re

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from tests.builders import World
from tests.web.browsing import start

CONSTANTS = re.compile(r"^var (NAME|PAGE|FILES) = (.+);$", re.MULTILINE)


def constants(client: FlaskClient, address: str) -> dict[str, object]:
    return {name: json.loads(value) for name, value in CONSTANTS.findall(client.get(address).text)}


def test_the_page_says_no_more_than_holds_everywhere(client: FlaskClient, small_world: World) -> None:
    browsing = start(client, small_world.invited().link.token).open("/no-signal")
    assert browsing.heading == "No signal"
    assert "What you saved is safe." in browsing.text
    numbers = [str(link["href"]) for link in browsing.page.select("a[href^='tel:']")]
    assert numbers == ["tel:999", "tel:08001111"]
    assert "Fernshire" not in browsing.answer.text
    assert "Kit" not in browsing.text
    assert not browsing.page.select("footer form, footer a:not([href^='tel:'])")


def test_it_is_the_same_with_and_without_a_visit_and_leaves_no_cookie(
    client: FlaskClient, small_world: World
) -> None:
    before = client.get("/no-signal?l=en")
    start(client, small_world.invited().link.token)
    after = client.get("/no-signal?l=en")
    assert before.data == after.data
    assert "Set-Cookie" not in before.headers


def test_the_worker_keeps_that_page_and_immutable_files_and_nothing_else(client: FlaskClient) -> None:
    kept = constants(client, "/worker.js?l=en")
    assert kept["PAGE"] == "/no-signal?l=en"
    files = kept["FILES"]
    assert isinstance(files, list)
    for address in files:
        answer = client.get(address, buffered=True)
        assert "immutable" in answer.headers["Cache-Control"]
        assert not address.startswith("/static/s/"), "what is heard tells what was asked"
    worker = client.get("/worker.js")
    assert worker.mimetype == "text/javascript"
    assert worker.headers["Cache-Control"] == "no-store"
    assert "script-src 'self'" in worker.headers["Content-Security-Policy"]


def test_all_that_the_page_needs_is_kept_with_it(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/no-signal").data, "html5lib")
    needed = {str(link["href"]) for link in page.select("link[rel=stylesheet]")}
    needed |= {str(script["src"]) for script in page.select("script[src]")}
    files = constants(client, "/worker.js")["FILES"]
    assert isinstance(files, list)
    assert needed <= set(files)


def test_only_pages_of_a_visit_have_it_kept(client: FlaskClient, small_world: World) -> None:
    made = small_world.invited()
    for address in (f"/s/{made.link.token}", "/code", "/help", "/no-signal", "/nowhere"):
        assert "data-worker" not in client.get(address).text
    page = start(client, made.link.token).page
    assert page.html is not None
    assert page.html["data-worker"] == "/worker.js?l=en"


def test_the_page_is_in_a_language_that_is_offered(client: FlaskClient) -> None:
    assert constants(client, "/worker.js?l=nonsense")["PAGE"] == "/no-signal?l=en"
    english, nonsense = client.get("/no-signal?l=en"), client.get("/no-signal?l=../../x")
    assert english.data == nonsense.data

"""Pages are compressed on their way, and their length tells nothing that somebody could have them say."""

import gzip

from flask.testing import FlaskClient

from tests.builders import World
from tests.web.browsing import start
from viewpoint.web.squeeze import MOST_PADDED, squeezed

GUESS = "safe_home-never"


def test_a_page_is_compressed_for_whoever_reads_it_so(client: FlaskClient, small_world: World) -> None:
    child = start(client, small_world.invited().link.token)
    plain = client.get("/welcome")
    answer = client.get("/welcome", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert b"<h1" in gzip.decompress(answer.data)
    assert len(answer.data) < len(plain.data) / 2
    assert child.status == 200


def test_staff_pages_are_as_long_as_they_are(client: FlaskClient) -> None:
    answer = client.get("/staff/sign-in", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers


def test_the_same_page_has_many_lengths() -> None:
    page = b"<h1>The same page</h1>" * 100
    made = [squeezed(page) for _ in range(200)]
    assert {gzip.decompress(each) for each in made} == {page}
    lengths = {len(each) for each in made}
    assert len(lengths) > 30
    assert max(lengths) - min(lengths) <= MOST_PADDED


def test_a_page_says_nothing_of_what_its_address_asks(client: FlaskClient, small_world: World) -> None:
    start(client, small_world.invited().link.token)
    for path in ("/welcome", "/who", "/check", "/help", "/later", "/talk", "/language", "/accessibility"):
        for asked in (f"x={GUESS}", f"back={GUESS}", f"back=/who?x={GUESS}", f"about={GUESS}"):
            answer = client.get(f"{path}?{asked}", follow_redirects=True)
            assert answer.status_code == 200
            assert GUESS not in answer.text, f"{path}?{asked}"


def test_the_way_back_from_the_language_is_not_made_longer_each_time(
    client: FlaskClient, small_world: World
) -> None:
    child = start(client, small_world.invited().link.token).open("/check")
    for _time in range(3):
        child.follow("Language")
        assert child.path == "/language?back=/check"

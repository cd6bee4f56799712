"""The first question on a phone that has never been here: three requests, and little to fetch."""

import brotli
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from tests.builders import World

MOST_BYTES = 14 * 1024
MOST_REQUESTS = 3
HEADERS = 1024
"""What the headers of an answer take at most, counted for each."""


def test_the_first_question_takes_three_requests_and_fourteen_kilobytes(
    client: FlaskClient, small_world: World
) -> None:
    made = small_world.invited()
    own = {"Sec-Fetch-Site": "same-origin"}
    client.post(f"/s/{made.link.token}", data={"lang": "en"}, headers=own)
    page = client.get("/q/3")
    soup = BeautifulSoup(page.data, "html5lib")
    fetched = [str(link["href"]) for link in soup.select("link[rel=stylesheet]")]
    fetched += [str(script["src"]) for script in soup.select("script[src]")]
    fetched += [str(image["src"]) for image in soup.select("img[src]")]
    icons = [str(link["href"]) for link in soup.select("link[rel=icon]")]
    assert icons == ["data:,"], "an icon of its own is one more request"
    assert "data-worker" not in page.text, "so is a worker, and what it keeps"
    answers = [client.get(url, headers={"Accept-Encoding": "br"}, buffered=True) for url in fetched]
    assert all(answer.status_code == 200 for answer in answers)
    assert all("immutable" in answer.headers["Cache-Control"] for answer in answers)
    sizes = [len(page.data), *(len(answer.data) for answer in answers)]
    assert 1 + len(fetched) <= MOST_REQUESTS
    assert sum(sizes) + HEADERS * len(sizes) <= MOST_BYTES


def test_the_stylesheet_is_small(client: FlaskClient, small_world: World) -> None:
    made = small_world.invited()
    page = client.get(f"/s/{made.link.token}")
    sheet = BeautifulSoup(page.data, "html5lib").select("link[rel=stylesheet]")[0]
    squeezed = client.get(str(sheet["href"]), headers={"Accept-Encoding": "gzip"}, buffered=True)
    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert len(squeezed.data) <= 4 * 1024
    assert brotli.decompress(
        client.get(str(sheet["href"]), headers={"Accept-Encoding": "br"}, buffered=True).data
    )

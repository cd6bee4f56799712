"""The reader keys a paper: by its code, all on one page, and never learns whose it is."""

import io
import zipfile

import pytest
from flask.testing import FlaskClient

from tests.builders import World
from tests.web.browsing import Browsing, sign_in
from tests.web.councils import email_of
from tests.web.staff_client import post, signed_in
from viewpoint.domain.permissions import Role

NAME = "Zebedee Unmistakable"


@pytest.fixture
def reader(client: FlaskClient, small_world: World) -> Browsing:
    small_world.account(Role.READER, email="reader@fernshire.example")
    return sign_in(client, "reader@fernshire.example")


def a_code(world: World, **override: str) -> str:
    made = world.invited(world.young_person(name=NAME), **override)
    coordinator = world.staff.get(Role.COORDINATOR) or world.account(Role.COORDINATOR)
    page = world.services.print_paper.pages(coordinator, [made.invitation.id], "paper.css")
    return page.partition('class="code" dir="ltr">')[2].partition("<")[0]


def test_a_paper_is_keyed_and_the_iro_sees_it_as_on_paper(
    reader: Browsing, small_world: World, client: FlaskClient
) -> None:
    code = a_code(small_world, language="ar")
    reader.press("Find the paper", {"code": code.lower().replace(" ", "-")})
    assert reader.path.startswith("/reader/papers/")
    assert NAME not in reader.text
    address = reader.path
    fields = {"who": "helper", "safe_home": "never", "good_things": "كلبي", "home_feel": "7"}
    reader.press("Keep it", fields)
    assert reader.path == "/reader/"
    assert "The paper is keyed" in reader.text
    reader.open(address)
    assert "كلبي" not in reader.text
    assert not reader.page.select("textarea")
    iro = sign_in(client.application.test_client(), email_of(small_world, small_world.iro()))
    iro.open("/iro/")
    link = iro.page.select_one("a[href*='/responses/']")
    assert link
    iro.open(str(link["href"]))
    for words in ("On paper", "كلبي", "7 out of 10", "Somebody helped them"):
        assert words in iro.text


def test_what_cannot_be_kept_is_shown_again_with_every_word(reader: Browsing, small_world: World) -> None:
    reader.press("Find the paper", {"code": a_code(small_world)})
    reader.press("Keep it", {"good_things": "My dog", "settled": "~not_saying"})
    assert reader.status == 422
    assert "My dog" in reader.text
    chosen = reader.page.select_one("input[name=settled][checked]")
    assert chosen
    assert chosen["value"] == "~not_saying"


def test_a_long_paper_in_a_long_script_fits(reader: Browsing, small_world: World) -> None:
    reader.press("Find the paper", {"code": a_code(small_world)})
    boxes = [str(box["name"]) for box in reader.page.select("textarea")]
    assert len(boxes) > 1
    reader.press("Keep it", {"who": "alone", **dict.fromkeys(boxes, "ሰ" * 4999)})
    assert reader.path == "/reader/"


def test_a_code_that_finds_nothing_says_so(reader: Browsing) -> None:
    reader.press("Find the paper", {"code": "2222 2222 2222"})
    assert reader.status == 422
    assert "no paper with this code" in reader.text


def test_a_coordinator_prints_one_as_a_pdf_and_several_as_a_zip(
    client: FlaskClient, small_world: World
) -> None:
    small_world.account(Role.COORDINATOR, email="coordinator@fernshire.example")
    signed_in(client, "coordinator@fernshire.example")
    who = [small_world.invited().invitation.id for _each in range(2)]
    one = post(client, "/coordinator/invitations", who=who[:1], go="papers-pdf")
    assert (one.mimetype, one.data[:5]) == ("application/pdf", b"%PDF-")
    several = post(client, "/coordinator/invitations", who=who, go="papers-pdf")
    assert several.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(several.data)) as archive:
        assert archive.namelist() == ["001.pdf", "002.pdf"]


def test_a_blank_is_a_pdf_or_a_page(client: FlaskClient, small_world: World) -> None:
    small_world.account(Role.COORDINATOR, email="coordinator@fernshire.example")
    signed_in(client, "coordinator@fernshire.example")
    choice = {"form": "my_views_8_11", "language": "cy"}
    page = post(client, "/coordinator/papers", **choice, go="page")
    assert 'lang="cy"' in page.text
    assert post(client, "/coordinator/papers", **choice, go="pdf").data[:5] == b"%PDF-"

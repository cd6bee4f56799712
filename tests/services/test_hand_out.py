"""Letters to print and links for a mail merge."""

import csv
import io
import re
from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from tests.builders import COUNCIL, World
from viewpoint.domain.errors import CouncilNotReady, LinkClosed, NotAllowed
from viewpoint.domain.invitation import Channel
from viewpoint.domain.message import Dispatch
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.services.hand_out import COLUMNS, HandOut
from viewpoint.services.invitation_list import Show
from viewpoint.storage.tables.audit import AuditEvent
from viewpoint.wording.letter import LetterWriter

COORDINATOR = Viewer(authority=COUNCIL, role=Role.COORDINATOR, subject="coordinator")
ADDRESS = "192.0.2.1"


def test_a_letter_opens_by_its_typed_code_and_the_link_before_it_no_more(world: World) -> None:
    made = world.invited(world.young_person(name="Kit Pretend"))
    html = world.services.hand_out.letters(COORDINATOR, [made.invitation.id], "/letter.css")
    page = BeautifulSoup(html, "html5lib")
    assert "Kit Pretend" in page.text
    assert "localhost:8000/code" in page.text
    code = page.select_one(".code")
    assert code is not None
    secret = world.services.respond.start_with_code(code.text, "en", ADDRESS)
    assert world.services.respond.journey(secret).visit.invitation.id == made.invitation.id
    with pytest.raises(LinkClosed):
        world.started(made)


def test_a_letter_names_the_first_services_and_the_councils_own(world: World) -> None:
    made = world.invited()
    html = world.services.hand_out.letters(COORDINATOR, [made.invitation.id], "/letter.css")
    assert "Childline" in html
    assert "01632 960 101" in html


def test_a_printed_letter_is_listed_as_handed_out_whatever_it_was_before(world: World) -> None:
    made = world.invited(channel=Channel.SMS)
    world.services.hand_out.letters(COORDINATOR, [made.invitation.id], "/letter.css")
    (entry,) = world.services.invitation_list.page(COORDINATOR, Show.ALL).entries
    assert (entry.invitation.channel, entry.dispatch) == (Channel.LETTER, Dispatch.HANDED_OUT)
    with world.services.database.read() as connection:
        assert list(connection.execute(select(AuditEvent.action)).scalars()) == ["letter_printed"]


def test_letters_to_two_of_one_name_can_be_told_apart(world: World) -> None:
    made = [world.invited(world.young_person(name="Kit Pretend", child_ref=ref)) for ref in ("A77", "B12")]
    html = world.services.hand_out.letters(COORDINATOR, [each.invitation.id for each in made], "/letter.css")
    said = [tag.get_text() for tag in BeautifulSoup(html, "html5lib").select("article .from")]
    assert [words.rpartition(" ")[2] for words in said] == ["A77", "B12"]


def test_what_is_over_gets_no_letter(world: World) -> None:
    expired = world.invited(review_on=date(2026, 10, 1))
    html = world.services.hand_out.letters(COORDINATOR, [expired.invitation.id], "/letter.css")
    assert "letter" not in {
        name for tag in BeautifulSoup(html, "html5lib")("article") for name in tag["class"]
    }


def test_the_list_of_links_opens_in_a_spreadsheet_and_runs_nothing(world: World) -> None:
    made = world.invited(world.young_person(name="=HYPERLINK(1)", child_ref="A77", contact=NOTHING))
    content = world.services.hand_out.links_csv(COORDINATOR, [made.invitation.id])
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert tuple(row) == COLUMNS
    assert row["child_id"] == "A77"
    assert row["name"] == "'=HYPERLINK(1)"
    assert re.fullmatch(r"http://localhost:8000/s/[\w.-]+", row["link"])
    assert re.fullmatch(r"\w{4} \w{4} \w{4}", row["code"])
    assert row["open_until"] == "2026-12-05"
    token = row["link"].rpartition("/")[2]
    assert world.services.respond.start(token, "en", ADDRESS)


def test_somebody_without_a_name_still_gets_a_link(world: World) -> None:
    made = world.invited(world.young_person(name=""))
    content = world.services.hand_out.links_csv(COORDINATOR, [made.invitation.id])
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert row["name"] == ""


def test_no_link_leaves_while_a_number_is_missing(world: World) -> None:
    made = world.invited()
    services = world.services
    council = replace(services.councils[COUNCIL], complaints=None)
    parts = replace(services.inviting, councils={COUNCIL: council})
    writer = LetterWriter(services.templates, services.catalogues)
    with pytest.raises(CouncilNotReady, match="complaints"):
        HandOut(parts, writer, services.help_services).links_csv(COORDINATOR, [made.invitation.id])


def test_nobody_else_may(world: World) -> None:
    with pytest.raises(NotAllowed):
        world.services.hand_out.letters(replace(COORDINATOR, role=Role.IRO), [], "/letter.css")


NOTHING = {"channel": "letter", "phone": None, "email": None}

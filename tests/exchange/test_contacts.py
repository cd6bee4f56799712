"""The contacts file: its example is sound, and blanks are allowed wherever they can be."""

from pathlib import Path

import pytest

from viewpoint.domain.people import Area, Siblings
from viewpoint.domain.placements import ReturnYear
from viewpoint.domain.roster import CommunicationNeed, PreferredChannel, Reason
from viewpoint.exchange.cells import RowReader
from viewpoint.exchange.contacts import CONTACTS, ContactRow, contact_row
from viewpoint.exchange.decoding import SourceFile
from viewpoint.exchange.rows import Rows, read_rows
from viewpoint.exchange.tables import Row, Sheet, Table, read_sheet, read_table

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "contacts-example.csv"
YEAR = ReturnYear(ending=2026)


def the_example() -> Rows[ContactRow]:
    sheet = read_sheet(SourceFile(name=EXAMPLE.name, content=EXAMPLE.read_bytes()))
    assert isinstance(sheet, Sheet)
    table = read_table(sheet, CONTACTS)
    assert isinstance(table, Table)
    return read_rows(table, "child_id", lambda cells: contact_row(cells, YEAR))


def read(**values: str) -> tuple[ContactRow | None, list[Reason]]:
    cells = RowReader(file="contacts.csv", row=Row(line=2, values={"name_used": "Plover", **values}))
    return contact_row(cells, YEAR), [problem.reason for problem in cells.problems]


def test_the_example_in_the_docs_is_sound_and_has_every_column() -> None:
    rows = the_example()
    assert not rows.problems
    assert len(rows.rows) == 5
    assert EXAMPLE.read_text().splitlines()[0].split(",") == list(CONTACTS.read)


def test_a_name_is_all_that_is_needed() -> None:
    row, reasons = read(child_id="1001")
    assert row
    assert not reasons
    assert (row.area, row.distance_miles) == (Area.UNKNOWN, None)
    assert (row.contact.siblings, row.contact.channel, row.contact.language) == (Siblings.UNKNOWN, None, "en")


def test_nobody_can_be_reached_without_an_id() -> None:
    assert read(child_id="") == (None, [Reason.BLANK])


def test_needs_are_told_once_each_in_any_spelling() -> None:
    row, _ = read(child_id="1001", communication_needs="Read aloud; symbols, LARGE-PRINT;symbols;")
    assert row
    assert row.contact.communication == (
        CommunicationNeed.READ_ALOUD,
        CommunicationNeed.SYMBOLS,
        CommunicationNeed.LARGE_PRINT,
    )


def test_a_channel_may_be_written_with_a_hyphen() -> None:
    row, reasons = read(child_id="1001", channel="E-mail", email="plover@young.example")
    assert row
    assert not reasons
    assert row.contact.channel is PreferredChannel.EMAIL


@pytest.mark.parametrize("column", ["name_used", "phone", "email", "iro_email"])
@pytest.mark.parametrize("sign", "=-@")
def test_what_looks_like_a_formula_is_refused(column: str, sign: str) -> None:
    _, reasons = read(**{"child_id": "1001", column: f"{sign}cmd"})
    assert reasons == [Reason.FORMULA]


def test_a_plus_in_front_of_a_telephone_number_is_no_formula() -> None:
    _, reasons = read(child_id="1001", phone="+44 7700 900123")
    assert not reasons


def test_a_wrong_number_is_told_once_even_for_text_messages() -> None:
    _, reasons = read(child_id="1001", phone="12", channel="sms")
    assert reasons == [Reason.PHONE_UNREADABLE]

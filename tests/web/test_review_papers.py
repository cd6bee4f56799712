"""Before and after a review on the IRO's pages: the sheet, the codes, the files, the return."""

import csv
import io
import zipfile
from collections.abc import Mapping
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from tests.builders import World
from tests.services.visits import sent
from tests.web.inspection import inspected
from tests.web.staff_client import heading, post, signed_in, soup, texts, token
from viewpoint.domain.errors import DocumentsUnavailable
from viewpoint.domain.people import YoungPersonId
from viewpoint.domain.permissions import Role
from viewpoint.domain.response import Answer
from viewpoint.storage.ids import new_id
from viewpoint.storage.tables.people import Review
from viewpoint.wording.record import RecordWriter

HELD = "2026-11-17"
CAME: Mapping[str, str] = {"held_on": HELD, "attendance": "came", "views": "spoke"}
HEADER = b"CHILD,SEX,DOB\r\n1001,F,14/05/2012\r\n"


@pytest.fixture
def child(small_world: World) -> YoungPersonId:
    small_world.iro()
    return small_world.young_person(child_ref="1001", next_review_on=date(2026, 11, 24))


@pytest.fixture
def iro(app: Flask, child: YoungPersonId) -> FlaskClient:
    inspected(app)
    client = app.test_client()
    signed_in(client, "iro@fernshire.example")
    return client


def said(world: World, child: YoungPersonId) -> None:
    sent(world, world.invited(child), {"good_things": Answer.saying("The dog & <b>nan</b>")})


def upload(client: FlaskClient, page: str, header: bytes | None, **more: str) -> TestResponse:
    """Post a file; encoded here, because the test client spools what is large."""
    files = {"header": FileStorage(io.BytesIO(header), "header.csv")} if header is not None else {}
    boundary, body = encode_multipart({"csrf_token": token(client.get(page)), **files, **more})
    return client.post(page, data=body, content_type=f'multipart/form-data; boundary="{boundary}"')


def unpacked(answer: TestResponse) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(answer.get_data())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_sheet_shows_their_words_and_holds_the_same_as_text(
    iro: FlaskClient, small_world: World, child: YoungPersonId
) -> None:
    said(small_world, child)
    page = iro.get(f"/iro/young-people/{child}/sheet")
    assert heading(page) == "Before the review: Kit Pretend"
    assert "The dog & <b>nan</b>" in texts(page, ".said")
    field = soup(page).select_one("textarea[readonly]")
    assert field is not None
    assert '"The dog & <b>nan</b>"' in field.text
    saved = iro.get(f"/iro/young-people/{child}/case-note.txt")
    assert saved.text.strip() == field.text.strip()
    assert saved.headers["Content-Disposition"] == 'attachment; filename="case-note.txt"'
    button = soup(page).select_one("button[data-copies]")
    assert button is not None
    assert button.has_attr("hidden")  # without script there is nothing that it could do
    pdf = iro.get(f"/iro/young-people/{child}/sheet.pdf")
    assert pdf.get_data().startswith(b"%PDF")
    assert (pdf.content_type, "Pretend" in str(pdf.headers)) == ("application/pdf", False)


def test_the_caseload_says_that_a_sheet_is_due_once_there_is_something_for_it(
    iro: FlaskClient, small_world: World, child: YoungPersonId
) -> None:
    other = small_world.young_person(name="Far Off", next_review_on=date(2026, 11, 26))
    assert "Sheet due" not in iro.get("/iro/").text
    said(small_world, child)
    said(small_world, other)
    nobody = small_world.young_person(name="No Day", next_review_on=None)
    said(small_world, nobody)
    links = [link["href"] for link in soup(iro.get("/iro/")).select("main a") if "Sheet due" in link.text]
    assert links == [f"/iro/young-people/{child}/sheet"]


def test_a_code_is_suggested_with_its_reason_and_none_is_chosen(
    iro: FlaskClient, child: YoungPersonId
) -> None:
    page = f"/iro/young-people/{child}/reviews"
    answer = post(iro, page, **CAME, go="suggest")
    assert answer.status_code == 200
    assert texts(answer, "#suggestion") == [
        "Suggested: PN1 Why: They came, or joined by video or phone. They said it themselves."
    ]
    assert soup(answer).select("input[name=code][checked]") == []
    assert len(soup(answer).select("input[name=code]")) == 8
    without = post(iro, page, **CAME, go="keep")
    assert (without.status_code, "Choose the code." in without.text) == (422, True)
    assert "No code yet" not in iro.get(page).text  # nothing was kept, and no review is known


def test_a_code_is_kept_and_corrected(iro: FlaskClient, small_world: World, child: YoungPersonId) -> None:
    page = f"/iro/young-people/{child}/reviews"
    for _twice in range(2):
        assert post(iro, page, **CAME, go="keep", code="PN1").status_code == 302
    small_world.clock.forward(minutes=1)
    assert post(iro, page, **{**CAME, "views": "none"}, go="keep", code="PN4").status_code == 302
    (row,) = texts(iro.get(page), ".list > li")
    assert row.startswith(
        "17 November 2026 PN4 Came and told no views there, in any way. Confirmed by Sam Okoro"
    )
    assert "Before: PN1. Confirmed by Sam Okoro on 18 November 2026." in row
    again = soup(iro.get(f"{page}?on={HELD}"))
    assert [each["value"] for each in again.select("input[checked]")] == ["came", "none"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"held_on": ""}, "Give the day on which the review was held."),
        ({"held_on": "17/11/2026"}, "Give the day on which the review was held."),
        ({"attendance": ""}, "Say whether they came."),
        ({"views": "x"}, "Say how their views got there."),
        ({"held_on": "2026-11-19"}, "This day is still to come."),
        ({"code": "PN0"}, "PN0 is for children under 4"),
    ],
)
def test_what_cannot_be_kept_is_told_and_nothing_typed_is_lost(
    iro: FlaskClient, child: YoungPersonId, fields: dict[str, str], told: str
) -> None:
    answer = post(
        iro, f"/iro/young-people/{child}/reviews", **{**CAME, "go": "keep", "code": "PN1", **fields}
    )
    assert answer.status_code == 422
    assert any(told in error for error in texts(answer, ".errors a"))
    chosen = {each["value"] for each in soup(answer).select("input[checked]")}
    assert {value for name, value in {**CAME, **fields}.items() if name != "held_on" and value} - chosen <= {
        "x"
    }


def test_under_four_the_reason_is_the_age(iro: FlaskClient, small_world: World) -> None:
    baby = small_world.young_person(born=date(2024, 5, 1), next_review_on=date(2026, 11, 10))
    page = f"/iro/young-people/{baby}/reviews"
    answer = post(iro, page, **CAME, go="suggest")
    assert texts(answer, "#suggestion") == ["Suggested: PN0 Why: Under 4 on the day of the review"]
    form = soup(iro.get(page)).select_one("#held_on")
    assert form is not None
    assert form["value"] == "2026-11-10"  # the one that still has no code


def test_the_rosters_code_is_shown_and_what_differs_is_told(
    iro: FlaskClient, small_world: World, child: YoungPersonId
) -> None:
    row = {"id": new_id(), "authority_id": "FERNSHIRE", "young_person_id": child, "review_code": "PN7"}
    with small_world.services.database.write() as connection:
        connection.execute(insert(Review), {**row, "held_on": date(2026, 11, 17)})
    page = f"/iro/young-people/{child}/reviews"
    assert "PN7 Did not come, and no views were passed on. From the roster." in iro.get(page).text.replace(
        "</strong>", ""
    ).replace("<strong>", "")
    post(iro, page, **CAME, go="keep", code="PN1")
    assert "The roster has PN7." in iro.get(page).text


def test_records_are_ticked_where_they_were_read_and_come_as_a_zip(
    iro: FlaskClient, small_world: World, child: YoungPersonId
) -> None:
    said(small_world, child)
    days = "/iro/records?from=2026-11-01&to=2026-11-30"
    unread = soup(iro.get(days))
    assert unread.select("input[name=who][checked]") == []
    assert "was not opened yet" in unread.text
    iro.get(f"/iro/young-people/{child}/sheet")
    (box,) = soup(iro.get(days)).select("input[name=who][checked]")
    answer = post(iro, days, to="/iro/records", who=[box["value"], box["value"], "nonsense"])
    files = unpacked(answer)
    assert list(files) == ["1001_2026-11-24_voice.pdf", "index.csv"]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="records.zip"'
    assert post(iro, days, to="/iro/records").status_code == 302
    assert "Nothing was sent for a review in these days" in iro.get("/iro/records?from=x&to=2026-01-01").text


def test_where_no_pdf_can_be_made_a_page_says_so(
    iro: FlaskClient, small_world: World, child: YoungPersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    said(small_world, child)

    def fails(*_given: object) -> bytes:
        raise DocumentsUnavailable("no Pango")

    monkeypatch.setattr(RecordWriter, "pdf", fails)
    answer = post(iro, "/iro/records?to=2026-11-30", to="/iro/records", who=f"{child}_2026-11-24")
    assert (answer.status_code, answer.mimetype) == (500, "text/html")


@pytest.mark.parametrize("side", ["iro", "coordinator"])
def test_the_return_is_checked_and_comes_with_its_evidence(
    iro: FlaskClient, app: Flask, small_world: World, child: YoungPersonId, side: str
) -> None:
    post(iro, f"/iro/young-people/{child}/reviews", **CAME, go="keep", code="PN1")
    small_world.account(Role.COORDINATOR, email="coordinator@fernshire.example")
    client = iro if side == "iro" else app.test_client()
    if side == "coordinator":
        signed_in(client, "coordinator@fernshire.example")
    page = f"/{side}/reviews-return"
    assert texts(client.get(page), ".facts dd") == ["1", "1", "0"]
    files = unpacked(upload(client, page, HEADER, year="2027"))
    assert files["reviews.csv"] == b"CHILD,DOB,REVIEW,REVIEW_CODE\r\n1001,14/05/2012,17/11/2026,PN1\r\n"
    (row,) = csv.DictReader(io.StringIO(files["reviews-evidence.csv"].decode("utf-8-sig")))
    assert row["confirmed_by"] == "Sam Okoro"
    assert upload(client, page, None).status_code == 302
    wrong = upload(client, page, HEADER.replace(b"1001", b"1002"), year="2027")
    assert wrong.status_code == 422
    assert texts(wrong, "tbody tr")[0].startswith(
        "reviews.csv 2 CHILD 1001 child not in header Header has no such"
    )


def test_a_large_header_is_let_in_and_a_far_too_large_one_is_turned_back(
    iro: FlaskClient, child: YoungPersonId
) -> None:
    post(iro, f"/iro/young-people/{child}/reviews", **CAME, go="keep", code="PN1")
    rows = b"".join(b"%d,F,14/05/2012\r\n" % number for number in range(10_000, 20_000))
    assert upload(iro, "/iro/reviews-return", HEADER + rows, year="2027").mimetype == "application/zip"
    answer = upload(iro, "/iro/reviews-return", b"x" * (4 * 1024 * 1024 + 1))
    assert answer.status_code == 302
    assert "more than 4 MB" in iro.get("/iro/reviews-return").text


def test_a_year_without_reviews_and_one_that_nobody_offers(iro: FlaskClient, child: YoungPersonId) -> None:
    assert "nothing to return for this year yet" in iro.get("/iro/reviews-return?year=2025").text
    chosen = soup(iro.get("/iro/reviews-return?year=1999")).select_one("option[selected]")
    assert chosen is not None
    assert chosen["value"] == "2027"


def test_a_review_that_is_over_without_a_code_is_listed(iro: FlaskClient, small_world: World) -> None:
    small_world.young_person(child_ref="2002", next_review_on=date(2026, 11, 10))
    assert "2002 10 November 2026" in texts(iro.get("/iro/reviews-return"), "tbody tr")

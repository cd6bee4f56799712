"""The coordinator brings in a roster: chooses files, sees what would change, says yes."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.builders import World
from tests.exchange.broken_rosters import sound_files
from tests.services.rosters import everything, with_iros
from tests.web.browsing import OURS, Browsing, sign_in
from tests.web.inspection import inspected
from viewpoint.demo.made_up_return import Size, make_return
from viewpoint.domain.permissions import Role
from viewpoint.storage.tables.people import YoungPerson
from viewpoint.web.coordinator.roster import MOST_UPLOADED

EMAIL = "coordinator@fernshire.example"
BRING_IN, KEEP_GOOD = "Bring it in", "Bring in all that is right, leave the rest as it is"


@pytest.fixture
def coordinator(app: Flask, client: FlaskClient, small_world: World) -> Browsing:
    inspected(app)
    with_iros(small_world).account(Role.COORDINATOR, email=EMAIL)
    return sign_in(client, EMAIL)


def chosen(files: Mapping[str, bytes]) -> dict[str, object]:
    return {"files": [FileStorage(io.BytesIO(content), name) for name, content in files.items()]}


def hand_over(page: Browsing, files: Mapping[str, bytes]) -> Browsing:
    return page.open("/coordinator/roster").press("See what would change", chosen(files))


def broken(name: str, old: str, new: str) -> dict[str, bytes]:
    files = sound_files()
    assert files[name].count(old.encode()) == 1
    return {**files, name: files[name].replace(old.encode(), new.encode())}


def cells(page: Browsing, caption: str) -> list[list[str]]:
    for table in page.page.select("table"):
        if caption in table.get_text():
            return [
                [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
                for row in table.select("tr")
            ]
    raise LookupError(caption)


def looked_after(world: World) -> set[str]:
    with world.services.database.read() as connection:
        query = select(YoungPerson.child_ref).where(YoungPerson.is_looked_after)
        return set(connection.execute(query).scalars())


def test_a_roster_is_brought_in_after_a_look_at_it(coordinator: Browsing, small_world: World) -> None:
    page = hand_over(coordinator, sound_files())
    assert page.heading == "What the roster would change"
    assert "Return of the year to 31 March 2026: 4 young people." in page.text
    assert looked_after(small_world) == set()
    assert [
        "1001",
        "New",
        "",
        "Children's home, out of area, more than 20 miles from home, from 5 July 2025",
    ] in (cells(page, "Changes by"))
    assert "Wrenlet" not in page.text
    page.press(BRING_IN)
    assert page.path == "/coordinator/roster"
    assert "The roster is brought in." in page.text
    assert looked_after(small_world) == {"1001", "1004", "000203"}


def test_a_second_time_nothing_would_change(coordinator: Browsing, small_world: World) -> None:
    hand_over(coordinator, sound_files()).press(BRING_IN)
    before = everything(small_world)
    page = hand_over(coordinator, sound_files())
    assert "Nothing would change." in page.text
    assert BRING_IN not in page.text
    page.press("Forget these files")
    assert "The files are forgotten." in page.text
    with small_world.services.database.read() as connection:
        assert connection.execute(select(YoungPerson.id)).all()
    assert len(everything(small_world)) >= len(before)


def test_changes_are_told_with_old_and_new(coordinator: Browsing) -> None:
    hand_over(coordinator, sound_files()).press(BRING_IN)
    contacts = sound_files()["contacts.csv"].decode()
    for old, new in (
        ("10/06/2026", "12/06/2026"), ("symbols,iro1@", "symbols,iro2@"), ("apart,sms", "apart,email"),
        ("Tigrinya", "Arabic"), ("Plover Sample", "Plover Other"),
    ):  # fmt: skip
        contacts = contacts.replace(old, new)
    reviews = sound_files()["reviews.csv"] + b"1001,,02/03/2026,PN1\n"
    episodes = sound_files()["episodes.csv"].replace(b"K3,PR4,,,,", b"K3,PR4,03/03/2026,E8,,")
    edited = {"contacts.csv": contacts.encode(), "reviews.csv": reviews, "episodes.csv": episodes}
    rows = cells(hand_over(coordinator, {**sound_files(), **edited}), "Changes by")
    assert rows[1:] == [
        ["1004", "No longer looked after", "", ""],
        ["1004", "Placement told otherwise", "Supported accommodation, out of area, from 20 May 2025",
            "Supported accommodation, out of area, from 20 May 2025, to 3 March 2026"],
        ["1001", "IRO", "Ann One", "Bo Two"],
        ["1001", "Next review", "10 June 2026", "12 June 2026"],
        ["1004", "Language", "ትግርኛ", "العربية"],
        ["1001", "How they are asked", "by text", "by e-mail"],
        ["000203", "Name, telephone or e-mail", "", ""],
        ["1001", "Reviews held", "", "1"],
    ]  # fmt: skip


def test_what_is_wrong_is_told_by_row_and_the_rest_can_be_kept(
    coordinator: Browsing, small_world: World
) -> None:
    page = hand_over(coordinator, broken("header.csv", "1001,F,14/05/2012", "1001,F,14/05/12"))
    assert "1 thing is wrong in the files." in page.text
    assert "1 young person is left as they are" in page.text
    assert cells(page, "Wrong rows")[1] == [
        "header.csv", "2", "DOB", "14/05/12", "date short year", "Write the year with four digits.",
    ]  # fmt: skip
    assert BRING_IN not in page.text
    page.press(KEEP_GOOD)
    assert looked_after(small_world) == {"1004", "000203"}


def test_all_problems_can_be_had_as_a_file(coordinator: Browsing) -> None:
    page = hand_over(coordinator, broken("contacts.csv", "Plover Sample", "=Plover"))
    answer = coordinator.client.get(f"{page.path}/problems.csv")
    assert answer.mimetype == "text/csv"
    assert "roster-problems.csv" in answer.headers["Content-Disposition"]
    (row,) = csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")))
    assert (row["file"], row["line"], row["value"]) == ("contacts.csv", "3", "'=Plover")


def test_a_whole_file_that_is_wrong_can_only_be_replaced(coordinator: Browsing) -> None:
    page = hand_over(coordinator, {"header.csv": sound_files()["header.csv"]})
    assert "These files cannot be brought in yet." in page.text
    assert cells(page, "Wrong rows")[1][:2] == ["episodes.csv", ""]
    assert KEEP_GOOD not in page.text
    assert "Nothing would change." in page.text


def test_a_yes_that_the_files_do_not_allow_changes_nothing(coordinator: Browsing, small_world: World) -> None:
    page = hand_over(coordinator, broken("header.csv", "1001,F", "1001,Q"))
    page.button(KEEP_GOOD)["value"] = "all"
    page.press("all")
    assert "Nothing was changed. Something is wrong with the files" in page.text
    assert looked_after(small_world) == set()


def test_saying_yes_twice_says_that_nothing_was_to_be_changed(coordinator: Browsing) -> None:
    hand_over(coordinator, sound_files()).press(BRING_IN)
    page = hand_over(coordinator, sound_files())
    page.button("Forget these files")["value"] = "all"
    page.press("all")
    assert "Nothing was to be changed." in page.text


def test_long_lists_are_cut_short(coordinator: Browsing) -> None:
    many = "".join(f"N{number},Q,14/05/2012\nM{number},F,14/05/2012\n" for number in range(150))
    page = hand_over(
        coordinator, {**sound_files(), "header.csv": sound_files()["header.csv"] + many.encode()}
    )
    assert "And 50 more." in page.text
    assert "And 54 more." in page.text
    assert "150 things are wrong" in page.text


def test_files_that_are_not_needed_are_told(coordinator: Browsing) -> None:
    page = hand_over(coordinator, {**sound_files(), "missing.csv": b"CHILD,DOB,MISSING\n1001,,M\n"})
    assert cells(page, "What was read otherwise")[1][0] == "missing.csv"


def test_no_file_and_the_same_file_twice_are_told(coordinator: Browsing) -> None:
    page = coordinator.open("/coordinator/roster").press("See what would change", {"files": []})
    assert "Choose files first." in page.text
    twice = [FileStorage(io.BytesIO(b"x"), "a/header.csv"), FileStorage(io.BytesIO(b"x"), "header.csv")]
    page = page.press("See what would change", {"files": twice})
    assert "Two files have one name." in page.text


def test_files_that_are_gone_are_to_be_chosen_again(coordinator: Browsing, small_world: World) -> None:
    page = hand_over(coordinator, sound_files())
    address = page.path
    small_world.clock.forward(minutes=29)
    page.open(address)
    small_world.clock.forward(minutes=1)
    page.press(BRING_IN)
    assert "These files are no longer here" in page.text
    assert "These files are no longer here" in page.open(address).text
    assert coordinator.client.get(f"{address}/problems.csv").status_code == 404


def sent(page: Browsing, files: Mapping[str, bytes]) -> str:
    """Where a post of files leads; encoded here, because the test client spools what is large."""
    form = page.open("/coordinator/roster").page.select_one("form[enctype]")
    assert form
    fields = {"csrf_token": page.fields(form)["csrf_token"], **chosen(files)}
    boundary, body = encode_multipart(fields)
    mimetype = f'multipart/form-data; boundary="{boundary}"'
    answer = page.client.post("/coordinator/roster", data=body, content_type=mimetype, headers=OURS)
    assert answer.status_code == 302
    return answer.location


def test_a_large_return_is_let_in_and_one_too_large_is_not(coordinator: Browsing) -> None:
    large = sound_files()["reviews.csv"] + b"1001,,08/07/2025,PN1\n" * 50_000
    page = coordinator.open(sent(coordinator, {**sound_files(), "reviews.csv": large}))
    assert page.heading == "What the roster would change"
    page = coordinator.open(sent(coordinator, {"header.csv": b"x" * MOST_UPLOADED}))
    assert "The files have more than 20 MB together." in page.text


@pytest.mark.parametrize("role", [None, Role.IRO])
def test_nobody_else_may_send_so_much(client: FlaskClient, small_world: World, role: Role | None) -> None:
    if role:
        small_world.account(role, email="other@fernshire.example")
        sign_in(client, "other@fernshire.example")
    data = {"files": FileStorage(io.BytesIO(b"x" * 100_000), "header.csv")}
    assert client.post("/coordinator/roster", data=data, headers=OURS).status_code == 413


def test_an_upload_needs_the_pages_token(coordinator: Browsing, small_world: World) -> None:
    before = everything(small_world)
    answer = coordinator.client.post("/coordinator/roster", data=chosen(sound_files()), headers=OURS)
    assert answer.status_code == 400
    assert everything(small_world) == before


def test_a_return_that_would_send_many_away_is_asked_about(coordinator: Browsing, tmp_path: Path) -> None:
    make_return(tmp_path, Size(children=30, episodes=40, reviews=30), seed=1)
    many = {path.name: path.read_bytes() for path in tmp_path.glob("*.csv")}
    assert "Are these all the files" not in hand_over(coordinator, many).text
    coordinator.press(KEEP_GOOD if KEEP_GOOD in coordinator.text else BRING_IN)
    page = hand_over(coordinator, sound_files())
    assert "Are these all the files, and the right year's?" in page.text

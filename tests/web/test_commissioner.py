"""Commissioners read sealed releases: sentences and tables from released numbers, and nothing else."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.attack.world import drawing, made_up, shipped_policy
from tests.builders import COUNCIL, World, a_world, demo_settings, saying
from tests.web.inspection import inspected
from tests.web.staff_client import EMAIL, heading, signed_in, soup, texts
from viewpoint.domain.people import RoundId
from viewpoint.domain.permissions import Role
from viewpoint.domain.release import (
    About,
    Cell,
    CellKind,
    Rate,
    RateBand,
    Release,
    Table,
    TableKind,
    Trend,
)
from viewpoint.domain.response import Answer
from viewpoint.domain.rounds import Round
from viewpoint.exchange.release_rows import RELEASE_COLUMNS
from viewpoint.storage.ids import new_id
from viewpoint.storage.releases import write_release
from viewpoint.web.app import create_app
from viewpoint.web.commissioner import words

CANARY = "Zzyzx-Qwfp"
PAGES = ("", "/measures/safe_home", "/measures/safe_home/area", "/themes", "/who-answered", "/release.csv")
FEW, NEARLY_ALL = CellKind.FEW, CellKind.NEARLY_ALL


def cells(**counts: int | CellKind) -> tuple[Cell, ...]:
    """Cells of released counts or masks."""
    return tuple(
        Cell(answer=answer, kind=CellKind.VALUE, value=count)
        if isinstance(count, int)
        else Cell(answer=answer, kind=count)
        for answer, count in counts.items()
    )


def table(
    base: int, *found: Cell, code: str = "safe_home", by: str = "whole", group: tuple[str, ...] = ("all",)
) -> Table:
    about = About.THEME if found[0].answer == "mentioned" else About.MEASURE
    return Table(
        about=about,
        code=code,
        breakdown=by,
        group=group,
        kind=TableKind.CELLS,
        unit=5,
        base=base,
        cells=found,
    )


def unshown(kind: TableKind, group: str, code: str = "safe_home", by: str = "area") -> Table:
    return Table(about=About.MEASURE, code=code, breakdown=by, group=(group,), kind=kind)


def theme(code: str, base: int, mentioned: int | CellKind) -> Table:
    return table(base, *cells(mentioned=mentioned), code=code)


def release(*tables: Table, rates: tuple[Rate, ...] = ()) -> Release:
    return Release(
        round_id=RoundId(new_id()),
        policy_version="1",
        codeframe_version="1",
        tables=tables,
        rates=rates,
    )


def publish(world: World, release_: Release, name: str = "Autumn 2026", months_ago: int = 0) -> str:
    """Seal it; the path of its pages."""
    opens_on = date(2026, 7, 1) - timedelta(days=30 * months_ago)
    round_ = world.round(
        id=release_.round_id, name=name, opens_on=opens_on, closes_on=opens_on + timedelta(days=90)
    )
    stored(world, round_, release_)
    return f"/commissioner/rounds/{round_.id}"


def stored(world: World, round_: Round, release_: Release) -> None:
    with world.services.database.write() as connection:
        write_release(connection, round_, release_, world.clock())


INSIDE, OUTSIDE = ("inside",), ("outside_up_to_20", "outside_over_20")
WHOLE = table(80, *cells(always=45, mostly=20, sometimes=10, never=FEW, not_sure=FEW))
ALL_OF_IT = release(
    WHOLE,
    table(100, *cells(always=80, mostly=20, sometimes=FEW, never=FEW, not_sure=FEW), by="area", group=INSIDE),
    table(80, *cells(always=25, mostly=55, sometimes=FEW, never=FEW, not_sure=FEW), by="area", group=OUTSIDE),
    table(60, *cells(yes=NEARLY_ALL, no=FEW, not_sure=FEW), code="know_why"),
    theme("school", 80, 35),
    theme("safety", 80, FEW),
    theme("gone_from_the_codeframe", 80, 20),
    rates=(
        Rate(breakdown="whole", group=("all",), band=RateBand.MOST),
        Rate(breakdown="area", group=INSIDE, band=RateBand.UNDER_HALF),
        Rate(breakdown="area", group=OUTSIDE, band=None),
    ),
)


@pytest.fixture
def commissioner(app: Flask, small_world: World) -> FlaskClient:
    inspected(app)
    client = app.test_client()
    small_world.account(Role.COMMISSIONER, email=EMAIL, name="Alex Pretend")
    signed_in(client)
    return client


def shown(client: FlaskClient, address: str) -> list[list[str]]:
    """The page's table, row by row."""
    page = soup(client.get(address))
    return [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in page.select("tbody tr")]


def test_before_the_first_release_the_page_says_what_happens_next(commissioner: FlaskClient) -> None:
    page = commissioner.get("/commissioner/")
    assert heading(page) == "Rounds"
    assert "No round is published yet" in page.text


def test_rounds_are_listed_the_newest_first(commissioner: FlaskClient, small_world: World) -> None:
    publish(small_world, release(WHOLE), "Spring 2026", months_ago=6)
    address = publish(small_world, release(WHOLE), "Autumn 2026")
    page = commissioner.get("/commissioner/")
    assert texts(page, ".list > li") == [
        "Autumn 2026 1 July 2026 to 29 September 2026",
        "Spring 2026 2 January 2026 to 2 April 2026",
    ]
    assert soup(page).select(".list a")[0]["href"] == address


def test_a_release_leads_to_each_of_its_tables(commissioner: FlaskClient, small_world: World) -> None:
    address = publish(small_world, ALL_OF_IT)
    page = commissioner.get(address)
    assert heading(page) == "Autumn 2026"
    assert texts(page, ".list a") == [
        "Feeling safe where they live",
        "Knowing why they are in care",
        "What they wrote about",
        "Who answered",
        "All numbers as a CSV file",
    ]
    assert "The first round" in page.text
    assert texts(page, ".list span") == [
        "The most common answer was “Always”: about 56%.",
        "Nearly all answered “Yes”.",
    ]
    for link in soup(page).select("main a"):
        assert commissioner.get(str(link["href"])).status_code == 200


def test_a_measure_is_a_sentence_a_drawing_and_a_table(commissioner: FlaskClient, small_world: World) -> None:
    address = publish(small_world, ALL_OF_IT) + "/measures/safe_home"
    page = commissioner.get(address)
    assert heading(page) == "Feeling safe where they live"
    assert texts(page, "figcaption") == ["The most common answer was “Always”: about 56%."]
    assert [bar["width"] for bar in soup(page).select(".bars rect")] == ["56", "25", "12"]
    assert texts(page, "caption") == ["Feeling safe where they live"]
    assert "About 80 young people. Counts are rounded to a multiple of 5." in texts(page, "main p")
    assert shown(commissioner, address)[0] == ["Always", "45", "56%", "39% to 73%"]
    assert shown(commissioner, address)[3][:3] == ["Never", "fewer than 10", "0–12%"]
    assert "could tell what one young person said" in page.text
    links = {tag.get_text(): tag for tag in soup(page).select("main nav a")}
    assert list(links) == ["All young people", "In and out of area"]
    assert links["All young people"]["aria-current"] == "page"


def test_nearly_all_is_said_and_drawn_no_longer_than_is_known(
    commissioner: FlaskClient, small_world: World
) -> None:
    address = publish(small_world, ALL_OF_IT) + "/measures/know_why"
    page = commissioner.get(address)
    assert texts(page, "figcaption") == ["Nearly all answered “Yes”."]
    assert [bar["width"] for bar in soup(page).select(".bars rect")] == ["83"]
    assert shown(commissioner, address)[0][:3] == ["Yes", "nearly all", "83–100%"]


def test_groups_are_compared_only_where_there_is_no_doubt(
    commissioner: FlaskClient, small_world: World
) -> None:
    address = publish(small_world, ALL_OF_IT) + "/measures/safe_home/area"
    page = commissioner.get(address)
    far = "Out of area, up to 20 miles from home; Out of area, over 20 miles from home"
    assert texts(page, "figcaption") == [
        f"“Always” was answered most by: In area (about 80%). Least by: {far} (about 31%)."
    ]
    assert shown(commissioner, address)[1][:3] == [far, "80", "31%"]
    alike = release(*(replace(WHOLE, breakdown="area", group=(group,)) for group in ("inside", "unknown")))
    page = commissioner.get(publish(small_world, alike) + "/measures/safe_home/area")
    assert "no clear difference" in texts(page, "figcaption")[0]


def test_hidden_reads_the_same_whatever_the_reason(commissioner: FlaskClient, small_world: World) -> None:
    address = publish(
        small_world,
        release(
            replace(WHOLE, breakdown="area", group=("inside",)),
            unshown(TableKind.HIDDEN, "outside_up_to_20"),
            unshown(TableKind.SENTENCE, "outside_over_20"),
            unshown(TableKind.HIDDEN, "all", "fun", "whole"),
            unshown(TableKind.SENTENCE, "all", "settled", "whole"),
        ),
    )
    assert texts(commissioner.get(address), ".list span") == [
        "",
        "not shown",
        "fewer than 20 answered, too few for numbers",
    ]
    page = commissioner.get(f"{address}/measures/safe_home/area")
    assert texts(page, "figcaption") == ["Too few groups can be shown to compare them."]
    rows = shown(commissioner, f"{address}/measures/safe_home/area")
    assert rows[1][1:] == ["not shown", "–", "–", "–", "–", "–"]
    assert rows[2][1:] == ["fewer than 20 answered, too few for numbers", "–", "–", "–", "–", "–"]
    assert len(soup(page).select(".bars rect")) == 1
    page = commissioner.get(f"{address}/measures/fun")
    assert texts(page, "main .lead") == ["For this table: not shown."]
    assert not soup(page).select("figure")
    page = commissioner.get(f"{address}/measures/settled")
    assert texts(page, "main .lead") == ["For this table: fewer than 20 answered, too few for numbers."]
    assert "We give the same reason for all of them." in page.text


CLOSE = (
    "The most common answers were “Yes” (about 50%), “No” (about 50%): too close to say which comes first."
)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"yes": 20, "no": 20, "not_sure": FEW}, CLOSE),
        (
            {"yes": 25, "no": 20, "not_sure": FEW},
            CLOSE.replace("50%", "62%", 1),
        ),
        ({"yes": FEW, "no": FEW, "not_sure": FEW}, "No answer stands out."),
    ],
)
def test_a_sentence_claims_no_more_than_the_numbers(
    commissioner: FlaskClient, small_world: World, counts: dict[str, int | CellKind], said: str
) -> None:
    address = publish(small_world, release(table(40, *cells(**counts), code="know_why")))
    assert texts(commissioner.get(f"{address}/measures/know_why"), "figcaption") == [said]


@pytest.mark.parametrize(
    ("earlier", "word", "sentence"),
    [
        (10, "higher", "A larger share answered “Always” than in Spring 2026."),
        (45, "similar", "The share that answered “Always” cannot be told apart from that in Spring 2026."),
        (75, "lower", "A smaller share answered “Always” than in Spring 2026."),
    ],
)
def test_rounds_are_compared_in_words(
    commissioner: FlaskClient, small_world: World, earlier: int, word: str, sentence: str
) -> None:
    before = table(80, *cells(always=earlier, mostly=20, sometimes=10, never=FEW, not_sure=FEW))
    publish(small_world, release(before), "Spring 2026", months_ago=6)
    address = publish(small_world, ALL_OF_IT) + "/measures/safe_home"
    page = commissioner.get(address)
    assert sentence in texts(page, "main p")
    assert texts(page, "thead th")[-1] == "Compared with Spring 2026"
    assert shown(commissioner, address)[0][-1] == word
    by_area = shown(commissioner, address + "/area")
    assert by_area[0][-1] == "cannot be compared"
    release_page = commissioner.get(address.removesuffix("/measures/safe_home"))
    assert "Compared with Spring 2026, where that can be done." in release_page.text


def test_what_was_hidden_before_says_nothing_of_a_trend(
    commissioner: FlaskClient, small_world: World
) -> None:
    publish(small_world, release(unshown(TableKind.HIDDEN, "all", by="whole")), "Spring 2026", months_ago=6)
    hidden = unshown(TableKind.HIDDEN, "unknown")
    address = publish(small_world, release(*ALL_OF_IT.tables, hidden)) + "/measures/safe_home"
    assert "larger share" not in commissioner.get(address).text
    assert len(shown(commissioner, address + "/area")[2]) == 8


def test_themes_are_counted_by_young_people_in_the_codeframes_order(
    commissioner: FlaskClient, small_world: World
) -> None:
    publish(small_world, replace(ALL_OF_IT, round_id=RoundId(new_id()), codeframe_version="0"), "Spring", 6)
    address = publish(small_world, ALL_OF_IT) + "/themes"
    page = commissioner.get(address)
    assert texts(page, "figcaption") == ["Mentioned most: School and learning (about 44%)."]
    rows = shown(commissioner, address)
    assert [row[0] for row in rows] == ["School and learning", "Feeling safe", "gone_from_the_codeframe"]
    assert rows[0][1:3] == ["35", "44%"]
    assert rows[0][-1] == "not compared: themes are counted in a new way since"
    few = publish(small_world, release(theme("school", 40, FEW))) + "/themes"
    assert "No theme was mentioned often enough" in commissioner.get(few).text
    hidden = Table(about=About.THEME, code="school", breakdown="whole", group=("all",), kind=TableKind.HIDDEN)
    assert (
        "For this table: not shown."
        in commissioner.get(publish(small_world, release(hidden)) + "/themes").text
    )


def test_response_rates_are_bands_in_words(commissioner: FlaskClient, small_world: World) -> None:
    address = publish(small_world, ALL_OF_IT) + "/who-answered"
    page = commissioner.get(address)
    assert texts(page, "caption") == ["All young people", "In and out of area"]
    assert [row[1] for row in shown(commissioner, address)] == [
        "three quarters or more sent answers",
        "between a quarter and a half sent answers",
        "not shown",
    ]
    none = publish(small_world, release(WHOLE)) + "/who-answered"
    assert "No response rates were published" in commissioner.get(none).text


def test_a_download_is_the_whole_release(commissioner: FlaskClient, small_world: World) -> None:
    answer = commissioner.get(publish(small_world, ALL_OF_IT) + "/release.csv")
    assert answer.headers["Content-Disposition"] == "attachment; filename=release-2026-07-01.csv"
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert tuple(rows[0]) == RELEASE_COLUMNS
    assert ["Autumn 2026", "measure", "safe_home", "whole", "all", "cells", "80", "always", "45", "5"] in rows


@pytest.mark.parametrize("rest", ["/measures/nothing", "/measures/safe_home/home", "/nothing"])
def test_what_a_release_does_not_offer_is_not_there(
    commissioner: FlaskClient, small_world: World, rest: str
) -> None:
    assert commissioner.get(publish(small_world, ALL_OF_IT) + rest).status_code == 404


def test_a_round_without_a_release_does_not_exist(commissioner: FlaskClient, small_world: World) -> None:
    round_ = small_world.round()
    for rest in PAGES:
        assert commissioner.get(f"/commissioner/rounds/{round_.id}{rest}").status_code == 404


@pytest.mark.parametrize("role", [Role.IRO, Role.COORDINATOR, Role.AUDITOR])
def test_no_other_role_has_these_pages(client: FlaskClient, small_world: World, role: Role) -> None:
    address = publish(small_world, ALL_OF_IT)
    small_world.account(role, email=EMAIL)
    signed_in(client)
    for rest in PAGES:
        assert client.get(address + rest).status_code == 404
    assert client.get("/commissioner/").status_code == 404


def crawled(client: FlaskClient) -> Iterator[tuple[str, TestResponse]]:
    """Every page that links lead to from the rounds, with its answer."""
    waiting, seen = ["/commissioner/"], set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address)
        yield address, answer
        links = [] if address.endswith(".csv") else soup(answer).select("a[href^='/commissioner']")
        waiting += [str(link["href"]) for link in links]


def seeded(folder: Path, empty: Path, comment: str, release_: Release, round_: Round) -> World:
    """A world whose one young person wrote this, with a release that came from elsewhere."""
    folder.mkdir()
    (folder / "test.sqlite3").write_bytes(empty.read_bytes())
    world = a_world(demo_settings(folder, f"sqlite:///{folder / 'test.sqlite3'}"))
    made = world.invited(world.young_person(name=f"{CANARY} {comment}"))
    secret = world.started(made)
    world.services.respond.answer(
        secret, lambda _journey: {"good_things": Answer.saying(f"{CANARY} {comment}")}
    )
    world.services.respond.send(secret)
    newest = world.services.review.caseload(world.iro())[0].newest
    assert newest is not None
    world.services.replying.send(world.iro(), newest.response, saying(f"{CANARY} {comment}"))
    stored(world, round_, release_)
    world.account(Role.COMMISSIONER, email=EMAIL, name="Alex Pretend")
    return world


def test_worlds_that_differ_with_the_same_release_serve_the_same_bytes(
    tmp_path: Path, empty_sqlite: Path
) -> None:
    release_ = made_up(3, 60, shipped_policy(), quiet=0.2).release(shipped_policy(), drawing(5))
    served = []
    for place, comment in enumerate(("I am safe", "I am not safe, and this is a longer comment")):
        round_ = Round(
            id=release_.round_id,
            authority=COUNCIL,
            name="Autumn 2026",
            opens_on=date(2026, 7, 1),
            closes_on=date(2026, 9, 30),
        )
        world = seeded(tmp_path / str(place), empty_sqlite, comment, release_, round_)
        client = create_app(world.services.settings, world.services).test_client()
        signed_in(client)
        pages = {
            address: (answer.status_code, sorted(answer.headers), answer.data)
            for address, answer in crawled(client)
        }
        assert len(pages) > 20
        assert all(status == 200 for status, _headers, _data in pages.values())
        assert not any(CANARY.encode() in data for _status, _headers, data in pages.values())
        served.append(pages)
        world.services.database.close()
    assert served[0] == served[1]


def test_no_page_of_numbers_carries_a_token_or_sets_a_cookie(
    commissioner: FlaskClient, small_world: World
) -> None:
    publish(small_world, ALL_OF_IT)
    for _address, answer in crawled(commissioner):
        assert b"csrf" not in answer.data
        assert "Set-Cookie" not in answer.headers
    page = commissioner.get("/commissioner/")
    links = [tag["href"] for tag in soup(page).select("header a.button")]
    assert links == ["/staff/account", "/staff/sign-out"]


def test_every_code_that_the_policy_can_release_has_words() -> None:
    policy = shipped_policy()
    for measure in policy.measures:
        assert measure.code in words.MEASURES
        assert set(measure.answers) <= set(words.ANSWERS)
        assert words.told_first(measure.code, measure.answers) in measure.answers
    for breakdown in policy.breakdowns:
        assert breakdown.code in words.BREAKDOWNS
        assert {(breakdown.code, group) for group in breakdown.groups} <= set(words.GROUPS)
    assert words.told_first("feel_overall", ("0_3", "4_6")) == "0_3"
    assert set(words.BANDS) == set(RateBand)
    assert set(words.TRENDS) == set(Trend)


def test_a_code_without_words_is_shown_as_it_is(commissioner: FlaskClient, small_world: World) -> None:
    new = release(table(40, *cells(sideways=30, upside_down=10), code="brand_new"))
    page = commissioner.get(publish(small_world, new) + "/measures/brand_new")
    assert heading(page) == "brand_new"
    assert "“sideways”" in texts(page, "figcaption")[0]


def test_how_to_read_says_what_is_hidden_and_why(commissioner: FlaskClient) -> None:
    page = commissioner.get("/commissioner/how-to-read")
    assert heading(page) == "How to read the numbers"
    assert not re.findall(r"%\(|\{\{", page.text)

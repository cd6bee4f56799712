"""The printed invitation and its square."""

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest
import segno
from bs4 import BeautifulSoup, Tag

from viewpoint.domain.council import Council, HelpService
from viewpoint.domain.people import Nation
from viewpoint.domain.words import Words
from viewpoint.exchange.council import read_council
from viewpoint.wording.catalogues import Catalogues, Templates
from viewpoint.wording.letter import Letter, LetterWriter, in_fours
from viewpoint.wording.qr import BORDER, qr_svg

ROOT = Path(__file__).parents[2]
CATALOGUES = Catalogues(ROOT / "translations")
WRITER = LetterWriter(Templates(ROOT / "templates", CATALOGUES), CATALOGUES)
LINK = "https://say.fernshire.example/r/aB3x_-" + "Qz" * 16
CHILDLINE = HelpService(
    id="childline",
    name=Words.english("Childline"),
    purpose=Words.english("Anything"),
    hours=Words.english("Day and night"),
    phone="0800 1111",
)
SHOUT = HelpService(id="shout", name=Words.english("Shout"), purpose=Words.english("Anything"), text="85258")


@pytest.fixture(scope="module")
def council() -> Council:
    return read_council(ROOT / "viewpoint" / "demo" / "fernshire.toml")


def letter(council: Council, language: str) -> Letter:
    return Letter(
        language=language,
        name="Sam <b>",
        link=LINK,
        code="ABCDEFGHJKLM",
        code_page="say.fernshire.example/code",
        reader=council.reader,
        answers_until=dt.date(2026, 3, 3),
        address=("Sam Example", "1 Fern Road", "ZZ1 1ZZ"),
    )


def page(council: Council, *letters: Letter) -> BeautifulSoup:
    html = WRITER.page(council, [CHILDLINE, SHOUT], letters, "/static/letter.css")
    return BeautifulSoup(html, "html5lib")


def only(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    found = soup.select(selector)
    assert len(found) == 1, f"{selector}: {len(found)}"
    return found[0]


def test_a_batch_is_one_page_with_a_letter_each_in_its_own_language(council: Council) -> None:
    soup = page(council, *(letter(council, language) for language in ("en", "cy", "ar")))
    letters = [(each["lang"], each["dir"]) for each in soup.select("article.letter")]
    assert letters == [("en", "ltr"), ("cy", "ltr"), ("ar", "rtl")]
    assert [only(each, "h1").text for each in soup.select("article")] == [
        "Hello, Sam <b>",
        "Helo, Sam <b>",
        "مرحبًا، Sam <b>",
    ]


def test_the_window_shows_the_address_and_nothing_else(council: Council) -> None:
    soup = page(council, letter(council, "en"))
    assert only(soup, ".window").text.split("\n") == ["", "Sam Example", "1 Fern Road", "ZZ1 1ZZ", ""]
    first, *_ = only(soup, "article").find_all(recursive=False)
    assert first["class"] == ["window"]


def test_a_letter_has_the_code_in_fours_the_day_and_who_reads_it(council: Council) -> None:
    soup = page(council, letter(council, "en"))
    assert only(soup, ".code").text == "ABCD EFGH JKLM"
    assert only(soup, ".page").text == "say.fernshire.example/code"
    said = only(soup, "article").text
    assert "It is open until Tuesday 3 March." in said
    assert "is read by your Independent Reviewing Officer (IRO), who writes back to you." in said
    assert "if you or someone else is not safe, we have to tell someone who can help" in said


def test_a_letter_names_the_councils_numbers_and_then_the_services(council: Council) -> None:
    soup = page(council, letter(council, "cy"))
    numbers = [entry.text for entry in soup.select(".numbers b")]
    assert numbers == ["01632 960 103", "01632 960 101", "01632 960 102", "0800 1111", "85258"]
    assert [entry["lang"] for entry in soup.select(".numbers li")] == ["cy", "cy", "cy", "en", "en"]


def test_a_letter_without_a_name_address_or_numbers_is_still_one(council: Council) -> None:
    bare = replace(council, duty=None, out_of_hours=None, advocate=None)
    html = WRITER.page(bare, [], [replace(letter(council, "en"), name="", address=())], "/letter.css")
    soup = BeautifulSoup(html, "html5lib")
    assert only(soup, "h1").text == "Hello"
    assert only(soup, ".window").text.strip() == ""
    assert soup.select(".numbers li") == []


def test_a_letter_holds_no_style_script_or_request_but_its_stylesheet(council: Council) -> None:
    soup = page(council, letter(council, "en"))
    assert soup.select("style, script, [style], img, iframe, form") == []
    assert [link["href"] for link in soup.select("link")] == ["/static/letter.css"]
    assert soup.select("[src]") == []
    assert LINK not in soup.text


def test_letters_of_a_made_up_council_are_marked(council: Council) -> None:
    assert council.nation is Nation.ENGLAND
    assert only(page(council, letter(council, "en")), ".demo").text == "Made-up people. A demonstration."
    assert page(replace(council, is_fictional=False), letter(council, "en")).select(".demo") == []


def test_a_letter_shows_no_name_link_code_or_address_when_printed_in_a_log(council: Council) -> None:
    shown = repr(letter(council, "en"))
    for private in ("Sam", LINK, "ABCD", "Fern Road"):
        assert private not in shown


@pytest.mark.parametrize(
    ("code", "shown"), [("", ""), ("ABCDE", "ABCD E"), ("ABCDEFGHJKLM", "ABCD EFGH JKLM")]
)
def test_a_code_is_shown_in_fours(code: str, shown: str) -> None:
    assert in_fours(code) == shown


def test_the_square_draws_every_module_of_the_link_with_its_quiet_zone() -> None:
    svg = only(BeautifulSoup(qr_svg(LINK, 'Say "hi" & <go>'), "html5lib"), "svg")
    made = segno.make(LINK, error="m", micro=False)
    side = int(made.symbol_size(border=BORDER)[0])
    assert svg["viewBox"] == f"0 0 {side} {side}"
    assert svg["role"] == "img"
    assert only(svg, "title").text == 'Say "hi" & <go>'
    assert made.error in {"M", "Q", "H"}
    light, dark = svg.select("path")
    assert (light["fill"], dark["stroke"]) == ("#fff", "#000")
    assert _drawn(str(dark["d"]), side) == [
        [bit & 1 for bit in row] for row in made.matrix_iter(border=BORDER)
    ]


def _drawn(path: str, side: int) -> list[list[int]]:
    """The modules that the strokes of a path cover: M places the pen, m lifts it along, h draws."""
    modules = [[0] * side for _ in range(side)]
    x, y = 0, 0.0
    for pen, numbers in re.findall(r"([Mmh])([-0-9. ]+)", path):
        steps = [float(number) for number in numbers.split()]
        if pen == "h":
            length = int(steps[0])
            modules[int(y)][x : x + length] = [1] * length
            x += length
        else:
            x, y = (int(steps[0]), steps[1]) if pen == "M" else (x + int(steps[0]), y + steps[1])
    return modules

"""The symbols: our own, small, of one colour; and no page with more of them than can be told apart."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from tests.domain.questions import one, options
from viewpoint import paths
from viewpoint.domain.people import AgeBand
from viewpoint.domain.questionnaire import Question
from viewpoint.exchange.questionnaire_extractor import questionnaire_files
from viewpoint.exchange.questionnaire_pictures import MOST_SYMBOLS, appearance_problems, symbol_names
from viewpoint.exchange.yaml_files import plain, read_yaml

DRAWING = paths.code() / "web" / "static" / "symbols.svg"
SVG = "{http://www.w3.org/2000/svg}"
MOST_BYTES = 300


def with_symbols(codes: str) -> Question:
    drawn = tuple(replace(option, image="star") for option in options(codes))
    return replace(one("pick"), appearance="symbols", options=drawn)


def test_every_symbol_is_small_and_takes_the_colour_of_the_words() -> None:
    drawing = ElementTree.fromstring(DRAWING.read_text())  # noqa: S314 - our own file
    symbols = drawing.findall(f"{SVG}symbol")
    assert tuple(symbol.get("id") for symbol in symbols) == symbol_names()
    assert len(set(symbol_names())) == len(symbols)
    for symbol in symbols:
        (lines,) = symbol  # the colour goes with the lines, so that a page may take them out of the symbol
        assert (symbol.get("viewBox"), lines.get("stroke")) == ("0 0 24 24", "currentColor")
    for text in DRAWING.read_text().splitlines()[1:-1]:
        assert len(text) < MOST_BYTES, text
    assert not re.search(r"#|url|href|style|script|rgb", DRAWING.read_text())


def test_every_symbol_is_used() -> None:
    files = [plain(read_yaml(path)) for path in questionnaire_files(paths.questionnaires())]
    used = {row.get("image") for file in files for row in (*file["survey"], *file["choices"])}
    assert set(symbol_names()) <= used


@pytest.mark.parametrize(
    ("codes", "wrong"), [("a b c d e f", 0), ("a b c d e f not_sure", 0), ("a b c d e f g", 1)]
)
def test_a_page_has_no_more_symbols_than_can_be_told_apart(codes: str, wrong: int) -> None:
    found = list(appearance_problems(with_symbols(codes), AgeBand.EIGHT_TO_ELEVEN))
    assert [what for what, _ in found] == [f"pick has 7 symbols, over {MOST_SYMBOLS}"] * wrong


def test_who_may_not_read_yet_has_a_picture_for_every_option() -> None:
    plain_words = one("pick")
    ((what, mend),) = appearance_problems(plain_words, AgeBand.FOUR_TO_SEVEN)
    assert (what, mend) == (
        "pick has no pictures, and who is asked may not read",
        "write `appearance: faces3` or `appearance: symbols`",
    )
    assert list(appearance_problems(plain_words, AgeBand.EIGHT_TO_ELEVEN)) == []
    assert list(appearance_problems(with_symbols("a b"), AgeBand.FOUR_TO_SEVEN)) == []

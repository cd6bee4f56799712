"""The one writer of CSV."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewpoint.exchange.csv_out import bare_csv, csv_bytes, plain, safe

_FORMULAS = st.builds(
    str.__add__, st.sampled_from(["", "'", "''", " ", "\u200b", "\ufeff", "\t", "\0"]), st.text()
)
CELLS = st.one_of(
    st.text(),
    _FORMULAS,
    st.builds(str.__add__, st.sampled_from(["=", "+", "-", "@", "'=", "''@", "＝", "\r", "\n"]), st.text()),
)


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3)))
def test_what_was_written_comes_back_and_no_cell_is_a_formula(rows: list[list[str]]) -> None:
    _, *cells = read(csv_bytes(["a", "b", "c"], rows))
    assert [[plain(cell) for cell in row] for row in cells] == rows
    assert not [cell for row in cells for cell in row if cell.lstrip().startswith(("=", "+", "-", "@", "＝"))]


@given(CELLS)
def test_only_an_apostrophe_is_ever_added(text: str) -> None:
    assert safe(text) in {text, f"'{text}"}
    assert plain(safe(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+44 7700 900111",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n",
        "\0",
        "\x00=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        "﹢1",
        "  =1",
        "\u200b=1",
        "'=1",
        '=HYPERLINK("https://x.example?"&A1)',
    ],
)
def test_what_could_run_is_marked(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Siân", "'tis", "a=b", "1-2", "ŵ ŷ", "السلام", "07700 900111", "”=”"])
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert safe(text) == text


def test_numbers_stay_numbers_and_nothing_is_an_empty_cell() -> None:
    data = csv_bytes(["theme", "children", "share"], [["=Home", -5, 0.25], [None, 10, None]])
    assert data == b'\xef\xbb\xbf"theme","children","share"\r\n"\'=Home",-5,0.25\r\n"",10,""\r\n'


def test_commas_quotes_and_breaks_stay_in_their_cell() -> None:
    row = ['say "hi", then; go', "two\r\nlines"]
    assert read(csv_bytes(["a", "b"], [row]))[1] == row


def test_a_row_of_another_length_than_the_header_is_refused() -> None:
    with pytest.raises(ValueError, match="a row of 1 cells under a header of 2"):
        csv_bytes(["a", "b"], [["1"]])


def test_a_program_that_compares_bytes_gets_neither_mark_nor_needless_quotes() -> None:
    rows = [("1001", "01/05/2012"), ("a,b", "=1"), ("", None)]
    assert bare_csv(("CHILD", "DOB"), rows) == b'CHILD,DOB\r\n1001,01/05/2012\r\n"a,b",\'=1\r\n,\r\n'

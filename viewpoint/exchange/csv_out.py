"""The one writer of CSV: what a spreadsheet opens is what we wrote, and never a formula."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Literal

Cell = str | int | float | None

TYPE = "text/csv; charset=utf-8"
"""The media type to send the bytes with."""


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A CSV file by RFC 4180, in UTF-8 with a byte order mark, without which Excel garbles Welsh and Arabic.

    A text that a spreadsheet might run as a formula is given a leading apostrophe (OWASP, CSV injection);
    `plain` takes it off again. Numbers stay numbers, None is an empty cell.

    Raises:
        ValueError: a row is not as long as the header.
    """
    # Quoting every text keeps a semicolon inside its cell where the spreadsheet splits on semicolons.
    return _written(header, rows, csv.QUOTE_NONNUMERIC).encode("utf-8-sig")


def bare_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The same for a program that compares column names byte by byte: no mark, quotes only where needed.

    Raises:
        ValueError: a row is not as long as the header.
    """
    return _written(header, rows, csv.QUOTE_MINIMAL).encode()


def _written(header: Sequence[str], rows: Iterable[Sequence[Cell]], quoting: Literal[0, 2]) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=quoting, lineterminator="\r\n")
    writer.writerow([safe(name) for name in header])
    for row in rows:
        if len(row) != len(header):
            raise ValueError(f"a row of {len(row)} cells under a header of {len(header)}")
        writer.writerow(
            ["" if cell is None else safe(cell) if isinstance(cell, str) else cell for cell in row]
        )
    return file.getvalue()


def safe(text: str) -> str:
    """The text, with an apostrophe before it where it could start a formula."""
    return f"'{text}" if _could_be_a_formula(text.lstrip("'")) else text


def plain(cell: str) -> str:
    """What `safe` was given."""
    is_marked = cell.startswith("'") and _could_be_a_formula(cell.lstrip("'"))
    return cell[1:] if is_marked else cell


_FORMULA_STARTS = frozenset("=+-@")
_BREAKS = frozenset("\t\r\n\0")


def _could_be_a_formula(text: str) -> bool:
    """Whether it starts with a break, or its first visible letter (full width or not) starts formulas."""
    if text[:1] in _BREAKS and text:
        return True
    first = next((letter for letter in text if not _is_invisible(letter)), "")
    return unicodedata.normalize("NFKC", first) in _FORMULA_STARTS


def _is_invisible(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) in {"Cc", "Cf"}

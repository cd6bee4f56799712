"""Tolerant reading of CSV: whatever a spreadsheet does to a table, its columns and rows are found again."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from io import StringIO

from viewpoint.domain.roster import Problem, Reason
from viewpoint.exchange.decoding import SourceFile, decoded
from viewpoint.exchange.problems import problem

MAX_ROWS = 200_000
MAX_COLUMNS = 100
MAX_CELL = 2_000
_SEPARATORS = ",;\t"
_EXCEL_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?,*\r?\n', re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A file's cells; each row carries the number that a spreadsheet shows beside it."""

    file: str
    header_line: int
    header: tuple[str, ...]
    rows: tuple[tuple[int, list[str]], ...] = field(repr=False)
    notices: tuple[Problem, ...] = ()

    @property
    def column_keys(self) -> frozenset[str]:
        """The column names without case, spaces and signs, as columns are recognised by."""
        return frozenset(map(column_key, self.header)) - {""}


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The columns that a table has, by the names they should bear."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    """Columns that belong to the table but are not needed here, and so are never looked at."""

    @property
    def read(self) -> tuple[str, ...]:
        """The columns that are looked at."""
        return self.required + self.optional


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One row: its number in a spreadsheet, and every wanted column's value, "" where there is none."""

    line: int
    values: dict[str, str] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Table:
    """A sheet's rows by column; rows that cannot be told apart into columns are among the problems."""

    file: str
    rows: tuple[Row, ...] = field(repr=False)
    problems: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()


def column_key(name: str) -> str:
    """A column's name without case, spaces and signs: "Place Provider" is "place_provider"."""
    return re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")


def read_sheet(source: SourceFile) -> Sheet | Problem:
    """The cells of a CSV file with commas, semicolons or tabs; blank rows and trailing blank cells left out.

    Rows are counted as a spreadsheet counts them: a line break in quotes begins no new row, and Excel's own
    `sep=;` line is not one.
    """
    text = decoded(source)
    if isinstance(text, Problem):
        return text
    rows = _rows(source.name, text.text)
    if isinstance(rows, Problem):
        return rows
    if not rows:
        return problem(Reason.FILE_EMPTY, file=source.name)
    line, header = rows[0][0], _named(rows[0][1])
    if len(header) > MAX_COLUMNS:
        return problem(Reason.TOO_MANY_COLUMNS, file=source.name, line=line, limit=MAX_COLUMNS)
    return Sheet(
        file=source.name, header_line=line, header=header, rows=tuple(rows[1:]), notices=text.notices
    )


def read_table(sheet: Sheet, columns: Columns) -> Table | tuple[Problem, ...]:
    """The rows by column, or what is wrong with the columns."""
    places, problems = _find_columns(sheet, columns)
    if problems:
        return tuple(problems)
    rows, problems = list[Row](), list[Problem]()
    for line, cells in sheet.rows:
        wrong = _misshapen(sheet, line, cells)
        if wrong:
            problems.append(wrong)
        else:
            values = {name: cells[at].strip() if at < len(cells) else "" for name, at in places.items()}
            rows.append(Row(line=line, values=values))
    return Table(
        file=sheet.file,
        rows=tuple(rows),
        problems=tuple(problems),
        notices=(*sheet.notices, *_ignored(sheet, columns)),
    )


def _rows(file: str, text: str) -> list[tuple[int, list[str]]] | Problem:
    rows, line = list[tuple[int, list[str]]](), 0
    try:
        for line, cells in enumerate(_reader(text), start=1):
            if any(map(str.strip, cells)):
                rows.append((line, cells))
            if len(rows) > MAX_ROWS:
                return problem(Reason.TOO_MANY_ROWS, file=file, line=line, limit=MAX_ROWS)
    except csv.Error:
        return problem(Reason.QUOTES_DO_NOT_MATCH, file=file, line=line + 1)
    return rows


def _named(header: Sequence[str]) -> tuple[str, ...]:
    """The column names, without the blank ones that a spreadsheet leaves at the end."""
    names = [name.strip() for name in header]
    while not names[-1]:
        names.pop()
    return tuple(names)


def _reader(text: str) -> Iterator[list[str]]:
    told = _EXCEL_SEPARATOR_LINE.match(text)
    body = text[told.end() :] if told else text
    first_line = body.lstrip().partition("\n")[0]
    delimiter = told[1] if told else max(_SEPARATORS, key=first_line.count)
    return csv.reader(StringIO(body, newline=""), delimiter=delimiter, strict=True)


def _find_columns(sheet: Sheet, columns: Columns) -> tuple[dict[str, int], list[Problem]]:
    keys = [column_key(name) for name in sheet.header]
    places, problems = dict[str, int](), list[Problem]()
    for name in columns.read:
        key = column_key(name)
        if keys.count(key) > 1:
            problems.append(_column_problem(sheet, Reason.COLUMN_TWICE, name))
        elif key in keys:
            places[name] = keys.index(key)
        elif nearest := _misspelt(name, keys, columns):
            found = sheet.header[keys.index(nearest)]
            problems.append(_column_problem(sheet, Reason.COLUMN_MISSPELT, name, found))
        elif name in columns.required:
            problems.append(_column_problem(sheet, Reason.COLUMN_MISSING, name))
    return places, problems


def _column_problem(sheet: Sheet, reason: Reason, name: str, value: str = "") -> Problem:
    return problem(reason, file=sheet.file, line=sheet.header_line, column=name, value=value)


def _misspelt(name: str, keys: Sequence[str], columns: Columns) -> str | None:
    """The column that is probably meant by `name`: near to it, and not a column of its own right."""
    strangers = [key for key in keys if key and key not in _known(columns)]
    return next(iter(get_close_matches(column_key(name), strangers, n=1, cutoff=0.75)), None)


def _known(columns: Columns) -> frozenset[str]:
    return frozenset(map(column_key, columns.read + columns.unread))


def _misshapen(sheet: Sheet, line: int, cells: Sequence[str]) -> Problem | None:
    named = len(sheet.header)
    stray = next((cell for cell in cells[named:] if cell.strip()), "")
    if "" in sheet.header:
        stray = stray or next((cell for name, cell in zip(sheet.header, cells, strict=False) if not name), "")
    if stray:
        return problem(Reason.ROW_TOO_LONG, file=sheet.file, line=line, value=stray)
    if max(map(len, cells)) <= MAX_CELL:
        return None
    at = next((at for at, cell in enumerate(cells[:named]) if len(cell) > MAX_CELL), None)
    if at is None:
        return None
    return problem(
        Reason.CELL_TOO_LONG,
        file=sheet.file,
        line=line,
        column=sheet.header[at],
        value=cells[at],
        limit=MAX_CELL,
    )


def _ignored(sheet: Sheet, columns: Columns) -> Iterable[Problem]:
    known = _known(columns)
    for name in sheet.header:
        key = column_key(name)
        if key and key not in known:
            yield problem(Reason.COLUMN_IGNORED, file=sheet.file, line=sheet.header_line, column=name)

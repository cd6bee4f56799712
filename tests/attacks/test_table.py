"""The table in docs/attacks.md and the tests agree."""

import ast
import re
from dataclasses import dataclass

from tests.builders import ROOT

ALL = 68
TABLE = ROOT / "docs" / "attacks.md"
LINE = re.compile(r"\| (\d+) \| ([^|]+) \| ([^|]*) \| ([^|]*) \|")


@dataclass(frozen=True)
class Row:
    """One attack or fault, the tests that hold it, and what they leave open."""

    number: int
    tests: tuple[str, ...]
    open: str


def rows() -> list[Row]:
    """The rows of the document."""
    found = [LINE.fullmatch(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]
    return [
        Row(int(match[1]), tuple(re.findall(r"`(test_\w+)`", match[3])), match[4].strip())
        for match in found
        if match
    ]


def every_test() -> set[str]:
    """The name of every test there is."""
    return {
        node.name
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_every_row_is_there_once_and_in_order() -> None:
    assert [row.number for row in rows()] == list(range(1, ALL + 1))


def test_every_test_that_is_named_exists() -> None:
    named = {name for row in rows() for name in row.tests}
    assert named - every_test() == set(), "say in docs/attacks.md which tests hold these rows now"


def test_every_test_of_a_row_is_named_in_it() -> None:
    named = {row.number: row.tests for row in rows()}
    of_rows = [name for name in every_test() if name.startswith("test_row_")]
    missing = [name for name in of_rows if name not in named[int(name.split("_")[2])]]
    assert missing == [], "name these in docs/attacks.md"


def test_a_row_without_a_test_says_whose_it_is() -> None:
    silent = [
        row.number for row in rows() if not row.tests and not row.open.startswith(("later", "operator's"))
    ]
    assert silent == []

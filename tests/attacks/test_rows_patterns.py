"""Patterns and files made to take for ever: none is ambiguous, and each long text is read to its end."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]  # the standard library's own reading of a pattern
from typing import Any

import pytest

from tests.builders import ROOT
from tests.exchange.broken_rosters import SOUND, sources
from viewpoint import paths
from viewpoint.analysis.coding import Coder
from viewpoint.analysis.text import clauses, spans
from viewpoint.channels.notify import plain
from viewpoint.domain.condition import parse_condition
from viewpoint.domain.errors import LinkClosed, ViewpointError
from viewpoint.exchange.cells import parse_date, wrong_child
from viewpoint.exchange.codeframe import read_codeframe
from viewpoint.exchange.csv_out import safe
from viewpoint.exchange.reaching import e164, email_address, language_tag
from viewpoint.exchange.roster_files import read_roster
from viewpoint.exchange.tables import column_key
from viewpoint.exchange.yaml_files import FilesRefused, parse_yaml
from viewpoint.services.links import Links

CALLS = frozenset({"compile", "sub", "split", "match", "fullmatch", "search", "findall", "finditer"})
LONG = 100_000
UNITS = (
    "a@",
    " ",
    ".",
    "-",
    "0",
    "1.0",
    "0.0",
    "a-",
    "(",
    "((",
    "/",
    "E+1",
    "\t",
    "sep=,",
    "'",
    "${",
    "&amp;",
    "ا",
)
LINKS = Links(("k" * 32,), bytes(32))


def patterns() -> Iterator[tuple[str, str]]:
    """Every pattern written out in the code, and the file it is in."""
    for path in sorted((ROOT / "viewpoint").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _is_of_re(node.func):
                yield from _written_out(path, node.args[0])


def test_row_38_no_pattern_repeats_without_end_what_repeats_without_end() -> None:
    """(a+)+ and its like take twice as long for each letter more."""
    found = list(patterns())
    assert len(found) > 30
    assert [pair for pair in found if _depth(_parser.parse(pair[1])) > 1] == []


def test_row_38_a_pattern_that_does_is_noticed() -> None:
    for pattern in ("(a+)+", "(?:a*b?)*c", "((x)*y)+"):
        assert _depth(_parser.parse(pattern)) > 1
    for pattern in ("a+b*", "(?:ab)+c{2,3}", r"[\s]+|\d*"):
        assert _depth(_parser.parse(pattern)) == 1


@pytest.mark.parametrize("unit", UNITS)
def test_row_38_a_long_text_of_any_shape_is_read_to_its_end(unit: str) -> None:
    text = (unit * LONG)[:LONG]
    readers: tuple[Callable[[str], object], ...] = (
        *(e164, email_address, language_tag, column_key, parse_date, wrong_child, plain, safe),
        lambda words: clauses(words, ()),
        lambda words: _refused(parse_condition, words),
        lambda words: _refused(LINKS.code_mac, words),
        lambda words: _refused(LINKS.handle_sha256, words),
    )
    for read in readers:
        read(text)
    assert len(spans(text[:5000], "en")) <= 5000


@pytest.mark.parametrize(
    "unit", ["a@", "\U0001f9d1\u200d", "=)", "a\u0301", "not ", "http://", "\u202e", "وال"]
)
def test_row_38_the_longest_comment_of_any_shape_is_coded(unit: str) -> None:
    coder = Coder(read_codeframe(paths.questionnaires() / "codeframe.yaml"))
    for language in ("en", "cy", "ar"):
        assert coder.code((unit * 5000)[:5000], language=language, asked="good_things").outcome


def test_row_36_a_file_of_questions_cannot_be_made_to_grow_nest_or_build_anything() -> None:
    bombs = (
        "a: " + "[" * 900_000,
        "a: " + "{b: " * 200_000,
        "- " * 400_000,
        "a: !!python/object/apply:os.system [id]",
        "a: !!binary aGk=",
        "<<: *b",
        "? " * 400_000,
        "a: " + "x" * 1_000_001,
        "a: &x [*x]",
        "%TAG ! tag:evil.example,2000:\n---\na: !x 1",
    )
    for bomb in bombs:
        with pytest.raises(FilesRefused):
            parse_yaml(bomb.encode(), "bomb.yaml")


def test_row_37_a_table_of_hostile_shape_is_told_and_changes_nothing() -> None:
    header = SOUND["header.csv"].partition("\n")[0]
    shapes = {
        "a million columns": "," * 1_000_000,
        "one endless cell": header + "\n" + "x" * 1_000_000,
        "an endless quotation": header + '\n"' + "x\n" * 100_000,
        "nothing but quotation marks": '"' * 100_001,
        "names of columns that are nearly right": ",".join(f"CHIL{number}" for number in range(90)),
        "numbers beyond all bounds": header + "\n" + "9" * 1999 + ",F,99/99/9999,,,,",
        "other digits": header + "\n١٠٠١,F,١٤/٠٥/٢٠١٢,WBRI,UN1,,",
    }
    for shape, text in shapes.items():
        roster = read_roster(
            sources({name: part.encode() for name, part in {**SOUND, "header.csv": text}.items()})
        )
        assert roster.problems, shape


def _refused(read: Callable[[str], object], text: str) -> None:
    with pytest.raises((ViewpointError, LinkClosed)):
        read(text)


def _is_of_re(called: ast.expr) -> bool:
    names_re = (
        isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id == "re"
    )
    return names_re and isinstance(called, ast.Attribute) and called.attr in CALLS


def _written_out(path: Path, argument: ast.expr) -> Iterator[tuple[str, str]]:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield path.name, re.sub(r"\s+", "", argument.value) if "\n" in argument.value else argument.value


def _depth(pattern: Any) -> int:
    """How many endless repetitions lie within each other."""
    deepest = 0
    for operation, given in pattern:
        inside = max((_depth(part) for part in _parts(given)), default=0)
        is_endless = operation in {_constants.MAX_REPEAT, _constants.MIN_REPEAT} and given[1] > 1000
        deepest = max(deepest, inside + is_endless)
    return deepest


def _parts(given: Any) -> Iterator[Any]:
    if isinstance(given, _parser.SubPattern):
        yield given
    elif isinstance(given, tuple | list):
        for part in given:
            yield from _parts(part)

"""Measures how words of danger are found, on phrases written by others: python -m tests.benchmarks.danger.

`danger_dev.yaml` may be looked at while the lists of other languages are written (English has its examples),
`danger_heldout.yaml` may not: who
mends the lists sees its counts and never its phrases, and nothing is learnt from it. Three writers wrote its
English phrases, each their own part. Each phrase says whether it tells of danger, and of
what kind, or what kind of ordinary thing it is.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from viewpoint import paths
from viewpoint.analysis.danger import DangerFinder
from viewpoint.domain.words import ENGLISH
from viewpoint.exchange.danger_weights import read_danger_weights
from viewpoint.exchange.danger_words import read_danger_words

_DATA = Path(__file__).parents[1] / "analysis"
DEVELOPED_ON = _DATA / "danger_dev.yaml"
HELD_OUT = _DATA / "danger_heldout.yaml"
EVERYDAY = "everyday"


@dataclass(frozen=True)
class Counts:
    """How many phrases there are of each kind, or in each style, and in how many something was found."""

    there: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)

    @property
    def share(self) -> float:
        """In what share of all something was found."""
        return self.found.total() / max(self.there.total(), 1)

    def lines(self) -> Iterable[str]:
        """Each kind and what was found of it, on a line of its own."""
        return (f"  {kind:24} {self.found[kind]:3} of {self.there[kind]:3}\n" for kind in sorted(self.there))


def shipped_finder() -> DangerFinder:
    """By all the lists and weights that ship."""
    folder = paths.questionnaires()
    return DangerFinder(read_danger_words(folder), read_danger_weights(folder))


def phrases(file: Path) -> list[dict[str, Any]]:
    """The phrases of a file."""
    rows: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return rows


def counted(finder: DangerFinder, rows: Iterable[Mapping[str, Any]], by: str = "kind") -> Counts:
    """The counts of these phrases, by a field of theirs."""
    counts = Counts()
    for row in rows:
        counts.there[row[by]] += 1
        counts.found[row[by]] += bool(finder.find(row["text"], row["language"]))
    return counts


def told(rows: Iterable[Mapping[str, Any]], *, english: bool) -> list[Mapping[str, Any]]:
    """Those that tell of danger."""
    return [row for row in rows if row["danger"] and english is (row["language"] == ENGLISH)]


def hard(rows: Iterable[Mapping[str, Any]], *, english: bool) -> list[Mapping[str, Any]]:
    """Those that do not, though they sound like it: films, games, sport, jokes, denials, things long over."""
    ordinary = (row for row in rows if not row["danger"] and row["kind"] != EVERYDAY)
    return [row for row in ordinary if english is (row["language"] == ENGLISH)]


def everyday(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """What nearly everybody writes."""
    return [row for row in rows if row["kind"] == EVERYDAY]


def main() -> None:
    """Print the table of each file: counts alone."""
    finder = shipped_finder()
    for file in (DEVELOPED_ON, HELD_OUT):
        rows = phrases(file)
        for english, what in ((True, "English"), (False, "other languages")):
            fields = ("kind", "style", "part") if english else ("kind", "language")
            _print(f"{file.name}, {what}: found", finder, told(rows, english=english), fields)
            _print(f"{file.name}, {what}: raised for nothing", finder, hard(rows, english=english), fields)
        _print(f"{file.name}, everyday answers: raised for nothing", finder, everyday(rows), ("style",))


def _print(
    title: str, finder: DangerFinder, rows: Sequence[Mapping[str, Any]], fields: Sequence[str]
) -> None:
    if not rows:
        return
    tables = [counted(finder, rows, by) for by in fields]
    sys.stdout.write(f"{title} {tables[0].share:.3f}\n")
    for table in tables:
        sys.stdout.writelines(table.lines())


if __name__ == "__main__":
    main()

"""Measures how words of danger are found, on phrases written by others: python -m tests.benchmarks.danger.

`danger_dev.yaml` may be looked at while the lists of words are written, `danger_heldout.yaml` may not: who
mends the lists sees its counts and never its phrases. Each phrase says whether it tells of danger, and of
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
from viewpoint.exchange.danger_words import read_danger_words

_DATA = Path(__file__).parents[1] / "analysis"
DEVELOPED_ON = _DATA / "danger_dev.yaml"
HELD_OUT = _DATA / "danger_heldout.yaml"


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


def only(rows: Sequence[Mapping[str, Any]], *, danger: str, english: str) -> list[Mapping[str, Any]]:
    """Those that tell of danger ("yes") or do not ("no"), in English ("yes") or in other languages ("no")."""
    return [
        row
        for row in rows
        if (danger == "yes") is row["danger"] and (english == "yes") is (row["language"] == ENGLISH)
    ]


def main() -> None:
    """Print the table of each file: counts alone."""
    finder = DangerFinder(read_danger_words(paths.questionnaires()))
    for file in (DEVELOPED_ON, HELD_OUT):
        rows = phrases(file)
        for english, what in (("yes", "English"), ("no", "other languages")):
            told = only(rows, danger="yes", english=english)
            recall, false = counted(finder, told), counted(finder, only(rows, danger="no", english=english))
            sys.stdout.write(f"{file.name}, {what}: recall {recall.share:.3f}\n")
            sys.stdout.writelines(recall.lines())
            sys.stdout.writelines(counted(finder, told, "style" if english == "yes" else "language").lines())
            sys.stdout.write(f"{file.name}, {what}: false alarms {false.share:.3f}\n")
            sys.stdout.writelines(false.lines())


if __name__ == "__main__":
    main()

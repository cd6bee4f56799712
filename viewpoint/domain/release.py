"""A sealed release: the rounded, masked numbers that commissioners read, and what follows from them."""

import hashlib
import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from math import sqrt

from viewpoint.domain.people import RoundId

Z = 1.96  # 95%
MENTIONED = "mentioned"
FEWER_THAN = 10


class CellKind(StrEnum):
    """What is known of a count."""

    VALUE = "value"
    FEW = "few"  # fewer than 10
    NEARLY_ALL = "nearly_all"


class TableKind(StrEnum):
    """How much of a table is shown."""

    CELLS = "cells"
    SENTENCE = "sentence"  # 10 to 19 young people: one sentence, no cells
    HIDDEN = "hidden"  # whatever the reason


class About(StrEnum):
    """What a table counts."""

    MEASURE = "measure"
    THEME = "theme"


class RateBand(StrEnum):
    """How many of those invited sent something."""

    UNDER_A_QUARTER = "under_a_quarter"
    UNDER_HALF = "under_half"
    UNDER_THREE_QUARTERS = "under_three_quarters"
    MOST = "most"


class Trend(StrEnum):
    """One share against the same share in an earlier round."""

    HIGHER = "higher"
    SIMILAR = "similar"
    LOWER = "lower"
    BREAK = "break"  # the codeframe changed between them
    UNKNOWN = "unknown"  # one of the two is not shown


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One answer's count as released; `value` is rounded to the table's unit, None where it is masked."""

    answer: str
    kind: CellKind
    value: int | None = None


@dataclass(frozen=True, kw_only=True)
class Table:
    """One group's row of counts for one measure or theme; `group` holds the policy's codes merged into it."""

    about: About
    code: str
    breakdown: str
    group: tuple[str, ...]
    kind: TableKind
    unit: int | None = None
    base: int | None = None
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rate:
    """The response rate of one group in a band; None where it is not shown."""

    breakdown: str
    group: tuple[str, ...]
    band: RateBand | None


@dataclass(frozen=True, kw_only=True)
class Release:
    """All that is published of one round, fixed for good."""

    round_id: RoundId
    policy_version: str
    codeframe_version: str
    tables: tuple[Table, ...]
    rates: tuple[Rate, ...]


@dataclass(frozen=True, kw_only=True)
class Share:
    """A share of a rounded base, between 0 and 1, with the interval that rounding and chance leave open.

    `least` and `most` are the released share itself, or the ends of what a mask leaves open.
    """

    least: float
    most: float
    low: float
    high: float


def digest(release: Release) -> str:
    """The SHA-256 of the release's content, as hexadecimal digits."""
    content = json.dumps(asdict(release), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(content.encode()).hexdigest()


def shares(table: Table) -> dict[str, Share]:
    """Each cell's share of the rounded base, by answer; empty for a table without cells."""
    if table.base is None or table.unit is None:
        return {}
    return {cell.answer: _share(cell, table.base, table.unit) for cell in table.cells}


def trend(earlier: tuple[Release, Table], later: tuple[Release, Table], answer: str) -> Trend:
    """How an answer's share moved between two rounds, from released numbers only.

    A difference counts beyond 2 units of rounding over the smaller base, and when its 95% interval, widened
    by the rounding of both, leaves out zero. Themes counted by different codeframes are not compared, nor
    are groups that were merged differently.
    """
    (before_release, before), (after_release, after) = earlier, later
    if after.about is About.THEME and before_release.codeframe_version != after_release.codeframe_version:
        return Trend.BREAK
    if before.group != after.group or not {answer} <= shares(before).keys() & shares(after).keys():
        return Trend.UNKNOWN
    if _clearly_above(after, before, answer):
        return Trend.HIGHER
    return Trend.LOWER if _clearly_above(before, after, answer) else Trend.SIMILAR


def _share(cell: Cell, base: int, unit: int) -> Share:
    slack = unit / base
    if cell.kind is CellKind.VALUE:
        least = most = min(1.0, (cell.value or 0) / base)
        low, high = _wilson(least, base)[0] - slack, _wilson(most, base)[1] + slack
    elif cell.kind is CellKind.FEW:
        least, most = 0.0, min(1.0, FEWER_THAN / base)
        low, high = 0.0, _wilson(most, base)[1]
    else:
        least, most = max(0.0, 1 - 2 * slack), 1.0
        low, high = _wilson(least, base)[0], 1.0
    return Share(least=least, most=most, low=max(0.0, low), high=min(1.0, high))


def _wilson(share: float, base: int) -> tuple[float, float]:
    """Wilson's score interval for a share of `base` (Wilson 1927)."""
    squared = Z * Z / base
    middle = (share + squared / 2) / (1 + squared)
    half = Z * sqrt(share * (1 - share) / base + squared / (4 * base)) / (1 + squared)
    return middle - half, middle + half


def _clearly_above(above: Table, below: Table, answer: str) -> bool:
    """Whether a share is higher in one table than in another, taking masked counts at their nearer ends."""
    upper, lower = shares(above)[answer].least, shares(below)[answer].most
    rounding = [(table.unit or 1) / (table.base or 1) for table in (above, below)]
    chance = Z * sqrt(
        sum(share * (1 - share) / (table.base or 1) for share, table in ((upper, above), (lower, below)))
    )
    gap = upper - lower
    return gap > 2 * max(rounding) and gap - sum(rounding) > chance

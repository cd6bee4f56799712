"""Random rounding and masking of counts, and the check that no draw makes an answer certain."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from viewpoint.domain.release import Cell, CellKind
from viewpoint.domain.release_policy import Thresholds

Draw = Callable[[int], int]  # Draw(n) is a whole number from 0 to n - 1, each as likely (secrets.randbelow)
Interval = tuple[int, int]
Pair = tuple[tuple[int, ...], tuple[int, ...]]
NO_CELL = ""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A group whose cells are shown, by answer; complete when every child falls in one of them."""

    breakdown: str
    children: frozenset[str]
    base: int
    cells: Mapping[str, Cell]
    is_complete: bool = True


def rounded(count: int, unit: int, draw: Draw) -> int:
    """A multiple of `unit` next to `count`, the nearer the likelier, so that its mean is `count`."""
    below = count % unit
    return count - below + (unit if draw(unit) < below else 0)


def masked(answer: str, count: int, children: int, base: int, thresholds: Thresholds, draw: Draw) -> Cell:
    """One count as released; the true count is not in it.

    A count rounded up to more than all of the children there are would say that every one of them gave this
    answer, so it is held at the last multiple of the unit that the children fill.
    """
    value = min(rounded(count, thresholds.unit, draw), full(children, thresholds.unit))
    if value <= thresholds.few_at_most:
        return Cell(answer=answer, kind=CellKind.FEW)
    if base >= thresholds.nearly_all_from and value >= base - thresholds.unit:
        return Cell(answer=answer, kind=CellKind.NEARLY_ALL)
    return Cell(answer=answer, kind=CellKind.VALUE, value=value)


def full(children: int, unit: int) -> int:
    """The largest multiple of `unit` that is not more than `children`."""
    return children - children % unit


def interval(cell: Cell, children: int, base: int, thresholds: Thresholds) -> Interval:
    """The least and the most true counts that a reader of the rules finds possible for a released cell."""
    spread = thresholds.unit - 1
    if cell.kind is CellKind.FEW:
        return 0, min(children, thresholds.few_at_most + spread)
    if cell.kind is CellKind.NEARLY_ALL:
        return max(0, base - thresholds.unit - spread), children
    value = cell.value or 0
    most = children if value == full(children, thresholds.unit) else value + spread
    return max(0, value - spread), min(children, most)


def nested(shown: Iterable[tuple[str, frozenset[str]]]) -> Iterator[Pair]:
    """Pairs of unions of shown groups of which the first holds the second and more.

    Takes each group's breakdown and children; yields positions in that list. What the larger union has and
    the smaller lacks is what subtraction can reach.
    """
    groups = list(shown)
    unions = list(_unions(groups))
    for outer, outer_children in unions:
        for inner, inner_children in unions:
            if inner_children < outer_children:
                yield outer, inner


def gives_away(shown: Sequence[Shown], pairs: Iterable[Pair], thresholds: Thresholds) -> bool:
    """Whether some subtraction of released numbers makes an answer certain for all of the children left over.

    This looks at nothing but the released numbers and who was counted, both known to the reader, so drawing
    again because of it tells the reader nothing that the numbers do not.
    """
    ranges = [_ranges(group, thresholds) for group in shown]
    sizes = [len(group.children) for group in shown]
    return any(_certain(sizes, ranges, outer, inner) for outer, inner in pairs)


def _unions(groups: list[tuple[str, frozenset[str]]]) -> Iterator[tuple[tuple[int, ...], frozenset[str]]]:
    yield (), frozenset()
    for breakdown in dict.fromkeys(code for code, _ in groups):
        positions = [at for at, (code, _) in enumerate(groups) if code == breakdown]
        for size in range(1, len(positions) + 1):
            for chosen in combinations(positions, size):
                yield chosen, frozenset().union(*(groups[at][1] for at in chosen))


def _ranges(group: Shown, thresholds: Thresholds) -> dict[str, Interval]:
    """What each cell leaves possible; the children of no cell are one more answer."""
    children = len(group.children)
    ranges = {
        answer: interval(cell, children, group.base, thresholds) for answer, cell in group.cells.items()
    }
    if not group.is_complete:
        least, most = sum(low for low, _ in ranges.values()), sum(high for _, high in ranges.values())
        ranges[NO_CELL] = max(0, children - most), children - least
    return _tightened(ranges, children)


def _tightened(ranges: Mapping[str, Interval], children: int) -> dict[str, Interval]:
    """The same ranges, knowing that the answers add up to the children."""
    least, most = sum(low for low, _ in ranges.values()), sum(high for _, high in ranges.values())
    return {
        answer: (max(low, children - (most - high)), min(high, children - (least - low)))
        for answer, (low, high) in ranges.items()
    }


def _certain(
    sizes: Sequence[int],
    ranges: Sequence[Mapping[str, Interval]],
    outer: tuple[int, ...],
    inner: tuple[int, ...],
) -> bool:
    left_over = sum(sizes[at] for at in outer) - sum(sizes[at] for at in inner)
    left = {
        answer: (
            max(0, sum(ranges[at][answer][0] for at in outer) - sum(ranges[at][answer][1] for at in inner)),
            sum(ranges[at][answer][1] for at in outer) - sum(ranges[at][answer][0] for at in inner),
        )
        for answer in ranges[outer[0]]
    }
    return any(low >= left_over or high <= 0 for low, high in _tightened(left, left_over).values())

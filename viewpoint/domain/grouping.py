"""Which groups of children a release may show: gated, merged, and never told apart by subtraction."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from viewpoint.domain.release_policy import Breakdown, Thresholds
from viewpoint.domain.rounding import nested


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A child who counts: where they live and the profile values that groups are made of."""

    placement: str
    values: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Group:
    """Children of one or more reporting groups of a breakdown, joined, and whether they may be shown."""

    breakdown: str
    codes: tuple[str, ...]
    children: frozenset[str]
    shown: bool


def choose(
    children: Mapping[str, Placed], breakdowns: Sequence[Breakdown], thresholds: Thresholds
) -> tuple[Group, ...]:
    """Every group that a page may name, each breakdown joined as little as lets it be shown.

    A breakdown is shown by the first joining at which the children of its hidden groups pass the gate
    together (or there are none), and no subtraction of its groups from those of an earlier breakdown leaves
    a set that does not. Otherwise all of its groups are hidden.
    """
    chosen: tuple[Group, ...] = ()
    for breakdown in breakdowns:
        chosen += _joined(children, breakdown, chosen, thresholds)
    return chosen


def partitions(breakdown: Breakdown) -> Iterator[list[tuple[str, ...]]]:
    """The breakdown's groups as they are, then after each of its merges."""
    parts: list[tuple[str, ...]] = [(code,) for code in breakdown.groups]
    yield list(parts)
    for merge in breakdown.merges:
        joined = tuple(code for part in parts if merge & set(part) for code in part)
        first = next(at for at, part in enumerate(parts) if merge & set(part))
        parts = [part for part in parts if not merge & set(part)]
        parts.insert(first, joined)
        yield list(parts)


def _joined(
    children: Mapping[str, Placed], breakdown: Breakdown, chosen: tuple[Group, ...], thresholds: Thresholds
) -> tuple[Group, ...]:
    everyone = frozenset(children)
    candidates = [_groups(children, breakdown, parts, thresholds) for parts in partitions(breakdown)]
    for groups in candidates:
        shown = [group for group in groups if group.shown]
        if not _remainder_may_show(shown, everyone, children, thresholds):
            continue
        if not _told_apart([*(group for group in chosen if group.shown), *shown], children, thresholds):
            return groups
    return tuple(
        Group(breakdown=group.breakdown, codes=group.codes, children=group.children, shown=False)
        for group in candidates[0]
    )


def _told_apart(shown: Sequence[Group], children: Mapping[str, Placed], thresholds: Thresholds) -> bool:
    """Whether subtracting unions of shown groups leaves children who may not be shown together."""
    pairs = nested((group.breakdown, group.children) for group in shown)
    return any(
        not _passes(_union(shown, outer) - _union(shown, inner), children, thresholds)
        for outer, inner in pairs
    )


def _remainder_may_show(
    shown: Sequence[Group], everyone: frozenset[str], children: Mapping[str, Placed], thresholds: Thresholds
) -> bool:
    """Whether the children in none of these groups are nobody, or pass the gate together."""
    left = everyone - _union(shown, range(len(shown)))
    return not left or _passes(left, children, thresholds)


def _groups(
    children: Mapping[str, Placed], breakdown: Breakdown, parts: list[tuple[str, ...]], thresholds: Thresholds
) -> tuple[Group, ...]:
    """The nameable groups of one partition; a group of the policy's rest is never named alone."""
    code_of = {key: breakdown.group_of(child.values) for key, child in children.items()}
    groups = []
    for codes in parts:
        if set(codes) <= breakdown.rest:
            continue
        members = frozenset(key for key, code in code_of.items() if code in codes)
        shown = thresholds.gate.passes([children[key].placement for key in members])
        groups.append(Group(breakdown=breakdown.code, codes=codes, children=members, shown=shown))
    return tuple(groups)


def _union(groups: Sequence[Group], positions: Sequence[int]) -> frozenset[str]:
    return frozenset().union(*(groups[at].children for at in positions))


def _passes(left: frozenset[str], children: Mapping[str, Placed], thresholds: Thresholds) -> bool:
    return thresholds.remainder.passes([children[key].placement for key in left])

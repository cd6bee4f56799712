"""The attack: from what is served, the roster and one's own home, to answers that are certain, or nearly.

Nothing here uses the code under attack: a reader of the published rules could write it. The attacker knows
who lives where, every profile value, who took part, the rules and their numbers, all that is served, and (for
a child) the answers of everyone else in that child's home.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

Answers = Mapping[str, str]  # each child's answer to one measure


@dataclass(frozen=True)
class Rules:
    """The published numbers of rounding and masking."""

    unit: int
    few_at_most: int
    nearly_all_from: int


@dataclass(frozen=True)
class Served:
    """One cell as served: how many of these children gave this answer."""

    children: frozenset[str]
    answer: str
    kind: str
    count: int
    base: int
    rules: Rules

    def bounds(self) -> tuple[int, int]:
        """The true counts that the rules leave possible."""
        possible = [count for count in range(len(self.children) + 1) if self.chance(count) > 0]
        return min(possible), max(possible)

    def chance(self, count: int) -> float:
        """How likely the rules make what is served, were this the true count."""
        unit, below = self.rules.unit, count % self.rules.unit
        outcomes = ((count - below, 1 - below / unit), (count - below + unit, below / unit))
        return sum(chance for value, chance in outcomes if chance and self._serves(value))

    def _serves(self, value: int) -> bool:
        value = min(value, len(self.children) // self.rules.unit * self.rules.unit)
        if value <= self.rules.few_at_most:
            return self.kind == "few"
        if self.base >= self.rules.nearly_all_from and value >= self.base - self.rules.unit:
            return self.kind == "nearly_all"
        return self.kind == "value" and self.count == value


@dataclass(frozen=True)
class Disclosed:
    """A child whose answer is certain, or certainly not one."""

    child: str
    claim: str


def disclosed(
    truth: Answers, homes: Mapping[str, str], answers: Sequence[str], served: Sequence[Served]
) -> list[Disclosed]:
    """Every claim about a child that holds in all worlds that fit what is served and the child's own home.

    A claim that holds in all worlds holds in the true one, so only those are tried: first by looking for one
    fitting world near the truth, then by an integer programme over all of them.
    """
    found = []
    tried: dict[tuple[object, ...], bool] = {}
    for child in truth:
        place = tuple(child in cell.children for cell in served)
        for answer in answers:
            holds = truth[child] == answer
            key = (place, homes[child], truth[child], answer)
            if key not in tried:
                tried[key] = not _other_nearby(child, answer, truth, homes, served) and not _other_world(
                    child, answer, truth, homes, answers, served
                )
            if tried[key]:
                found.append(Disclosed(child, f"{'is' if holds else 'is not'} {answer}"))
    return found


def _other_nearby(
    child: str, answer: str, truth: Answers, homes: Mapping[str, str], served: Sequence[Served]
) -> bool:
    """Whether changing one or two answers of the true world gives a fitting one where the claim is false."""
    targets = [each for each in set(truth.values()) if each != answer] if truth[child] == answer else [answer]
    outside = [other for other in truth if homes[other] != homes[child]]
    for target in targets:
        swaps = [other for other in outside if truth[other] == target]
        for other in (None, *swaps):
            changed = {child: target} | ({other: truth[child]} if other else {})
            if _fits({**truth, **changed}, served):
                return True
    return False


def _fits(world: Answers, served: Sequence[Served]) -> bool:
    for cell in served:
        count = sum(world[child] == cell.answer for child in cell.children)
        if cell.chance(count) == 0:
            return False
    return True


def _other_world(
    child: str,
    answer: str,
    truth: Answers,
    homes: Mapping[str, str],
    answers: Sequence[str],
    served: Sequence[Served],
) -> bool:
    """Whether any world fits in which the claim about this child is false, by integer programming."""
    known = {other for other in truth if homes[other] == homes[child] and other != child}
    places = {
        other: tuple(other in cell.children for cell in served) for other in truth if other not in known
    }
    sizes = Counter(places.values())
    atoms = list(sizes)
    column = {(atom, each): at for at, (atom, each) in enumerate((a, v) for a in atoms for v in answers)}
    rows, low, high = [], [], []
    for atom in atoms:
        rows.append([float(key[0] == atom) for key in column])
        low.append(sizes[atom])
        high.append(sizes[atom])
    for at, cell in enumerate(served):
        already = sum(other in cell.children and truth[other] == cell.answer for other in known)
        least, most = cell.bounds()
        rows.append([float(key[0][at] and key[1] == cell.answer) for key in column])
        low.append(least - already)
        high.append(most - already)
    lower, upper = np.zeros(len(column)), np.array([float(sizes[atom]) for atom, _ in column])
    mine = column[places[child], answer]
    if truth[child] == answer:
        upper[mine] -= 1
    else:
        lower[mine] = 1
    result = milp(
        np.zeros(len(column)),
        constraints=LinearConstraint(np.array(rows), low, high),
        bounds=Bounds(lower, upper),
        integrality=np.ones(len(column), dtype=np.int64),
    )
    return bool(result.success)

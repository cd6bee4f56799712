"""How sure the attacker can be where nothing is certain: posteriors, and the insider who knows all others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tests.attack.harness import Answers, Served

IMPOSSIBLE = -60.0  # a log-likelihood that stands for none, kept finite so that sums stay numbers


@dataclass(frozen=True)
class Evidence:
    """What is served of one measure, as the log-likelihood of every possible count of every cell."""

    truth: Answers
    homes: Mapping[str, str]
    answers: Sequence[str]
    served: Sequence[Served]

    @cached_property
    def children(self) -> list[str]:
        return list(self.truth)

    @cached_property
    def true_codes(self) -> NDArray[np.int64]:
        return np.array([self.answers.index(self.truth[child]) for child in self.children])

    @cached_property
    def prior(self) -> NDArray[np.float64]:
        """The shares of the whole council, which the attacker is given."""
        counts = np.bincount(self.true_codes, minlength=len(self.answers)) + 0.5
        return np.asarray(counts / counts.sum(), dtype=np.float64)

    @cached_property
    def sets(self) -> list[frozenset[str]]:
        return list(dict.fromkeys(cell.children for cell in self.served))

    @cached_property
    def tables(self) -> NDArray[np.float64]:
        """Log-likelihoods by set of children, answer and count; 0 where nothing is served."""
        found = np.zeros((len(self.sets), len(self.answers), len(self.children) + 2))
        for cell in self.served:
            chances = np.array([cell.chance(count) for count in range(len(cell.children) + 1)])
            logs = np.full(found.shape[2], IMPOSSIBLE)
            logs[: len(chances)] = np.maximum(np.log(np.maximum(chances, 1e-300)), IMPOSSIBLE)
            found[self.sets.index(cell.children), self.answers.index(cell.answer)] += logs
        return found

    @cached_property
    def memberships(self) -> list[NDArray[np.int64]]:
        """For each child, the sets that hold it."""
        return [
            np.array([at for at, children in enumerate(self.sets) if child in children], dtype=np.int64)
            for child in self.children
        ]

    def true_counts(self) -> NDArray[np.int64]:
        """Counts by set and answer in the true world."""
        counts = np.zeros((len(self.sets), len(self.answers)), dtype=np.int64)
        for child, code in enumerate(self.true_codes):
            counts[self.memberships[child], code] += 1
        return counts

    def insider(self) -> int:
        """How many children an attacker who knows every other child's answer is more than 95% sure about."""
        counts, sure = self.true_counts(), 0
        for child, code in enumerate(self.true_codes):
            rest = counts.copy()
            rest[self.memberships[child], code] -= 1
            sure += bool(self._weights(child, rest[None])[0, code] > 0.95)
        return sure

    def posteriors(self, seed: int, sweeps: int = 60, chains: int = 4) -> NDArray[np.float64]:
        """For each child, how likely the attacker who knows the child's own home finds the true answer.

        Gibbs sampling, one set of chains a child, all at once, each begun in the true world; the mean of the
        child's own conditional chances after the first third.
        """
        generator = np.random.default_rng(seed)
        size = len(self.children)
        targets = np.repeat(np.arange(size), chains)
        state = np.tile(self.true_codes, (len(targets), 1))
        counts = np.tile(self.true_counts(), (len(targets), 1, 1))
        home = np.array([self.homes[child] for child in self.children])
        sums = np.zeros(size)
        for sweep in range(sweeps):
            for child in generator.permutation(size):
                free = (home[targets] != home[child]) | (targets == child)
                weights = self._resample(int(child), np.flatnonzero(free), state, counts, generator)
                if sweep >= sweeps // 3:
                    mine = targets[free] == child
                    sums[child] += weights[mine, self.true_codes[child]].mean()
        return sums / (sweeps - sweeps // 3)

    def _resample(
        self,
        child: int,
        rows: NDArray[np.int64],
        state: NDArray[np.int64],
        counts: NDArray[np.int64],
        generator: np.random.Generator,
    ) -> NDArray[np.float64]:
        sets = self.memberships[child]
        counts[rows[:, None], sets[None], state[rows, child][:, None]] -= 1
        weights = self._weights(child, counts[rows])
        drawn = (weights.cumsum(axis=1) < generator.random((len(rows), 1))).sum(axis=1)
        state[rows, child] = np.minimum(drawn, len(self.answers) - 1)
        counts[rows[:, None], sets[None], state[rows, child][:, None]] += 1
        return weights

    def _weights(self, child: int, rest: NDArray[np.int64]) -> NDArray[np.float64]:
        """Chances of each answer of one child, given the counts of all others (by chain, set and answer)."""
        sets = self.memberships[child]
        inside = rest[:, sets]
        at = np.arange(len(self.answers))[None, None]
        with_child = self.tables[sets[None, :, None], at, inside + 1]
        without = self.tables[sets[None, :, None], at, inside]
        logs = np.log(self.prior) + (with_child - without).sum(axis=1)
        chances = np.exp(logs - logs.max(axis=1, keepdims=True))
        return np.asarray(chances / chances.sum(axis=1, keepdims=True), dtype=np.float64)

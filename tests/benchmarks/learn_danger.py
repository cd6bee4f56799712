"""Learns how far words speak of danger: `python -m tests.benchmarks.learn_danger [LANGUAGE ...]`.

The examples are `tests/analysis/danger_examples/<language>/*.csv`, a file for each writer: the kind of
danger, or what sort of ordinary thing it is, the style, and the phrase. Softmax regression over n-grams
(L2, L-BFGS) in two passes: the second without the n-grams that spoke for nothing in the first. `--check`
writes nothing: it leaves a fifth of the writers out in turn (of the phrases, where a language has fewer
than five writers, which is kinder), learns from the others, and prints how much is found of theirs and how
much is raised for nothing, at several thresholds. Nothing is learnt from `danger_heldout.yaml`, but
`at_least` was set with the counts of both in view.
"""

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from math import sqrt
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack
from scipy.special import logsumexp

from viewpoint import paths
from viewpoint.analysis.ngrams import Ngrams, ngrams, words_in
from viewpoint.analysis.weighing import Weigher, rarity
from viewpoint.domain.danger import DangerKind, Learnt, LearntKind, Trait
from viewpoint.domain.questionnaire import Urgency
from viewpoint.exchange.danger_weights import (
    FOLDER,
    ORDINARY,
    SPELLING,
    SUFFIX,
    TENTHS,
    WORDS,
    read_danger_weights,
)

EXAMPLES = Path(__file__).parents[1] / "analysis" / "danger_examples"
LEAST_WORDS, LEAST_SPELLING = 2, 3
"""In how many examples an n-gram has to stand."""
STRENGTH = 100.0
"""The inverse of the L2 penalty."""
LEAST_WEIGHT = 0.2
MOST_STEPS = 200
AT_LEAST, LEAST_KNOWN = -1.0, 0.25
"""What a language begins with until somebody sets it."""
LATER = frozenset({DangerKind.EMOTIONAL, DangerKind.NEGLECT})
"""Those that an adult looks at by the next working day, unless the file says otherwise; all others today."""
KINDS = tuple(sorted(DangerKind))
FOLDS = 5
PLAIN, ROUND_ABOUT, FOR_NOTHING = "told plainly", "round about", "for nothing"
SAID_PLAINLY = frozenset({"plain", "misspelt", "slang"})
THRESHOLDS = np.arange(-3.0, 2.01, 0.25)
NOTE = (
    "# What examples taught; docs/concerns.md says how. Made by `python -m tests.benchmarks.learn_danger`.",
    "# at_least, least_known and the last word of each kind are for people to set; all else is counted.",
)

Counts = Mapping[str, int]
"""In how many examples an n-gram stands; its place among them is its row of the weights."""


class Example(NamedTuple):
    """One phrase; `kind` is None for what is ordinary."""

    writer: str
    style: str
    kind: DangerKind | None
    text: str

    @property
    def outcome(self) -> int:
        """Its place among the outcomes: 0 for what is ordinary, then the kinds."""
        return KINDS.index(self.kind) + 1 if self.kind else 0


def main() -> None:
    """Learn and write the files, or check how well that does."""
    parser = argparse.ArgumentParser(description="Learn how far words speak of danger.")
    parser.add_argument("languages", nargs="*", default=[each.name for each in sorted(EXAMPLES.iterdir())])
    parser.add_argument(
        "--check",
        action="store_true",
        help="learn from four fifths, measure on the rest, in turn; write nothing",
    )
    asked = parser.parse_args()
    before = {each.language: each for each in read_danger_weights(paths.questionnaires())}
    for language in asked.languages:
        examples = read_examples(language)
        if asked.check:
            _check(examples, language)
            continue
        learnt = learn(examples, language)
        learnt = _as_set(learnt, before[language]) if language in before else learnt
        (paths.questionnaires() / FOLDER / f"{language}{SUFFIX}").write_bytes(weights_file(learnt))
        grams = len(learnt.words) + len(learnt.spelling)
        sys.stdout.write(f"{language}: {len(examples)} examples, {grams} n-grams\n")


def read_examples(language: str) -> list[Example]:
    """All of a language, by writer."""
    return [each for file in sorted((EXAMPLES / language).glob("*.csv")) for each in _of_writer(file)]


def learn(examples: Sequence[Example], language: str) -> Learnt:
    """What these examples teach."""
    grams = [ngrams(words_in(each.text)) for each in examples]
    words = _counted((each.words for each in grams), LEAST_WORDS)
    spelling = _counted((each.spelling for each in grams), LEAST_SPELLING)
    outcomes = np.array([each.outcome for each in examples])
    weights, _biases = _fitted(_matrix(grams, words, spelling), outcomes)
    speaks = (abs(weights) >= LEAST_WEIGHT).any(axis=1)
    words, spelling = _kept(words, speaks[: len(words)]), _kept(spelling, speaks[len(words) :])
    weights, biases = _fitted(_matrix(grams, words, spelling), outcomes)
    return Learnt(
        language=language,
        version=1,
        examples=len(examples),
        at_least=AT_LEAST,
        least_known=LEAST_KNOWN,
        ordinary=float(biases[0]),
        kinds=tuple(_kind(kind, float(bias)) for kind, bias in zip(KINDS, biases[1:], strict=True)),
        words=_traits(words, weights[: len(words)]),
        spelling=_traits(spelling, weights[len(words) :]),
    )


def _as_set(learnt: Learnt, before: Learnt) -> Learnt:
    """What people set stays as they set it."""
    urgencies = {each.kind: each.urgency for each in before.kinds}
    kinds = tuple(replace(each, urgency=urgencies[each.kind]) for each in learnt.kinds)
    return replace(
        learnt,
        kinds=kinds,
        at_least=before.at_least,
        least_known=before.least_known,
        version=before.version + 1,
    )


def weights_file(learnt: Learnt) -> bytes:
    """The file that `parse_danger_weights` reads."""
    return ("\n".join(_lines(learnt)) + "\n").encode("utf-8")


def _of_writer(file: Path) -> Iterator[Example]:
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            kind = DangerKind(row["kind"]) if row["kind"] in set(DangerKind) else None
            yield Example(file.stem, row["style"], kind, row["text"])


def _counted(grams: Iterator[tuple[str, ...]], least: int) -> Counts:
    counts = Counter(gram for each in grams for gram in each)
    return {gram: count for gram, count in sorted(counts.items()) if count >= least}


def _kept(counts: Counts, speaks: Any) -> Counts:
    return {gram: count for (gram, count), does in zip(counts.items(), speaks, strict=True) if does}


def _matrix(grams: Sequence[Ngrams], words: Counts, spelling: Counts) -> Any:
    """A row for each example: each block of tf-idf (what stands there counts once) of length 1."""
    blocks = ((words, [each.words for each in grams]), (spelling, [each.spelling for each in grams]))
    return hstack([_block(counts, rows) for counts, rows in blocks]).tocsr()


def _block(counts: Counts, rows: Sequence[tuple[str, ...]]) -> Any:
    places = {gram: place for place, gram in enumerate(counts)}
    values: list[float] = []
    columns: list[int] = []
    ends = [0]
    for row in rows:
        there = [gram for gram in row if gram in places]
        rarities = [rarity(counts[gram], len(rows)) for gram in there]
        length = sqrt(sum(each * each for each in rarities)) or 1.0
        values += [each / length for each in rarities]
        columns += [places[gram] for gram in there]
        ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(rows), len(places)))


def _fitted(matrix: Any, outcomes: Any) -> tuple[Any, Any]:
    """Weights, a row for each column of the matrix, and biases, of each outcome."""
    examples, columns = matrix.shape
    size, transposed = len(KINDS) + 1, matrix.T.tocsr()
    rows = np.arange(examples)

    def _loss(point: Any) -> tuple[float, Any]:
        weights, biases = point[:-size].reshape(columns, size), point[-size:]
        scores = matrix @ weights + biases
        logarithms = scores - logsumexp(scores, axis=1, keepdims=True)
        surplus = np.exp(logarithms)
        surplus[rows, outcomes] -= 1
        loss = (weights * weights).sum() / (2 * STRENGTH) - logarithms[rows, outcomes].sum()
        slope = transposed @ surplus + weights / STRENGTH
        return float(loss), np.concatenate([slope.ravel(), surplus.sum(axis=0)])

    start = np.zeros((columns + 1) * size)
    found = minimize(_loss, start, jac=True, method="L-BFGS-B", options={"maxiter": MOST_STEPS})
    return found.x[:-size].reshape(columns, size), found.x[-size:]


def _kind(kind: DangerKind, bias: float) -> LearntKind:
    return LearntKind(kind=kind, bias=bias, urgency=Urgency.WORKING_DAY if kind in LATER else Urgency.TODAY)


def _traits(counts: Counts, weights: Any) -> dict[str, Trait]:
    return {
        gram: Trait(examples=count, weights=_speaking(row))
        for (gram, count), row in zip(counts.items(), weights, strict=True)
        if _speaking(row)
    }


def _speaking(row: Any) -> tuple[tuple[int, float], ...]:
    return tuple((place, float(weight)) for place, weight in enumerate(row) if abs(weight) >= LEAST_WEIGHT)


def _lines(learnt: Learnt) -> Iterator[str]:
    yield from NOTE
    yield f"language\t{learnt.language}"
    yield f"version\t{learnt.version}"
    yield f"examples\t{learnt.examples}"
    yield f"at_least\t{learnt.at_least:g}"
    yield f"least_known\t{learnt.least_known:g}"
    yield f"kind\t{ORDINARY}\t{learnt.ordinary:.3f}"
    for each in learnt.kinds:
        yield f"kind\t{each.kind.value}\t{each.bias:.3f}\t{each.urgency.value}"
    yield from _trait_lines(WORDS, learnt.words)
    yield from _trait_lines(SPELLING, learnt.spelling)


def _trait_lines(block: str, traits: Mapping[str, Trait]) -> Iterator[str]:
    for gram, trait in traits.items():
        weights = " ".join(f"{place}:{round(weight * TENTHS)}" for place, weight in trait.weights)
        yield f"{block}\t{gram}\t{trait.examples}\t{weights}"


def _check(examples: Sequence[Example], language: str) -> None:
    odds: dict[str, list[float]] = {PLAIN: [], ROUND_ABOUT: [], FOR_NOTHING: []}
    for number, fold in enumerate(_folds(examples), 1):
        weigher = Weigher(learn([each for each in examples if each not in fold], language))
        for each in fold:
            odds[_asked_of(each)].append(weigher.weigh(words_in(each.text)).odds)
        sys.stdout.write(f"{language}, {number} of {FOLDS}: {len(fold)} left out\n")
        sys.stdout.flush()
    for threshold in THRESHOLDS:
        sys.stdout.write(f"at_least {threshold:+.2f}: {_row(odds, threshold)}\n")


def _folds(examples: Sequence[Example]) -> Iterator[Collection[Example]]:
    """What is left out in turn: all of some writers, or some of each where there are few."""
    writers = list(dict.fromkeys(each.writer for each in examples))
    for first in range(FOLDS):
        left_out = writers[first::FOLDS]
        yield (
            set(examples[first::FOLDS])
            if len(writers) < FOLDS
            else {each for each in examples if each.writer in left_out}
        )


def _asked_of(example: Example) -> str:
    if example.kind is None:
        return FOR_NOTHING
    return PLAIN if example.style in SAID_PLAINLY else ROUND_ABOUT


def _row(odds: Mapping[str, Sequence[float]], threshold: float) -> str:
    shares = {each: float(np.mean(np.array(values) >= threshold)) for each, values in odds.items()}
    return ", ".join(f"{each} {share:.3f}" for each, share in shares.items())


if __name__ == "__main__":
    main()

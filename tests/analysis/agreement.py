"""How well two codings of the same comments agree: F1 of a machine and a person, alpha of two people."""

from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import binary_distance, masi_distance

Label = TypeVar("Label", bound=Hashable)
_NONE = frozenset({"none"})  # MASI cannot compare two empty sets


def micro_f1(found: Sequence[frozenset[str]], true: Sequence[frozenset[str]]) -> float:
    """F1 over all pairs of comment and theme, each sequence holding one set of themes a comment."""
    both = sum(len(a & b) for a, b in zip(found, true, strict=True))
    either = sum(len(a) + len(b) for a, b in zip(found, true, strict=True))
    return 2 * both / either


def macro_f1(found: Sequence[frozenset[str]], true: Sequence[frozenset[str]]) -> float:
    """The mean of every theme's own F1, rare themes counting as much as common ones."""
    themes = sorted(frozenset().union(*true))
    return sum(f1_of(theme, found, true) for theme in themes) / len(themes)


def f1_of(theme: str, found: Sequence[frozenset[str]], true: Sequence[frozenset[str]]) -> float:
    """F1 of one theme; 0 where neither has it."""
    both = sum(theme in a and theme in b for a, b in zip(found, true, strict=True))
    either = sum((theme in a) + (theme in b) for a, b in zip(found, true, strict=True))
    return 2 * both / either if either else 0.0


def alpha_of(theme: str, a: Sequence[frozenset[str]], b: Sequence[frozenset[str]]) -> float:
    """Krippendorff's alpha for one theme being there or not; NLTK's."""
    return _alpha(([theme in each for each in a], [theme in each for each in b]), binary_distance)


def alpha_of_sets(a: Sequence[frozenset[str]], b: Sequence[frozenset[str]]) -> float:
    """Krippendorff's alpha over whole sets of themes, by MASI distance; NLTK's."""
    return _alpha(([each or _NONE for each in a], [each or _NONE for each in b]), masi_distance)


def _alpha(coders: Iterable[Sequence[Label]], distance: object) -> float:
    rows = [(coder, item, label) for coder, labels in enumerate(coders) for item, label in enumerate(labels)]
    alpha: float = AnnotationTask(data=rows, distance=distance).alpha()
    return alpha

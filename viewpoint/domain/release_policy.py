"""What a release may show: the reviewed rules that disclosure control works by."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

WHOLE = "whole"
EVERYBODY = "all"
DID_NOT_SAY = "did_not_say"
STRICT_BELOW = 60


class Mode(StrEnum):
    """How careful a release has to be."""

    ORDINARY = "ordinary"
    STRICT = "strict"


@dataclass(frozen=True, kw_only=True)
class Gate:
    """What a set of children must be before anything about them together may be shown."""

    children: int = 10
    placements: int = 3
    largest_share: Fraction = Fraction(1, 2)

    def passes(self, placements: Sequence[str]) -> bool:
        """Whether a set may be shown; `placements` holds each child's placement, one per child."""
        sizes = Counter(placements)
        return (
            len(placements) >= self.children
            and len(sizes) >= self.placements
            and max(sizes.values(), default=0) <= self.largest_share * len(placements)
        )


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """The numbers of disclosure control; every default is the least careful that a policy file may ask for.

    `unit` is the base of random rounding; a rounded count of `few_at_most` or less shows as "fewer than
    10"; cells are shown from a rounded base of `cells_from`, "nearly all" from one of `nearly_all_from`.
    `remainder` is the gate for children who can be had by subtracting one shown group from another. A draw
    that would make an answer certain is made again, at most `redraws` times; 0 accepts the first.
    """

    gate: Gate = Gate()
    remainder: Gate = Gate()
    unit: int = 5
    base_unit: int = 5
    few_at_most: int = 5
    cells_from: int = 20
    nearly_all_from: int = 30
    redraws: int = 50


ORDINARY = Thresholds()
STRICT = Thresholds(gate=Gate(children=20), remainder=Gate(children=20), unit=10, base_unit=10, few_at_most=0)


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """One way of dividing the children, never crossed with another.

    `groups` gives each reporting group the profile values it holds. Those in `rest` are never shown alone.
    `merges` are the joins to try, one after the other, until the groups may be shown.
    """

    code: str
    groups: Mapping[str, tuple[str, ...]]
    rest: frozenset[str] = frozenset()
    merges: tuple[frozenset[str], ...] = ()

    def group_of(self, values: Mapping[str, str]) -> str | None:
        """The reporting group of a child with these profile values; None where the policy names none."""
        if self.code == WHOLE:
            return EVERYBODY
        value = values.get(self.code)
        return next((group for group, members in self.groups.items() if value in members), None)


WHOLE_AUTHORITY = Breakdown(code=WHOLE, groups={EVERYBODY: ()})


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One question's released codes, the breakdowns it is shown by, and how given answers become codes.

    `recode` maps an answer as given (a ladder's "7") to the released code; an answer it does not name is
    its own code. A sensitive measure is released in strict mode, whatever the authority's size.
    """

    code: str
    answers: tuple[str, ...]
    breakdowns: tuple[str, ...]
    recode: Mapping[str, str] = field(default_factory=dict)
    sensitive: bool = False


@dataclass(frozen=True, kw_only=True)
class ReleasePolicy:
    """A version of the reviewed policy file; `breakdowns` come in order of importance, the whole first."""

    version: str
    breakdowns: tuple[Breakdown, ...]
    measures: tuple[Measure, ...]
    theme_breakdowns: tuple[str, ...] = (WHOLE,)
    rate_breakdowns: tuple[str, ...] = (WHOLE,)
    ordinary: Thresholds = ORDINARY
    strict: Thresholds = STRICT

    def thresholds(self, mode: Mode) -> Thresholds:
        """The numbers that hold in a mode."""
        return self.strict if mode is Mode.STRICT else self.ordinary

    def divided(self, mode: Mode) -> tuple[Breakdown, ...]:
        """The breakdowns that a mode allows: strict mode shows the whole authority only."""
        if mode is Mode.STRICT:
            return tuple(breakdown for breakdown in self.breakdowns if breakdown.code == WHOLE)
        return self.breakdowns


def mode_for(looked_after: int) -> Mode:
    """The mode for an authority that looks after this many children."""
    return Mode.STRICT if looked_after < STRICT_BELOW else Mode.ORDINARY

"""Rounding, masks, and what a reader of the rules can conclude from them."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewpoint.domain.release import Cell, CellKind
from viewpoint.domain.release_policy import ORDINARY, STRICT, Thresholds
from viewpoint.domain.rounding import Draw, Shown, gives_away, interval, masked, nested, rounded


@given(st.integers(0, 400), st.sampled_from([1, 5, 10]))
def test_rounding_is_right_on_average(count: int, unit: int) -> None:
    drawn = [rounded(count, unit, _always(at)) for at in range(unit)]

    assert Fraction(sum(drawn), unit) == count
    assert all(value % unit == 0 and abs(value - count) < unit for value in drawn)


@given(
    st.integers(10, 200),
    st.integers(0, 200),
    st.integers(0, 9),
    st.integers(0, 9),
    st.sampled_from([ORDINARY, STRICT]),
)
def test_the_truth_is_always_possible_and_never_alone(
    children: int, count: int, draw: int, base_draw: int, thresholds: Thresholds
) -> None:
    count = min(count, children)
    base = rounded(children, thresholds.unit, lambda below: base_draw % below)
    cell = masked("yes", count, children, base, thresholds, lambda below: draw % below)
    least, most = interval(cell, children, base, thresholds)

    assert least <= count <= most
    assert least < children
    assert most > 0


@pytest.mark.parametrize(
    ("count", "draw", "shown"),
    [
        (9, 0, (CellKind.VALUE, 10)),
        (9, 4, (CellKind.FEW, None)),
        (0, 0, (CellKind.FEW, None)),
        (54, 4, (CellKind.VALUE, 50)),
        (54, 0, (CellKind.NEARLY_ALL, None)),
    ],
)
def test_few_and_nearly_all_have_no_value(count: int, draw: int, shown: tuple[CellKind, int | None]) -> None:
    cell = masked("yes", count, 60, 60, ORDINARY, lambda below: draw)

    assert (cell.kind, cell.value) == shown


def test_twenty_one_of_twenty_one_are_never_rounded_up() -> None:
    """A released 25 of 21 children would say that all of them gave this answer."""
    cell = masked("yes", 21, 21, 20, ORDINARY, lambda below: 0)

    assert cell.value == 20
    assert interval(cell, 21, 20, ORDINARY) == (16, 21)


def test_unions_of_shown_groups_are_compared_across_breakdowns() -> None:
    groups = [
        ("whole", frozenset("abcd")),
        ("type", frozenset("ab")),
        ("type", frozenset("c")),
        ("age", frozenset("abc")),
    ]
    pairs = set(nested(groups))

    assert ((0,), (1, 2)) in pairs
    assert ((3,), (1,)) in pairs
    assert ((3,), (1, 2)) not in pairs
    assert ((1,), ()) in pairs


@pytest.mark.parametrize(
    ("of_all", "of_some", "certain"),
    [(25, 5, True), (20, 5, False), (15, 15, False)],
)
def test_a_subtraction_that_leaves_no_doubt_is_seen(of_all: int, of_some: int, certain: bool) -> None:
    """12 children are left over, of 53: at least 21 less at most 9 is all of them."""
    plain = Thresholds(few_at_most=-1, nearly_all_from=1000)
    shown = [_shown("whole", 53, 55, of_all), _shown("type", 41, 40, of_some)]
    pairs = list(nested((group.breakdown, group.children) for group in shown))

    assert gives_away(shown, pairs, plain) is certain


def test_a_subtraction_that_leaves_nobody_is_seen() -> None:
    plain = Thresholds(unit=1, few_at_most=-1, nearly_all_from=1000)
    shown = [_shown("whole", 53, 53, 20), _shown("type", 41, 41, 20)]
    pairs = list(nested((group.breakdown, group.children) for group in shown))

    assert gives_away(shown, pairs, plain)


def test_counts_that_fill_a_group_leave_no_room_for_other_answers() -> None:
    """Of 37 at least 16 said one thing and at least 21 another, so nobody said a third."""
    values = {"mostly": 20, "not_sure": 25}
    cells = {
        answer: Cell(answer=answer, kind=CellKind.VALUE, value=value) for answer, value in values.items()
    }
    few = {"never": Cell(answer="never", kind=CellKind.FEW)}
    group = Shown(breakdown="age", children=frozenset(map(str, range(37))), base=35, cells=cells | few)

    assert gives_away([group], [((0,), ())], ORDINARY)
    assert not gives_away([replace(group, children=group.children | {"38"})], [((0,), ())], ORDINARY)


def _always(value: int) -> Draw:
    return lambda below: value


def _shown(breakdown: str, children: int, base: int, value: int) -> Shown:
    return Shown(
        breakdown=breakdown,
        children=frozenset(str(n) for n in range(children)),
        base=base,
        cells={"never": Cell(answer="never", kind=CellKind.VALUE, value=value)},
        is_complete=False,
    )

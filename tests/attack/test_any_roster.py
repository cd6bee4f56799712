"""Whatever the roster and the answers, the rules of a release hold and nobody is disclosed."""

from dataclasses import replace

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.attack.harness import disclosed
from tests.attack.served import constraints, rules_of
from tests.attack.world import OFTEN, World, child, drawing, shipped_policy, world_of
from viewpoint.domain.release import CellKind, Release, TableKind
from viewpoint.domain.release_policy import DID_NOT_SAY, ReleasePolicy, mode_for
from viewpoint.domain.returns import Return
from viewpoint.exchange.release_rows import release_rows

SHIPPED = shipped_policy()
POLICY = replace(SHIPPED, measures=SHIPPED.measures[:1])
MEASURE = POLICY.measures[0]


@st.composite
def worlds(draw: st.DrawFn, most: int = 400) -> World:
    """Children in homes of 1 to 6, siblings among them who answer alike; any mix of answers and groups."""
    generator = np.random.default_rng(draw(st.integers(0, 2**32)))
    size = draw(st.integers(5, most))
    kinds = draw(st.lists(st.sampled_from(["foster", "kinship", "childrens_home", "supported"]), min_size=1))
    areas = draw(st.lists(st.sampled_from(["in", "out_up_to_20", "out_over_20", "unknown"]), min_size=1))
    answers = draw(st.lists(st.sampled_from([*OFTEN, None]), min_size=1))
    alike = draw(st.sampled_from([0.0, 0.5, 1.0]))
    returns: list[Return] = []
    while len(returns) < size:
        home, kind, area = f"h{len(returns)}", str(generator.choice(kinds)), str(generator.choice(areas))
        first = answers[generator.integers(len(answers))]
        for _ in range(min(size - len(returns), int(generator.integers(1, 7)))):
            given_ = first if generator.random() < alike else answers[generator.integers(len(answers))]
            returns.append(
                child(
                    f"c{len(returns)}",
                    home,
                    {MEASURE.code: given_},
                    placement_type=kind,
                    area=area,
                    age_band=str(generator.choice(["8_11", "12_17"])),
                )
            )
    return world_of(*returns)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(worlds(), st.integers(0, 2**32))
def test_what_is_released_keeps_the_rules(world: World, seed: int) -> None:
    release = world.release(POLICY, drawing(seed), mode_for(len(world.invited)))

    _keeps_the_rules(release, POLICY)


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(worlds(most=70), st.integers(0, 2**32))
def test_nobody_is_disclosed(world: World, seed: int) -> None:
    mode = mode_for(len(world.invited))
    rows = release_rows(world.release(POLICY, drawing(seed), mode), "round")
    known = constraints(rows, MEASURE.code, world.returns, POLICY, rules_of(POLICY.thresholds(mode)))
    truth = {each.young_person: each.answers[MEASURE.code] or DID_NOT_SAY for each in world.returns}

    assert disclosed(truth, world.homes, (*MEASURE.answers, DID_NOT_SAY), known) == []


def test_a_round_that_nobody_answered_shows_nothing() -> None:
    release = world_of().release(POLICY, drawing(1))

    assert {table.kind for table in release.tables} == {TableKind.HIDDEN}
    assert {rate.band for rate in release.rates} == {None}


def test_an_authority_with_one_home_shows_nothing() -> None:
    children = (
        child(f"c{n}", "home", {MEASURE.code: "always"}, placement_type="childrens_home") for n in range(80)
    )
    release = world_of(*children).release(POLICY, drawing(1))

    assert {table.kind for table in release.tables} == {TableKind.HIDDEN}


def _keeps_the_rules(release: Release, policy: ReleasePolicy) -> None:
    for table in release.tables:
        shows = table.kind is TableKind.CELLS
        assert shows == bool(table.cells) == (table.base is not None)
        if table.base is None or table.unit is None:
            continue
        assert table.base >= policy.ordinary.cells_from
        assert table.base % table.unit == 0
        for cell in table.cells:
            assert (cell.value is not None) == (cell.kind is CellKind.VALUE)
            assert cell.value is None or (cell.value >= 10 and cell.value % table.unit == 0)
            assert cell.kind is not CellKind.NEARLY_ALL or table.base >= policy.ordinary.nearly_all_from

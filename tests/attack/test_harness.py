"""The attack on releases by the shipped policy: nobody's answer is certain, and no guess is too good."""

import sys
from collections.abc import Mapping

import numpy as np
import pytest

from tests.attack.harness import Rules, Served, disclosed
from tests.attack.likely import Evidence
from tests.attack.served import constraints, numbers_in, rules_of, unexplained
from tests.attack.world import CODEFRAME, World, drawing, made_up, shipped_policy
from viewpoint.domain.release import MENTIONED
from viewpoint.domain.release_policy import DID_NOT_SAY, Measure, Mode
from viewpoint.exchange.release_rows import release_rows

POLICY = shipped_policy()
RULES = rules_of(POLICY.ordinary)
SIXTY = 60


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nobody_of_sixty_is_disclosed(seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    world = made_up(seed, SIXTY, POLICY, quiet=0.0)
    rows = release_rows(world.release(POLICY, drawing(seed)), "round")
    found, tables = [], 0
    for measure in POLICY.measures:
        known = constraints(rows, measure.code, world.returns, POLICY, RULES)
        tables += len({cell.children for cell in known})
        found += disclosed(_said(world, measure), world.homes, (*measure.answers, DID_NOT_SAY), known)
    for theme in CODEFRAME.themes:
        known = constraints(rows, theme, world.returns, POLICY, RULES)
        found += disclosed(_mentioned(world, theme), world.homes, (MENTIONED, ""), known)

    with capsys.disabled():
        _tell(f"world {seed}: {SIXTY} young people, {tables} tables, {len(found)} disclosed")
    assert tables >= 8
    assert found == []


@pytest.mark.parametrize("seed", [1, 2])
def test_no_guess_is_nearly_certain(seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    world = made_up(seed, SIXTY, POLICY)
    rows = release_rows(world.release(POLICY, drawing(seed)), "round")
    for measure in (POLICY.measures[0], POLICY.measures[3], POLICY.measures[9]):
        known = constraints(rows, measure.code, world.returns, POLICY, RULES)
        evidence = Evidence(_said(world, measure), world.homes, (*measure.answers, DID_NOT_SAY), known)
        posterior = evidence.posteriors(seed)
        prior = evidence.prior[evidence.true_codes]
        with capsys.disabled():
            _tell(
                f"world {seed}, {measure.code}: posterior at most {posterior.max():.2f},"
                f" {np.max(posterior - prior):+.2f} on the prior; who knows all others is sure of"
                f" {evidence.insider()} of {SIXTY}"
            )
        assert np.all(posterior <= np.maximum(0.9, prior + 0.5))


def test_the_sampler_finds_what_exact_counts_give_away() -> None:
    """With every cell exact and all of one answer, that answer is sure: the sampler is not blind."""
    world = made_up(4, 30, POLICY)
    truth = dict.fromkeys(world.homes, "always")
    exact = _exact(truth)
    evidence = Evidence(truth, world.homes, ("always", "never"), exact)

    assert evidence.posteriors(1).min() > 0.99
    assert evidence.insider() == 30


def test_a_child_who_leaves_between_two_rounds_is_not_disclosed() -> None:
    """Everybody else stays and says the same again: the worst case for a comparison of two rounds."""
    world = made_up(5, SIXTY, POLICY)
    measure = POLICY.measures[0]
    first = release_rows(world.release(POLICY, drawing(5)), "first")
    for leaver in world.returns[:6]:
        later = world.without(leaver.young_person)
        second = release_rows(later.release(POLICY, drawing(6)), "second")
        known = constraints(first, measure.code, world.returns, POLICY, RULES)
        known += constraints(second, measure.code, later.returns, POLICY, RULES)
        assert disclosed(_said(world, measure), world.homes, (*measure.answers, DID_NOT_SAY), known) == []


def test_a_small_authority_shows_its_total_only() -> None:
    world = made_up(6, 45, POLICY)
    release = world.release(POLICY, drawing(6), Mode.STRICT)
    rows = release_rows(release, "round")
    strict = rules_of(POLICY.strict)

    assert {table.breakdown for table in release.tables} == {"whole"}
    for measure in POLICY.measures[:4]:
        known = constraints(rows, measure.code, world.returns, POLICY, strict)
        assert known
        assert disclosed(_said(world, measure), world.homes, (*measure.answers, DID_NOT_SAY), known) == []


def test_two_worlds_with_the_same_release_give_the_same_download() -> None:
    """Nothing but the release goes into it, so an answer that rounding hid cannot show in another way."""
    world = made_up(7, SIXTY, POLICY)
    one, other = (release_rows(world.release(POLICY, drawing(7)), "round") for _ in range(2))

    assert one == other


def test_every_number_on_a_page_is_found() -> None:
    page = b'<p title="about 40%">Round 2026 Q1: <svg><rect height="12.5" class="w9"/></svg> 35 of 60</p>'

    assert numbers_in([page]) == {"40", "2026", "1", "12.5", "35", "60"}
    assert unexplained([page], {"released": [35, 60], "shares": [40]}, ["2026 Q1"]) == {"12.5"}


def _tell(line: str) -> None:
    sys.stdout.write(f"\nattack, {line}\n")


def _said(world: World, measure: Measure) -> Mapping[str, str]:
    said = {}
    for each in world.returns:
        answer = each.answers[measure.code]
        said[each.young_person] = DID_NOT_SAY if answer is None else measure.recode.get(answer, answer)
    return said


def _mentioned(world: World, theme: str) -> Mapping[str, str]:
    return {each.young_person: MENTIONED if theme in (each.themes or ()) else "" for each in world.returns}


def _exact(truth: Mapping[str, str]) -> list[Served]:
    everyone = frozenset(truth)
    rules = Rules(unit=1, few_at_most=-1, nearly_all_from=10**6)
    return [
        Served(everyone, answer, "value", count, len(everyone), rules)
        for answer, count in (("always", len(everyone)), ("never", 0))
    ]

"""Each safeguard alone, stripped of what else covers it: on, it stops its attack; off, the attack works."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from tests.attack.harness import Disclosed, Rules, Served, disclosed
from tests.attack.served import constraints, rules_of
from tests.attack.world import OFTEN, ROOT, World, child, drawing, made_up, world_of
from viewpoint.domain.errors import BadInput
from viewpoint.domain.people import AuthorityId, RoundId
from viewpoint.domain.release import RateBand
from viewpoint.domain.release_policy import (
    DID_NOT_SAY,
    WHOLE,
    WHOLE_AUTHORITY,
    Breakdown,
    Gate,
    Measure,
    ReleasePolicy,
    Thresholds,
)
from viewpoint.domain.returns import Return
from viewpoint.domain.rounding import Draw
from viewpoint.domain.rounds import Round, round_for
from viewpoint.exchange.release_policy import read_release_policy
from viewpoint.exchange.release_rows import release_rows
from viewpoint.storage.database import Database
from viewpoint.storage.releases import SealedBefore, write_release

NO_GATE = Gate(children=1, placements=1, largest_share=Fraction(1))
NOTHING = Thresholds(
    gate=NO_GATE,
    remainder=NO_GATE,
    unit=1,
    base_unit=1,
    few_at_most=-1,
    cells_from=0,
    nearly_all_from=10**6,
    redraws=0,
)
BY_KIND = Breakdown(code="kind", groups={"big": ("big",), "small": ("small",)})
EVERY_ANSWER = (*OFTEN, DID_NOT_SAY)
MIXED = (*OFTEN, None)
QUARTER = Round(
    id=RoundId("a" * 32),
    authority=AuthorityId("FERNSHIRE"),
    name="2026 Q1",
    opens_on=date(2026, 1, 1),
    closes_on=date(2026, 3, 31),
)
SEALED_AT = datetime(2026, 4, 2, 6, tzinfo=UTC)


def test_ten_children_are_the_fewest() -> None:
    world = _kinds(big=30, small=["never"] * 4)

    assert _count(world, _policy(NOTHING, by="kind")) == 4
    assert _count(world, _policy(replace(NOTHING, gate=replace(NO_GATE, children=10)), by="kind")) == 0


def test_three_placements_are_the_fewest() -> None:
    world = _kinds(big=30, small=[*OFTEN * 2, "never", "never"], homes=["a"] * 11 + ["b"])

    assert _count(world, _policy(NOTHING, by="kind")) > 0
    assert _count(world, _policy(replace(NOTHING, gate=replace(NO_GATE, placements=3)), by="kind")) == 0


def test_no_home_is_more_than_half_of_a_group() -> None:
    world = _kinds(big=30, small=[*OFTEN * 2, *["never"] * 3], homes=["a"] * 11 + ["b", "c"])
    careful = replace(NOTHING, gate=replace(NO_GATE, largest_share=Fraction(1, 2)))

    assert _count(world, _policy(NOTHING, by="kind")) > 0
    assert _count(world, _policy(careful, by="kind")) == 0


def test_hidden_children_cannot_be_had_by_subtraction() -> None:
    world = _kinds(big=30, small=["never"] * 4)
    gated = replace(NOTHING, gate=replace(NO_GATE, children=10))
    careful = replace(gated, remainder=replace(NO_GATE, children=10))

    assert _count(world, _policy(gated, by=f"{WHOLE} kind")) == 4
    assert _count(world, _policy(careful, by=f"{WHOLE} kind")) == 0


def test_two_breakdowns_cannot_be_subtracted_from_each_other() -> None:
    """All but two of those inside the area are in the big group; those two are in a group that shows too."""
    inside = [child(f"i{n}", f"i{n}", {"m": MIXED[n % 6]}, kind="big", place="in") for n in range(24)]
    both = [child(f"b{n}", f"b{n}", {"m": "never"}, kind="small", place="in") for n in range(2)]
    outside = [child(f"o{n}", f"o{n}", {"m": MIXED[n % 6]}, kind="small", place="out") for n in range(24)]
    world = world_of(*inside, *both, *outside)
    place = Breakdown(code="place", groups={"in": ("in",), "out": ("out",)})
    careful = replace(NOTHING, remainder=replace(NO_GATE, children=10))

    assert _count(world, _policy(NOTHING, by="kind place", breakdowns=(BY_KIND, place))) > 0
    assert _count(world, _policy(careful, by="kind place", breakdowns=(BY_KIND, place))) == 0


def test_random_rounding_hides_that_all_said_the_same() -> None:
    world = _all_said("never", 30)

    assert _count(world, _policy(NOTHING)) > 0
    assert _count(world, _policy(replace(NOTHING, unit=5))) == 0


def test_few_hides_that_nobody_gave_an_answer() -> None:
    answers = ["always"] * 20 + ["mostly"] * 7 + ["sometimes"] * 2 + ["not_sure"]
    world = _of_answers(answers)

    assert _count(world, _policy(NOTHING)) > 0
    assert _count(world, _policy(replace(NOTHING, few_at_most=5))) == 0


def test_nearly_all_hides_that_everybody_gave_an_answer() -> None:
    world = _all_said("never", 40)
    few = replace(NOTHING, few_at_most=5)

    assert _count(world, _policy(few)) > 0
    assert _count(world, _policy(replace(few, nearly_all_from=30))) == 0


def test_a_rounded_base_hides_that_all_who_were_invited_took_part() -> None:
    world = made_up(1, 25, _policy(NOTHING))

    assert _count_taking_part(world, _policy(NOTHING), unit=1) > 0
    assert _count_taking_part(world, _policy(replace(NOTHING, base_unit=5)), unit=5) == 0


def test_fewer_than_twenty_children_show_no_cells() -> None:
    world = _all_said("never", 14)

    assert _count(world, _policy(NOTHING)) > 0
    assert _count(world, _policy(replace(NOTHING, cells_from=20))) == 0


def test_breakdowns_are_never_crossed(tmp_path: Path) -> None:
    """Two of the children in a small group are the young ones, and both never feel safe."""
    world = world_of(
        *(child(f"b{n}", f"b{n}", {"m": MIXED[n % 6]}, kind="big", cross="big_old") for n in range(24)),
        *(child(f"s{n}", f"s{n}", {"m": MIXED[n % 6]}, kind="small", cross="small_old") for n in range(24)),
        *(child(f"y{n}", f"y{n}", {"m": "never"}, kind="small", cross="small_young") for n in range(2)),
    )
    groups = {code: (code,) for code in ("big_old", "small_old", "small_young")}
    crossed = Breakdown(code="cross", groups=groups)

    assert _count(world, _policy(NOTHING, by="kind cross", breakdowns=(BY_KIND, crossed))) > 0
    assert _count(world, _policy(NOTHING, by="kind")) == 0
    file = tmp_path / "policy.yaml"
    shipped = (ROOT / "questionnaires" / "release_policy.yaml").read_text()
    file.write_text(shipped.replace("code: area", "code: area_by_age_band"))
    with pytest.raises(BadInput, match="area_by_age_band"):
        read_release_policy(file)


def test_a_question_behind_an_answer_is_not_released() -> None:
    """Who makes you feel unsafe is asked of those who said never: its base is their number."""
    world = _all_said("never", 12)
    policy = _policy(NOTHING, code="routed")
    of_those_asked = world_of(
        *(replace(each, answers={"routed": "always"}, asked=frozenset({"routed"})) for each in world.returns)
    )

    def attack(served: World) -> int:
        rows = release_rows(served.release(policy, drawing(1)), "round")
        bases = {int(str(row[6])) for row in rows if row[2] == "routed" and row[5] == "cells"}
        everyone = frozenset(world.homes)
        known = [Served(everyone, "never", "value", base, base, Rules(1, -1, 10**6)) for base in bases]
        return _children(disclosed(_answers_to(world, "m"), world.homes, EVERY_ANSWER, known))

    assert attack(of_those_asked) == 12
    assert attack(world) == 0


def test_a_measure_is_released_only_where_every_child_was_asked() -> None:
    """The little ones were not asked: subtracting the big group from the old leaves the two of the small."""
    asked = {"big": 20, "small": 2}
    returns = [
        child(
            f"{kind}{n}",
            f"{kind}{n}",
            {"m": "never" if kind == "small" else MIXED[n % 6]},
            kind=kind,
            age="old",
        )
        for kind, number in asked.items()
        for n in range(number)
    ]
    little = [child(f"l{n}", f"l{n}", {}, kind="small", age="young") for n in range(20)]
    world = world_of(*returns, *little)
    age = Breakdown(code="age", groups={"young": ("young",), "old": ("old",)})
    careful = replace(NOTHING, remainder=replace(NO_GATE, children=10))

    assert _count(world, _policy(NOTHING, by="kind age", breakdowns=(BY_KIND, age)), "m") > 0
    assert _count(world, _policy(careful, by="kind age", breakdowns=(BY_KIND, age)), "m") == 0


def test_a_round_is_not_published_again_for_one_child_more(database: Database) -> None:
    world = _of_answers(MIXED * 5)
    policy = _policy(NOTHING)
    before, after = world.without("c7"), world

    assert _compared(policy, before, after) > 0
    assert _compared(policy, before) == 0
    with database.write() as connection:
        write_release(connection, QUARTER, before.release(policy, drawing(1)), SEALED_AT)
    with pytest.raises(SealedBefore), database.write() as connection:
        write_release(connection, QUARTER, after.release(policy, drawing(1)), SEALED_AT)


def test_a_late_answer_counts_in_the_next_round() -> None:
    """In the closed round it makes two tables that differ by one child; in the next it is one of many."""
    quarters = [
        Round(id=RoundId(name), authority=AuthorityId("a"), name=name, opens_on=opens_on, closes_on=closes_on)
        for name, opens_on, closes_on in (
            ("first", date(2026, 1, 1), date(2026, 3, 31)),
            ("second", date(2026, 4, 1), date(2026, 6, 30)),
        )
    ]
    quarters[0] = quarters[0].close(datetime(2026, 3, 20, tzinfo=UTC))
    counts_in = round_for(date(2026, 3, 25), quarters)
    assert counts_in is not None
    assert counts_in.name == "second"

    policy = _policy(NOTHING)
    whole = _of_answers(MIXED * 5)
    on_time = whole.without("c7")
    late = next(each for each in whole.returns if each.young_person == "c7")
    next_round = world_of(late, *(child(f"n{n}", f"n{n}", {"m": MIXED[n % 6]}) for n in range(24)))

    assert _compared(policy, on_time, whole) > 0
    assert _compared(policy, on_time) == 0
    assert _count(next_round, policy) == 0


def test_response_rates_are_told_in_bands() -> None:
    world = made_up(1, 25, _policy(NOTHING))
    release = world.release(_policy(NOTHING), drawing(1))
    invited = frozenset(world.homes)
    taking_part = dict.fromkeys(invited, "sent")
    anything = Rules(1, -1, 10**6)

    exact = [Served(invited, "sent", "value", len(world.returns), 0, anything)]
    assert len(disclosed(taking_part, world.homes, ("sent", "nothing"), exact)) > 0
    assert release.rates[0].band is RateBand.MOST
    banded = [_AtLeast(invited, "sent", "value", -(-len(invited) * 3 // 4), 0, anything)]
    assert disclosed(taking_part, world.homes, ("sent", "nothing"), banded) == []


def test_a_draw_that_would_make_an_answer_certain_is_made_again() -> None:
    """Never: 21 of 53, rounded up to 25; 9 of the 41 big ones, rounded down to 5: so all 12 small ones."""
    others = ["always"] * 12 + ["mostly"] * 10 + ["sometimes"] * 10
    world = _kinds(big=0, small=["never"] * 12, more=["never"] * 9 + others)
    stripped = replace(NOTHING, unit=5, base_unit=5, few_at_most=-1, cells_from=20)
    by_kind = f"{WHOLE} kind"

    assert _count(world, _policy(stripped, by=by_kind), draw=_unlucky()) == 12
    assert _count(world, _policy(replace(stripped, redraws=50), by=by_kind), draw=_unlucky()) == 0


class _AtLeast(Served):
    """A band of response rates, as the attacker reads it: at least so many."""

    def chance(self, count: int) -> float:
        return float(count >= self.count)


def _policy(
    thresholds: Thresholds,
    *,
    by: str = WHOLE,
    breakdowns: tuple[Breakdown, ...] = (BY_KIND,),
    code: str = "m",
) -> ReleasePolicy:
    return ReleasePolicy(
        version="test",
        breakdowns=(WHOLE_AUTHORITY, *breakdowns),
        measures=(Measure(code=code, answers=OFTEN, breakdowns=tuple(by.split())),),
        ordinary=thresholds,
    )


def _count(world: World, policy: ReleasePolicy, code: str = "m", draw: Draw | None = None) -> int:
    """How many children the release discloses."""
    rows = release_rows(world.release(policy, draw or drawing(1)), "round")
    known = constraints(rows, code, world.returns, policy, rules_of(policy.ordinary))
    asked = _answers_to(world, code)
    return _children(disclosed(asked, world.homes, EVERY_ANSWER, known))


def _compared(policy: ReleasePolicy, *worlds: World) -> int:
    """How many children several releases disclose together, answers being the same in each."""
    known = [
        cell
        for world in worlds
        for cell in constraints(
            release_rows(world.release(policy, drawing(1)), "round"),
            "m",
            world.returns,
            policy,
            rules_of(policy.ordinary),
        )
    ]
    return _children(disclosed(_answers_to(worlds[-1], "m"), worlds[-1].homes, EVERY_ANSWER, known))


def _count_taking_part(world: World, policy: ReleasePolicy, unit: int) -> int:
    """How many children are known to have taken part (or not), from bases alone."""
    rows = release_rows(world.release(policy, drawing(1)), "round")
    invited = frozenset(world.homes)
    bases = {int(str(row[6])) for row in rows if row[5] == "cells" and row[3] == WHOLE}
    known = [Served(invited, "sent", "value", base, 0, Rules(unit, -1, 10**6)) for base in bases]
    assert known
    return len(disclosed(dict.fromkeys(invited, "sent"), world.homes, ("sent", "nothing"), known))


def _children(found: Sequence[Disclosed]) -> int:
    return len({each.child for each in found})


def _answers_to(world: World, code: str) -> Mapping[str, str]:
    return {
        each.young_person: each.answers[code] or DID_NOT_SAY for each in world.returns if code in each.asked
    }


def _of_answers(answers: Sequence[str | None]) -> World:
    """One child a home, with these answers."""
    return world_of(*(child(f"c{n}", f"h{n}", {"m": answer}) for n, answer in enumerate(answers)))


def _all_said(answer: str, size: int) -> World:
    return _of_answers([answer] * size)


def _kinds(*, big: int, small: Sequence[str], homes: Sequence[str] = (), more: Sequence[str] = ()) -> World:
    """A big group with every answer in it, and a small one with these answers, in these homes or one each."""
    answers = [MIXED[n % 6] for n in range(big)] + list(more)
    returns: list[Return] = [
        child(f"b{n}", f"b{n}", {"m": answer}, kind="big") for n, answer in enumerate(answers)
    ]
    for n, answer in enumerate(small):
        home = homes[n] if homes else f"s{n}"
        returns.append(child(f"s{n}", home, {"m": answer}, kind="small"))
    return world_of(*returns)


def _unlucky() -> Draw:
    """Rounds the whole authority's counts up and the big group's down, then draws at random."""
    bases, cells = 3, len(EVERY_ANSWER)
    script = [4] * bases + [0] * cells + [4] * cells
    later = drawing(3)
    return lambda below: script.pop(0) if script else later(below)

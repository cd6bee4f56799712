"""Sealing: which tables a release has, and what is in them."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest

from viewpoint.domain.disclosure import Codeframe, UnknownAnswer, seal
from viewpoint.domain.people import AgeBand, Area, DistanceBand, Gender, PlacementType, Profile, RoundId
from viewpoint.domain.release import About, CellKind, RateBand, Release, Table, TableKind
from viewpoint.domain.release_policy import (
    WHOLE,
    WHOLE_AUTHORITY,
    Breakdown,
    Gate,
    Measure,
    Mode,
    ReleasePolicy,
    Thresholds,
    mode_for,
)
from viewpoint.domain.returns import CountedTwice, Invited, Return, values_of
from viewpoint.domain.rounding import Draw

TYPE = Breakdown(
    code="placement_type",
    groups={"foster": ("foster",), "kinship": ("kinship",), "homes": ("childrens_home", "secure")},
    merges=(frozenset({"foster", "kinship"}),),
)
AREA = Breakdown(
    code="area", groups={"in": ("in",), "out": ("out",), "unknown": ("unknown",)}, rest=frozenset({"unknown"})
)
AGE = Breakdown(code="age_band", groups={"young": ("young",), "old": ("old",)})
MEASURE = Measure(
    code="safe", answers=("yes", "no"), breakdowns=(WHOLE, "placement_type", "area", "age_band")
)
POLICY = ReleasePolicy(
    version="1",
    breakdowns=(WHOLE_AUTHORITY, TYPE, AREA, AGE),
    measures=(MEASURE,),
    rate_breakdowns=(WHOLE, "placement_type"),
)
THEMES = Codeframe(version="3", themes=("safety",))


def test_every_group_has_a_table_with_every_cell() -> None:
    release = _seal([*_many(40, kind="foster"), *_many(20, kind="childrens_home")])

    tables = _by_group(release)
    assert [cell.answer for cell in tables["all"].cells] == ["yes", "no", "did_not_say"]
    assert tables["all"].base == 60
    assert tables["foster"].base == 40
    assert tables["homes"].base == 20
    assert tables["kinship"].kind is TableKind.HIDDEN


def test_a_count_of_nearly_all_and_of_few_is_masked() -> None:
    cells = {cell.answer: cell for cell in _by_group(_seal(_many(60)))["all"].cells}

    assert cells["yes"].kind is CellKind.NEARLY_ALL
    assert cells["yes"].value is None
    assert cells["no"].kind is CellKind.FEW


def test_ten_to_nineteen_children_are_one_sentence() -> None:
    table = _by_group(_seal([*_many(40), *_many(12, kind="childrens_home")]))["homes"]

    assert table.kind is TableKind.SENTENCE
    assert (table.base, table.unit, table.cells) == (None, None, ())


def test_a_small_group_is_joined_to_the_next() -> None:
    tables = _by_group(_seal([*_many(40), *_many(4, kind="kinship"), *_many(20, kind="childrens_home")]))

    assert tables["foster+kinship"].base == 40
    assert "kinship" not in tables


def test_a_breakdown_that_no_joining_saves_is_hidden_whole() -> None:
    tables = _by_group(_seal([*_many(40), *_many(4, kind="childrens_home")]))

    assert tables["all"].kind is TableKind.CELLS
    assert tables["foster"].kind is TableKind.HIDDEN
    assert tables["homes"].kind is TableKind.HIDDEN


def test_a_breakdown_that_singles_out_against_another_is_hidden() -> None:
    """All but three of those in the area are fostered, and the three are not."""
    tables = _by_group(
        _seal(
            [
                *_many(30, area="in"),
                *_many(3, kind="childrens_home", area="in"),
                *_many(27, kind="childrens_home", area="out"),
            ]
        )
    )

    assert tables["foster"].kind is TableKind.CELLS
    assert tables["in"].kind is TableKind.HIDDEN
    assert tables["out"].kind is TableKind.HIDDEN


def test_the_rest_is_never_named() -> None:
    tables = _by_group(_seal([*_many(30, area="in"), *_many(30, area="out"), *_many(30, area="unknown")]))

    assert tables["in"].kind is TableKind.CELLS
    assert "unknown" not in tables


def test_a_measure_that_some_were_not_asked_is_hidden_where_they_are() -> None:
    old = _many(30, age="old")
    young = [replace(each, asked=frozenset(), answers={}) for each in _many(30, age="young")]
    tables = _by_group(_seal([*old, *young]))

    assert tables["old"].kind is TableKind.CELLS
    assert tables["young"].kind is TableKind.HIDDEN
    assert tables["all"].kind is TableKind.HIDDEN


def test_two_breakdowns_that_show_the_same_children_show_the_same_draw() -> None:
    mixed = (
        _many(30, age="young", said="no")
        + _many(15, age="young")
        + _many(40, age="old", kind="childrens_home")
    )
    tables = _by_group(_seal(mixed, draw=_alternating()))

    assert tables["foster"].kind is TableKind.CELLS
    assert tables["foster"].cells == tables["young"].cells
    assert tables["foster"].base == tables["young"].base


def test_one_draw_is_kept_when_no_draw_is_to_be_checked() -> None:
    unchecked = replace(POLICY, ordinary=replace(POLICY.ordinary, redraws=0))

    assert _by_group(_seal(_many(60), policy=unchecked))["all"].kind is TableKind.CELLS


def test_a_measure_that_no_draw_keeps_uncertain_is_hidden() -> None:
    """Without masking, a count rounded down to zero is one that everybody can read."""
    exact = Thresholds(unit=1, base_unit=1, few_at_most=-1, redraws=3)
    table = _by_group(_seal(_many(60), policy=replace(POLICY, ordinary=exact)))["all"]

    assert table.kind is TableKind.HIDDEN
    assert table.cells == ()


def test_an_answer_is_released_under_its_band() -> None:
    ladder = replace(MEASURE, answers=("low", "high"), recode={"1": "low", "9": "high"})
    release = _seal(_many(60, said="9"), policy=replace(POLICY, measures=(ladder,)))

    cells = {cell.answer: cell.kind for cell in _by_group(release)["all"].cells}
    assert cells["high"] is CellKind.NEARLY_ALL


def test_a_child_who_did_not_say_is_counted() -> None:
    silent = [replace(each, answers={"safe": None}) for each in _many(30)]
    cells = {cell.answer: cell for cell in _by_group(_seal([*silent, *_many(30)]))["all"].cells}

    assert cells["did_not_say"].value == 30


def test_an_answer_that_the_policy_does_not_name_is_refused() -> None:
    with pytest.raises(UnknownAnswer, match="maybe"):
        _seal(_many(60, said="maybe"))


def test_a_child_counts_once() -> None:
    twice = _many(60)
    with pytest.raises(CountedTwice, match="1 returns"):
        _seal([*twice, twice[0]])


def test_themes_are_counted_of_all_children() -> None:
    mentioned = [replace(each, themes=frozenset({"safety"})) for each in _many(25)]
    table = _themes(_seal([*mentioned, *_many(35)]))[0]

    assert table.base == 60
    assert [(cell.answer, cell.value) for cell in table.cells] == [("mentioned", 25)]


def test_themes_are_hidden_where_some_had_no_open_question() -> None:
    no_words = [replace(each, themes=None) for each in _many(30)]

    assert _themes(_seal([*no_words, *_many(30)]))[0].kind is TableKind.HIDDEN


def test_a_small_authority_shows_its_total_only() -> None:
    release = _seal([*_many(30), *_many(20, kind="childrens_home")], mode=mode_for(59))

    assert {table.breakdown for table in release.tables} == {WHOLE}
    assert release.tables[0].unit == 10
    assert mode_for(60) is Mode.ORDINARY


def test_a_sensitive_measure_shows_the_total_only_anywhere() -> None:
    sensitive = replace(MEASURE, sensitive=True)
    release = _seal(_many(90), policy=replace(POLICY, measures=(sensitive, replace(MEASURE, code="safe"))))

    tables = [table for table in release.tables if table.about is About.MEASURE]
    assert (tables[0].breakdown, tables[0].unit) == (WHOLE, 10)
    assert tables[1].unit == 5


@pytest.mark.parametrize(
    ("invited", "band"),
    [
        (300, RateBand.UNDER_A_QUARTER),
        (140, RateBand.UNDER_HALF),
        (90, RateBand.UNDER_THREE_QUARTERS),
        (60, RateBand.MOST),
    ],
)
def test_response_rates_are_bands(invited: int, band: RateBand) -> None:
    returns = _many(60)
    others = [
        Invited(young_person=f"i{n}", placement=f"i{n}", values={"placement_type": "foster"})
        for n in range(invited - 60)
    ]
    rates = {rate.group: rate.band for rate in _seal(returns, others).rates}

    assert rates["all",] is band
    assert rates["foster",] is band
    assert rates["homes",] is None


def test_a_base_never_says_that_all_who_were_invited_took_part() -> None:
    release = _seal(_many(63), draw=lambda below: 0)

    assert _by_group(release)["all"].base == 60


def test_a_rate_needs_the_gate_among_those_invited_too() -> None:
    """Forty invited from one home would make the group theirs."""
    crowd = [
        Invited(young_person=f"i{n}", placement="one", values={"placement_type": "foster"}) for n in range(99)
    ]
    release = _seal(_many(60), crowd)

    assert {rate.band for rate in release.rates} == {None}


def test_the_profile_gives_the_values_of_breakdowns() -> None:
    profile = Profile(
        age_band=AgeBand.EIGHT_TO_ELEVEN,
        placement_type=PlacementType.SECURE,
        area=Area.OUTSIDE,
        distance=DistanceBand.OVER_20,
    )

    assert values_of(profile, Gender.FEMALE) == {
        "placement_type": "secure",
        "age_band": "8_11",
        "area": "out_over_20",
        "gender": "f",
    }
    assert values_of(replace(profile, area=Area.INSIDE), Gender.FEMALE)["area"] == "in"


def test_a_gate_looks_at_children_placements_and_the_largest_share() -> None:
    gate = Gate(children=4, placements=2, largest_share=Fraction(1, 2))

    assert gate.passes(["a", "a", "b", "b"])
    assert not gate.passes(["a", "a", "b"])
    assert not gate.passes(["a", "a", "a", "a"])
    assert not gate.passes(["a", "a", "a", "b"])


_made = iter(range(10**6))


def _many(
    number: int, *, kind: str = "foster", area: str = "none", age: str = "none", said: str = "yes"
) -> list[Return]:
    """So many children, each in a home of their own."""
    values: Mapping[str, str] = {"placement_type": kind, "area": area, "age_band": age}
    return [
        Return(
            young_person=f"c{at}",
            placement=f"h{at}",
            values=values,
            answers={"safe": said},
            asked=frozenset({"safe"}),
            themes=frozenset(),
        )
        for at in (next(_made) for _ in range(number))
    ]


def _seal(
    returns: list[Return],
    others: list[Invited] | None = None,
    *,
    policy: ReleasePolicy = POLICY,
    mode: Mode = Mode.ORDINARY,
    draw: Draw = lambda below: below - 1,
) -> Release:
    invited = [
        Invited(young_person=each.young_person, placement=each.placement, values=each.values)
        for each in returns
    ]
    return seal(
        round_id=RoundId("r"),
        returns=returns,
        invited=[*invited, *(others or [])],
        policy=policy,
        mode=mode,
        codeframe=THEMES,
        draw=draw,
    )


def _by_group(release: Release) -> dict[str, Table]:
    return {"+".join(table.group): table for table in release.tables if table.about is About.MEASURE}


def _themes(release: Release) -> list[Table]:
    return [table for table in release.tables if table.about is About.THEME]


def _alternating() -> Draw:
    turns = iter(range(10**6))
    return lambda below: next(turns) % below

"""What is worked out of released numbers: shares, trends, the digest."""

from dataclasses import replace

import pytest

from viewpoint.domain.people import RoundId
from viewpoint.domain.release import (
    About,
    Cell,
    CellKind,
    Release,
    Table,
    TableKind,
    Trend,
    digest,
    shares,
    trend,
)

HIDDEN = Table(about=About.MEASURE, code="safe", breakdown="whole", group=("all",), kind=TableKind.HIDDEN)
RELEASE = Release(
    round_id=RoundId("r"), policy_version="1", codeframe_version="3", tables=(HIDDEN,), rates=()
)


def test_a_share_comes_from_released_numbers_with_room_for_rounding() -> None:
    share = shares(_table(30, base=60))["yes"]

    assert share.least == share.most == 0.5
    assert share.low == pytest.approx(0.377 - 5 / 60, abs=0.002)
    assert share.high == pytest.approx(0.623 + 5 / 60, abs=0.002)


def test_a_share_is_never_more_than_all() -> None:
    share = shares(_table(25, base=20))["yes"]

    assert (share.least, share.high) == (1.0, 1.0)


def test_a_masked_share_is_an_interval() -> None:
    few, nearly_all = (
        shares(_table(None, base=60, kind=kind))["yes"] for kind in (CellKind.FEW, CellKind.NEARLY_ALL)
    )

    assert (few.least, few.low) == (0.0, 0.0)
    assert few.most == 10 / 60
    assert (nearly_all.most, nearly_all.high) == (1.0, 1.0)
    assert nearly_all.least == pytest.approx(50 / 60)


def test_a_table_without_cells_has_no_shares() -> None:
    assert shares(HIDDEN) == {}


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        (40, 120, Trend.HIGHER),
        (120, 40, Trend.LOWER),
        (100, 110, Trend.SIMILAR),
        (100, 115, Trend.SIMILAR),
    ],
)
def test_two_rounds_compare_in_words(before: int, after: int, word: Trend) -> None:
    assert trend((RELEASE, _table(before)), (RELEASE, _table(after)), "yes") is word


def test_a_masked_count_compares_by_its_nearer_end() -> None:
    few, most = _table(None, kind=CellKind.FEW), _table(None, kind=CellKind.NEARLY_ALL)

    assert trend((RELEASE, few), (RELEASE, most), "yes") is Trend.HIGHER
    assert trend((RELEASE, few), (RELEASE, _table(10)), "yes") is Trend.SIMILAR


def test_themes_of_two_codeframes_are_not_compared() -> None:
    other = replace(RELEASE, codeframe_version="4")
    theme = replace(_table(40), about=About.THEME)

    assert trend((RELEASE, theme), (other, theme), "yes") is Trend.BREAK
    assert trend((RELEASE, _table(40)), (other, _table(40)), "yes") is Trend.SIMILAR
    assert trend((RELEASE, theme), (RELEASE, theme), "yes") is Trend.SIMILAR


def test_what_is_not_shown_has_no_trend() -> None:
    joined = replace(_table(40), group=("foster", "kinship"))

    assert trend((RELEASE, HIDDEN), (RELEASE, _table(40)), "yes") is Trend.UNKNOWN
    assert trend((RELEASE, joined), (RELEASE, _table(40)), "yes") is Trend.UNKNOWN


def test_the_digest_changes_with_any_number() -> None:
    other = replace(RELEASE, tables=(_table(40),))

    assert digest(RELEASE) == digest(replace(RELEASE))
    assert digest(other) != digest(RELEASE)
    assert len(digest(RELEASE)) == 64


def _table(value: int | None, *, base: int = 200, kind: CellKind = CellKind.VALUE) -> Table:
    cell = Cell(answer="yes", kind=kind, value=value)
    return replace(HIDDEN, kind=TableKind.CELLS, unit=5, base=base, cells=(cell,))

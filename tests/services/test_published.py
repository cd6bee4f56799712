"""What commissioners are given to read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from viewpoint.domain.errors import NotAllowed, NotFound
from viewpoint.domain.people import AuthorityId, RoundId
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.domain.release import (
    About,
    Cell,
    CellKind,
    Rate,
    RateBand,
    Release,
    Table,
    TableKind,
    Trend,
)
from viewpoint.domain.rounds import Round, quarter
from viewpoint.exchange.release_rows import RELEASE_COLUMNS
from viewpoint.services.published import Published
from viewpoint.storage.database import Database
from viewpoint.storage.release_reader import ReleaseReader
from viewpoint.storage.releases import write_release

COUNCIL = AuthorityId("FERNSHIRE")
COMMISSIONER = Viewer(authority=COUNCIL, role=Role.COMMISSIONER, subject="c")
SPRING = quarter(RoundId("1" * 32), COUNCIL, date(2026, 5, 1))
SUMMER = quarter(RoundId("2" * 32), COUNCIL, date(2026, 8, 1))
RATES = (
    Rate(breakdown="whole", group=("all",), band=RateBand.MOST),
    Rate(breakdown="area", group=("in",), band=None),
)


@pytest.fixture
def published(database: Database, database_url: str) -> Iterator[Published]:
    _write(database, SPRING, always=40)
    _write(database, SUMMER, always=120)
    reader = ReleaseReader(database_url)
    yield Published(reader)
    reader.close()


def test_rounds_are_those_with_a_release_newest_first(published: Published) -> None:
    assert [round_.name for round_ in published.rounds(COMMISSIONER)] == ["2026 Q3", "2026 Q2"]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COMMISSIONER])
def test_only_commissioners_read_releases(published: Published, role: Role) -> None:
    with pytest.raises(NotAllowed):
        published.rounds(replace(COMMISSIONER, role=role))


def test_an_overview_says_what_there_is_to_choose_from(published: Published) -> None:
    overview = published.overview(COMMISSIONER, SUMMER.id)

    assert overview.measures == ("safe_home",)
    assert overview.breakdowns == {"safe_home": ("whole", "placement_type")}
    assert overview.themes == ("safety",)
    assert overview.rates == RATES
    assert overview.before is not None
    assert overview.before.name == "2026 Q2"
    assert published.overview(COMMISSIONER, SPRING.id).before is None


def test_a_measure_has_a_row_for_each_group_and_a_bar_for_each_answer(published: Published) -> None:
    chosen = published.measure(COMMISSIONER, SUMMER.id, "safe_home")

    (row,) = chosen.rows
    assert chosen.answers == ("always", "never")
    assert row.base == 200
    assert [(bar.answer, bar.value, bar.kind) for bar in row.bars] == [
        ("always", 120, CellKind.VALUE),
        ("never", None, CellKind.FEW),
    ]
    assert (row.bars[0].share.least, row.bars[0].share.most) == (0.6, 0.6)


def test_a_bar_says_how_it_moved_since_the_round_before(published: Published) -> None:
    now = published.measure(COMMISSIONER, SUMMER.id, "safe_home").rows[0].bars
    first = published.measure(COMMISSIONER, SPRING.id, "safe_home").rows[0].bars

    assert [bar.trend for bar in now] == [Trend.HIGHER, Trend.SIMILAR]
    assert [bar.trend for bar in first] == [Trend.UNKNOWN, Trend.UNKNOWN]


def test_a_group_that_was_joined_differently_before_has_no_trend(published: Published) -> None:
    rows = published.measure(COMMISSIONER, SUMMER.id, "safe_home", "placement_type").rows

    assert {bar.trend for bar in rows[1].bars} == {Trend.UNKNOWN}


def test_hidden_rows_hold_nothing(published: Published) -> None:
    row = published.measure(COMMISSIONER, SUMMER.id, "safe_home", "placement_type").rows[0]

    assert (row.kind, row.base, row.unit, row.bars) == (TableKind.HIDDEN, None, None, ())


def test_themes_come_in_the_codeframes_order(published: Published) -> None:
    (theme,) = published.themes(COMMISSIONER, SUMMER.id)

    assert theme.code == "safety"
    assert theme.rows[0].bars[0].trend is Trend.BREAK


@pytest.mark.parametrize(
    ("round_id", "code", "breakdown"),
    [("9" * 32, "safe_home", "whole"), (SUMMER.id, "other", "whole"), (SUMMER.id, "safe_home", "home")],
)
def test_what_was_not_released_is_not_found(
    published: Published, round_id: str, code: str, breakdown: str
) -> None:
    with pytest.raises(NotFound):
        published.measure(COMMISSIONER, RoundId(round_id), code, breakdown)


def test_another_authoritys_release_is_not_found(published: Published) -> None:
    with pytest.raises(NotFound):
        published.overview(replace(COMMISSIONER, authority=AuthorityId("ELSEWHERE")), SUMMER.id)


def test_the_download_has_a_row_for_each_cell_and_each_hidden_table(published: Published) -> None:
    rows = published.csv_rows(COMMISSIONER, SUMMER.id)

    assert all(len(row) == len(RELEASE_COLUMNS) for row in rows)
    assert rows[0] == ("2026 Q3", "measure", "safe_home", "whole", "all", "cells", 200, "always", 120, 5)
    assert rows[1][7:9] == ("never", "few")
    assert rows[2][5:] == ("hidden", None, None, None, None)
    assert [row[5] for row in rows if row[1] == "rate"] == ["most", "hidden"]


def _write(database: Database, round_: Round, always: int) -> None:
    cells = (
        Cell(answer="always", kind=CellKind.VALUE, value=always),
        Cell(answer="never", kind=CellKind.FEW),
    )
    whole = Table(
        about=About.MEASURE,
        code="safe_home",
        breakdown="whole",
        group=("all",),
        kind=TableKind.CELLS,
        unit=5,
        base=200,
        cells=cells,
    )
    hidden = Table(
        about=About.MEASURE,
        code="safe_home",
        breakdown="placement_type",
        group=("homes",),
        kind=TableKind.HIDDEN,
    )
    joined = ("foster", "kinship") if round_ is SUMMER else ("foster",)
    theme = replace(whole, about=About.THEME, code="safety")
    release = Release(
        round_id=round_.id,
        policy_version="1",
        codeframe_version=round_.name,
        tables=(whole, hidden, replace(whole, breakdown="placement_type", group=joined), theme),
        rates=RATES,
    )
    with database.write() as connection:
        write_release(connection, round_, release, datetime(2026, 10, 2, tzinfo=UTC))

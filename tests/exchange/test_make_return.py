"""The made-up return for benchmarks has the exact size, is sound, and is the same every time."""

from pathlib import Path

import pytest

from tests.benchmarks.make_return import make_return
from viewpoint.domain.people import Area
from viewpoint.domain.placements import ReturnYear, current_placement
from viewpoint.exchange.recognise import files_in
from viewpoint.exchange.roster_files import read_roster


def test_a_made_up_return_is_sound_and_believable(tmp_path: Path) -> None:
    make_return(tmp_path, children=400, episodes=760, reviews=1900, seed=903)
    rows = {path.stem: len(path.read_text().splitlines()) - 1 for path in tmp_path.iterdir()}
    assert (rows["header"], rows["episodes"], rows["reviews"]) == (400, 760, 1900)
    roster = read_roster(files_in(tmp_path))
    assert roster.problems == ()
    assert roster.notices == ()
    assert roster.year == ReturnYear(ending=2026)
    today = roster.year.ends_on
    now = [stay for child in roster.children if (stay := current_placement(child.placements, today))]
    outside = sum(stay.area is Area.OUTSIDE for stay in now) / len(now)
    assert 0.28 < outside < 0.48
    assert all(child.contact for child in roster.children if current_placement(child.placements, today))


def test_the_same_seed_makes_the_same_return(tmp_path: Path) -> None:
    for name in ("one", "two"):
        make_return(tmp_path / name, children=30, episodes=50, reviews=100, seed=1)
    assert [file.content for file in files_in(tmp_path / "one")] == [
        file.content for file in files_in(tmp_path / "two")
    ]


def test_fewer_episodes_than_children_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="episodes"):
        make_return(tmp_path, children=30, episodes=20, reviews=100, seed=1)

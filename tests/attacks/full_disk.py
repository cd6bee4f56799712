"""A young person answers while the disk is full, in a process of its own: its files may grow no further."""

import resource
import shutil
import signal
import sys
from pathlib import Path

from tests.builders import a_world, demo_settings
from tests.web.browsing import Browsing, start
from viewpoint.web.app import create_app

GOOD_THINGS = 8


def answer_on_a_full_disk(empty: Path, folder: Path) -> None:
    """Print what each of three posts was answered: before, on a full disk, and once there is room again."""
    shutil.copy(empty, folder / "full.sqlite3")
    world = a_world(demo_settings(folder, f"sqlite:///{folder / 'full.sqlite3'}"))
    made = world.invited()
    app = create_app(world.services.settings, world.services)
    child = start(app.test_client(), made.link.token)
    _answers(child.open(f"/q/{GOOD_THINGS}"), "first")
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    child.open(f"/q/{GOOD_THINGS}")
    log = folder / "full.sqlite3-wal"
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size, hard))
    _answers(child, "second " * 300)
    _print(str("second second" in child.answer.text))
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    _print(child.open(f"/q/{GOOD_THINGS}").page.select("textarea")[0].get_text(strip=True))
    _answers(child, "third")
    _print(child.open(f"/q/{GOOD_THINGS}").page.select("textarea")[0].get_text(strip=True))


def _answers(child: Browsing, words: str) -> None:
    child.press("next", {"good_things": words})
    _print(str(child.answer.status_code))


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    answer_on_a_full_disk(Path(sys.argv[1]), Path(sys.argv[2]))

"""How long a large roster takes, and how much memory: `python -m tests.benchmarks.roster`.

2,675 young people, 5,050 episodes and 12,582 reviews, into a fresh SQLite file, twice, each in a process of
its own. Nothing is asserted but that the second run changes nothing.
"""

import argparse
import hashlib
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from tests.benchmarks.make_return import make_return
from tests.builders import COUNCIL, World, a_world, demo_settings
from viewpoint.demo.made_up_return import IROS
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.exchange.postcodes import PostcodeDirectory
from viewpoint.exchange.recognise import files_in
from viewpoint.services.roster import Keep
from viewpoint.storage.database import Database
from viewpoint.storage.migrate import upgrade

CHILDREN, EPISODES, REVIEWS, SEED = 2675, 5050, 12582, 903
OWN_AREAS = ("E08000032",)
FIRST, SECOND, MEGABYTES = 5.0, 3.0, 300


def main() -> None:
    """Make the return, bring it in twice, and print what it took."""
    parser = argparse.ArgumentParser(description="How long a large roster takes.")
    parser.add_argument("--in", dest="folder", type=Path, help="(used by the benchmark itself)")
    asked = parser.parse_args()
    if asked.folder:
        _bring_in(asked.folder)
        return
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        make_return(folder / "return", children=CHILDREN, episodes=EPISODES, reviews=REVIEWS, seed=SEED)
        _prepare(folder)
        looked_up = "looked up" if PostcodeDirectory.installed() else "not looked up: not installed"
        _say(f"{CHILDREN} young people, {EPISODES} episodes, {REVIEWS} reviews; postcodes {looked_up}")
        _say(f"first run   {_run(folder)}  (at most {FIRST} s, {MEGABYTES} MB)")
        before = _digest(folder)
        _say(f"second run  {_run(folder)}  (at most {SECOND} s)")
        _say(f"second run changed {'nothing' if _digest(folder) == before else 'SOMETHING'}")


def _world(folder: Path) -> World:
    return a_world(demo_settings(folder, f"sqlite:///{folder / 'roster.sqlite3'}"))


def _prepare(folder: Path) -> None:
    database = Database(f"sqlite:///{folder / 'roster.sqlite3'}")
    upgrade(database)
    database.close()
    world = _world(folder)
    for email in IROS:
        world.account(Role.IRO, email=email)
    world.services.database.close()


def _run(folder: Path) -> str:
    command = [sys.executable, "-m", "tests.benchmarks.roster", "--in", str(folder)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _bring_in(folder: Path) -> None:
    """From the files to the commit; starting Python is left out, its memory is not."""
    services = _world(folder).services
    services.__dict__["councils"] = {
        code: replace(council, own_areas=OWN_AREAS) for code, council in services.councils.items()
    }
    viewer = Viewer(authority=COUNCIL, role=Role.OPERATOR, subject="operator")
    began, busy = time.perf_counter(), time.process_time()
    outcome = services.rosters.apply(viewer, files_in(folder / "return"), rule=Keep.ALL_OR_NOTHING)
    seconds, busy = time.perf_counter() - began, time.process_time() - busy
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _say(f"{seconds:5.2f} s ({busy:.2f} s of one core) {megabytes:4.0f} MB  {outcome.result.value}")


def _digest(folder: Path) -> str:
    """Of every row of every table, in the order of their keys."""
    with sqlite3.connect(folder / "roster.sqlite3") as connection:
        dump = "\n".join(connection.iterdump())
    return hashlib.sha256(dump.encode()).hexdigest()


def _say(line: str) -> None:
    print(line)  # noqa: T201 - a benchmark is a command


if __name__ == "__main__":
    main()

"""Kills the server many times amid saves and sends, and prints what was lost and doubled.

`python -m tests.benchmarks.kills --kills 200` on SQLite; `--postgres` on a PostgreSQL server of its own.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.builders import a_world, demo_settings
from tests.kill.loop import EACH, kill_loop
from tests.pgserver import PostgresServer
from viewpoint.storage.database import Database
from viewpoint.storage.migrate import upgrade

STEPS_A_KILL = 10


def main() -> int:
    """Run the loop and print its counts; 1 when anything was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, _database(Path(folder), options.postgres) as url:
        world = a_world(demo_settings(Path(folder), url))
        people = [world.invited() for _each in range(-(-options.kills * STEPS_A_KILL // EACH))]
        began = time.perf_counter()
        counted = kill_loop(world, Path(folder), kills=options.kills, people=people, seed=options.seed)
        world.services.database.close()
    sys.stdout.write(f"{counted}; {time.perf_counter() - began:.0f} seconds\n")
    return int(bool(counted.lost or counted.doubled or counted.broken_at or counted.kills < options.kills))


@contextmanager
def _database(folder: Path, on_postgres: bool) -> Iterator[str]:
    server = PostgresServer() if on_postgres else None
    if server:
        server.start()
    url = server.create_database() if server else f"sqlite:///{folder / 'kills.sqlite3'}"
    try:
        database = Database(url)
        upgrade(database)
        database.close()
        yield url
    finally:
        if server:
            server.stop()


if __name__ == "__main__":
    sys.exit(main())

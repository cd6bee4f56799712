"""How fast links are made: `python -m tests.benchmarks.links`.

A made-up return of 2,675 young people is brought into a fresh SQLite file, a round is opened, and everybody
who is due is asked at once: an invitation, a link, a message waiting to be sent, and a line of the audit log
for each, committed a hundred at a time. Then as many tokens are checked as were made.
"""

import tempfile
import time
from pathlib import Path

from tests.benchmarks.make_return import make_return
from tests.builders import COUNCIL, a_world, demo_settings
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.exchange.recognise import files_in
from viewpoint.services.roster import Keep
from viewpoint.storage.database import Database
from viewpoint.storage.migrate import upgrade

CHILDREN, EPISODES, REVIEWS, SEED = 2675, 5050, 12582, 903


def main() -> None:
    """Make the council, ask everybody, and print the rates."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        url = f"sqlite:///{folder / 'links.sqlite3'}"
        database = Database(url)
        upgrade(database)
        database.close()
        world = a_world(demo_settings(folder, url))
        services = world.services
        viewer = Viewer(authority=COUNCIL, role=Role.OPERATOR, subject="operator")
        make_return(folder / "return", children=CHILDREN, episodes=EPISODES, reviews=REVIEWS, seed=SEED)
        services.rosters.apply(viewer, files_in(folder / "return"), rule=Keep.GOOD_ROWS)
        services.rounds.open(viewer, services.rounds.can_open(viewer)[0].opens_on)
        due = [entry.young_person for entry in services.invite.due(viewer)]
        began = time.perf_counter()
        invited = services.invite.invite(viewer, due).invited
        _say("asked", len(invited), time.perf_counter() - began)
        tokens = [services.links.new().token for _ in invited]
        began = time.perf_counter()
        for token in tokens:
            services.links.handle_sha256(token)
        _say("tokens checked", len(tokens), time.perf_counter() - began)


def _say(what: str, count: int, seconds: float) -> None:
    print(f"{what}: {count} in {seconds:.2f} s, {count / seconds:,.0f} a second")  # noqa: T201 - its result


if __name__ == "__main__":
    main()

"""The server's CPU for an IRO's caseload and for one response, beside that of the barest page there could be.

`python -m tests.benchmarks.caseload --perf FOLDER` wants the load harness and the ceiling app's folder. Both
servers are gunicorn with two sync workers on one PostgreSQL of their own, whose backends' CPU counts, driven
in turn by the same harness. Prints each page's ms and its ratio to what the ceiling costs, with as many young
people as asked: 80 for each IRO, six responses for each young person. The ceiling is driven twice: its barest
page, fetched by itself, and a page of its own journey, whose token and CSRF are checked and whose row is
committed, as opening a response commits its receipt and its lines of the log.
"""

import argparse
import base64
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from flask.sessions import SecureCookieSessionInterface

from tests.benchmarks.journey import AT_ONCE, Server, drive, free_port, gunicorn
from tests.benchmarks.made_caseloads import Caseloads, make_caseloads
from tests.builders import ROOT, World, a_world, demo_settings
from tests.pgserver import PostgresServer
from viewpoint.domain.accounts import SignedInBy
from viewpoint.settings import Settings
from viewpoint.storage.accounts import find_by_email
from viewpoint.storage.database import Database
from viewpoint.storage.migrate import upgrade
from viewpoint.web.access import STAFF
from viewpoint.web.app import create_app
from viewpoint.wiring import utc_now

SIZES = (2_000, 20_000)
GOALS = {"caseload": 6, "response": 4}
BAREST, JOURNEY = "barest page", "page of a journey"
"""The two ways in which the ceiling is driven."""
PAGES = 13
"""Of the ceiling's journey."""
DONE = {"caseload": "</html>", "response": "</html>", BAREST: "Videre"}
WARM_UP = 80
"""Pages of each kind that are not counted, some at once, so that both workers answer.

PostgreSQL plans a statement anew five times for a connection, and the driver prepares it after as many.
"""


def main() -> None:
    """Make each world, run both servers in turn and print what each page cost."""
    parser = argparse.ArgumentParser(description="Server CPU of an IRO's pages, beside the ceiling page's.")
    parser.add_argument("--perf", type=Path, required=True, help="the folder of harness.py and ceiling/")
    parser.add_argument("--pages", type=int, default=300, help="a side and round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--young-people", type=int, nargs="*", default=SIZES)
    asked = parser.parse_args()
    server = PostgresServer()
    server.start()
    try:
        for young_people in asked.young_people:
            with tempfile.TemporaryDirectory() as name:
                _measure(asked, server, Path(name), young_people)
    finally:
        server.stop()


def _measure(asked: argparse.Namespace, server: PostgresServer, folder: Path, young_people: int) -> None:
    with _ours(folder, server, young_people) as ours, _ceiling(folder, asked.perf, server) as ceiling:
        sides = {**ours, **ceiling}
        costs: dict[str, list[float]] = {side: [] for side in sides}
        for side, values in sides.items():
            drive(asked.perf, side, values, folder, journeys=WARM_UP, skip=0, at_once=AT_ONCE)
        for turn in range(asked.rounds):
            for side, values in sides.items():
                pages = PAGES if side == JOURNEY else 1
                journeys = asked.pages // pages
                skip = WARM_UP + turn * journeys
                cost = drive(asked.perf, side, values, folder, journeys=journeys, skip=skip)
                costs[side].append(cost / pages)
    print(f"{young_people} young people")  # noqa: T201 - its result
    for side, each in costs.items():
        ratios = [f"{sum(each) / sum(costs[beside]):.2f} times a {beside}" for beside in (BAREST, JOURNEY)]
        goal = f"{', '.join(ratios)} (goal: {GOALS[side]} at most)" if side in GOALS else ""
        print(f"  {side}: {', '.join(f'{value:.1f}' for value in each)} ms {goal}")  # noqa: T201 - its result


@contextmanager
def _ours(folder: Path, server: PostgresServer, young_people: int) -> Iterator[dict[str, Server]]:
    url, port = server.create_database(), free_port()
    database = Database(url)
    upgrade(database)
    database.close()
    settings = replace(demo_settings(folder, url), base_url=f"http://127.0.0.1:{port}")
    world = a_world(settings)
    world.clock.now = utc_now()
    made = make_caseloads(world, url, young_people)
    cookie = _signed_in(world)
    world.services.database.close()
    with gunicorn("viewpoint.web.app:from_environ()", port, ROOT, _environ(settings)) as pid:
        processes = f"{pid},name:{server.folder.name}"
        yield {
            side: (port, processes, tokens, _adaptor(side, cookie))
            for side, tokens in _addresses(folder, made).items()
        }
    server.drop_database(url)


def _addresses(folder: Path, made: Caseloads) -> dict[str, Path]:
    """What is fetched, as often as asked: the caseload, and each of its newest responses in turn."""
    wanted = {"caseload": ["/iro/"], "response": [f"/iro/responses/{each}" for each in made.newest]}
    for side, addresses in wanted.items():
        lines = [each.lstrip("/") for each in addresses] * (10_000 // len(addresses))
        (folder / f"{side}.tokens").write_text("\n".join(lines), encoding="utf-8")
    return {side: folder / f"{side}.tokens" for side in wanted}


def _adaptor(side: str, cookie: str = "") -> object:
    headers = {"Cookie": cookie} if cookie else {}
    return {"name": side, "start": "/{token}", "done": DONE[side], "headers": headers, "max_steps": 1}


def _signed_in(world: World) -> str:
    """The cookie of the first IRO, as the app itself writes it."""
    services = world.services
    with services.database.write() as connection:
        (account,) = find_by_email(connection, "iro0@fernshire.example")
        signed_in = services.sign_in.begin(connection, account, SignedInBy.PASSWORD, "")
    app = create_app(services.settings, services)
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    return f"viewpoint={serializer.dumps({STAFF: signed_in.secret})}"


def _environ(settings: Settings) -> dict[str, str]:
    return {
        "VIEWPOINT_MODE": "demo",
        "VIEWPOINT_BASE_URL": settings.base_url,
        "VIEWPOINT_DATABASE_URL": settings.database_url,
        "VIEWPOINT_SECRET_KEYS": settings.secret_keys[0],
        "VIEWPOINT_FIELD_KEYS": "test:" + base64.b64encode(settings.field_keys["test"]).decode(),
        "VIEWPOINT_CODE_KEY": base64.b64encode(settings.code_key).decode(),
        "VIEWPOINT_AUDIT_KEY": base64.b64encode(settings.audit_key).decode(),
        "VIEWPOINT_COUNCILS": str(settings.councils),
        "VIEWPOINT_LOG_LEVEL": "WARNING",
    }


@contextmanager
def _ceiling(folder: Path, perf: Path, server: PostgresServer) -> Iterator[dict[str, Server]]:
    own, port, url = folder / "ceiling", free_port(), server.create_database()
    shutil.copytree(perf / "ceiling", own)
    environ = {"DBURL": url}
    subprocess.run([sys.executable, "init.py"], cwd=own, check=True, env=environ)
    own_way = json.loads((perf / "adaptors/ceiling.json").read_text(encoding="utf-8"))
    ways = {BAREST: ("q/t{}/3", _adaptor(BAREST)), JOURNEY: ("t{}", own_way)}
    for side, (token, _way) in ways.items():
        tokens = "\n".join(token.format(number) for number in range(10_000))
        (folder / f"{side}.tokens").write_text(tokens, encoding="utf-8")
    with gunicorn("app:app", port, own, environ) as pid:
        processes = f"{pid},name:{server.folder.name}"
        yield {
            side: (port, processes, folder / f"{side}.tokens", way) for side, (_token, way) in ways.items()
        }
    server.drop_database(url)


if __name__ == "__main__":
    main()

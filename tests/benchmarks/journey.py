"""The server's CPU for one young person's whole journey, beside that of the barest app that could do it.

`python -m tests.benchmarks.journey --perf FOLDER` wants the load harness and the ceiling app's folder. Both
servers are gunicorn with two sync workers on SQLite, synchronous=FULL, driven in turn by the same harness;
the journey has twelve pages of questions on each side. Prints each round and the ratio of the sums.
"""

import argparse
import base64
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.builders import ROOT, a_profile, a_world, demo_settings
from viewpoint.domain.questionnaire import QuestionType
from viewpoint.services.instruments import instrument_json
from viewpoint.storage.database import Database
from viewpoint.storage.migrate import upgrade
from viewpoint.wiring import utc_now

PAGES = 12
WORDS = 2
"""Of the twelve questions, so many ask for words; the others are single choices."""
WARM_UP = 24
"""Journeys on each side that are not counted, so that both workers have taken every step."""
AT_ONCE = 4
"""So many at once while warming up: one at a time, one worker takes hundreds before the other has a turn.

What that other loads at its first page and its first sending would be counted as part of some journey.
"""
WARMING = WARM_UP + AT_ONCE
"""Links that warming up may take: those that are under way when there are enough of them go on."""
Server = tuple[int, int | str, Path, object]
"""A port, the processes whose CPU counts (a pid, or ids and names), a file of tokens, an adaptor."""
ADAPTOR = {
    "name": "ours",
    "start": "/s/{token}",
    "form": {"method": "post", "id": "^$"},
    "headers": {"Sec-Fetch-Site": "same-origin", "X-Viewpoint-Step": "1"},
    "skip": "^(go|lang|picture)$",
    "submit": [
        {"when": 'class="dots"', "add": {"go": "skip"}},
        {"when": 'name="lang"', "add": {"lang": "en"}},
        {"when": 'value="send"', "add": {"go": "send"}},
        {"when": "", "add": {"go": "next"}},
    ],
    "values": {"tell": "not_now", "reach": ""},
    "done": "Your answers are sent",
    "max_steps": 60,
}


def main() -> None:
    """Run both servers in turn and print what each journey cost."""
    parser = argparse.ArgumentParser(
        description="Server CPU per journey, ours and the ceiling's, in one run."
    )
    parser.add_argument("--perf", type=Path, required=True, help="the folder of harness.py and ceiling/")
    parser.add_argument("--journeys", type=int, default=40, help="a side and round")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (
            _ours(folder, asked.journeys * asked.rounds + WARMING) as ours,
            _ceiling(folder, asked.perf) as ceiling,
        ):
            sides: dict[str, Server] = {
                "ours": (*ours, ADAPTOR),
                "ceiling": (*ceiling, _ceiling_adaptor(asked.perf)),
            }
            costs = _rounds(asked, sides, folder)
    for side, values in costs.items():
        print(side, "CPU ms a journey:", ", ".join(f"{value:.1f}" for value in values))  # noqa: T201 - its result
    ratio = sum(costs["ours"]) / sum(costs["ceiling"])
    print(f"ratio {ratio:.2f} (goal: 3 at most)")  # noqa: T201 - its result


def _rounds(asked: argparse.Namespace, sides: dict[str, Server], folder: Path) -> dict[str, list[float]]:
    costs: dict[str, list[float]] = {side: [] for side in sides}
    for side, values in sides.items():
        drive(asked.perf, side, values, folder, journeys=WARM_UP, skip=0, at_once=AT_ONCE)
    for number in range(asked.rounds):
        for side, values in sides.items():
            skip = WARMING + number * asked.journeys
            costs[side].append(drive(asked.perf, side, values, folder, journeys=asked.journeys, skip=skip))
    return costs


def drive(
    perf: Path,
    side: str,
    server: Server,
    folder: Path,
    *,
    journeys: int,
    skip: int,
    at_once: int = 1,
) -> float:
    """One run of the harness: the CPU of the server's processes, ms a journey."""
    port, pid, tokens, adaptor = server
    (folder / f"{side}.json").write_text(json.dumps(adaptor), encoding="utf-8")
    out = folder / f"{side}.out"
    out.unlink(missing_ok=True)
    command = [
        *(sys.executable, str(perf / "harness.py"), "load", "--adaptor", str(folder / f"{side}.json")),
        *("--base", f"http://127.0.0.1:{port}", "--tokens", str(tokens), "--proc", str(pid)),
        *("-c", str(at_once), "-n", str(journeys), "--skip", str(skip), "--label", side, "--out", str(out)),
    ]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr or done.stdout)
    result = json.loads(out.read_text(encoding="utf-8").splitlines()[-1])
    if result.get("failed") or result.get("errors"):
        raise SystemExit(json.dumps(result))
    return float(result["server_cpu_ms_per_journey"])


@contextmanager
def _ours(folder: Path, journeys: int) -> Iterator[tuple[int, int, Path]]:
    url, port = f"sqlite:///{folder / 'ours.sqlite3'}", free_port()
    database = Database(url)
    upgrade(database)
    database.close()
    settings = demo_settings(folder, url)
    world = a_world(settings)
    world.clock.now = utc_now()
    profile = a_profile()
    forms = instrument_json(world.services.instruments.for_profile(profile))
    forms["questions"] = _twelve(world.services.instruments.for_profile(profile).questions)
    tokens = [world.invited(profile=profile, forms=forms).link.token for _ in range(journeys)]
    world.services.database.close()
    (folder / "ours.tokens").write_text("\n".join(tokens), encoding="utf-8")
    environ = {
        "VIEWPOINT_MODE": "demo",
        "VIEWPOINT_BASE_URL": f"http://127.0.0.1:{port}",
        "VIEWPOINT_DATABASE_URL": url,
        "VIEWPOINT_SECRET_KEYS": settings.secret_keys[0],
        "VIEWPOINT_FIELD_KEYS": "test:" + base64.b64encode(settings.field_keys["test"]).decode(),
        "VIEWPOINT_CODE_KEY": base64.b64encode(settings.code_key).decode(),
        "VIEWPOINT_AUDIT_KEY": base64.b64encode(settings.audit_key).decode(),
        "VIEWPOINT_COUNCILS": str(settings.councils),
        "VIEWPOINT_LOG_LEVEL": "WARNING",
    }
    with gunicorn("viewpoint.web.app:from_environ()", port, ROOT, environ) as pid:
        yield port, pid, folder / "ours.tokens"


def _twelve(questions: tuple[object, ...]) -> list[str]:
    """Twelve questions that are always asked, one a page, and the two closing notes."""
    plain = [each for each in questions if getattr(each, "relevant", None) is None]
    plain = [each for each in plain if not getattr(each, "shares_page", False)]
    choices = [each for each in plain if getattr(each, "type", None) is QuestionType.SELECT_ONE]
    words = [each for each in plain if getattr(each, "type", None) is QuestionType.TEXT]
    calm = [each for each in choices if not getattr(each, "concern", ())]
    chosen = {id(each) for each in (*calm[: PAGES - WORDS], *words[:WORDS], *questions[-2:])}
    return [str(getattr(each, "name", "")) for each in questions if id(each) in chosen]


@contextmanager
def _ceiling(folder: Path, perf: Path) -> Iterator[tuple[int, int, Path]]:
    own, port = folder / "ceiling", free_port()
    shutil.copytree(perf / "ceiling", own)
    subprocess.run([sys.executable, "init.py"], cwd=own, check=True)
    with gunicorn("app:app", port, own, {"SYNC": "FULL"}) as pid:
        yield port, pid, own / "tokens.txt"


def _ceiling_adaptor(perf: Path) -> object:
    return json.loads((perf / "adaptors" / "ceiling.json").read_text(encoding="utf-8"))


@contextmanager
def gunicorn(app: str, port: int, folder: Path, environ: dict[str, str]) -> Iterator[int]:
    """Two sync workers while it is open; the pid of their parent."""
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "-w",
        "2",
        "-b",
        f"127.0.0.1:{port}",
        "--no-control-socket",
        app,
    ]
    with subprocess.Popen(
        command, cwd=folder, env={**os.environ, **environ}, stderr=subprocess.DEVNULL
    ) as server:
        try:
            _await(port)
            yield server.pid
        finally:
            server.terminate()


def _await(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/code", timeout=2):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)  # between two looks at a port that nobody answers yet
    raise SystemExit("the server did not start")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()

"""`viewpoint demo`: makes Fernshire in a folder of its own, and serves it until it is stopped."""

import base64
import json
import secrets
import shutil
import signal
import socket
import tempfile
import threading
from datetime import timedelta
from pathlib import Path
from types import FrameType

import click
from waitress.server import create_server

from viewpoint.demo.fernshire import FERNSHIRE, IROS, PASSWORD, Story, StoryClock
from viewpoint.domain.errors import BadInput
from viewpoint.domain.invitation import InvitationState
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.domain.uk_time import uk_day
from viewpoint.settings import Mode, Settings
from viewpoint.web.app import create_app
from viewpoint.web.request_log import set_up_logging
from viewpoint.wiring import Services, utc_now

COUNCIL = Path(__file__).parent / "fernshire.toml"
DATABASE = "viewpoint.sqlite3"
FAST_FOLDER = Path("/dev/shm")  # noqa: S108 - the year is made in memory, then moved to its folder whole
THREADS = 8


def serve_demo(*, folder: Path, port: int, fresh: bool) -> None:
    """Make the council unless the folder holds one, print where to go, and serve.

    Raises:
        BadInput: the port is taken.
    """
    _refuse_taken(port)
    settings = _settings(folder.resolve(), port)
    database = folder.resolve() / DATABASE
    if fresh:
        database.unlink(missing_ok=True)
    if not database.exists():
        _make(settings, database)
    services = Services(settings)
    services.upgrade_database()
    _serve(settings, services, port)


def _settings(folder: Path, port: int) -> Settings:
    councils = folder / "councils"
    councils.mkdir(parents=True, exist_ok=True)
    shutil.copy(COUNCIL, councils / COUNCIL.name)
    keys = _keys(folder / "keys.json")
    sounds = folder / "sounds"
    return Settings(
        mode=Mode.DEMO,
        base_url=f"http://localhost:{port}",
        database_url=f"sqlite:///{folder / DATABASE}",
        secret_keys=(keys["secret"],),
        field_keys={"demo": base64.b64decode(keys["field"])},
        code_key=base64.b64decode(keys["code"]),
        audit_key=base64.b64decode(keys["audit"]),
        audit_anchor=folder / "audit-anchor.txt",
        councils=councils,
        sounds=sounds if sounds.is_dir() else None,
        log_level="WARNING",
    )


def _keys(file: Path) -> dict[str, str]:
    """The demo's own keys, made once: with others its database could not be read."""
    if not file.exists():
        names = ("field", "code", "audit")
        made = {name: base64.b64encode(secrets.token_bytes(32)).decode() for name in names}
        file.write_text(json.dumps({"secret": secrets.token_urlsafe(48), **made}), encoding="ascii")
        file.chmod(0o600)
    keys: dict[str, str] = json.loads(file.read_text(encoding="ascii"))
    return keys


def _make(settings: Settings, database: Path) -> None:
    """Tell the story to a database in memory; killed half-way, it leaves nothing behind."""
    click.echo("Making Fernshire, a council that does not exist. Everybody in it is made up.")
    place = FAST_FOLDER if FAST_FOLDER.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="viewpoint-demo-", dir=place) as folder:
        draft = Path(folder) / DATABASE
        today = uk_day(utc_now())
        clock = StoryClock(utc_now() - timedelta(days=400))
        services = Services(_at(settings, draft), clock=clock)
        services.upgrade_database()
        Story(services, clock, progress=lambda line: click.echo(f"  {line}")).tell(today)
        services.database.close()
        unfinished = database.with_suffix(".unfinished")
        shutil.copy(draft, unfinished)
        unfinished.rename(database)


def _at(settings: Settings, database: Path) -> Settings:
    return Settings(**{**vars(settings), "database_url": f"sqlite:///{database}"})


def _serve(settings: Settings, services: Services, port: int) -> None:
    """The pages on waitress and the worker in a thread; Ctrl-C and SIGTERM stop both cleanly."""
    set_up_logging(settings.log_level)
    server = create_server(create_app(settings, services), host="127.0.0.1", port=port, threads=THREADS)
    stop = threading.Event()
    worker = threading.Thread(target=services.worker.run, args=(stop,), name="worker", daemon=True)
    worker.start()

    def _end(_signal: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, _end)
    _tell_where_to_go(settings, services)
    try:
        server.run()
    finally:
        stop.set()
        server.close()
        worker.join(timeout=5)


def _tell_where_to_go(settings: Settings, services: Services) -> None:
    base = settings.base_url
    lines = [
        "",
        "Viewpoint is running. Go there as:",
        f"  a young person   {_example_link(services)}",
        f"  an IRO           {base}/staff/sign-in   {next(iter(IROS))}@fernshire.example",
        f"  a coordinator    {base}/staff/sign-in   coordinator@fernshire.example",
        f"  a commissioner   {base}/staff/sign-in   commissioner@fernshire.example",
        f"  a reader         {base}/staff/sign-in   reader@fernshire.example",
        f"  a duty worker    {base}/staff/sign-in   duty@fernshire.example",
        f"  a manager        {base}/staff/sign-in   manager@fernshire.example",
        f"  an administrator {base}/staff/sign-in   administrator@fernshire.example",
        f"  an auditor       {base}/staff/sign-in   auditor@fernshire.example",
        f"  in an emergency  {base}/staff/break-glass   emergency@fernshire.example",
        f"The password is the same for all of them: {PASSWORD}",
        "The code that an app would show is on the page that asks for it.",
        "Everybody here is made up. Stop with Ctrl-C.",
        "",
    ]
    click.echo("\n".join(lines))


def _example_link(services: Services) -> str:
    """A fresh link to an invitation that nobody has opened."""
    coordinator = Viewer(authority=FERNSHIRE, role=Role.COORDINATOR, subject="operator")
    with services.database.write() as connection:
        listed = services.invitation_list.unnamed(connection, coordinator)
        fresh = (each.invitation for each in listed if each.state is InvitationState.ISSUED)
        invitation = next(fresh, None)
        if invitation is None:
            return f"{services.settings.base_url}/code"
        return services.inviting.address(services.inviting.new_link(connection, invitation).token)


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise BadInput(f"port {port} is taken; choose another with --port") from None

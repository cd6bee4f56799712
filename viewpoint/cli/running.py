"""What keeps Viewpoint running: its database, its worker, a look at everything before it starts."""

import logging
import signal
import threading
from contextlib import suppress
from pathlib import Path

import click

from viewpoint.cli.operating import with_services
from viewpoint.domain.errors import StorageUnavailable, ViewpointError
from viewpoint.settings import SETTINGS
from viewpoint.web.request_log import set_up_logging
from viewpoint.wiring import Services, utc_now

log = logging.getLogger(__name__)


@click.command()
@click.option("--port", default=8000, show_default=True, help="Where to listen.")
@click.option("--folder", default="viewpoint-demo", show_default=True, type=click.Path(path_type=Path))
@click.option("--fresh", is_flag=True, help="Throw the folder's database away and begin again.")
def demo(port: int, folder: Path, fresh: bool) -> None:  # noqa: FBT001 - a switch of the command line
    """Make a fictional council and serve it here."""
    from viewpoint.demo.serve import serve_demo  # loads every part: only this command wants that

    try:
        serve_demo(folder=folder, port=port, fresh=fresh)
    except ViewpointError as error:
        raise click.ClickException(str(error)) from error


@click.group()
def db() -> None:
    """The database."""


@db.command("upgrade")
@with_services
def db_upgrade(services: Services) -> None:
    """Bring the database to the shape that this version expects."""
    services.upgrade_database()
    click.echo("The database is up to date.")


@click.command()
@with_services
def worker(services: Services) -> None:
    """Do what waits once answers are safe: messages, themes, concerns, releases; clocks; mail to staff."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda _signal, _frame: stop.set())
    set_up_logging(services.settings.log_level)
    with suppress(StorageUnavailable):  # the worker itself waits until the database is there
        for line in services.unwatched():
            log.warning("look at: %s", line)
    try:
        services.worker.run(stop)
    except KeyboardInterrupt:
        click.echo("Stopped; what was begun is done again at the next start.")


@click.command("check")
@with_services
def check(services: Services) -> None:
    """Check settings, councils, questionnaires and help numbers without starting anything."""
    for council in services.councils.values():
        council.ready()
    if services.single_sign_on is not None:
        click.echo("Staff sign in with the council's directory.")
    count = len(services.library.questionnaires)
    languages = ", ".join(lexicon.language for lexicon in services.danger_words)
    click.echo(f"What is written is looked through for danger in: {languages}.")
    for line in services.warnings(utc_now().date()):
        click.echo(f"Look at: {line}")
    click.echo(f"{len(services.councils)} council(s), {count} questionnaires: ready.")


@click.command("settings")
def settings_list() -> None:
    """List every setting and what it means."""
    for name, meaning in SETTINGS.items():
        click.echo(f"{name}\n    {meaning}")

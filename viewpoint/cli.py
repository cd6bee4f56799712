"""The operator's commands."""

import base64
import os
import secrets
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable
from functools import update_wrapper
from pathlib import Path
from typing import Any

import click

from viewpoint import paths
from viewpoint.domain.errors import ViewpointError
from viewpoint.domain.people import AuthorityId
from viewpoint.domain.permissions import Role, Viewer
from viewpoint.domain.placements import ReturnYear
from viewpoint.exchange.catalogues import update_catalogue
from viewpoint.exchange.csv_out import csv_bytes
from viewpoint.exchange.page_catalogues import page_gaps, update_page_catalogues
from viewpoint.exchange.published import publish
from viewpoint.exchange.questionnaires import QuestionnaireProblems, load_library
from viewpoint.exchange.recognise import files_in
from viewpoint.services.roster import Keep, Result, Step
from viewpoint.services.roster_report import PROBLEM_COLUMNS, problem_rows, report_lines
from viewpoint.settings import SETTINGS, Settings, SettingsError
from viewpoint.storage.release_reader import grants
from viewpoint.web.request_log import set_up_logging
from viewpoint.wiring import Services, utc_now

PACKAGE = Path(__file__).parent
AT_ONCE = 100
"""Invitations a transaction: interrupted, those asked stay asked and the rest are due still."""
STAFF_ROLES = [role.value for role in Role if role not in {Role.YOUNG_PERSON, Role.OPERATOR, Role.WORKER}]


@click.group()
@click.version_option(package_name="viewpoint-voice")
def main() -> None:
    """Viewpoint: young people in care say what life is like, and hear back."""


def with_services(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command its services, and answer what we refuse ourselves with one plain message."""

    def _run(*args: Any, **options: Any) -> None:
        try:
            command(Services(Settings.from_environ(os.environ)), *args, **options)
        except (ViewpointError, SettingsError) as error:
            raise click.ClickException(str(error) or type(error).__name__) from error

    return update_wrapper(_run, command)


@main.command()
@click.option("--port", default=8000, show_default=True, help="Where to listen.")
@click.option("--folder", default="viewpoint-demo", show_default=True, type=click.Path(path_type=Path))
@click.option("--fresh", is_flag=True, help="Throw the folder's database away and begin again.")
def demo(port: int, folder: Path, fresh: bool) -> None:  # noqa: FBT001 - a switch of the command line
    """Make a fictional council and serve it here."""
    from viewpoint.demo.serve import serve_demo  # loads every part: only this command wants that

    serve_demo(folder=folder, port=port, fresh=fresh)


@main.group()
def db() -> None:
    """The database."""


@db.command("upgrade")
@with_services
def db_upgrade(services: Services) -> None:
    """Bring the database to the shape that this version expects."""
    services.upgrade_database()
    click.echo("The database is up to date.")


@main.command()
@with_services
def worker(services: Services) -> None:
    """Do the work that waits once answers are safe: messages, themes, concerns, releases."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda _signal, _frame: stop.set())
    set_up_logging(services.settings.log_level)
    try:
        services.worker.run(stop)
    except KeyboardInterrupt:
        click.echo("Stopped; what was begun is done again at the next start.")


@main.command("check")
@with_services
def check(services: Services) -> None:
    """Check settings, councils, questionnaires and help numbers without starting anything."""
    for council in services.councils.values():
        council.ready()
    count = len(services.library.questionnaires)
    for line in services.warnings(utc_now().date()):
        click.echo(f"Look at: {line}")
    click.echo(f"{len(services.councils)} council(s), {count} questionnaires: ready.")


@main.command("settings")
def settings_list() -> None:
    """List every setting and what it means."""
    for name, meaning in SETTINGS.items():
        click.echo(f"{name}\n    {meaning}")


@main.group()
def keys() -> None:
    """Keys and secrets."""


@keys.command("new")
def keys_new() -> None:
    """Print a fresh set of secrets, ready for an environment file."""
    click.echo(f"VIEWPOINT_SECRET_KEYS={secrets.token_urlsafe(48)}")
    click.echo(f"VIEWPOINT_FIELD_KEYS=k{utc_now():%Y%m}:{_random_key()}")
    click.echo(f"VIEWPOINT_CODE_KEY={_random_key()}")
    click.echo(f"VIEWPOINT_AUDIT_KEY={_random_key()}")


@keys.command("rewrap")
@with_services
def keys_rewrap(services: Services) -> None:
    """Wrap every authority's key under the newest field key, so that older ones can be retired."""
    services.rewrap_keys()
    click.echo("Every authority's key is under the newest field key.")


@main.group()
def account() -> None:
    """Staff accounts."""


@account.command("add")
@click.option("--council", required=True, help="The council's code.")
@click.option("--email", required=True)
@click.option("--name", required=True, help="As young people see it.")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(STAFF_ROLES))
@click.password_option(help="At least twelve characters; three random words do.")
@with_services
def account_add(
    services: Services, council: str, email: str, name: str, roles: tuple[str, ...], password: str
) -> None:
    """Add a member of staff."""
    viewer = _operator(services, council)
    services.accounts.add(viewer, email=email, name=name, roles=tuple(map(Role, roles)), password=password)
    click.echo(f"{email} can sign in.")


@main.group()
def audit() -> None:
    """The audit log."""


@audit.command("verify")
@click.option("--council", required=True, help="The council's code.")
@with_services
def audit_verify(services: Services, council: str) -> None:
    """Walk the whole chain, against the anchors noted outside the database."""
    fault = services.audit_trail.first_fault(_operator(services, council))
    if fault:
        raise click.ClickException(f"line {fault.seq}: {fault.what}")
    click.echo("Every line holds.")


@main.group()
def questionnaires() -> None:
    """The questionnaires."""


@questionnaires.command("check")
@click.option("--language", "languages", multiple=True, default=("en", "cy", "ar"), show_default=True)
def questionnaires_check(languages: tuple[str, ...]) -> None:
    """Read every questionnaire and say all that is wrong, with file, line and mend."""
    try:
        library = load_library(paths.questionnaires(), paths.translations(), languages)
    except QuestionnaireProblems as problems:
        click.echo(str(problems), err=True)
        sys.exit(1)
    for questionnaire in library.questionnaires.values():
        asked = sum(question.asks for question in questionnaire.questions)
        click.echo(f"{questionnaire.form_id} version {questionnaire.version}: {asked} questions")


@questionnaires.command("extract")
@click.argument("languages", nargs=-1, required=True)
def questionnaires_extract(languages: tuple[str, ...]) -> None:
    """Bring the questionnaires' catalogues of these languages up to date, for translators."""
    for language in languages:
        gaps = update_catalogue(paths.questionnaires(), paths.translations(), language, utc_now())
        click.echo(f"{language}: {gaps} text(s) to translate")


@questionnaires.command("publish")
def questionnaires_publish() -> None:
    """Freeze every questionnaire's version as it is: a change from now on wants a new version."""
    library = load_library(paths.questionnaires(), paths.translations())
    versions = [questionnaire.form_version for questionnaire in library.questionnaires.values()]
    new = publish(paths.questionnaires(), versions)
    click.echo(
        "\n".join(f"published {each.form_id} version {each.version}" for each in new) or "Nothing new."
    )


@main.group()
def catalogues() -> None:
    """The pages' words in other languages."""


@catalogues.command("check")
@click.option("--language", "languages", multiple=True, default=("cy", "ar"), show_default=True)
def catalogues_check(languages: tuple[str, ...]) -> None:
    """Say which words of pages, messages and letters have no translation, or one that does not fit."""
    gaps = page_gaps(paths.templates(), PACKAGE, paths.translations(), languages)
    for gap in gaps:
        click.echo(str(gap))
    sys.exit(1 if gaps else 0)


@catalogues.command("update")
@click.option("--language", "languages", multiple=True, default=("cy", "ar"), show_default=True)
def catalogues_update(languages: tuple[str, ...]) -> None:
    """Bring the pages' catalogues up to date, for translators."""
    left = update_page_catalogues(paths.templates(), PACKAGE, paths.translations(), languages)
    click.echo(f"{len(left)} text(s) to see to")


@main.command()
@click.option("--council", required=True, help="The council's code.")
@click.option("--send", is_flag=True, help="Ask them now; without it, only say who is due.")
@with_services
def invite(services: Services, council: str, send: bool) -> None:  # noqa: FBT001 - a switch of the command line
    """Say who is due: a review is near, or the round is open; with --send, ask them."""
    viewer = _operator(services, council)
    due = services.invite.due(viewer)
    by_channel = Counter(entry.channel.value for entry in due)
    told = ", ".join(f"{count} by {channel}" for channel, count in sorted(by_channel.items()))
    click.echo(f"{len(due)} due" + (f": {told}" if told else ""))
    if not send:
        return
    with click.progressbar(length=len(due), label="Asking") as bar:
        for start in range(0, len(due), AT_ONCE):
            batch = [entry.young_person for entry in due[start : start + AT_ONCE]]
            services.invite.invite(viewer, batch)
            bar.update(len(batch))
    click.echo("Asked. The worker sends the messages; letters wait to be printed on the coordinator's pages.")


@main.group()
def release() -> None:
    """Sealed releases."""


@release.command("grants")
@click.argument("role")
def release_grants(role: str) -> None:
    """Print the PostgreSQL statements that let ROLE read releases and nothing else."""
    click.echo(";\n".join(grants(role)) + ";")


@main.group()
def roster() -> None:
    """The roster: young people, where they live and how to reach them."""


@roster.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--council", required=True, help="The council's code.")
@click.option("--year", type=click.IntRange(2010, 2099), help="The year in which the return ends.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--keep-good-rows", is_flag=True, help="Bring in what is sound although other rows are wrong.")
@click.option("--problems", type=click.Path(dir_okay=False, path_type=Path), help="A CSV of all problems.")
@with_services
def roster_import(
    services: Services,
    folder: Path,
    council: str,
    year: int | None,
    dry_run: bool,  # noqa: FBT001 - a switch of the command line
    keep_good_rows: bool,  # noqa: FBT001 - a switch of the command line
    problems: Path | None,
) -> None:
    """Bring in a council's SSDA903 files and contacts from FOLDER, whole or not at all."""
    viewer, rule = _operator(services, council), Keep.GOOD_ROWS if keep_good_rows else Keep.ALL_OR_NOTHING
    of_year = ReturnYear(ending=year) if year else None
    with click.progressbar(length=len(Step), file=sys.stderr, item_show_func=lambda step: step) as bar:

        def _told(step: Step) -> None:
            bar.update(list(Step).index(step) - bar.pos, step)

        if dry_run:
            outcome = services.rosters.try_out(viewer, files_in(folder), rule=rule, year=of_year, told=_told)
        else:
            outcome = services.rosters.apply(viewer, files_in(folder), rule=rule, year=of_year, told=_told)
        bar.update(len(Step) - bar.pos)
    if problems:
        problems.write_bytes(csv_bytes(PROBLEM_COLUMNS, problem_rows(outcome.plan.problems)))
    for line in report_lines(outcome):
        click.echo(line)
    sys.exit(outcome.result is Result.REFUSED)


def _operator(services: Services, council: str) -> Viewer:
    if AuthorityId(council) not in services.councils:
        known = ", ".join(services.councils)
        raise click.BadParameter(f"there is no council {council}; known: {known}", param_hint="--council")
    return Viewer(authority=AuthorityId(council), role=Role.OPERATOR, subject="operator")


def _random_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()

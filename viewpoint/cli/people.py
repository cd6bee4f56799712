"""Who takes part: staff accounts, the roster, and asking those who are due."""

import sys
from collections import Counter
from pathlib import Path

import click

from viewpoint.cli.operating import operator_of, with_services
from viewpoint.domain.permissions import Role
from viewpoint.domain.placements import ReturnYear
from viewpoint.exchange.csv_out import csv_bytes
from viewpoint.exchange.recognise import files_in
from viewpoint.services.invite import AT_ONCE
from viewpoint.services.roster import Keep, Result, Step
from viewpoint.services.roster_report import PROBLEM_COLUMNS, problem_rows, report_lines
from viewpoint.wiring import Services

STAFF_ROLES = [role.value for role in Role if role not in {Role.YOUNG_PERSON, Role.OPERATOR, Role.WORKER}]


@click.group()
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
    viewer = operator_of(services, council)
    services.accounts.add(viewer, email=email, name=name, roles=tuple(map(Role, roles)), password=password)
    click.echo(f"{email} can sign in.")


@account.command("break-glass")
@click.option("--council", required=True, help="The council's code.")
@click.option("--email", required=True)
@click.option("--name", required=True, help="As auditors see it.")
@click.password_option(help="At least twelve characters; three random words do.")
@with_services
def account_break_glass(services: Services, council: str, email: str, name: str, password: str) -> None:
    """Add an administrator for emergencies, who signs in with a reason, for an hour."""
    viewer = operator_of(services, council)
    services.accounts.add_for_emergencies(viewer, email=email, name=name, password=password)
    click.echo(f"{email} can sign in at {services.settings.base_url}/staff/break-glass.")


@account.command("reset")
@click.option("--council", required=True, help="The council's code.")
@click.option("--email", required=True, help="The account's address.")
@with_services
def account_reset(services: Services, council: str, email: str) -> None:
    """Print a one-time password for an account, and let its holder set up an app anew."""
    viewer = operator_of(services, council)
    found = services.staff_accounts.find(viewer, email)
    password = services.staff_accounts.hand_over(viewer, found).password
    services.staff_accounts.reset_app(viewer, found)
    click.echo(password)


@account.command("link")
@click.option("--council", required=True, help="The council's code.")
@click.option("--email", required=True, help="The account's address here.")
@click.option("--object-id", required=True, help="The person's object id in the directory.")
@with_services
def account_link(services: Services, council: str, email: str, object_id: str) -> None:
    """Say whose account in the council's directory an account here is."""
    viewer = operator_of(services, council)
    if services.single_sign_on is None:
        raise click.ClickException("single sign-on is not set up: see VIEWPOINT_OIDC_ISSUER")
    services.single_sign_on.link(viewer, email, object_id)
    click.echo(f"{email} signs in with the council account {object_id}.")


@click.group()
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
    viewer, rule = operator_of(services, council), Keep.GOOD_ROWS if keep_good_rows else Keep.ALL_OR_NOTHING
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


@click.command()
@click.option("--council", required=True, help="The council's code.")
@click.option("--send", is_flag=True, help="Ask them now; without it, only say who is due.")
@with_services
def invite(services: Services, council: str, send: bool) -> None:  # noqa: FBT001 - a switch of the command line
    """Say who is due: a review is near, or the round is open; with --send, ask them."""
    viewer = operator_of(services, council)
    due = services.invite.due(viewer)
    by_channel = Counter(entry.channel.value for entry in due)
    told = ", ".join(f"{count} by {channel}" for channel, count in sorted(by_channel.items()))
    click.echo(f"{len(due)} due" + (f": {told}" if told else ""))
    if not send:
        return
    with click.progressbar(length=len(due), label="Asking") as bar:
        # A batch is a transaction: interrupted, those asked stay asked and the rest are due still.
        for start in range(0, len(due), AT_ONCE):
            batch = [entry.young_person for entry in due[start : start + AT_ONCE]]
            services.invite.invite(viewer, batch)
            bar.update(len(batch))
    click.echo("Asked. The worker sends the messages; letters wait to be printed on the coordinator's pages.")

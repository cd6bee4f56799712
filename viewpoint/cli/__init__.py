"""The operator's commands."""

import click

from viewpoint.cli.authoring import questionnaires
from viewpoint.cli.guarding import audit, keys, release
from viewpoint.cli.people import account, invite, roster
from viewpoint.cli.running import check, db, demo, settings_list, worker
from viewpoint.cli.speaking import questionnaires_speak
from viewpoint.cli.translating import catalogues

COMMANDS = (
    demo,
    db,
    worker,
    check,
    settings_list,
    keys,
    account,
    audit,
    roster,
    invite,
    release,
    questionnaires,
    catalogues,
)


@click.group()
@click.version_option(package_name="viewpoint-voice")
def main() -> None:
    """Viewpoint: young people in care say what life is like, and hear back."""


questionnaires.add_command(questionnaires_speak)
for command in COMMANDS:
    main.add_command(command)

"""What authors of questionnaires do: have them checked, and publish them."""

import sys

import click

from viewpoint import paths
from viewpoint.exchange.published import publish
from viewpoint.exchange.questionnaires import QuestionnaireProblems, load_library


@click.group()
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
    for problem in library.untranslated:
        click.echo(str(problem), err=True)
    sys.exit(1 if library.untranslated else 0)


@questionnaires.command("publish")
def questionnaires_publish() -> None:
    """Freeze every questionnaire's version as it is: a change from now on wants a new version."""
    library = load_library(paths.questionnaires(), paths.translations())
    versions = [questionnaire.form_version for questionnaire in library.questionnaires.values()]
    new = publish(paths.questionnaires(), versions)
    click.echo(
        "\n".join(f"published {each.form_id} version {each.version}" for each in new) or "Nothing new."
    )

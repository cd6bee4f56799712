"""What authors of questionnaires do: have them checked, and publish them."""

import sys

import click

from viewpoint import paths
from viewpoint.exchange.danger_weights import read_danger_weights
from viewpoint.exchange.danger_words import FOLDER, read_danger_words
from viewpoint.exchange.published import publish
from viewpoint.exchange.questionnaires import load_library
from viewpoint.exchange.yaml_files import FilesRefused


@click.group()
def questionnaires() -> None:
    """The questionnaires."""


@questionnaires.command("check")
@click.option("--language", "languages", multiple=True, default=("en", "cy", "ar"), show_default=True)
def questionnaires_check(languages: tuple[str, ...]) -> None:
    """Read every questionnaire and every list of danger words; say all that is wrong, with line and mend."""
    try:
        library = load_library(paths.questionnaires(), paths.translations(), languages)
        lexicons = read_danger_words(paths.questionnaires())
        weights = read_danger_weights(paths.questionnaires())
    except FilesRefused as problems:
        click.echo(str(problems), err=True)
        sys.exit(1)
    for questionnaire in library.questionnaires.values():
        asked = sum(question.asks for question in questionnaire.questions)
        click.echo(f"{questionnaire.form_id} version {questionnaire.version}: {asked} questions")
    for lexicon in lexicons:
        click.echo(f"{FOLDER}/{lexicon.language} version {lexicon.version}: {lexicon.count} phrases")
    for learnt in weights:
        click.echo(f"{FOLDER}/{learnt.language} weights version {learnt.version}: {learnt.examples} examples")
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

"""What authors and translators do: questionnaires checked and published, catalogues brought up to date."""

import sys

import click

from viewpoint import paths
from viewpoint.exchange.catalogues import update_catalogue
from viewpoint.exchange.page_catalogues import page_gaps, update_page_catalogues
from viewpoint.exchange.published import publish
from viewpoint.exchange.questionnaires import QuestionnaireProblems, load_library
from viewpoint.wiring import utc_now


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


@click.group()
def catalogues() -> None:
    """The pages' words in other languages."""


@catalogues.command("check")
@click.option("--language", "languages", multiple=True, default=("cy", "ar"), show_default=True)
def catalogues_check(languages: tuple[str, ...]) -> None:
    """Say which words of pages, messages and letters have no translation, or one that does not fit."""
    gaps = page_gaps(paths.templates(), paths.code(), paths.translations(), languages)
    for gap in gaps:
        click.echo(str(gap))
    sys.exit(1 if gaps else 0)


@catalogues.command("update")
@click.option("--language", "languages", multiple=True, default=("cy", "ar"), show_default=True)
def catalogues_update(languages: tuple[str, ...]) -> None:
    """Bring the pages' catalogues up to date, for translators."""
    left = update_page_catalogues(paths.templates(), paths.code(), paths.translations(), languages)
    click.echo(f"{len(left)} text(s) to see to")

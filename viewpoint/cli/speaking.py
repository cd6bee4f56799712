"""What can be heard: `viewpoint questionnaires speak` fills the folder of sounds."""

from collections.abc import Sequence
from pathlib import Path

import click

from viewpoint import paths
from viewpoint.domain.errors import ViewpointError
from viewpoint.domain.speech import Spoken, all_spoken
from viewpoint.domain.words import ENGLISH
from viewpoint.exchange.questionnaires import QuestionnaireProblems, load_library
from viewpoint.services.speak import Speak, Told


@click.command("speak")
@click.argument("languages", nargs=-1)
@click.option(
    "--folder",
    envvar="VIEWPOINT_SOUNDS",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Where sounds are kept; VIEWPOINT_SOUNDS if not given.",
)
def questionnaires_speak(languages: Sequence[str], folder: Path) -> None:
    """Make what can be heard of every question, in LANGUAGES or in all there are."""
    texts = {language: _texts(language) for language in languages or _every_language()}
    bar = click.progressbar(length=sum(map(len, texts.values())), label="Speaking")
    try:
        with bar:
            speaker = Speak(folder, progress=bar.update)
            told = [speaker.speak(language, spoken) for language, spoken in texts.items() if spoken]
    except ViewpointError as error:
        raise click.ClickException(str(error)) from error
    for each in told:
        _tell(each)


def _every_language() -> list[str]:
    catalogues = paths.translations().glob("*/LC_MESSAGES/questionnaires.po")
    return [ENGLISH, *sorted(each.parent.parent.name for each in catalogues)]


def _texts(language: str) -> tuple[Spoken, ...]:
    """What is said in a language; nothing where its translation has gaps."""
    try:
        library = load_library(paths.questionnaires(), paths.translations(), (ENGLISH, language))
    except QuestionnaireProblems as problems:
        click.echo(f"{language}: passed over, the questionnaires cannot be read in it", err=True)
        click.echo(f"    {str(problems).splitlines()[0]}", err=True)
        return ()
    return all_spoken((*library.questionnaires.values(), *library.earlier), language)


def _tell(told: Told) -> None:
    line = f"{told.language}: {told.made} made, {told.there} there already, {told.recorded} by a person"
    click.echo(line if told.has_voice else f"{line}; espeak-ng has no voice for it")
    for note in told.notes:
        click.echo(f"    {note}")

"""What translators do: words out, words in, gaps told, and who has read a language through."""

import sys
from pathlib import Path

import click

from viewpoint.domain.languages import LANGUAGES, TRANSLATED
from viewpoint.exchange.page_catalogues import gaps_in
from viewpoint.exchange.po_files import po_path
from viewpoint.exchange.texts import Domain
from viewpoint.exchange.translation_source import Folders, missing, reviewed, texts_of, update
from viewpoint.exchange.translator_files import exported, take_in
from viewpoint.wiring import utc_now

_LANGUAGE = click.Choice(TRANSLATED)
_STAFFED = tuple(tag for tag in TRANSLATED if LANGUAGES[tag].audience == "everyone")


@click.group()
def catalogues() -> None:
    """Every word of pages and questionnaires in other languages."""


@catalogues.command("check")
@click.option("--language", "languages", multiple=True, type=_LANGUAGE, help="Left out: all that have one.")
def catalogues_check(languages: tuple[str, ...]) -> None:
    """Say which words have no translation, or one that does not fit, and which languages are whole."""
    folders = Folders.shipped()
    gaps = 0
    for language in languages or _begun(folders):
        texts = texts_of(folders, language)
        for domain in Domain:
            own = [text for text in texts if text.domain is domain]
            for problem in gaps_in(po_path(folders.translations, language, domain), own):
                click.echo(str(problem))
                gaps += 1
        click.echo(f"{language}: {len(missing(folders, language))} text(s) not translated", err=True)
    sys.exit(1 if gaps else 0)


@catalogues.command("update")
@click.option("--language", "languages", multiple=True, type=_LANGUAGE, help="Left out: all that have one.")
def catalogues_update(languages: tuple[str, ...]) -> None:
    """Bring catalogues up to date with what pages and questionnaires say now."""
    folders = Folders.shipped()
    for language, left in update(folders, languages or _begun(folders)).items():
        click.echo(f"{language}: {left} text(s) to translate")


@catalogues.command("export")
@click.argument("language", type=_LANGUAGE)
@click.option("--missing", "only_missing", is_flag=True, help="Only what is not translated yet.")
def catalogues_export(language: str, only_missing: bool) -> None:  # noqa: FBT001 - a switch of the command line
    """Print what there is to translate, a line of JSON each."""
    for line in exported(Folders.shipped(), language, only_missing=only_missing):
        sys.stdout.buffer.write(f"{line}\n".encode())


@catalogues.command("import")
@click.argument("language", type=_LANGUAGE)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def catalogues_import(language: str, file: Path) -> None:
    """Take a translator's lines in; each that is wrong is told with its number and left out."""
    folders = Folders.shipped()
    try:
        content = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file.name} is not in UTF-8: save it as that") from error
    found = take_in(folders, language, content, file.name)
    for problem in found.problems:
        click.echo(str(problem), err=True)
    left = len(missing(folders, language))
    said = f"{found.taken} taken in, {found.empty} empty, {len(found.problems)} wrong"
    click.echo(f"{said}; {left} left to translate")
    sys.exit(1 if found.problems else 0)


@catalogues.command("reviewed")
@click.argument("language", type=_LANGUAGE)
@click.argument("who")
def catalogues_reviewed(language: str, who: str) -> None:
    """Write down that a person who speaks the language has read all of it through."""
    folders = Folders.shipped()
    if left := len(missing(folders, language)):
        raise click.ClickException(f"{left} text(s) are not translated yet: have them translated first")
    click.echo(f"{language}: {reviewed(folders, language, who, utc_now().date())}")


def _begun(folders: Folders) -> tuple[str, ...]:
    """The languages that have a catalogue, and those that staff need."""
    return tuple(
        tag
        for tag in TRANSLATED
        if tag in _STAFFED or any(po_path(folders.translations, tag, domain).exists() for domain in Domain)
    )

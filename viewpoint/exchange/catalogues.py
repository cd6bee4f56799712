"""Gettext catalogues of the questionnaires' words: read, checked for gaps, written for translators."""

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import PoFileError, read_po, write_po

from viewpoint.domain.words import ENGLISH, Words
from viewpoint.exchange.questionnaire_extractor import Message, questionnaire_messages
from viewpoint.exchange.yaml_files import FilesRefused, Problem

DOMAIN = "questionnaires"


@dataclass(frozen=True, kw_only=True)
class Catalogues:
    """Translations by language, then by context and English text; a doubtful ("fuzzy") one is none."""

    by_language: Mapping[str, Mapping[tuple[str, str], str]]

    def words(self, context: str, text: str) -> Words:
        """The English text with its translations."""
        found = {language: texts.get((context, text), "") for language, texts in self.by_language.items()}
        return Words({ENGLISH: text, **{language: said for language, said in found.items() if said}})

    def gaps(self, messages: Iterable[Message]) -> tuple[Problem, ...]:
        """A problem for each text not translated; one alone for a language that has nothing."""
        wanted = tuple(messages)
        return tuple(gap for language in self.by_language for gap in self._gaps(language, wanted))

    def _gaps(self, language: str, messages: Sequence[Message]) -> list[Problem]:
        texts = self.by_language[language]
        if not texts and messages:
            return [_no_catalogue(language)]
        contexts = {context for context, _ in texts}
        return [
            _gap(message, language, was_there=message.context in contexts)
            for message in messages
            if (message.context, message.text) not in texts
        ]


def read_catalogues(folder: Path, languages: Sequence[str]) -> Catalogues:
    """Read `<folder>/<language>/LC_MESSAGES/questionnaires.po`, or the .mo where there is no .po.

    English needs none. A language without a catalogue has no translations.

    Raises:
        FilesRefused: a catalogue cannot be read.
    """
    read = {language: _translations(folder, language) for language in languages if language != ENGLISH}
    return Catalogues(by_language=read)


def update_catalogue(folder: Path, catalogue_folder: Path, language: str, made_at: datetime) -> int:
    """Bring a language's .po up to date; gives the number of texts still to be translated.

    `language` is a tag that gettext knows, as "cy" or "en_GB@easyread".

    A translation stays with its context: where the English changed it is kept as doubtful, to be confirmed.

    Raises:
        FilesRefused: a questionnaire or the catalogue cannot be read.
    """
    path = _path(catalogue_folder, language, "po")
    old = _read_po(path) if path.exists() else Catalog()
    known = {(message.context, message.id): message for message in old if message.id}
    by_context = {message.context: message for message in old if message.id and message.string}
    new = _catalogue(questionnaire_messages(folder), made_at, language)
    if path.exists():  # its head says who has read it through
        new.header_comment = old.header_comment
    for message in new:
        before = known.get((message.context, message.id)) or by_context.get(message.context)
        if message.id and before is not None:
            message.string, message.user_comments = before.string, before.user_comments
            message.flags = set(before.flags)
            if before.id != message.id:
                message.flags.add("fuzzy")
                message.previous_id = [str(before.id)]
    _write(new, path)
    return sum(1 for message in new if message.id and (message.fuzzy or not message.string))


def _catalogue(messages: Iterable[Message], made_at: datetime, language: str | None = None) -> Catalog:
    catalogue = Catalog(
        locale=language,
        project="Viewpoint",
        version="1",
        creation_date=made_at,
        revision_date=made_at,
        charset="utf-8",
        fuzzy=False,
    )
    for message in messages:
        catalogue.add(
            message.text,
            context=message.context,
            locations=[(f"questionnaires/{message.file}", message.line)],
            auto_comments=[f"Type: {message.kind}"],
        )
    return catalogue


def _write(catalogue: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, include_previous=True)


def _path(folder: Path, language: str, ending: str) -> Path:
    return folder / language / "LC_MESSAGES" / f"{DOMAIN}.{ending}"


def _translations(folder: Path, language: str) -> dict[tuple[str, str], str]:
    catalogue = _read(folder, language)
    return {
        (_context(message.context), str(message.id)): message.string
        for message in catalogue
        if message.id and isinstance(message.string, str) and message.string and not message.fuzzy
    }


def _context(context: object) -> str:
    """Babel leaves the contexts of a compiled catalogue as bytes."""
    return context.decode() if isinstance(context, bytes) else str(context or "")


def _read(folder: Path, language: str) -> Catalog:
    source, compiled = _path(folder, language, "po"), _path(folder, language, "mo")
    if source.exists():
        return _read_po(source)
    if not compiled.exists():
        return Catalog()
    try:
        with compiled.open("rb") as file:
            return read_mo(file)
    except (OSError, ValueError, struct.error) as error:
        raise _unreadable(compiled, 1, str(error)) from error


def _read_po(path: Path) -> Catalog:
    try:
        with path.open("rb") as file:
            return read_po(file, ignore_obsolete=True, abort_invalid=True)
    except PoFileError as error:
        raise _unreadable(path, int(error.lineno or 0) + 1, str(error)) from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, 1, "a letter is not in UTF-8") from error


def _unreadable(path: Path, line: int, what: str) -> FilesRefused:
    problem = Problem(
        file="/".join(path.parts[-3:]),
        line=line,
        what=f"the catalogue cannot be read ({what})",
        mend="run `msgfmt -c` on it, or write the file again with its editor, as UTF-8",
    )
    return FilesRefused((problem,))


def _no_catalogue(language: str) -> Problem:
    return Problem(
        file=f"{language}/LC_MESSAGES/{DOMAIN}.po",
        line=1,
        what=f"nothing is translated into {language}",
        mend="run `viewpoint questionnaires extract`, and have it translated",
    )


def _gap(message: Message, language: str, *, was_there: bool) -> Problem:
    what = "has changed since it was translated" if was_there else "is not translated"
    return Problem(
        file=message.file,
        line=message.line,
        what=f"{message.context} {what} into {language}",
        mend=f"translate {message.text[:40]!r} in {language}/LC_MESSAGES/{DOMAIN}.po",
    )

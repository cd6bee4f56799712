"""Words out to a translator and back: a file of JSON lines, checked line by line before it is taken in."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages import Catalog
from babel.messages.catalog import Message

from viewpoint.exchange.po_files import NOBODY, key_of, set_review, write_po_file
from viewpoint.exchange.texts import Domain
from viewpoint.exchange.translation_source import Folders, catalogues_of, texts_of
from viewpoint.exchange.translator_checks import faults
from viewpoint.exchange.translator_rows import Row, lines, rows_of
from viewpoint.exchange.yaml_files import Problem


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What became of a translator's file: lines taken in, lines that said nothing, and what is wrong."""

    taken: int
    empty: int
    problems: tuple[Problem, ...]


def exported(folders: Folders, language: str, *, only_missing: bool) -> list[str]:
    """The lines for a translator: everything that the language has to say, or what it does not say yet.

    Raises:
        FilesRefused: a catalogue, a questionnaire or a pack cannot be read.
    """
    rows = _rows(folders, language, _messages(_catalogues(folders, language)))
    return list(lines((row for row in rows if row.is_missing or not only_missing), language))


def take_in(folders: Folders, language: str, content: str, file: str) -> Imported:
    """Take a translator's lines into the catalogues, all that are sound; says what is wrong with the others.

    A line needs its `id` and its `translation`; all else in it may be left out. A language that changes has
    no human's word for it any more.

    Raises:
        FilesRefused: a catalogue, a questionnaire or a pack cannot be read.
    """
    catalogues = _catalogues(folders, language)
    messages = _messages(catalogues)
    taking = _Taking(language, file, {row.id: row for row in _rows(folders, language, messages)})
    changed: set[Domain] = set()
    for number, line in enumerate(content.removeprefix("\ufeff").splitlines(), 1):
        if line.strip() and (taken := taking.read(number, line)):
            changed |= _say(taken[0], taken[1], messages)
    for path, catalogue in catalogues.values():
        if changed:
            set_review(catalogue, NOBODY)
        write_po_file(catalogue, path)
    return Imported(taken=len(taking.seen), empty=taking.empty, problems=tuple(taking.problems))


class _Taking:
    """Reads line after line and keeps every problem."""

    def __init__(self, language: str, file: str, rows: dict[str, Row]) -> None:
        self._language = language
        self._file = file
        self._rows = rows
        self.seen: dict[str, int] = {}
        self.empty = 0
        self.problems: list[Problem] = []

    def read(self, number: int, line: str) -> tuple[Row, tuple[str, ...]] | None:
        """The row and what is to be said, or None where there is nothing to take."""
        given = self._object(number, line)
        if given is None:
            return None
        row = self._row(number, given)
        forms = _forms(given.get("translation", ""))
        if row is None or forms is None:
            if forms is None:
                self._wrong(number, "the translation is no text", "write it in quotes, or a list of texts")
            return None
        if not any(forms):
            self.empty += 1
            return None
        found = faults(row.first, forms, self._language)
        for what, mend in found:
            self._wrong(number, f"{row.first.text[:60]!r}: {what}", mend)
        if found:
            return None
        self.seen[row.id] = number
        return row, forms

    def _object(self, number: int, line: str) -> dict[str, object] | None:
        try:
            given = json.loads(line)
        except ValueError as error:
            self._wrong(
                number, f"the line is not JSON ({error})", 'write a quotation mark within a text as \\"'
            )
            return None
        if isinstance(given, dict) and isinstance(given.get("id"), str):
            return given
        self._wrong(number, "the line has no id", 'write it as {"id": "...", "translation": "..."}')
        return None

    def _row(self, number: int, given: dict[str, object]) -> Row | None:
        id_ = str(given["id"])
        row = self._rows.get(id_)
        if row is None:
            self._wrong(
                number,
                f"nothing has the id {id_}",
                "export again: its English has changed, or the id is mistyped",
            )
        elif id_ in self.seen:
            self._wrong(number, f"line {self.seen[id_]} has the same id", "keep one of them")
        elif given.get("english", row.first.text) != row.first.text:
            self._wrong(
                number, f"{id_} is {row.first.text[:60]!r}", "leave id and english together as exported"
            )
        else:
            return row
        return None

    def _wrong(self, line: int, what: str, mend: str) -> None:
        self.problems.append(Problem(file=self._file, line=line, what=what, mend=mend))


_Messages = dict[tuple[Domain, tuple[str, str]], Message]


def _forms(translation: object) -> tuple[str, ...] | None:
    if isinstance(translation, str):
        return (translation,)
    if isinstance(translation, list) and all(isinstance(form, str) for form in translation):
        return tuple(translation)
    return None


def _say(row: Row, forms: Sequence[str], messages: _Messages) -> set[Domain]:
    """Write a translation into every message of its row; the domains of those that are new."""
    changed = set()
    for text in row.texts:
        message = messages[text.domain, text.key]
        said = tuple(forms) if text.plural else forms[0]
        if message.string != said or message.fuzzy:
            changed.add(text.domain)
        message.string = said
        message.flags.discard("fuzzy")
        message.previous_id = []
    return changed


def _catalogues(folders: Folders, language: str) -> dict[Domain, tuple[Path, Catalog]]:
    return {domain: (path, catalogue) for domain, path, catalogue in catalogues_of(folders, language)}


def _messages(catalogues: dict[Domain, tuple[Path, Catalog]]) -> _Messages:
    return {
        (domain, key_of(message)): message
        for domain, (_, catalogue) in catalogues.items()
        for message in catalogue
        if message.id
    }


def _rows(folders: Folders, language: str, messages: _Messages) -> list[Row]:
    return rows_of(texts_of(folders, language), messages)

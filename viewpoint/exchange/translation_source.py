"""All that a language has to say, what of it is missing, and bringing its catalogues up to date."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from babel.messages import Catalog

from viewpoint import paths
from viewpoint.domain.words import ENGLISH
from viewpoint.exchange.catalogues import questionnaire_texts
from viewpoint.exchange.help_texts import help_texts
from viewpoint.exchange.page_catalogues import page_texts, texts_for
from viewpoint.exchange.po_files import (
    po_path,
    read_po_file,
    rebuilt,
    set_review,
    translations_in,
    write_po_file,
)
from viewpoint.exchange.texts import Domain, Text


@dataclass(frozen=True, kw_only=True)
class Folders:
    """Where English is said, and where the catalogues are."""

    templates: Path
    package: Path
    questionnaires: Path
    translations: Path

    @classmethod
    def shipped(cls) -> "Folders":
        """Those of this package."""
        return cls(
            templates=paths.templates(),
            package=paths.code(),
            questionnaires=paths.questionnaires(),
            translations=paths.translations(),
        )


def texts_of(folders: Folders, language: str) -> tuple[Text, ...]:
    """Every text that a language needs in a catalogue, once for each place it stands.

    Raises:
        FilesRefused: a questionnaire or a pack cannot be read.
    """
    return _needed(_every_text(folders, _stamp(folders)), language)


def missing(folders: Folders, language: str) -> tuple[Text, ...]:
    """What a language does not say yet, each text once; a doubtful translation is none.

    Raises:
        FilesRefused: a catalogue, a questionnaire or a pack cannot be read.
    """
    return _unsaid(folders, language, _every_text(folders, _stamp(folders)))


def counts_missing(folders: Folders, languages: Sequence[str]) -> dict[str, int]:
    """For each language how many texts it does not say yet; English says all.

    Raises:
        FilesRefused: a catalogue, a questionnaire or a pack cannot be read.
    """
    every = _every_text(folders, _stamp(folders))
    return {language: len(_unsaid(folders, language, every)) for language in languages}


def catalogues_of(folders: Folders, language: str) -> Iterator[tuple[Domain, Path, Catalog]]:
    """Each catalogue of a language as its texts are now, not yet written; one that needs none is left out.

    Raises:
        FilesRefused: a catalogue, a questionnaire or a pack cannot be read.
    """
    texts = texts_of(folders, language)
    for domain in Domain:
        own = [text for text in texts if text.domain is domain]
        path = po_path(folders.translations, language, domain)
        if own or path.exists():
            old = read_po_file(path) if path.exists() else None
            yield domain, path, rebuilt(old, own, language, domain)


def update(folders: Folders, languages: Sequence[str]) -> dict[str, int]:
    """Bring all catalogues of these languages up to date; gives what each does not say yet.

    Raises:
        FilesRefused: a catalogue, a questionnaire or a pack cannot be read.
    """
    left = {}
    for language in languages:
        for _domain, path, catalogue in [*catalogues_of(folders, language)]:
            write_po_file(catalogue, path)
        left[language] = len(missing(folders, language))
    return left


def reviewed(folders: Folders, language: str, who: str, on: date) -> str:
    """Say at the head of each of a language's catalogues who has read it through, and when.

    Raises:
        FilesRefused: a catalogue cannot be read.
    """
    review = f"{who}, {on.isoformat()}"
    for _domain, path, catalogue in [*catalogues_of(folders, language)]:
        set_review(catalogue, review)
        write_po_file(catalogue, path)
    return review


def _needed(every: Sequence[Text], language: str) -> tuple[Text, ...]:
    return tuple(text for text in texts_for(language, every) if language not in text.spoken)


def _unsaid(folders: Folders, language: str, every: Sequence[Text]) -> tuple[Text, ...]:
    if language == ENGLISH:
        return ()
    said = {
        (domain, key)
        for domain in Domain
        for key in translations_in(po_path(folders.translations, language, domain))
    }
    wanted = {(text.domain, text.key): text for text in reversed(_needed(every, language))}
    return tuple(text for key, text in reversed(wanted.items()) if key not in said)


@lru_cache(maxsize=8)
def _every_text(folders: Folders, _stamp: tuple[int, int]) -> tuple[Text, ...]:
    """Reading everything takes half a second: once is enough while nothing changes."""
    return (
        *page_texts(folders.templates, folders.package),
        *questionnaire_texts(folders.questionnaires),
        *help_texts(folders.questionnaires, folders.package),
    )


def _stamp(folders: Folders) -> tuple[int, int]:
    tops = (folders.templates, folders.package, folders.questionnaires)
    files = [path for top in tops for path in top.rglob("*.*") if path.suffix in _SOURCES]
    times = [path.stat().st_mtime_ns for path in files]
    return len(times), max(times, default=0)


_SOURCES = {".html", ".txt", ".py", ".yaml", ".toml"}

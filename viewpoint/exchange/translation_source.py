"""All that a language has to say, what of it is missing, and bringing its catalogues up to date."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from babel.messages import Catalog

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


def texts_of(folders: Folders, language: str) -> tuple[Text, ...]:
    """Every text that a language needs in a catalogue, once for each place it stands.

    Raises:
        FilesRefused: a questionnaire or a pack cannot be read.
    """
    every = (
        *_page_texts(folders.templates, folders.package, _stamp(folders)),
        *questionnaire_texts(folders.questionnaires),
        *help_texts(folders.questionnaires, folders.package),
    )
    return tuple(text for text in texts_for(language, every) if language not in text.spoken)


def missing(folders: Folders, language: str) -> tuple[Text, ...]:
    """What a language does not say yet, each text once; a doubtful translation is none.

    Raises:
        FilesRefused: a catalogue, a questionnaire or a pack cannot be read.
    """
    if language == ENGLISH:
        return ()
    said = {
        (domain, key)
        for domain in Domain
        for key in translations_in(po_path(folders.translations, language, domain))
    }
    wanted = {(text.domain, text.key): text for text in reversed(texts_of(folders, language))}
    return tuple(text for key, text in reversed(wanted.items()) if key not in said)


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


@lru_cache(maxsize=8)
def _page_texts(templates: Path, package: Path, _stamp: tuple[int, int]) -> tuple[Text, ...]:
    """Reading every template takes a third of a second: once is enough while nothing changes."""
    return page_texts(templates, package)


def _stamp(folders: Folders) -> tuple[int, int]:
    files = [path for top in (folders.templates, folders.package) for path in top.rglob("*.*")]
    times = [path.stat().st_mtime_ns for path in files if path.suffix in {".html", ".txt", ".py"}]
    return len(times), max(times, default=0)

"""Gettext catalogues of the pages' words: brought up to date from templates and code, checked for gaps."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.catalog import Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import PoFileError, read_po, write_po

from viewpoint.domain.words import ENGLISH
from viewpoint.exchange.yaml_files import FilesRefused, Problem

DOMAIN = "messages"
REVIEW = "X-Human-Review"
"""In the comment at the head of a catalogue: who has read it through, or "none"."""

_KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
}
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
_CHANGING = re.compile(
    rb'^"(?:POT-Creation-Date|PO-Revision-Date|Generated-By|Report-Msgid-Bugs-To|Last-Translator|Language-Team):'
    rb".*\n",
    re.MULTILINE,
)
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class PageText:
    """One text of the pages; `plural` is empty where it counts nothing."""

    file: str
    line: int
    context: str
    text: str
    plural: str


def page_texts(templates: Path, package: Path) -> tuple[PageText, ...]:
    """Every text of the templates and of the package's `web` and `wording`, once for each place it stands."""
    return tuple(text for path, method in _sources(templates, package) for text in _texts(path, method))


def update_page_catalogues(
    templates: Path, package: Path, translations: Path, languages: Sequence[str]
) -> list[Problem]:
    """Bring every language's catalogue up to date, and give what is still to be done, as `page_gaps` does.

    A translation whose English is gone is dropped: a guess at which new text it might fit is more often
    wrong than right. Neither dates nor line numbers are written: nothing new, nothing changed.

    Raises:
        FilesRefused: a catalogue cannot be read.
    """
    texts = page_texts(templates, package)
    for language in _translated(languages):
        path = _path(translations, language)
        catalogue = _read(path) if path.exists() else _new(language)
        catalogue.update(_template(texts), no_fuzzy_matching=True)
        _write(catalogue, path)
    return page_gaps(templates, package, translations, languages)


def page_gaps(templates: Path, package: Path, translations: Path, languages: Sequence[str]) -> list[Problem]:
    """What is missing, doubtful, no longer used or has other placeholders, with its file and its mend.

    Raises:
        FilesRefused: a catalogue cannot be read.
    """
    wanted = {(text.context, text.text): text for text in reversed(page_texts(templates, package))}
    return [
        problem
        for language in _translated(languages)
        for problem in _gaps(_path(translations, language), dict(reversed(wanted.items())))
    ]


def _translated(languages: Sequence[str]) -> list[str]:
    return [language for language in languages if language != ENGLISH]


def _sources(templates: Path, package: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(templates.rglob("*")):
        if path.suffix in {".html", ".txt"}:
            yield path, "jinja2"
    for folder in ("web", "wording"):
        for path in sorted((package / folder).rglob("*.py")):
            yield path, "python"


def _texts(path: Path, method: str) -> Iterator[PageText]:
    top = next(parent for parent in path.parents if parent.name in {"templates", "viewpoint"}).parent
    # `silent` would leave a template that does not parse out of the catalogue without a word.
    found = extract_from_file(method, path, _KEYWORDS, options={"silent": "false"})
    for line, ids, _, context in found:
        text, plural = (ids, "") if isinstance(ids, str) else (ids[0], ids[1])
        yield PageText(
            file=path.relative_to(top).as_posix(), line=line, context=context or "", text=text, plural=plural
        )


def _template(texts: Sequence[PageText]) -> Catalog:
    template = Catalog(creation_date=_NO_DATE)
    for text in texts:
        ids = (text.text, text.plural) if text.plural else text.text
        template.add(ids, context=text.context or None, locations=[(text.file, text.line)])
    return template


def _new(language: str) -> Catalog:
    catalogue = Catalog(locale=language, project="Viewpoint", version="1", charset="utf-8", fuzzy=False)
    catalogue.header_comment = f"# Viewpoint's pages, messages and letters ({language}).\n# {REVIEW}: none"
    return catalogue


def _write(catalogue: Catalog, path: Path) -> None:
    made = BytesIO()
    write_po(made, catalogue, width=110, include_lineno=False, ignore_obsolete=True, include_previous=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_CHANGING.sub(b"", made.getvalue()))


def _path(translations: Path, language: str) -> Path:
    return translations / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def _read(path: Path) -> Catalog:
    try:
        with path.open("rb") as file:
            return read_po(file, ignore_obsolete=True, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        line = int(getattr(error, "lineno", 0) or 0) + 1
        mend = "run `msgfmt -c` on it, or write the file again with its editor, as UTF-8"
        problem = Problem(file=_name(path), line=line, what=f"cannot be read ({error})", mend=mend)
        raise FilesRefused((problem,)) from error


def _gaps(path: Path, wanted: dict[tuple[str, str], PageText]) -> Iterator[Problem]:
    if not path.exists():
        yield Problem(file=_name(path), line=1, what="is not there", mend=_UPDATE)
        return
    there = {_key(message): message for message in _read(path) if message.id}
    for key, text in wanted.items():
        if key not in there:
            what = f"{text.text[:60]!r} is not in {_name(path)}"
            yield Problem(file=text.file, line=text.line, what=what, mend=_UPDATE)
    for key, message in there.items():
        if fault := _fault(message, is_used=key in wanted):
            what = f"{key[1][:60]!r} {fault[0]}"
            yield Problem(file=_name(path), line=message.lineno or 1, what=what, mend=fault[1])


_UPDATE = "run `viewpoint catalogues update`, and translate what is new"


def _fault(message: Message, *, is_used: bool) -> tuple[str, str] | None:
    strings = _strings(message)
    if not is_used:
        return "is used nowhere", "run `viewpoint catalogues update`"
    if not all(strings):
        return "is not translated", "write its msgstr, each plural form of it"
    if message.fuzzy:
        return "has a doubtful translation", "look at it, mend it, and take its `fuzzy` flag away"
    if not _agree(message, strings):
        return "has other placeholders than its translation", "use the same %(name)s in both"
    return None


def _agree(message: Message, strings: Sequence[str]) -> bool:
    ids = (message.id,) if isinstance(message.id, str) else message.id
    original = {name for text in ids for name in _PLACEHOLDER.findall(text)}
    said = [set(_PLACEHOLDER.findall(string)) for string in strings]
    # "one day" and "two days" are said without a number in some languages: there a form may leave it out.
    return all(names <= original for names in said) and set().union(*said) == original


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def _key(message: Message) -> tuple[str, str]:
    return message.context or "", message.id if isinstance(message.id, str) else message.id[0]


def _name(path: Path) -> str:
    return "/".join(path.parts[-4:])

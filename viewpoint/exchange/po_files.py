"""Gettext catalogues as files: read, put together anew from what is said now, written without churn."""

import re
import struct
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import PoFileError, read_po, write_po

from viewpoint.domain.languages import locale_of
from viewpoint.exchange.texts import TITLES, Domain, Text
from viewpoint.exchange.yaml_files import FilesRefused, Problem

REVIEW = "X-Human-Review"
"""In the comment at the head of a catalogue: who has read it through and when, or "none"."""
NOBODY = "none"

_REVIEW_LINE = re.compile(rf"^# {REVIEW}: *(.*)$", re.MULTILINE)
_CHANGING = re.compile(
    rb'^"(?:POT-Creation-Date|PO-Revision-Date|Generated-By|Report-Msgid-Bugs-To|Last-Translator|Language-Team):'
    rb".*\n",
    re.MULTILINE,
)


def po_path(folder: Path, language: str, domain: str) -> Path:
    """Where a language's catalogue is: Easy Read's is under `en_GB@easyread`."""
    return folder / locale_of(language) / "LC_MESSAGES" / f"{domain}.po"


def read_po_file(path: Path) -> Catalog:
    """A catalogue.

    Raises:
        FilesRefused: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return read_po(file, ignore_obsolete=True, abort_invalid=True)
    except PoFileError as error:
        raise _unreadable(path, int(error.lineno or 0) + 1, str(error)) from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, 1, "a letter is not in UTF-8") from error


def translations_in(path: Path) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Each translation by context and English, with its plural forms; not what is doubtful or empty.

    The compiled catalogue is read where it is as new as its source, or alone.

    Raises:
        FilesRefused: a catalogue cannot be read.
    """
    return {
        key_of(message): strings_of(message)
        for message in _newest(path)
        if message.id and not message.fuzzy and all(strings_of(message))
    }


def rebuilt(old: Catalog | None, texts: Iterable[Text], language: str, domain: Domain) -> Catalog:
    """A catalogue of these texts with the translations that there were.

    A translation stays with its context and English. Where that is new, the same English of the same kind
    lends its own. A context that is met once ("my_views.safe") whose English changed keeps its translation as
    doubtful, to be confirmed. What is no longer said anywhere goes.
    """
    new = Catalog(locale=locale_of(language), project="Viewpoint", version="1", charset="utf-8", fuzzy=False)
    new.header_comment = _head(old, language, domain)
    before = _Before(old) if old else None
    for text in texts:
        ids = (text.text, text.plural) if text.plural else text.text
        message = new.add(
            ids,
            context=text.context or None,
            locations=[(text.file, text.line)],
            auto_comments=[f"Type: {text.kind}"] if text.kind else [],
        )
        if before and not any(strings_of(message)):
            before.fill(message, text)
    return new


def write_po_file(catalogue: Catalog, path: Path) -> None:
    """Write a catalogue; neither dates nor line numbers are written: nothing new, nothing changed."""
    made = BytesIO()
    write_po(made, catalogue, width=110, include_lineno=False, ignore_obsolete=True, include_previous=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_CHANGING.sub(b"", made.getvalue()))


def set_review(catalogue: Catalog, review: str) -> None:
    """Say at its head who has read a catalogue through, or "none"."""
    head = _REVIEW_LINE.sub("", catalogue.header_comment).strip("\n")
    catalogue.header_comment = f"{head}\n# {REVIEW}: {review}"


def key_of(message: Message) -> tuple[str, str]:
    """What gettext knows a message by; Babel leaves the contexts of a compiled catalogue as bytes."""
    context: object = message.context
    said = context.decode() if isinstance(context, bytes) else str(context or "")
    return said, message.id if isinstance(message.id, str) else str(message.id[0])


def strings_of(message: Message) -> tuple[str, ...]:
    """The forms of a translation, one where nothing is counted."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


class _Before:
    """The translations that there were, by all that a new text may find one by."""

    def __init__(self, old: Catalog) -> None:
        messages = [message for message in old if message.id]
        said = [message for message in messages if all(strings_of(message))]
        self._by_key = {key_of(message): message for message in messages}
        self._by_context = {message.context: message for message in said if message.context}
        self._same: dict[tuple[str, str], set[str]] = {}
        for message in said:
            if isinstance(message.id, str) and isinstance(message.string, str) and not message.fuzzy:
                self._same.setdefault((message.id, _kind(message)), set()).add(message.string)

    def fill(self, message: Message, text: Text) -> None:
        exact = self._by_key.get(text.key)
        if exact and any(strings_of(exact)) and isinstance(exact.id, str) == isinstance(message.id, str):
            message.string, message.user_comments = exact.string, exact.user_comments
            message.flags |= exact.flags
            message.previous_id = exact.previous_id
        elif len(same := sorted(self._same.get((text.text, f"Type: {text.kind}"), ()))) == 1:
            message.string = same[0]
        elif text.domain is Domain.QUESTIONNAIRES and (changed := self._by_context.get(text.context)):
            message.string, message.user_comments = changed.string, changed.user_comments
            message.flags.add("fuzzy")
            message.previous_id = [str(changed.id)]


def _kind(message: Message) -> str:
    comments: list[str] = message.auto_comments
    return next((line for line in comments if line.startswith("Type: ")), "")


def _head(old: Catalog | None, language: str, domain: Domain) -> str:
    if old and old.header_comment:
        return str(old.header_comment)
    return f"# {TITLES[domain]} ({language}).\n# {REVIEW}: {NOBODY}"


def _newest(source: Path) -> Catalog:
    compiled = source.with_suffix(".mo")
    if not compiled.exists():
        return read_po_file(source) if source.exists() else Catalog()
    if source.exists() and source.stat().st_mtime_ns > compiled.stat().st_mtime_ns:
        return read_po_file(source)
    try:
        with compiled.open("rb") as file:
            return read_mo(file)
    except (OSError, ValueError, struct.error) as error:
        raise _unreadable(compiled, 1, str(error)) from error


def _unreadable(path: Path, line: int, what: str) -> FilesRefused:
    problem = Problem(
        file="/".join(path.parts[-3:]),
        line=line,
        what=f"the catalogue cannot be read ({what})",
        mend="run `msgfmt -c` on it, or write the file again with its editor, as UTF-8",
    )
    return FilesRefused((problem,))

"""What a translator is given: one line of JSON for each thing to say, and nothing to say twice."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from gettext import c2py

from babel.messages.catalog import Message
from babel.messages.plurals import get_plural

from viewpoint.domain.languages import locale_of
from viewpoint.domain.safety import is_safety_critical
from viewpoint.exchange.po_files import strings_of
from viewpoint.exchange.texts import Domain, Text

_COUNTED = (0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 20, 21, 22, 100, 101)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One thing to say: texts of the same English and kind share a row, so `texts` may be several."""

    id: str
    texts: tuple[Text, ...]
    translation: tuple[str, ...]
    was: tuple[str, str] = ("", "")
    """The English before it changed, and what was said then."""

    @property
    def first(self) -> Text:
        """The text that stands for all of them."""
        return self.texts[0]

    @property
    def is_missing(self) -> bool:
        """Whether something is still to be said."""
        return not all(self.translation)


def rows_of(texts: Iterable[Text], messages: Mapping[tuple[Domain, tuple[str, str]], Message]) -> list[Row]:
    """The rows of a language: its texts, and what its catalogues say of them."""
    shared: dict[str, list[Text]] = {}
    for text in texts:
        shared.setdefault(row_id(text), []).append(text)
    return [_row(id_, same, messages) for id_, same in shared.items()]


def row_id(text: Text) -> str:
    """The same in every language and from day to day, until the English changes."""
    # The questionnaires and packs have a context for each place; what is said alike is translated alike.
    context = text.context if text.domain is Domain.PAGES else text.kind
    named = json.dumps([text.domain, context, text.text, text.plural])
    return hashlib.sha256(named.encode()).hexdigest()[:10]


def is_critical(text: Text) -> bool:
    """Whether it must not be misread: what is marked so, and all the words of who can help."""
    return text.domain is Domain.HELP or is_safety_critical(text.text)


def plural_forms(language: str) -> tuple[tuple[int, ...], ...]:
    """For each plural form of a language, some of the numbers that it is said with."""
    plural = get_plural(locale_of(language))
    choose = c2py(plural.plural_expr)
    forms: list[list[int]] = [[] for _ in range(plural.num_plurals)]
    for number in _COUNTED:
        forms[choose(number)].append(number)
    return tuple(tuple(form) for form in forms)


def lines(rows: Iterable[Row], language: str) -> Iterator[str]:
    """Each row as a line of JSON for the translator, who writes over `translation`."""
    for row in rows:
        yield json.dumps(_told(row, language), ensure_ascii=False)


def _told(row: Row, language: str) -> dict[str, object]:
    told: dict[str, object] = {"id": row.id, "about": _about(row)}
    if row.was[0]:
        told["was"] = {"english": row.was[0], "translation": row.was[1]}
    told["english"] = row.first.text
    if not row.first.plural:
        return {**told, "translation": row.translation[0]}
    forms = plural_forms(language)
    numbers = [", ".join(map(str, form)) for form in forms]
    said = row.translation if len(row.translation) == len(forms) else ("",) * len(forms)
    return {**told, "english_plural": row.first.plural, "form_for": numbers, "translation": list(said)}


def _about(row: Row) -> str:
    text = row.first
    files = dict.fromkeys(
        each.file.removeprefix("templates/").removeprefix("viewpoint/") for each in row.texts
    )
    context = text.context if text.domain is Domain.PAGES else text.context.partition(".")[2]
    parts = (
        text.kind,
        context if text.domain is not Domain.HELP else "",
        "in " + ", ".join(list(files)[:3]),
        "SAFETY: this must be exact" if is_critical(text) else "",
    )
    return "; ".join(part for part in parts if part)


def _row(id_: str, same: Sequence[Text], messages: Mapping[tuple[Domain, tuple[str, str]], Message]) -> Row:
    found = [messages[text.domain, text.key] for text in same if (text.domain, text.key) in messages]
    sure = [message for message in found if not message.fuzzy]
    is_whole = len(sure) == len(same) and all(all(strings_of(message)) for message in sure)
    doubtful = next((message for message in found if message.fuzzy and message.previous_id), None)
    return Row(
        id=id_,
        texts=tuple(same),
        translation=strings_of(sure[0]) if is_whole else ("",),
        was=(str(doubtful.previous_id[0]), strings_of(doubtful)[0]) if doubtful else ("", ""),
    )

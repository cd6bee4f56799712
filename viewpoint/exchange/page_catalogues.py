"""Gettext catalogues of the pages' words: what they have to say, and where they have gaps."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file

from viewpoint.domain.languages import is_for_staff
from viewpoint.exchange.page_audience import is_for_young_people
from viewpoint.exchange.po_files import key_of, read_po_file, strings_of
from viewpoint.exchange.texts import Domain, Text
from viewpoint.exchange.yaml_files import Problem

DOMAIN = Domain.PAGES

_KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
}
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def page_texts(templates: Path, package: Path) -> tuple[Text, ...]:
    """Every text of the templates and of the package's `web` and `wording`, once for each place it stands."""
    return tuple(text for path, method in _sources(templates, package) for text in _texts(path, method))


def texts_for(language: str, texts: Iterable[Text]) -> tuple[Text, ...]:
    """Those that a language needs: all of them, or what a young person can meet."""
    if is_for_staff(language):
        return tuple(texts)
    return tuple(text for text in texts if is_for_young_people(text.file))


def gaps_in(path: Path, texts: Sequence[Text]) -> list[Problem]:
    """What is to be done in one catalogue for it to say these texts.

    Raises:
        FilesRefused: the catalogue cannot be read.
    """
    wanted = {text.key: text for text in reversed(texts)}
    return list(_gaps(path, dict(reversed(wanted.items()))))


def placeholders_agree(ids: Sequence[str], strings: Sequence[str]) -> bool:
    """Whether a translation names what its English names; one plural form may leave something out."""
    original = {name for text in ids for name in _PLACEHOLDER.findall(text)}
    said = [set(_PLACEHOLDER.findall(string)) for string in strings]
    # "one day" and "two days" are said without a number in some languages: there a form may leave it out.
    return all(names <= original for names in said) and set().union(*said) == original


def _sources(templates: Path, package: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(templates.rglob("*")):
        if path.suffix in {".html", ".txt"}:
            yield path, "jinja2"
    for folder in ("web", "wording"):
        for path in sorted((package / folder).rglob("*.py")):
            yield path, "python"


def _texts(path: Path, method: str) -> Iterator[Text]:
    top = next(parent for parent in path.parents if parent.name in {"templates", "viewpoint"}).parent
    # `silent` would leave a template that does not parse out of the catalogue without a word.
    found = extract_from_file(method, path, _KEYWORDS, options={"silent": "false"})
    for line, ids, _, context in found:
        text, plural = (ids, "") if isinstance(ids, str) else (ids[0], ids[1])
        yield Text(
            domain=DOMAIN,
            file=path.relative_to(top).as_posix(),
            line=line,
            context=context or "",
            text=text,
            plural=plural,
        )


def _name(path: Path) -> str:
    return "/".join(path.parts[-4:])


def _gaps(path: Path, wanted: Mapping[tuple[str, str], Text]) -> Iterator[Problem]:
    if not path.exists():
        if wanted:
            yield Problem(file=_name(path), line=1, what="is not there", mend=_UPDATE)
        return
    there = {key_of(message): message for message in read_po_file(path) if message.id}
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
    strings = strings_of(message)
    if not is_used:
        return "is used nowhere", "run `viewpoint catalogues update`"
    if not all(strings):
        return "is not translated", "write its msgstr, each plural form of it"
    if message.fuzzy:
        return "has a doubtful translation", "look at it, mend it, and take its `fuzzy` flag away"
    ids = (message.id,) if isinstance(message.id, str) else message.id
    if not placeholders_agree(ids, strings):
        return "has other placeholders than its translation", "use the same %(name)s in both"
    return None

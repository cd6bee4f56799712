"""The words of who can help: a text may say a language where it stands, and catalogues say the others."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import TypeVar, cast

from viewpoint.domain.words import ENGLISH, Words
from viewpoint.exchange.catalogues import Catalogues
from viewpoint.exchange.texts import Domain, Text
from viewpoint.exchange.yaml_files import YamlList, YamlNode, YamlTable, YamlText, read_yaml

CONTEXT = "help"
EXAMPLE_COUNCIL = Path("demo") / "fernshire.toml"
_FOLDERS = ("help", "rights")
_NOT_TRANSLATED = frozenset({"name", "sender"})
"""What a council calls itself; the standard words of its readers and numbers are for every council."""

Value = TypeVar("Value")


def help_texts(questionnaires: Path, package: Path) -> tuple[Text, ...]:
    """Every text of the nations' packs, and the example council's: a council that says the same has it too.

    Raises:
        FilesRefused: a file is not YAML.
    """
    packs = (
        text
        for folder in _FOLDERS
        for path in sorted((questionnaires / folder).rglob("*.yaml"))
        for text in _yaml_texts(read_yaml(path), path.relative_to(questionnaires.parent).as_posix(), "")
    )
    return (*packs, *_council_texts(package))


def in_every_language(value: Value, catalogues: Catalogues) -> Value:
    """The same value, each of its Words with the catalogues' translations; its own come first."""
    if isinstance(value, Words):
        english = value.by_language[ENGLISH]
        found = catalogues.words(CONTEXT, english).by_language
        return cast("Value", Words({**found, **value.by_language}))
    if isinstance(value, tuple):
        return cast("Value", tuple(in_every_language(each, catalogues) for each in value))
    if isinstance(value, Mapping):
        return cast("Value", {key: in_every_language(each, catalogues) for key, each in value.items()})
    if is_dataclass(value) and not isinstance(value, type):
        own = {each.name: getattr(value, each.name) for each in fields(value) if each.init}
        said = {name: in_every_language(each, catalogues) for name, each in own.items()}
        return cast("Value", replace(value, **said))
    return value


def _yaml_texts(node: YamlNode, file: str, key: str) -> Iterator[Text]:
    if isinstance(node, YamlList):
        for item in node.items:
            yield from _yaml_texts(item, file, key)
    elif isinstance(node, YamlTable):
        english = node.entries.get(ENGLISH)
        if isinstance(english, YamlText):
            yield _text(file, english.line, key, english.value, node.entries)
        for name, entry in node.entries.items():
            yield from _yaml_texts(entry, file, name)


def _council_texts(package: Path) -> Iterator[Text]:
    path = package / EXAMPLE_COUNCIL
    if path.exists():
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        file = f"viewpoint/{EXAMPLE_COUNCIL.as_posix()}"
        for key, value in values.items():
            if key not in _NOT_TRANSLATED:
                yield from _toml_texts(value, file, key)


def _toml_texts(value: object, file: str, key: str) -> Iterator[Text]:
    if isinstance(value, dict) and isinstance(value.get(ENGLISH), str):
        yield _text(file, 1, key, value[ENGLISH], value)
    elif isinstance(value, dict):
        for name, entry in value.items():
            yield from _toml_texts(entry, file, name)


def _text(file: str, line: int, key: str, english: str, spoken: Mapping[str, object]) -> Text:
    return Text(
        domain=Domain.HELP,
        file=file,
        line=line,
        context=CONTEXT,
        text=english,
        kind=_KINDS.get(key, key),
        spoken=frozenset(spoken) - {ENGLISH},
    )


_KINDS = {
    "name": "Name of who helps",
    "hours": "When they can be reached",
    "for": "What they help with",
    "title": "What a right is about",
    "says": "A right of young people in care",
    "reader": "Who reads the answers, within a sentence",
    "reader_from_18": "Who reads the answers, within a sentence",
}

"""The words of a questionnaire: one list of them, for extraction, for translation and for finding gaps."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from viewpoint.exchange.yaml_files import (
    YamlList,
    YamlNode,
    YamlTable,
    YamlText,
    parse_yaml,
    read_yaml,
)

NOT_QUESTIONNAIRES = frozenset({"tailoring.yaml", "published.yaml", "codeframe.yaml", "release_policy.yaml"})
EARLIER = "earlier"
RESERVED_CODES = frozenset({"hint", "constraint"})


@dataclass(frozen=True, kw_only=True)
class Message:
    """One text for translators; `context` is unique, so that the same English may be said in two ways."""

    file: str
    line: int
    context: str
    text: str
    kind: str


def questionnaire_files(folder: Path) -> list[Path]:
    """The questionnaires of a folder: its YAML files but for the tables that are kept beside them."""
    return [path for path in sorted(folder.glob("*.yaml")) if path.name not in NOT_QUESTIONNAIRES]


def earlier_files(folder: Path) -> list[Path]:
    """The versions published before, as `earlier/<form_id>@<version>.yaml`: invitations still name them."""
    return sorted((folder / EARLIER).glob("*.yaml"))


def questionnaire_messages(folder: Path) -> tuple[Message, ...]:
    """Every text of every questionnaire in a folder, in the order of the files; earlier versions last.

    Raises:
        FilesRefused: a file is not YAML.
    """
    paths = (*questionnaire_files(folder), *earlier_files(folder))
    return tuple(
        message
        for path in paths
        for message in messages_in(read_yaml(path), path.relative_to(folder).as_posix())
    )


def messages_in(tree: YamlTable, file: str) -> tuple[Message, ...]:
    """Every text of one questionnaire, in the order of the file; what is no text is left out."""
    form_id = _text(_table(tree, "settings"), "form_id")
    return tuple(
        Message(file=file, line=node.line, context=context, text=node.value, kind=kind)
        for context, node, kind in _texts(tree, form_id)
        if isinstance(node, YamlText) and node.value
    )


def extract(
    fileobj: BinaryIO,
    _keywords: Collection[str],
    _comment_tags: Collection[str],
    options: Mapping[str, object],  # noqa: ARG001 - Babel's interface
) -> Iterator[tuple[int, str, tuple[str, str], list[str]]]:
    """Babel's extraction method for questionnaires; a file that is not one has no messages.

    Raises:
        FilesRefused: the file is not YAML.
    """
    name = Path(str(getattr(fileobj, "name", "questionnaire.yaml"))).name
    if name not in NOT_QUESTIONNAIRES:
        for message in messages_in(parse_yaml(fileobj.read(), name), name):
            yield message.line, "pgettext", (message.context, message.text), [f"Type: {message.kind}"]


_Found = tuple[str, YamlNode | None, str]


def _texts(tree: YamlTable, form_id: str) -> Iterator[_Found]:
    yield form_id, _table(tree, "settings").entries.get("title"), "Title"
    for row in _rows(tree, "survey"):
        yield from _row_texts(row, f"{form_id}.{_text(row, 'name')}")
    for row in _rows(tree, "choices"):
        context = f"{form_id}.{_text(row, 'list_name')}.{_text(row, 'name')}"
        yield context, row.entries.get("label"), "Answer option"


def _row_texts(row: YamlTable, context: str) -> Iterator[_Found]:
    kind = {"note": "Note", "begin_group": "Section heading"}.get(_text(row, "type"), "Question")
    yield context, row.entries.get("label"), kind
    yield f"{context}.hint", row.entries.get("hint"), "Hint"
    yield f"{context}.constraint", row.entries.get("constraint_message"), "Error message"


def _rows(tree: YamlTable, key: str) -> list[YamlTable]:
    rows = tree.entries.get(key)
    return [row for row in rows.items if isinstance(row, YamlTable)] if isinstance(rows, YamlList) else []


def _table(tree: YamlTable, key: str) -> YamlTable:
    node = tree.entries.get(key)
    return node if isinstance(node, YamlTable) else YamlTable(entries={}, lines={}, line=1)


def _text(table: YamlTable, key: str) -> str:
    node = table.entries.get(key)
    return node.value if isinstance(node, YamlText) else ""

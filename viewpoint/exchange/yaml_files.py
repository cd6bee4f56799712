"""YAML files written by people: each text with its line, nothing guessed, mistakes told with their mend."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from viewpoint.domain.errors import BadInput

_LARGEST = 1_000_000
_DEEPEST = 12
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One mistake in a file: where it is, what it is, and how to mend it."""

    file: str
    line: int
    what: str
    mend: str

    def __str__(self) -> str:
        """One line, as an editor or a terminal can jump to."""
        return f"{self.file}:{self.line}: {self.what}; {self.mend}"


class FilesRefused(BadInput):
    """Files cannot be used as they are; carries every problem found, in the order of the files."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True, kw_only=True)
class YamlText:
    """A text; `no`, `12` and `8_11` are texts too, since YAML's own guesses surprise people."""

    value: str
    line: int


@dataclass(frozen=True, kw_only=True)
class YamlList:
    """A list of nodes."""

    items: tuple["YamlNode", ...]
    line: int


@dataclass(frozen=True, kw_only=True)
class YamlTable:
    """Nodes by key, in the order of the file, and the line of each key."""

    entries: Mapping[str, "YamlNode"]
    lines: Mapping[str, int]
    line: int


YamlNode = YamlText | YamlList | YamlTable


def read_yaml(path: Path) -> YamlTable:
    """Read a file whose top is a table.

    Accepts UTF-8 up to 1 MB with or without a byte order mark; refuses aliases, tags, doubled keys and lists
    or tables over 12 deep.

    Raises:
        FilesRefused: with every problem found; a mistake in the YAML itself hides those behind it.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        what, mend = "the file cannot be read", "see that it is there, and whose it is"
        raise _refused(path.name, 1, what, mend) from error
    return parse_yaml(content, path.name)


def parse_yaml(content: bytes, file: str) -> YamlTable:
    """As `read_yaml`, for content already read; `file` is the name that problems carry."""
    builder = _Builder(file)
    node = builder.built(_text(content, file))
    if builder.problems:
        raise FilesRefused(tuple(builder.problems))
    if isinstance(node, YamlTable):
        return node
    raise _refused(file, 1, "the file is not a table of keys", "start its lines with `key:`")


def plain(node: YamlNode) -> Any:
    """The node as Python's own dicts, lists and strings, without lines."""
    if isinstance(node, YamlTable):
        return {key: plain(entry) for key, entry in node.entries.items()}
    return [plain(item) for item in node.items] if isinstance(node, YamlList) else node.value


def _text(content: bytes, file: str) -> str:
    if len(content) > _LARGEST:
        raise _refused(
            file, 1, f"the file is over {_LARGEST:,} bytes", "split it, or take pictures out of it"
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refused(file, 1, "the file is in UTF-16", "save it as UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _refused(
            file, line, "a letter is not in UTF-8, perhaps saved by Windows", "save the file as UTF-8"
        ) from error


_SYNTAX_MENDS = (
    ("mapping values are not allowed", "put a text that has a colon in quotation marks"),
    (
        "cannot start any token",
        "use spaces, not tabs; put a text that starts with a sign in quotation marks",
    ),
    ("expected ',' or", "put a text that has { } [ ] or , in quotation marks, and close every bracket"),
    ("end of stream", "close the quotation mark or bracket that is still open"),
    ("could not find expected ':'", "write `key: text`, and indent the lines that belong together alike"),
    ("expected", "indent the lines that belong together alike"),
)


def _syntax_problem(error: yaml.YAMLError, file: str) -> FilesRefused:
    what = str(getattr(error, "problem", None) or "a character that YAML does not take")
    mark = getattr(error, "problem_mark", None)
    mend = next((mend for part, mend in _SYNTAX_MENDS if part in what), "compare it with the lines around")
    return _refused(file, mark.line + 1 if mark else 1, f"this is not YAML ({what})", mend)


def _refused(file: str, line: int, what: str, mend: str) -> FilesRefused:
    return FilesRefused((Problem(file=file, line=line, what=what, mend=mend),))


class _Builder:
    """Turns the parser's events into nodes; goes on after what it can, to find more."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.problems: list[Problem] = []

    def built(self, text: str) -> YamlNode | None:
        try:
            events = list(self._events(text))
        except yaml.YAMLError as error:
            raise _syntax_problem(error, self._file) from error
        starts = [event for event in events if isinstance(event, yaml.DocumentStartEvent)]
        if len(starts) > 1:
            self._note(starts[1], "a second document starts", "keep one document in a file; take the --- out")
        content = [event for event in events if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent)]
        stream = iter(content)
        first = next(stream, None)
        return None if first is None else self._node(first, stream, 0)

    def _events(self, text: str) -> Iterator[yaml.Event]:
        """Every event while none lies too deep: the parser's time grows with the square of the depth."""
        depth = 0
        for event in yaml.parse(text, Loader=_LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST + 1:
                raise self._too_deep(event)
            yield event

    def _too_deep(self, event: yaml.Event) -> FilesRefused:
        return _refused(self._file, _line(event), f"this lies over {_DEEPEST} deep", "write it flatter")

    def _node(self, event: yaml.Event, stream: Iterator[yaml.Event], depth: int) -> YamlNode:
        line = _line(event)
        self._check_plain(event)
        if depth > _DEEPEST:
            raise self._too_deep(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._table(stream, line, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return YamlList(items=tuple(self._items(stream, depth)), line=line)
        return YamlText(value=getattr(event, "value", "").strip(), line=line)

    def _items(self, stream: Iterator[yaml.Event], depth: int) -> Iterator[YamlNode]:
        for event in stream:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._node(event, stream, depth + 1)

    def _table(self, stream: Iterator[yaml.Event], line: int, depth: int) -> YamlTable:
        entries: dict[str, YamlNode] = {}
        lines: dict[str, int] = {}
        for event in stream:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._node(event, stream, depth + 1)
            value = self._node(next(stream), stream, depth + 1)
            if not isinstance(key, YamlText):
                self._note(event, "a key is not a text", "put a text with { } or [ ] in quotation marks")
            elif key.value in entries:
                first = lines[key.value]
                self._note(event, f"{key.value} is here twice, first on line {first}", "take one of them out")
            else:
                entries[key.value], lines[key.value] = value, key.line
        return YamlTable(entries=entries, lines=lines, line=line)

    def _check_plain(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._note(event, "& and * names are not used here", "write the text out, in quotation marks")
        elif getattr(event, "tag", None):
            self._note(event, "! tags are not used here", "take it out, or put the text in quotation marks")

    def _note(self, event: yaml.Event, what: str, mend: str) -> None:
        self.problems.append(Problem(file=self._file, line=_line(event), what=what, mend=mend))


def _line(event: yaml.Event) -> int:
    return 1 if event.start_mark is None else event.start_mark.line + 1

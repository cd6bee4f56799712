"""Reading one table of a YAML file, key by key; whatever is wrong is noted with its line and not raised."""

import re
from collections.abc import Collection, Iterable
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from viewpoint.domain.condition import Condition, parse_condition
from viewpoint.domain.expression import ConditionRefused
from viewpoint.domain.words import ENGLISH, Words
from viewpoint.exchange.yaml_files import FilesRefused, Problem, YamlList, YamlNode, YamlTable, YamlText

Choice = TypeVar("Choice", bound=StrEnum)


class Notes:
    """The problems of one file, as they are found."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def note(self, line: int, what: str, mend: str) -> None:
        """Write down one problem."""
        self.problems.append(Problem(file=self.file, line=line, what=what, mend=mend))

    def refuse(self) -> None:
        """Raise FilesRefused with every problem in the order of the file, when there is one."""
        if self.problems:
            raise FilesRefused(tuple(sorted(self.problems, key=lambda problem: problem.line)))


class Fields:
    """The entries of one table; each method takes one key and gives its value, or what stands for none."""

    def __init__(self, node: YamlNode, notes: Notes, allowed: Collection[str]) -> None:
        """Note the keys that are not `allowed`, each with the nearest that is."""
        self.notes = notes
        self.line = node.line
        self._table = node if isinstance(node, YamlTable) else YamlTable(entries={}, lines={}, line=node.line)
        if not isinstance(node, YamlTable):
            notes.note(node.line, "here should be a table of keys", "write it as {key: text, ...}")
        for key in self._table.entries.keys() - set(allowed):
            self._note_unknown(key, allowed)

    def line_of(self, key: str) -> int:
        """The line of a key, or of the table where the key is absent."""
        return self._table.lines.get(key, self.line)

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self._table.entries

    def note(self, key: str, what: str, mend: str) -> None:
        """Write down a problem with a key."""
        self.notes.note(self.line_of(key), what, mend)

    def text(self, key: str) -> str:
        """The text of a key, "" where it is absent; an empty text is noted."""
        node = self._table.entries.get(key)
        if node is None:
            return ""
        if not isinstance(node, YamlText) or not node.value:
            self.note(key, f"{key} has no text", "write its text behind the colon, or take the key out")
            return ""
        return node.value

    def needed(self, key: str) -> str:
        """The text of a key that must be there."""
        self.require(key)
        return self.text(key)

    def require(self, *keys: str) -> None:
        """Note each key that must be there and is not."""
        for key in keys:
            if not self.has(key):
                self.notes.note(self.line, f"{key} is missing", f"add `{key}:`")

    def one_of(self, key: str, known: Collection[str]) -> str:
        """The text of a key that must be there, one of the known."""
        text = self.needed(key)
        if text and text not in known:
            self.note(key, f"{key} cannot be {text}", nearest(text, known))
        return text

    def matching(self, key: str, pattern: str, mend: str) -> str:
        """A text of a given shape, "" where it is absent."""
        text = self.text(key)
        if text and not re.fullmatch(pattern, text):
            self.note(key, f"{key} cannot be {text}", mend)
        return text

    def day(self, key: str) -> date | None:
        """A day, None where it is absent."""
        text = self.text(key)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.note(key, f"{key} cannot be {text}", "write a day as 2026-03-31")
            return None

    def words(self, key: str) -> Words:
        """Words that must be there: one text in English, or a table of texts by language."""
        self.require(key)
        node = self._table.entries.get(key)
        if isinstance(node, YamlText):
            return Words.english(self.text(key))
        table = self.table(key)
        texts = {language: _text_of(entry) for language, entry in table.entries.items()}
        if self.has(key) and ENGLISH not in texts:
            self.note(key, f"the {key} has no English", "write it as {en: ..., cy: ..., ar: ...}")
        for language in [language for language, text in texts.items() if not text]:
            mend = "write it; if it is part of a text with a comma, put that text in quotation marks"
            self.notes.note(table.lines[language], f"{key} has no text in {language}", mend)
        return Words({ENGLISH: "", **texts})

    def choice(self, key: str, default: Choice) -> Choice:
        """One of the values of the default's enumeration."""
        text = self.text(key)
        kinds = type(default)
        if not text or text in set(kinds):
            return kinds(text) if text else default
        self.note(key, f"{key} cannot be {text}", nearest(text, tuple(kinds)))
        return default

    def flag(self, key: str) -> bool:
        """True or false; false where it is absent."""
        text = self.text(key)
        if text not in {"", "true", "false"}:
            self.note(key, f"{key} cannot be {text}", "write true, or take the key out")
        return text == "true"

    def number(self, key: str) -> int:
        """A whole number from 1; 1 where there is none."""
        text = self.needed(key)
        if text.isascii() and text.isdigit() and 0 < int(text) < 1_000_000:
            return int(text)
        if text:
            self.note(key, f"{key} cannot be {text}", "write a whole number from 1")
        return 1

    def condition(self, key: str) -> Condition | None:
        """A condition, None where it is absent or refused."""
        text = self.text(key)
        try:
            return parse_condition(text) if text else None
        except ConditionRefused as refused:
            self.note(key, f"{key}: {refused.what}", refused.mend)
            return None

    def items(self, key: str) -> tuple[YamlNode, ...]:
        """The items of a list; none where it is absent."""
        node = self._table.entries.get(key)
        if node is None or isinstance(node, YamlList):
            return node.items if node else ()
        self.note(key, f"{key} is not a list", "start each of its items with `- `, or write [a, b]")
        return ()

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of a list."""
        return tuple(item.value for item in self.items(key) if isinstance(item, YamlText))

    def tables(self, key: str, allowed: Collection[str]) -> Iterable["Fields"]:
        """The tables of a list, each with these keys allowed."""
        return [Fields(node, self.notes, allowed) for node in self.items(key)]

    def table(self, key: str) -> YamlTable:
        """The table of a key; an empty one where it is absent."""
        node = self._table.entries.get(key)
        if node is not None and not isinstance(node, YamlTable):
            self.note(key, f"{key} is not a table of keys", f"write its keys under `{key}:`, two spaces in")
        if isinstance(node, YamlTable):
            return node
        return YamlTable(entries={}, lines={}, line=self.line_of(key))

    def _note_unknown(self, key: str, allowed: Collection[str]) -> None:
        value = self._table.entries[key]
        if isinstance(value, YamlText) and not value.value:
            mend = "if it is part of a text with a comma, put that text in quotation marks"
        else:
            mend = nearest(key, allowed)
        self.note(key, f"there is no key {key} here", mend)


def nearest(text: str, known: Collection[str]) -> str:
    """The mend for a word that is not known: the one it is nearest to, or all that there are."""
    near = get_close_matches(text, known, n=1)
    return f"did you mean {near[0]}?" if near else f"use one of: {', '.join(sorted(known))}"


def _text_of(node: YamlNode) -> str:
    return node.value if isinstance(node, YamlText) else ""

"""Takes values out of one table of a TOML file and notes every mistake, so that all are told at once."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from urllib.parse import urlsplit

from viewpoint.domain.errors import BadInput
from viewpoint.domain.words import ENGLISH, Words


class Table:
    """One table: each method takes a key; `refuse` tells what was wrong.

    A key that is missing or wrong gives an empty value of its type, which nobody sees, because `refuse`
    raises.
    """

    def __init__(self, values: object, where: str, problems: list[str] | None = None) -> None:
        """`where` names the file or the path inside it; tables within share `problems`."""
        self.problems = [] if problems is None else problems
        self._where = where
        self._asked: list[str] = []
        self._values: Mapping[object, object] = values if isinstance(values, Mapping) else {}
        if not isinstance(values, Mapping):
            self.wrong("", "must be a table of names and values")

    def wrong(self, key: str, mend: str) -> None:
        """Note that a key is wrong and how to mend it."""
        self.problems.append(f"{self._where}{': ' + key if key else ''}: {mend}")

    def has(self, key: str) -> bool:
        """Whether the key is there; a key asked after is a known one."""
        self._asked.append(key)
        return self._values.get(key) is not None

    def text(self, key: str) -> str:
        """A text that is not empty."""
        value = self._take(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.wrong(key, "give it as a text in quotes")
        return ""

    def optional(self, key: str) -> str:
        """A text, empty where the key is left out."""
        return self.text(key) if self.has(key) else ""

    def words(self, key: str) -> Words:
        """One text (English) or a table of texts by language, English among them."""
        value = self._take(key)
        texts = {ENGLISH: value} if isinstance(value, str) else value
        if isinstance(texts, Mapping) and ENGLISH in texts and all(map(_is_text, texts.values())):
            return Words({str(language): text.strip() for language, text in texts.items()})
        self.wrong(key, 'give it as a text, or by language with English: {en = "...", cy = "..."}')
        return Words.english("")

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text alone is a list of one."""
        value = self._take(key)
        values = [value] if isinstance(value, str) else value
        if isinstance(values, list) and values and all(map(_is_text, values)):
            return tuple(values)
        self.wrong(key, 'give it as a list of texts: ["en", "cy"]')
        return ()

    def one_of(self, key: str, choices: Iterable[str]) -> str:
        """One of the texts that there are."""
        value, known = self._take(key), list(choices)
        if isinstance(value, str) and value in known:
            return value
        self.wrong(key, f"is {value!r}; choose one of {', '.join(known)}{_nearest(str(value), known)}")
        return known[0]

    def whole(self, key: str, allowed: Sequence[int], otherwise: int) -> int:
        """A whole number, `otherwise` where the key is left out."""
        value = self._values.get(key) if self.has(key) else otherwise
        if type(value) is int and value in allowed:  # True is an int too
            return value
        between = " to " if isinstance(allowed, range) else " or "
        self.wrong(key, f"is {value!r}; give a whole number, {allowed[0]}{between}{allowed[-1]}")
        return otherwise

    def yes_or_no(self, key: str) -> bool:
        """True or false, false where the key is left out."""
        value = self._values.get(key) if self.has(key) else False
        if isinstance(value, bool):
            return value
        self.wrong(key, f"is {value!r}; give true or false, without quotes")
        return False

    def day(self, key: str) -> date | None:
        """A day, None where the key is left out."""
        value = self._values.get(key) if self.has(key) else None
        if value is None or type(value) is date:  # a time of day is a date too
            return value
        self.wrong(key, f"is {value!r}; give a day without quotes: 2026-03-31")
        return None

    def matching(self, key: str, pattern: str, mend: str) -> str:
        """A text of a given shape, empty where the key is left out."""
        value = self.optional(key)
        if value and not re.fullmatch(pattern, value):
            self.wrong(key, f"is {value!r}; {mend}")
        return value

    def web_address(self, key: str) -> str:
        """An https address of another site, empty where the key is left out."""
        value = self.optional(key)
        if value and (urlsplit(value).scheme != "https" or not urlsplit(value).hostname):
            self.wrong(key, f"is {value!r}; give an address that starts with https://")
        return value

    def table(self, key: str) -> "Table":
        """The table within this one."""
        return Table(self._take(key), f"{self._where}: [{key}]", self.problems)

    def no_others(self) -> None:
        """Note every key that nobody asked for, with the nearest one that there is."""
        for key in self._values:
            if key not in self._asked:
                self.wrong(str(key), f"is not a known name{_nearest(str(key), self._asked)}")

    def refuse(self) -> None:
        """Raise BadInput with every problem, a line each, when there is one."""
        if self.problems:
            raise BadInput("\n".join(self.problems))

    def _take(self, key: str) -> object:
        self._asked.append(key)
        return self._values.get(key)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _nearest(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean {near[0]}?" if near else ""

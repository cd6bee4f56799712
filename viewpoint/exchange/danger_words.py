"""Reads the lexicons of words that tell of danger, one file a language."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from viewpoint.domain.concern_route import ConcernAbout
from viewpoint.domain.danger import DangerEntry, DangerKind, DangerLexicon, Near
from viewpoint.domain.questionnaire import Urgency
from viewpoint.domain.words import ENGLISH
from viewpoint.exchange.yaml_fields import Fields, Notes, nearest
from viewpoint.exchange.yaml_files import FilesRefused, Problem, YamlList, YamlNode, YamlText, parse_yaml

FOLDER = "danger"
_KEYS = (
    "language",
    "version",
    "letters",
    "spellings",
    "sounds",
    "sets",
    "negators",
    "not_negating",
    "clause_breaks",
    "about",
    "contexts",
    "harmless",
    "entries",
    "known_words",
)
_ENTRY = ("kind", "severity", "about", "deniable", "contexts", "phrases")
_NEAR = ("phrases", "reach", "unless")
_PIECE = re.compile(r"\*|[^\s|<>?*](?:[^\s|<>?*]|\|(?=[^\s|<>?*]))*\??")
_SET = re.compile(r"<([^<>]*)>")
_NAME = re.compile(r"[a-z][a-z_]{0,29}")
_ONE_WORD = re.compile(r"[^\s,]+")
_FURTHEST = 12


def read_danger_words(folder: Path) -> tuple[DangerLexicon, ...]:
    """The lexicons of a folder's `danger/*.yaml`, by language.

    Raises:
        FilesRefused: with every problem of every file, each with its line and its mend.
        OSError: a file cannot be read.
    """
    lexicons: list[DangerLexicon] = []
    problems: list[Problem] = []
    for path in sorted((folder / FOLDER).glob("*.yaml")):
        try:
            lexicons.append(parse_danger_words(path.read_bytes(), path.name))
        except FilesRefused as refused:
            problems += refused.problems
    if not problems and ENGLISH not in {each.language for each in lexicons}:
        what, mend = (
            "there are no words of danger in English",
            "put the file back; every comment may be in it",
        )
        problems.append(Problem(file=f"{FOLDER}/{ENGLISH}.yaml", line=1, what=what, mend=mend))
    if problems:
        raise FilesRefused(tuple(problems))
    return tuple(lexicons)


def parse_danger_words(content: bytes, file: str) -> DangerLexicon:
    """As `read_danger_words`, for one file already read; `file` is the name that problems carry."""
    notes = Notes(file)
    top = Fields(parse_yaml(content, file), notes, _KEYS)
    reader = _Reader(top, notes)
    lexicon = reader.lexicon()
    if lexicon.language and file != f"{lexicon.language}.yaml":
        top.note("language", f"language is {lexicon.language}, but the file is {file}", "make them the same")
    notes.refuse()
    return lexicon


class _Reader:
    """Reads one file; the sets first, since every phrase may name them."""

    def __init__(self, top: Fields, notes: Notes) -> None:
        self._top, self._notes = top, notes
        self._sets: dict[str, tuple[str, ...]] = {}

    def lexicon(self) -> DangerLexicon:
        self._read_sets()
        contexts = self._contexts()
        return DangerLexicon(
            language=self._language(),
            version=self._top.number("version"),
            entries=self._entries(contexts),
            sets=self._sets,
            letters=self._letters(),
            spellings=self._spellings(),
            sounds=self._pairs("sounds"),
            negators=tuple(self._near(node) for node in self._top.items("negators")),
            not_negating=self._phrases(self._top, "not_negating"),
            clause_breaks=self._top.texts("clause_breaks"),
            harmless=self._phrases(self._top, "harmless"),
            contexts=contexts,
            about=self._about(),
            known_words=self._top.texts("known_words"),
        )

    def _language(self) -> str:
        self._top.require("language")
        return self._top.matching("language", "[a-z]{2,3}", "use the tag of a language: en, cy, ckb ...")

    def _letters(self) -> dict[str, str]:
        found = self._pairs("letters")
        for letter, other in found.items():
            if len(letter) != 1 or len(other) != 1:
                self._top.note("letters", f"{letter} is not one letter read as one", "write 3: e")
        return {letter: other for letter, other in found.items() if len(letter) == 1}

    def _spellings(self) -> dict[str, str]:
        found = self._pairs("spellings")
        for word, other in found.items():
            if not _ONE_WORD.fullmatch(word) or not _ONE_WORD.fullmatch(other):
                self._top.note("spellings", f"{word} is not one word read as one", "write wiv: with")
        return found

    def _pairs(self, key: str) -> dict[str, str]:
        return {left: _text(node) for left, node in self._top.table(key).entries.items()}

    def _read_sets(self) -> None:
        """A set may take in those above it, so that none can take in itself."""
        table = self._top.table("sets")
        for name, node in table.entries.items():
            line = table.lines[name]
            if not _NAME.fullmatch(name):
                self._notes.note(line, f"{name} cannot be a set", "use small letters and _ only")
            items = node.items if isinstance(node, YamlList) else ()
            if not items:
                self._notes.note(line, f"the set {name} is empty", "list its words: [one, other]")
            self._sets[name] = tuple(self._members(map(_text, items), line))

    def _members(self, texts: Iterable[str], line: int) -> Iterator[str]:
        for text in texts:
            named = _SET.fullmatch(text)
            if named:
                yield from self._sets.get(named[1]) or self._unknown_set(named[1], line)
            elif text:
                yield text

    def _unknown_set(self, name: str, line: int) -> tuple[str, ...]:
        self._notes.note(line, f"there is no set {name} above", nearest(name, self._sets))
        return ()

    def _entries(self, contexts: Mapping[str, Near]) -> tuple[DangerEntry, ...]:
        self._top.require("entries")
        return tuple(self._entry(node, contexts) for node in self._top.items("entries"))

    def _entry(self, node: YamlNode, contexts: Mapping[str, Near]) -> DangerEntry:
        entry = Fields(node, self._notes, _ENTRY)
        entry.require("kind", "severity")
        for name in entry.texts("contexts"):
            if name not in contexts:
                entry.note("contexts", f"there is no context {name}", nearest(name, contexts))
        if entry.text("deniable") not in {"", "false"}:
            entry.note("deniable", "deniable can only be false", "write `deniable: false`, or take it out")
        return DangerEntry(
            kind=entry.choice("kind", DangerKind.PHYSICAL),
            urgency=entry.choice("severity", Urgency.TODAY),
            about=entry.choice("about", ConcernAbout.NOBODY),
            is_deniable=not entry.has("deniable"),
            contexts=entry.texts("contexts"),
            phrases=self._needed_phrases(entry),
        )

    def _contexts(self) -> dict[str, Near]:
        table = self._top.table("contexts")
        return {name: self._near(node) for name, node in table.entries.items()}

    def _about(self) -> dict[ConcernAbout, Near]:
        table = self._top.table("about")
        known = {each.value: each for each in ConcernAbout if each is not ConcernAbout.NOBODY}
        for name in table.entries.keys() - known.keys():
            self._notes.note(table.lines[name], f"a concern cannot be about {name}", nearest(name, known))
        return {known[name]: self._near(node) for name, node in table.entries.items() if name in known}

    def _near(self, node: YamlNode) -> Near:
        fields = Fields(node, self._notes, _NEAR)
        reach = fields.number("reach")
        if reach > _FURTHEST:
            fields.note("reach", f"{reach} words are too far", f"write a number from 1 to {_FURTHEST}")
        phrases = self._needed_phrases(fields)
        return Near(phrases=phrases, reach=reach, unless=self._phrases(fields, "unless"))

    def _needed_phrases(self, fields: Fields) -> tuple[str, ...]:
        phrases = self._phrases(fields, "phrases")
        if not phrases:
            fields.note("phrases", "there are no phrases", "list one at least")
        return phrases

    def _phrases(self, fields: Fields, key: str) -> tuple[str, ...]:
        seen: set[str] = set()
        for node in fields.items(key):
            text = _text(node)
            self._check(text, node.line, key)
            if text in seen:
                self._notes.note(node.line, f"{text} is here twice", "take one of them out")
            seen.add(text)
        return tuple(dict.fromkeys(fields.texts(key)))

    def _check(self, text: str, line: int, key: str) -> None:
        pieces = text.split()
        for name in _SET.findall(text):
            if name not in self._sets:
                self._notes.note(line, f"there is no set {name}", nearest(name, self._sets))
        if not pieces or not all(_PIECE.fullmatch(_SET.sub("set", piece)) for piece in pieces):
            mend = "write words, <set>, a|b, word? or *, in quotation marks where a comma or : is in it"
            self._notes.note(line, f"{text or key} is not a phrase", mend)
        elif pieces[0] == "*" or all(piece == "*" or piece.endswith("?") for piece in pieces):
            self._notes.note(line, f"{text} has nothing to begin with", "begin with a word or a set")
        elif pieces[-1] == "*":
            self._notes.note(line, f"{text} has nothing to end with", "take the last * out")


def _text(node: YamlNode) -> str:
    return node.value if isinstance(node, YamlText) else ""

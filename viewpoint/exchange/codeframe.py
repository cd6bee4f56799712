"""Reads the codeframe file: themes, their terms by language and kind, and words that belong to no theme."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from viewpoint.domain.themes import NO_LANGUAGE, Codeframe, Term, TermKind, Theme, ThemeId, Vocabulary
from viewpoint.domain.words import ENGLISH
from viewpoint.exchange.yaml_fields import Fields, Notes
from viewpoint.exchange.yaml_files import YamlNode, YamlTable, YamlText, parse_yaml

_PRECISION = {TermKind.STEM: 0.7, TermKind.WORD: 0.8, TermKind.PHRASE: 0.9, TermKind.EXCLUSION: 1.0}
_SINGLE = frozenset({TermKind.STEM, TermKind.WORD})
_THEME_KEYS = ("id", "title", "definition", "includes", "excludes", "examples", "terms")
_VOCABULARY_KEYS = tuple(field.name for field in fields(Vocabulary) if field.name != "language")
_THEME_ID = re.compile(r"[a-z][a-z_]{0,39}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]+)?")
_PARTED = re.compile(r"[\s/\-–]")  # what parts words, so what one word cannot have in it


def read_codeframe(path: Path) -> Codeframe:
    """The codeframe of one file; its digest is the SHA-256 of the file's bytes.

    Raises:
        FilesRefused: with every problem found, each with its line and its mend.
        OSError: the file cannot be read.
    """
    return parse_codeframe(path.read_bytes(), path.name)


def parse_codeframe(content: bytes, file: str) -> Codeframe:
    """As `read_codeframe`, for content already read; `file` is the name that problems carry."""
    notes = Notes(file)
    top = Fields(parse_yaml(content, file), notes, ("settings", "themes", "vocabularies"))
    codeframe = Codeframe(
        version=Fields(top.table("settings"), notes, ("version",)).number("version"),
        themes=tuple(_theme(node, notes) for node in top.items("themes")),
        vocabularies=tuple(_vocabularies(top.table("vocabularies"), notes)),
        digest=hashlib.sha256(content).hexdigest(),
    )
    _check_whole(codeframe, top)
    notes.refuse()
    return codeframe


def _theme(node: YamlNode, notes: Notes) -> Theme:
    theme = Fields(node, notes, _THEME_KEYS)
    name = theme.needed("id")
    if name and not _THEME_ID.fullmatch(name):
        theme.note("id", f"id cannot be {name}", "use small letters and _ only, 40 at most")
    examples = Fields(theme.table("examples"), notes, ("for", "against"))
    return Theme(
        id=ThemeId(name),
        title=theme.words("title"),
        definition=theme.needed("definition"),
        includes=_some(theme, "includes"),
        excludes=_some(theme, "excludes"),
        examples_for=_some(examples, "for"),
        examples_against=_some(examples, "against"),
        terms=tuple(_terms(theme.table("terms"), notes)),
    )


def _some(entry: Fields, key: str) -> tuple[str, ...]:
    texts = entry.texts(key)
    if not texts:
        entry.note(key, f"{key} is empty", "give one at least: people decide by it what belongs to the theme")
    return texts


def _terms(by_language: YamlTable, notes: Notes) -> Iterator[Term]:
    for language, node in by_language.entries.items():
        kinds = Fields(node, notes, tuple(TermKind))
        _check_language(language, by_language.lines[language], notes)
        for kind in TermKind:
            seen: set[str] = set()
            for item in kinds.items(kind):
                term = _term(item, kind, language, notes)
                if term.text in seen:
                    notes.note(item.line, f"{term.text} is here twice as {kind}", "take one of them out")
                seen.add(term.text)
                yield term


def _term(item: YamlNode, kind: TermKind, language: str, notes: Notes) -> Term:
    text, precision = _text_and_precision(item, kind, notes)
    if kind in _SINGLE and _PARTED.search(text):
        notes.note(item.line, f"{text} is not one word", "move it to `phrase`")
    if kind not in _SINGLE and not _PARTED.search(text):
        notes.note(
            item.line,
            f"{text} is one word, not a {kind}",
            "move it to `word` or `stem`, or add its neighbours",
        )
    return Term(text=text, kind=kind, language=language, precision=precision)


def _text_and_precision(item: YamlNode, kind: TermKind, notes: Notes) -> tuple[str, float]:
    if isinstance(item, YamlText) and item.value:
        return item.value, _PRECISION[kind]
    if isinstance(item, YamlTable) and len(item.entries) == 1:
        ((text, value),) = item.entries.items()
        number = value.value if isinstance(value, YamlText) else ""
        if re.fullmatch(r"0\.\d{1,4}|1(\.0)?", number) and float(number) > 0:
            return text, float(number)
        notes.note(
            item.line,
            f"{text} has no precision",
            "write a number above 0, at most 1, such as {" + text + ": 0.4}",
        )
        return text, _PRECISION[kind]
    notes.note(item.line, "this is not a term", "write a text, or {text: 0.4}")
    return "", _PRECISION[kind]


def _vocabularies(table: YamlTable, notes: Notes) -> Iterator[Vocabulary]:
    for language, node in table.entries.items():
        _check_language(language, table.lines[language], notes)
        entry = Fields(node, notes, _VOCABULARY_KEYS)
        yield Vocabulary(language=language, **{key: entry.texts(key) for key in _VOCABULARY_KEYS})


def _check_language(language: str, line: int, notes: Notes) -> None:
    if not _LANGUAGE.fullmatch(language):
        notes.note(
            line,
            f"{language} is not the tag of a language",
            f"use en, cy, ar ..., or {NO_LANGUAGE} for emoji",
        )


def _check_whole(codeframe: Codeframe, top: Fields) -> None:
    if not codeframe.themes:
        top.note("themes", "there is no theme", "add a list of themes")
    ids = [theme.id for theme in codeframe.themes]
    for twice in sorted({each for each in ids if ids.count(each) > 1}):
        top.note("themes", f"the theme {twice} is there twice", "rename or remove one of them")
    for language in sorted({ENGLISH} - codeframe.languages):
        top.note(
            "vocabularies", f"{language} has no terms and vocabulary", "add both; every comment may be in it"
        )
    with_terms = {term.language for theme in codeframe.themes for term in theme.terms}
    for language in sorted(with_terms - {each.language for each in codeframe.vocabularies}):
        top.note(
            "vocabularies", f"{language} has terms but no vocabulary", f"add `{language}:` with its own words"
        )

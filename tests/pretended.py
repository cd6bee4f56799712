"""A whole language that nobody speaks: every English text after a word in the language's own letters."""

import json
from pathlib import Path

import pytest

from viewpoint import paths
from viewpoint.domain.languages import LANGUAGES, Script
from viewpoint.exchange.translation_source import Folders
from viewpoint.exchange.translator_files import exported, take_in

MARK = {Script.LATIN: "«a»", Script.ARABIC: "سلام", Script.ETHIOPIC: "ሰላም", Script.CYRILLIC: "«я»"}


def pretend(monkeypatch: pytest.MonkeyPatch, folder: Path, language: str) -> None:
    """Make `folder` the catalogues, with nothing in them but this language."""
    folder.mkdir()
    monkeypatch.setattr(paths, "translations", lambda: folder)
    lines = exported(Folders.shipped(), language, only_missing=True)
    found = take_in(Folders.shipped(), language, "\n".join(_said(line, language) for line in lines), "all")
    assert found.problems == ()


def _said(line: str, language: str) -> str:
    row = json.loads(line)
    mark = MARK[LANGUAGES[language].script]
    many = isinstance(row["translation"], list)
    own = (
        [f"{mark} {row['english_plural']}"] * len(row["translation"]) if many else f"{mark} {row['english']}"
    )
    return json.dumps({"id": row["id"], "translation": own})

"""Finding the translated words."""

import os
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from viewpoint._build_hook import compile_catalogues
from viewpoint.wording.catalogues import Catalogues, Templates

PO = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Hello, %(name)s"
msgstr "Helo, %(name)s"
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "cy" / "LC_MESSAGES" / "messages.po"
    file.parent.mkdir(parents=True)
    file.write_text(PO, encoding="utf-8")
    (tmp_path / "hello.txt").write_text(
        "{{ _('Hello, %(name)s', name=name) }} {{ direction }}", encoding="utf-8"
    )
    (tmp_path / "hello.html").write_text("{{ _('Hello, %(name)s', name=name) }}", encoding="utf-8")
    return file


def said(folder: Path, language: str, template: str = "hello.txt") -> str:
    return Templates(folder, Catalogues(folder)).render(template, language, name="<Siân>")


def test_words_come_from_the_source_until_it_is_compiled(source: Path, tmp_path: Path) -> None:
    assert said(tmp_path, "cy") == "Helo, <Siân> ltr"
    compile_catalogues(tmp_path)
    source.unlink()
    assert said(tmp_path, "cy") == "Helo, <Siân> ltr"


def test_a_source_that_is_newer_than_what_was_compiled_wins(source: Path, tmp_path: Path) -> None:
    compile_catalogues(tmp_path)
    source.write_text(PO.replace("Helo", "Shwmae"), encoding="utf-8")
    later = source.with_suffix(".mo").stat().st_mtime + 10
    os.utime(source, (later, later))
    assert said(tmp_path, "cy") == "Shwmae, <Siân> ltr"


def test_a_language_without_a_catalogue_speaks_english_its_own_way_round(
    source: Path, tmp_path: Path
) -> None:
    assert said(tmp_path, "ar") == "Hello, <Siân> rtl"


def test_only_plain_text_is_left_unescaped(source: Path, tmp_path: Path) -> None:
    assert said(tmp_path, "cy", "hello.html") == "Helo, &lt;Siân&gt;"


def test_a_name_that_was_not_given_is_an_error(source: Path, tmp_path: Path) -> None:
    with pytest.raises(UndefinedError, match="name"):
        Templates(tmp_path, Catalogues(tmp_path)).render("hello.txt", "en")

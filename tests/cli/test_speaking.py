"""`viewpoint questionnaires speak`, as an operator types it."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner

from viewpoint.cli import main, speaking
from viewpoint.domain.questionnaire import Questionnaire
from viewpoint.domain.speech import Spoken, all_spoken

FEW = 2


@pytest.fixture(autouse=True)
def few_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first texts of each language: all of them take a minute."""

    def _few(questionnaires: Iterable[Questionnaire], language: str) -> tuple[Spoken, ...]:
        return all_spoken(questionnaires, language)[:FEW]

    monkeypatch.setattr(speaking, "all_spoken", _few)


def run(*arguments: str, **environ: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["questionnaires", "speak", *arguments], env=environ)
    return done.exit_code, done.output


def test_it_says_what_was_made_and_makes_nothing_twice(tmp_path: Path) -> None:
    folder = str(tmp_path / "sounds")
    status, said = run("en", "cy", "--folder", folder)
    assert status == 0
    assert "en: 2 made, 0 there already, 0 by a person" in said
    assert "cy: 2 made" in said
    assert "en: 0 made, 2 there already" in run("en", VIEWPOINT_SOUNDS=folder)[1]


def test_without_languages_it_takes_all_there_are(tmp_path: Path) -> None:
    said = run("--folder", str(tmp_path))[1]
    assert "en: 2 made" in said
    assert "ar: 2 made" in said


def test_a_language_without_a_translation_is_passed_over(tmp_path: Path) -> None:
    status, said = run("xx", "en", "--folder", str(tmp_path))
    assert status == 0
    assert "xx: passed over" in said
    assert "en: 2 made" in said


def test_it_asks_where_to_put_them() -> None:
    status, said = run("en")
    assert status == 2
    assert "--folder" in said


def test_what_is_not_installed_is_said(tmp_path: Path) -> None:
    status, said = run("en", "--folder", str(tmp_path), PATH="/nowhere")
    assert status == 1
    assert "not installed: espeak-ng lame. On Debian or Ubuntu: sudo apt-get install espeak-ng lame" in said

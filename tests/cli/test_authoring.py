"""What authors see of their questionnaires: their length, what is wrong, what waits for translators."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.exchange.questionnaire_texts import AWAY, VIEWS, changed, write_folder
from tests.exchange.test_catalogues import translate_all
from viewpoint import paths
from viewpoint.cli.authoring import questionnaires

DANGER = """\
language: en
version: 1
entries: [{kind: physical, severity: today, phrases: [hits me]}]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_folder(tmp_path)
    translate_all(tmp_path)
    (tmp_path / "danger").mkdir()
    (tmp_path / "danger" / "en.yaml").write_text(DANGER, encoding="utf-8")
    monkeypatch.setattr(paths, "questionnaires", lambda: tmp_path)
    monkeypatch.setattr(paths, "translations", lambda: tmp_path / "translations")
    return tmp_path


def check(*languages: str) -> tuple[int, str]:
    chosen = [part for language in languages for part in ("--language", language)]
    result = CliRunner().invoke(questionnaires, ["check", *chosen])
    return result.exit_code, result.output


def test_what_is_whole_is_listed_with_its_length(folder: Path) -> None:
    assert check("en", "cy") == (
        0,
        "away version 1: 1 questions\nviews version 1: 4 questions\ndanger/en version 1: 1 phrases\n",
    )


def test_what_waits_for_translators_is_told_and_refused(folder: Path) -> None:
    (folder / "later.yaml").write_text(changed(VIEWS, "form_id: views", "form_id: later"), encoding="utf-8")
    code, said = check("en", "cy")
    assert code == 1
    assert "later.yaml:1: nothing of it is translated into cy" in said
    assert check("en")[0] == 0


def test_what_is_wrong_is_told(folder: Path) -> None:
    write_folder(folder, away=changed(AWAY, "version: 1", "version: 0"))
    code, said = check("en")
    assert code == 1
    assert "away.yaml:1: version cannot be 0" in said


def test_what_is_wrong_with_words_of_danger_is_told(folder: Path) -> None:
    (folder / "danger" / "en.yaml").write_text(DANGER.replace("today", "soon"), encoding="utf-8")
    code, said = check("en")
    assert code == 1
    assert "en.yaml:3: severity cannot be soon" in said

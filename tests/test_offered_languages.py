"""A language is offered when it says all that a young person can see; what must not be misread is marked."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import NOW, demo_settings
from tests.pretended import pretend
from viewpoint import paths
from viewpoint.domain.safety import SAFETY_CRITICAL, SAFETY_PHRASES
from viewpoint.exchange.page_audience import is_for_young_people
from viewpoint.exchange.texts import Domain
from viewpoint.exchange.translation_source import Folders, texts_of
from viewpoint.wiring import Services


@pytest.fixture
def own_translations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Translations of this test's own: nothing but Somali, whole, in words that nobody has read."""
    pretend(monkeypatch, tmp_path / "translations", "so")
    return tmp_path / "translations"


def services(folder: Path) -> Services:
    made = Services(demo_settings(folder, "sqlite://"))
    made.__dict__["_councils_as_written"] = tuple(
        replace(council, languages=("en", "so", "am")) for council in made._councils_as_written
    )
    return made


def test_a_whole_language_is_offered_and_one_without_a_word_is_not(
    own_translations: Path, tmp_path: Path
) -> None:
    assert own_translations.exists()
    made = services(tmp_path)
    assert made.languages == ("en", "so")
    assert [council.languages for council in made.councils.values()] == [("en", "so")]
    (said,) = [line for line in made.warnings(NOW.date()) if "not offered" in line]
    count = len({(text.domain, text.key) for text in texts_of(Folders.shipped(), "am")})
    assert said.startswith(f"am is not offered: {count} text(s)")


@pytest.mark.parametrize("domain", Domain)
def test_one_gap_anywhere_and_it_is_not_offered(
    own_translations: Path, tmp_path: Path, domain: Domain
) -> None:
    path = own_translations / "so" / "LC_MESSAGES" / f"{domain}.po"
    text = path.read_text("utf-8")
    at = text.index('\nmsgstr "«a»')
    path.write_text(text[:at] + '\nmsgstr ""' + text[text.index("\n", at + 1) :], encoding="utf-8")
    made = services(tmp_path)
    assert made.languages == ("en",)
    assert any(line.startswith("so is not offered: 1 text(s)") for line in made.warnings(NOW.date()))


def test_every_safety_critical_text_is_one_that_is_said() -> None:
    said = {text.text for text in texts_of(Folders.shipped(), "so")}
    assert set() == SAFETY_CRITICAL - said, "their English has changed: change it in domain/safety.py too"
    assert [each for each in SAFETY_PHRASES if not any(each in text for text in said)] == []


def test_every_folder_of_pages_is_somebodys() -> None:
    ours = {"young_person", "errors", "layouts", "letters", "messages", "documents"}
    for folder in paths.templates().iterdir():
        assert folder.name in ours or not is_for_young_people(f"templates/{folder.name}/")

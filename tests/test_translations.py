"""The shipped translations: whole, faithful in what matters, and honest about who has read them."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po

from viewpoint.domain.languages import TRANSLATED, locale_of
from viewpoint.domain.people import Nation
from viewpoint.domain.words import Words
from viewpoint.exchange.help_services import read_help_services
from viewpoint.exchange.page_catalogues import gaps_in
from viewpoint.exchange.po_files import REVIEW, po_path, translations_in
from viewpoint.exchange.texts import Domain
from viewpoint.exchange.translation_source import Folders, texts_of
from viewpoint.exchange.translator_checks import faults

TOP = Path(__file__).parents[1]
TRANSLATIONS = TOP / "translations"
QUESTIONNAIRES = TOP / "questionnaires"
FOLDERS = Folders.shipped()
LANGUAGES = ("cy", "ar")
"""Those that staff read too, and that a council's own file is written in."""
DOMAINS = ("messages", "questionnaires")
ARABIC = re.compile("[\u0621-\u064a]")
LETTERS = re.compile("[A-Za-z]")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")
SAME_IN_WELSH = {"Coleg", "Pashto", "Somali", "Farsi", "IRO: "}
"""What is written alike in both languages, without its placeholders."""


def path_of(language: str, domain: str) -> Path:
    return TRANSLATIONS / language / "LC_MESSAGES" / f"{domain}.po"


def catalogue(language: str, domain: str) -> Catalog:
    with path_of(language, domain).open("rb") as file:
        return read_po(file, abort_invalid=True)


def said(language: str, domain: str) -> Iterator[tuple[str, str]]:
    """Each text that is no plural, and its translation."""
    for message in catalogue(language, domain):
        if message.id and isinstance(message.id, str) and isinstance(message.string, str):
            yield message.id, message.string


def every_form(language: str, domain: str) -> Iterator[str]:
    for message in catalogue(language, domain):
        if message.id:
            yield from (message.string,) if isinstance(message.string, str) else message.string or ()


def has_letters(text: str) -> bool:
    return LETTERS.search(PLACEHOLDER.sub("", text)) is not None


every_catalogue = pytest.mark.parametrize(
    ("language", "domain"), [(language, domain) for language in LANGUAGES for domain in DOMAINS]
)


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_word_is_said_and_without_a_fault(language: str) -> None:
    texts = texts_of(FOLDERS, language)
    assert len(texts) > 1000
    for domain in Domain:
        own = [text for text in texts if text.domain is domain]
        path = po_path(TRANSLATIONS, language, domain)
        assert [str(gap) for gap in gaps_in(path, own)] == []
        said = translations_in(path)
        wrong = [(text.text, fault) for text in own for fault in faults(text, said[text.key], language)]
        assert wrong == []


def test_every_language_has_its_catalogues_and_no_other_has_any() -> None:
    shipped = {path.parent.parent.name for path in TRANSLATIONS.rglob("*.po")}
    assert shipped == {locale_of(language) for language in TRANSLATED}


@every_catalogue
def test_a_catalogue_says_whether_a_human_has_read_it(language: str, domain: str) -> None:
    assert f"\n# {REVIEW}: " in catalogue(language, domain).header_comment


@every_catalogue
def test_placeholders_are_the_same_in_both(language: str, domain: str) -> None:
    differ = [text for text, own in said(language, domain) if placeholders(text) != placeholders(own)]
    assert differ == []


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


@every_catalogue
def test_numbers_are_the_same_in_both(language: str, domain: str) -> None:
    """Above all 999, and the ends of a scale."""
    differ = [text for text, own in said(language, domain) if digits(text) != digits(own)]
    assert differ == []


def digits(text: str) -> list[str]:
    return sorted(re.findall("[0-9]+", text))


@every_catalogue
def test_a_translation_has_no_html(language: str, domain: str) -> None:
    assert [text for text in every_form(language, domain) if re.search("[<>]|&[a-z#]", text)] == []


@every_catalogue
def test_a_translation_keeps_the_blanks_at_its_ends_and_no_others(language: str, domain: str) -> None:
    assert [text for text, own in said(language, domain) if ends(text) != ends(own)] == []
    assert [text for text in every_form(language, domain) if "  " in text] == []


def ends(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


@pytest.mark.parametrize("domain", DOMAINS)
def test_arabic_is_in_arabic_letters(domain: str) -> None:
    assert [text for text, own in said("ar", domain) if has_letters(text) and not ARABIC.search(own)] == []
    assert [text for text in every_form("ar", domain) if has_letters(text) and not ARABIC.search(text)] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_welsh_is_not_left_in_english(domain: str) -> None:
    same = [text for text, own in said("cy", domain) if has_letters(text) and own == text]
    assert [text for text in same if PLACEHOLDER.sub("", text) not in SAME_IN_WELSH] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_promise_is_said_the_same_way_wherever_it_is_made(language: str) -> None:
    """Who is told if a child is not safe must not read differently from one questionnaire to the next."""
    promise = "If you are not safe we will tell someone. We will tell you first if we can."
    notes = [own for text, own in said(language, "questionnaires") if text.endswith(promise)]
    ends = {own.split(". ", 1)[1] for own in notes}
    assert len(notes) == 3
    assert len(ends) == 1


@pytest.mark.parametrize("nation", Nation)
def test_who_can_help_is_said_in_every_language(nation: Nation) -> None:
    for service in read_help_services(QUESTIONNAIRES / "help", nation):
        for words in (service.name, service.purpose, service.hours):
            assert words is None or speaks_all(words), service.id


def speaks_all(words: Words) -> bool:
    arabic = ARABIC.search(words.in_language("ar"))
    return arabic is not None and all(words.has(language) for language in LANGUAGES)


def test_the_example_council_speaks_every_language() -> None:
    values = tomllib.loads((TOP / "viewpoint" / "demo" / "fernshire.toml").read_text(encoding="utf-8"))
    texts = [*worded(values)]
    assert len(texts) >= 12
    assert [text for text in texts if set(text) != {"en", *LANGUAGES} or not ARABIC.search(text["ar"])] == []


def worded(table: dict[str, object]) -> Iterator[dict[str, str]]:
    """The texts of a table of TOML that are given in languages, at any depth."""
    for value in table.values():
        if isinstance(value, dict):
            yield from [value] if "en" in value else worded(value)

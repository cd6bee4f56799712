"""The languages we know: one table, each in its own script."""

import re

import pytest
from babel import Locale

from viewpoint.domain.languages import (
    EASY_READ,
    LANGUAGES,
    TRANSLATED,
    Script,
    bcp47,
    direction,
    is_for_staff,
    locale_of,
)
from viewpoint.exchange.reaching import LANGUAGES as IN_ROSTERS
from viewpoint.web.iro.words import LANGUAGES as FOR_STAFF

LETTERS = {
    Script.LATIN: "[A-Za-z]",
    Script.ARABIC: "[\u0621-\u06d3]",
    Script.ETHIOPIC: "[\u1200-\u137f]",
    Script.CYRILLIC: "[\u0400-\u04ff]",
}


def test_every_table_of_languages_has_the_same() -> None:
    assert set(LANGUAGES) == set(IN_ROSTERS.values()) == set(FOR_STAFF)
    assert len(LANGUAGES) == 16


@pytest.mark.parametrize("tag", LANGUAGES)
def test_each_is_named_and_begun_in_its_own_script(tag: str) -> None:
    language = LANGUAGES[tag]
    for words in (language.own_name, language.start):
        assert re.search(LETTERS[language.script], words)
    assert len({each.own_name for each in LANGUAGES.values()}) == len(LANGUAGES)


@pytest.mark.parametrize("tag", TRANSLATED)
def test_babel_knows_each(tag: str) -> None:
    assert str(Locale.parse(locale_of(tag))) == locale_of(tag)


def test_arabic_letters_run_from_the_right_and_no_others() -> None:
    assert {tag for tag in LANGUAGES if direction(tag) == "rtl"} == {"ar", "ps", "ckb", "fa", "ur"}
    assert direction("tlh") == "ltr"


def test_easy_read_is_english_to_a_screen_reader() -> None:
    assert (bcp47(EASY_READ), locale_of(EASY_READ)) == ("en", "en_GB@easyread")
    assert {tag for tag in LANGUAGES if LANGUAGES[tag].is_english} == {"en", EASY_READ}


def test_staff_read_three_languages() -> None:
    assert {tag for tag in LANGUAGES if is_for_staff(tag)} == {"en", "cy", "ar"}

"""What would be wrong with a translation, told before it is taken in, each with its mend."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from viewpoint.domain.languages import LANGUAGES, Script
from viewpoint.exchange.page_catalogues import placeholders_agree
from viewpoint.exchange.texts import Domain, Text
from viewpoint.exchange.translator_rows import plural_forms

_MARKUP = re.compile(r"[<>]|&[a-zA-Z#]")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")
_LETTERS = {
    Script.LATIN: re.compile("[A-Za-z]"),
    Script.ARABIC: re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc]"),
    Script.ETHIOPIC: re.compile("[\u1200-\u135a]"),
    Script.CYRILLIC: re.compile("[\u0400-\u04ff]"),
}
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Controls that turn the direction of what follows; the pages set it by themselves."""
_WORDS_LEFT = 3
"""Fewer words than this may be the same in both: a name, "Internet"."""


def faults(text: Text, forms: Sequence[str], language: str) -> list[tuple[str, str]]:
    """Each thing wrong with a translation, and how to mend it."""
    found = list(_shape(text, forms, language))
    return found or [fault for form in forms for fault in _form_faults(text, form, language)]


def _shape(text: Text, forms: Sequence[str], language: str) -> Iterator[tuple[str, str]]:
    wanted = len(plural_forms(language)) if text.plural else 1
    if len(forms) != wanted:
        yield (
            f"it has {len(forms)} form(s), and {language} has {wanted}",
            "give a list with one for each of form_for" if text.plural else "give one text",
        )
    elif not all(forms):
        yield "a plural form is empty", "fill every one of them; they may be alike"
    elif not placeholders_agree([text.text, *filter(None, [text.plural])], forms):
        named = ", ".join(dict.fromkeys(_PLACEHOLDER.findall(f"{text.text} {text.plural}"))) or "none"
        yield "the placeholders differ", f"keep these letter by letter, and no others: {named}"


def _form_faults(text: Text, form: str, language: str) -> Iterator[tuple[str, str]]:
    if _MARKUP.search(form) and not _MARKUP.search(text.text):
        yield "there is HTML in it", "write plain words: no < or >, and no & before a letter"
    if text.domain is Domain.PAGES and "%" in re.sub(r"%\(\w+\)[sd]|%%", "", form):
        yield "a % stands alone", "write %% where you mean the sign"
    if not text.plural and _digits(form) != _digits(text.text):
        yield "the numbers differ", "keep each number, in the digits 0 to 9"
    if _ends(form) != _ends(text.text) or "  " in form:
        yield "the blanks differ", "keep the blanks at both ends as in the English, and write no two together"
    if any(sign in _TURNING or unicodedata.category(sign) == "Cc" for sign in form.replace("\n", "")):
        yield "there is a control character in it", "take it out: the pages set the direction"
    if form.count("\n") != text.text.count("\n"):
        yield "the lines differ", "write as many lines as the English has"
    if left := _not_translated(text, form, language):
        yield left


def _not_translated(text: Text, form: str, language: str) -> tuple[str, str] | None:
    known = LANGUAGES.get(language)
    words = re.findall("[A-Za-z]{2,}", _PLACEHOLDER.sub("", text.text))
    if known is None or known.is_english or not words:
        return None
    if not _LETTERS[known.script].search(_PLACEHOLDER.sub("", form)):
        return f"there is no letter of {known.own_name} in it", "write it in that language's own letters"
    if form == text.text and len(words) >= _WORDS_LEFT:
        return "it is the English", "translate it"
    return None


def _digits(text: str) -> list[str]:
    return sorted(sign for sign in _PLACEHOLDER.sub("", text) if sign.isdigit())


def _ends(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()

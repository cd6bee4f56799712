"""Every text a young person reads, against textstat's Flesch-Kincaid and our own; exceptions are listed."""

import re
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from babel.messages.extract import extract_from_file

from viewpoint.domain.people import AgeBand
from viewpoint.exchange.questionnaires import load_library
from viewpoint.exchange.reading_age import FEWEST_WORDS, GRADE_LIMITS, LONGEST_QUESTION, grade, words
from viewpoint.exchange.rights import LIMITS as RIGHTS_LIMITS
from viewpoint.exchange.rights import read_rights

ROOT = Path(__file__).resolve().parents[2]
EXCEPTIONS: dict[str, str] = yaml.safe_load(
    (Path(__file__).parent / "reading_exceptions.yaml").read_text(encoding="utf-8")
)
PAGES = 4.0
"""Pages that all ages see."""
LIMITS = {**GRADE_LIMITS, AgeBand.FOUR_TO_SEVEN: PAGES}
"""The checker holds the youngest's to grade 2 by our own count."""
_PLACE = re.compile(r"%\(\w+\)s")


def textstat_grade(text: str) -> float:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it imports pkg_resources
        import textstat

        return float(textstat.flesch_kincaid_grade(text))


def hardest(text: str) -> float:
    return max(grade(text), textstat_grade(text))


def is_too_hard(text: str, limit: float) -> bool:
    return len(words(text)) >= FEWEST_WORDS and hardest(text) > limit


def questionnaire_texts() -> Iterator[tuple[str, str, float]]:
    """The place of each label with its hint, the text, and the grade it may have."""
    library = load_library(ROOT / "questionnaires", ROOT / "translations")
    for form in library.questionnaires.values():
        for row in form.questions:
            hint = row.hint.in_language("en") if row.hint else ""
            text = f"{row.label.in_language('en')} {hint}".strip()
            yield f"{form.form_id}.{row.name}", text, LIMITS[form.reading_age]


def page_texts() -> Iterator[tuple[str, str, float]]:
    """Every text of the pages that young people see, and what they are told when something is wrong."""
    templates = [*(ROOT / "templates" / "young_person").glob("*.html"), *_error_pages()]
    for path in templates:
        yield from _texts(path, "jinja2.ext:babel_extract")
    for path in (ROOT / "viewpoint" / "web" / "young_person").glob("*.py"):
        yield from _texts(path, "python")


def rights_texts() -> Iterator[tuple[str, str, float]]:
    """What the law gives them, for the youngest of those it is written for."""
    for right in read_rights(ROOT / "questionnaires" / "rights"):
        limit = max(PAGES, min(RIGHTS_LIMITS[ages] for ages in right.ages))
        place = f"rights.{right.topic}.{'.'.join(sorted(right.ages | right.nations))}"
        yield place, right.says.in_language("en"), limit


def _error_pages() -> Iterator[Path]:
    yield from (ROOT / "templates" / "errors").glob("*.html")
    yield ROOT / "templates" / "layouts" / "young_person.html"


def _texts(path: Path, method: str) -> Iterator[tuple[str, str, float]]:
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2)}
    for _line, said, _comments, _context in extract_from_file(method, str(path), keywords=keywords):
        for text in said if isinstance(said, tuple) else (said,):
            yield f"page: {text}", _PLACE.sub("Sam", text), PAGES


def _too_hard(texts: Iterator[tuple[str, str, float]]) -> dict[str, str]:
    return {
        place: f"grade {hardest(text):.1f} over {limit:.0f}: {text}"
        for place, text, limit in texts
        if is_too_hard(text, limit)
    }


@pytest.mark.parametrize("texts", [questionnaire_texts, page_texts, rights_texts])
def test_every_text_is_readable_or_listed_with_a_reason(texts: object) -> None:
    found = _too_hard(texts())  # type: ignore[operator]  # one of the two above
    hard = {place: why for place, why in found.items() if place not in EXCEPTIONS}
    assert not hard, "\n".join(f"{place}: {why}" for place, why in hard.items())


def test_no_exception_is_listed_that_is_none() -> None:
    found = {**_too_hard(questionnaire_texts()), **_too_hard(page_texts())}
    assert not EXCEPTIONS.keys() - found.keys()
    assert all(EXCEPTIONS.values())


def test_no_question_has_over_twenty_words() -> None:
    library = load_library(ROOT / "questionnaires", ROOT / "translations")
    for form in library.questionnaires.values():
        for row in form.questions:
            assert not row.asks or len(words(row.label.in_language("en"))) <= LONGEST_QUESTION, row.name

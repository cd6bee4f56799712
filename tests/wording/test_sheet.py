"""The sheet on paper: one page and small whatever is in it, nobody misquoted, every script readable."""

import re
from dataclasses import replace
from datetime import date

import pytest

from tests.builders import a_profile
from tests.domain.test_pre_review import a_response, a_sheet
from tests.wording.tagged_pdf import Tagged
from tests.wording.test_documents import inside
from viewpoint import paths
from viewpoint.domain.excerpt import MARK
from viewpoint.domain.questionnaire import Group
from viewpoint.domain.response import Answer
from viewpoint.domain.sent import Medium
from viewpoint.domain.sheet import Ask, Saying, Sheet, Why
from viewpoint.domain.words import Words
from viewpoint.wording.catalogues import Catalogues, Templates
from viewpoint.wording.language_names import language_name
from viewpoint.wording.sheet import MOST_IN_NOTE, SheetWriter, page_view, views

TODAY = date(2026, 11, 24)
ARABIC = "أريد أن أرى أختي أكثر. المدرسة جيدة والمعلمة لطيفة معي. "
TIGRINYA = "ሓፍተይ ክርእያ ይደሊ። ቤት ትምህርቲ ጽቡቕ እዩ። "
ENGLISH = "I want to see my sister more. School is good and my teacher is kind. "
LIMIT = 60 * 1024


@pytest.fixture(scope="module")
def writer() -> SheetWriter:
    catalogues = Catalogues(paths.translations())
    return SheetWriter(Templates(paths.templates(), catalogues), catalogues, paths.templates())


def full_sheet(*texts: str) -> Sheet:
    """A sheet with far more than fits: the longest words there can be, and many rows under each heading."""
    sheet = a_sheet()
    quoted = sheet.words[0]
    words = [replace(quoted, answer=Answer.saying(text)) for text in texts]
    many = {part: getattr(sheet, part) * 15 for part in ("asked", "changes", "private", "promises")}
    return replace(sheet, words=tuple(words), adults=2, adult_answers=3, **many)


@pytest.mark.parametrize(
    "texts",
    [
        [ENGLISH * 70] * 9,
        [ARABIC * 80] * 9,
        [TIGRINYA * 100] * 9,
        ["a\n" * 2400] * 3,
        ["Ohnewortgrenze" * 300] * 4,
    ],
    ids=["English", "Arabic", "Tigrinya", "lines", "one word"],
)
def test_it_is_one_small_page_however_much_was_said(writer: SheetWriter, texts: list[str]) -> None:
    sheet = full_sheet(*texts)
    pdf = writer.pdf(sheet, "en", TODAY)
    assert Tagged.of(pdf).pages() == 1
    assert Tagged.of(pdf).faults == []
    assert len(pdf) <= LIMIT
    note = writer.note(sheet, "en", TODAY)
    assert len(note) <= MOST_IN_NOTE
    assert "are cut or left out here to keep it short" in note


def test_a_short_one_says_everything_and_nothing_of_cutting(writer: SheetWriter) -> None:
    sheet = a_sheet()
    assert Tagged.of(writer.pdf(sheet, "en", TODAY)).pages() == 1
    view = page_view(sheet, "en", TODAY)
    assert view.cut == 0
    note = writer.note(sheet, "en", TODAY)
    for text in (
        "What Kit Pretend said for the review",
        "They answered in: Tigrinya.",
        '"The dog. أريد أن أرى أختي. ሓፍተይ ክርእያ ይደሊ።"',
        "Last time: always. Now: never.",
        "Nan: See your nan. By Sunday 1 November.",
    ):
        assert text in note
    assert "cut" not in note


def test_nothing_about_safety_is_in_any_form_of_it(writer: SheetWriter) -> None:
    view = page_view(a_sheet(), "en", TODAY)
    assert [(each.topic, each.why) for each in view.private] == [
        ("section", "read_first"),
        ("listened", "fell"),
    ]
    assert "safe_home" not in repr(view)
    assert "safe_home" not in writer.note(a_sheet(), "en", TODAY)


def test_letters_of_every_script_are_inside_the_file(writer: SheetWriter) -> None:
    told = inside(writer.pdf(full_sheet(ENGLISH, ARABIC, TIGRINYA), "en", TODAY))
    for font in (b"Noto-Sans-Arabic", b"Noto-Sans-Ethiopic"):
        assert font in told
    assert b"LastResort" not in told


def test_each_quotation_has_its_own_language_and_direction_and_says_where_it_was_cut() -> None:
    sheet = full_sheet(ARABIC * 40, ENGLISH)
    *_roomy, tight = views(sheet, "en", TODAY)
    arabic, english = tight.quotes
    assert (arabic.direction, arabic.is_cut, arabic.text.endswith(MARK)) == ("rtl", True, True)
    assert (english.direction, english.is_cut, english.text) == ("ltr", False, ENGLISH.strip())
    assert tight.cut == 1 + 3 * 13 + 28


def test_what_they_chose_is_beside_it_as_they_read_it() -> None:
    sheet = a_sheet()
    option = sheet.asked[0].question.options[0]
    both = replace(option, label=Words(by_language={"en": "Yes", "ar": "نعم"}))
    question = replace(sheet.asked[0].question, options=(both,))
    asked = Saying(response=a_response(language="ar"), question=question, answer=Answer.choosing("yes"))
    view = page_view(replace(sheet, asked=(asked,)), "en", TODAY)
    assert [(each.said, each.original, each.direction) for each in view.asked] == [("Yes", "نعم", "rtl")]


def test_a_number_is_out_of_ten_and_a_section_without_a_title_is_none() -> None:
    sheet = a_sheet()
    change = replace(sheet.changes[0], now=replace(sheet.changes[0].now, answer=Answer.counting(3)))
    nameless = Ask(question=replace(change.now.question, group=None), why=Why.READ_FIRST)
    view = page_view(replace(sheet, changes=(change,), private=(nameless,)), "en", TODAY)
    assert view.changes[0].said == "3/10"
    assert view.private[0].topic == ""


def test_without_dates_or_anything_sent_it_says_so(writer: SheetWriter) -> None:
    empty = replace(
        a_sheet(words=(), asked=(), changes=(), private=(), promises=(), sent=(), newest=None, concerns=0),
        review_on=None,
        last_review_on=None,
        last_time_on=None,
        name="",
    )
    note = writer.note(empty, "en", TODAY)
    assert "They have sent nothing of their own for this review." in note
    assert "No name on the roster" in note
    assert Tagged.of(writer.pdf(empty, "en", TODAY)).pages() == 1


def test_paper_and_a_promise_whose_day_is_past_are_told() -> None:
    sheet = a_sheet(newest=a_response(medium=Medium.PAPER, language="en", profile=a_profile()))
    view = page_view(sheet, "en", TODAY)
    assert (view.is_on_paper, view.language, view.promises[0].is_late) == (True, "", True)
    assert not page_view(sheet, "en", date(2026, 11, 1)).promises[0].is_late


@pytest.mark.parametrize(
    ("tag", "reader", "name"),
    [("en", "en", ""), ("ti", "en", "Tigrinya"), ("en-easyread", "en", "Easy Read"), ("en", "cy", "Saesneg")],
)
def test_a_language_is_called_as_its_reader_calls_it(tag: str, reader: str, name: str) -> None:
    assert language_name(tag, reader) == name


def test_a_language_that_nobody_knows_keeps_its_code() -> None:
    assert language_name("zz-unknown", "en") == "zz-unknown"


def test_the_words_in_every_form_are_the_beginning_of_what_was_said() -> None:
    for view in views(full_sheet(ENGLISH * 30), "en", TODAY):
        kept = view.quotes[0].text.removesuffix(MARK)
        assert (ENGLISH * 30).startswith(kept)
        assert re.search(r"[.]$|\w$", kept)


def test_a_group_is_named_by_its_title() -> None:
    safe = Ask(
        question=replace(
            a_sheet().private[0].question, group=Group(name="safe", label=Words.english("Feeling safe"))
        ),
        why=Why.READ_FIRST,
    )
    assert page_view(a_sheet(private=(safe,)), "en", TODAY).private[0].topic == "Feeling safe"

"""The pre-review sheet, laid out once: for a page to print, one page of PDF, and text for a case note."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from math import ceil
from pathlib import Path

from viewpoint.domain.excerpt import excerpt
from viewpoint.domain.languages import bcp47, direction
from viewpoint.domain.promise import Promise
from viewpoint.domain.questionnaire import Question
from viewpoint.domain.response import Answer
from viewpoint.domain.sheet import Ask, Change, Saying, Sheet, Why
from viewpoint.domain.uk_time import uk_day
from viewpoint.wording.catalogues import Catalogues, Templates
from viewpoint.wording.dates import day, day_and_year
from viewpoint.wording.documents import one_page_pdf, own_style, written_direction
from viewpoint.wording.language_names import language_name

MOST_IN_NOTE = 4000
"""What case systems take as one case note."""
LETTERS_IN_LINE, LINES_ON_PAGE = 92, 50
"""Of the sheet's letters on A4, counted low: the PDF is measured, a browser's page is only reckoned."""


@dataclass(frozen=True, kw_only=True)
class Room:
    """How much is shown: quotations and the letters of each, and rows under every other heading."""

    quotes: int
    letters: int
    rows: int


ROOMS = (
    Room(quotes=12, letters=1200, rows=12),
    Room(quotes=10, letters=700, rows=10),
    Room(quotes=8, letters=450, rows=8),
    Room(quotes=6, letters=330, rows=7),
    Room(quotes=5, letters=260, rows=6),
    Room(quotes=4, letters=200, rows=5),
    Room(quotes=3, letters=160, rows=4),
    Room(quotes=2, letters=110, rows=2),
)
"""From roomy to tight; the first that fits is taken."""


@dataclass(frozen=True, kw_only=True)
class QuoteView:
    """What they said, in their words and direction; with `is_cut` the text ends in a mark."""

    label: str
    text: str
    is_cut: bool
    language: str
    direction: str


@dataclass(frozen=True, kw_only=True)
class AnswerView:
    """A question, and what was chosen; `original` as they read it, where that was another language."""

    label: str
    said: str
    original: str = ""
    language: str = ""
    direction: str = ""
    then: str = ""
    is_fall: bool = False


@dataclass(frozen=True, kw_only=True)
class AskView:
    """What to ask in private: the title of a section where `why` is "read_first", else a question."""

    topic: str
    why: str


@dataclass(frozen=True, kw_only=True)
class PromiseView:
    """A promise of an earlier reply; its day is in words."""

    words: str
    is_cut: bool
    about: str
    by: str
    who: str
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class SheetView:
    """The sheet in words; `cut` counts what is left out or cut, to be looked up in the response."""

    name: str
    review_on: str
    last_review_on: str
    sent: tuple[str, ...]
    company: str
    language: str
    """What they answered in, by its name; "" where it is the reader's own."""
    is_on_paper: bool
    adults: int
    adult_answers: int
    last_time_on: str
    concerns: int
    quotes: tuple[QuoteView, ...]
    asked: tuple[AnswerView, ...]
    changes: tuple[AnswerView, ...]
    private: tuple[AskView, ...]
    promises: tuple[PromiseView, ...]
    cut: int


def views(sheet: Sheet, language: str, today: date) -> Iterator[SheetView]:
    """The sheet from roomy to tight."""
    return (_view(sheet, room, language, today) for room in ROOMS)


def page_view(sheet: Sheet, language: str, today: date) -> SheetView:
    """The roomiest that is reckoned to print on one page."""
    found = list(views(sheet, language, today))
    return next((view for view in found if _lines(view) <= LINES_ON_PAGE), found[-1])


class SheetWriter:
    """Lays out sheets from `documents/sheet.html` and `documents/case_note.txt`."""

    def __init__(self, templates: Templates, catalogues: Catalogues, folder: Path) -> None:
        """`folder`: where the templates lie, and with them the sheet's stylesheet."""
        self._templates = templates
        self._catalogues = catalogues
        self._style = own_style(folder, "sheet.css")

    def pdf(self, sheet: Sheet, language: str, today: date) -> bytes:
        """One tagged page of A4; nothing in its title says who it is about.

        Raises:
            DocumentsUnavailable: this machine cannot make PDFs.
        """
        bodies = (
            self._templates.render("documents/sheet.html", language, sheet=view, style=self._style)
            for view in views(sheet, language, today)
        )
        title = str(self._catalogues.words(language).gettext("Before the review"))
        return one_page_pdf(bodies, title=title, language=language)

    def note(self, sheet: Sheet, language: str, today: date) -> str:
        """Plain text of at most 4,000 characters, which says what it leaves out."""
        notes = [
            self._templates.render("documents/case_note.txt", language, sheet=view).strip() + "\n"
            for view in views(sheet, language, today)
        ]
        return next((note for note in notes if len(note) <= MOST_IN_NOTE), notes[-1])


def _view(sheet: Sheet, room: Room, language: str, today: date) -> SheetView:
    quotes = tuple(_quote(each, room, language) for each in sheet.words[: room.quotes])
    promises = tuple(_promise(each, room, language, today) for each in sheet.promises[: room.rows])
    newest = sheet.newest
    return SheetView(
        name=sheet.name,
        review_on=day_and_year(sheet.review_on, language) if sheet.review_on else "",
        last_review_on=day_and_year(sheet.last_review_on, language) if sheet.last_review_on else "",
        sent=tuple(dict.fromkeys(day_and_year(uk_day(each.sent_at), language) for each in sheet.sent[:4])),
        company=newest.who_is_here if newest else "",
        language=language_name(newest.language, language) if newest else "",
        is_on_paper=newest is not None and newest.medium.value == "paper",
        adults=sheet.adults,
        adult_answers=sheet.adult_answers,
        last_time_on=day_and_year(sheet.last_time_on, language) if sheet.last_time_on else "",
        concerns=sheet.concerns,
        quotes=quotes,
        asked=tuple(_answer(each, language) for each in sheet.asked[: room.rows]),
        changes=tuple(_change(each, language) for each in sheet.changes[: room.rows]),
        private=tuple(_ask(each, language) for each in sheet.private[: room.rows]),
        promises=promises,
        cut=sum(each.is_cut for each in quotes)
        + sum(each.is_cut for each in promises)
        + _left_out(sheet, room),
    )


def _left_out(sheet: Sheet, room: Room) -> int:
    rows: tuple[Sequence[object], ...] = (sheet.asked, sheet.changes, sheet.private, sheet.promises)
    return max(0, len(sheet.words) - room.quotes) + sum(max(0, len(each) - room.rows) for each in rows)


def _quote(saying: Saying, room: Room, language: str) -> QuoteView:
    part = excerpt(saying.answer.words, _that_fit(saying.answer.words, room.letters))
    return QuoteView(
        label=_label(saying.question, language),
        text=part.text,
        is_cut=part.is_cut,
        language=bcp47(saying.response.language),
        direction=written_direction(saying.answer.words),
    )


def _answer(saying: Saying, language: str) -> AnswerView:
    theirs = saying.response.language
    said = _chosen(saying.question, saying.answer, language)
    original = _chosen(saying.question, saying.answer, theirs)
    return AnswerView(
        label=_label(saying.question, language),
        said=said,
        original=original if original != said else "",
        language=bcp47(theirs),
        direction=direction(theirs),
    )


def _change(change: Change, language: str) -> AnswerView:
    return AnswerView(
        label=_label(change.now.question, language),
        said=_chosen(change.now.question, change.now.answer, language),
        then=_chosen(change.then.question, change.then.answer, language),
        is_fall=change.is_fall,
    )


def _ask(ask: Ask, language: str) -> AskView:
    group = ask.question.group
    topic = group.label.in_language(language) if group else ""
    is_open = ask.why is not Why.READ_FIRST
    return AskView(topic=_label(ask.question, language) if is_open else topic, why=ask.why.value)


def _that_fit(words: str, letters: int) -> int:
    """How many of the words' letters fit where a line break takes the room of half a line."""
    room = accumulate(LETTERS_IN_LINE // 2 if letter == "\n" else 1 for letter in words)
    return sum(taken <= letters for taken in room)


def _promise(promise: Promise, room: Room, language: str, today: date) -> PromiseView:
    point = promise.point
    part = excerpt(point.words, _that_fit(point.words, room.letters))
    return PromiseView(
        words=part.text,
        is_cut=part.is_cut,
        about=point.about,
        by=day(promise.by_on, language),
        who=point.who,
        is_late=promise.is_overdue(today),
    )


def _label(question: Question, language: str) -> str:
    return question.label.in_language(language)


def _chosen(question: Question, answer: Answer, language: str) -> str:
    if answer.number is not None:
        return f"{answer.number}/10"
    labels = [each.label.in_language(language) for each in question.options if each.name in answer.chosen]
    return "; ".join(labels)


def _lines(view: SheetView) -> int:
    """How many lines the sheet takes on paper, counted high."""
    quotes = sum(1 + sum(_rows(line) for line in each.text.split("\n")) for each in view.quotes)
    sides = (f"{each.label} {each.said} {each.original} {each.then}" for each in (*view.asked, *view.changes))
    answers = sum(map(_rows, sides))
    asks = sum(_rows(each.topic + " " * 40) for each in view.private)
    promises = sum(_rows(each.words + each.about + each.by + each.who + " " * 30) for each in view.promises)
    headings = 2 * sum(map(bool, (view.quotes, view.asked, view.changes, view.private, view.promises)))
    facts = 9 + (view.concerns > 0) * 2 + (view.adults > 0) + (view.adult_answers > 0)
    return quotes + answers + asks + promises + headings + facts


def _rows(text: str) -> int:
    return max(1, ceil(len(text) / LETTERS_IN_LINE))

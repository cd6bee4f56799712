"""What a young person sent for a review, whole, as a PDF for the council's record of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from viewpoint.domain.languages import bcp47
from viewpoint.domain.questionnaire import Question
from viewpoint.domain.sections import by_section
from viewpoint.domain.sheet import Heard
from viewpoint.domain.uk_time import uk_day
from viewpoint.wording.catalogues import Catalogues, Templates
from viewpoint.wording.dates import day_and_year
from viewpoint.wording.documents import own_style, pdf_of, written_direction
from viewpoint.wording.language_names import language_name


@dataclass(frozen=True, kw_only=True)
class Record:
    """What goes to the record; `reference` is the council's own number, `review_on` in words."""

    name: str
    reference: str
    review_on: str
    heard: Sequence[Heard]


@dataclass(frozen=True, kw_only=True)
class RowView:
    """A question and what became of it; `state` is an answer's, "" where they did not get to it."""

    label: str
    state: str
    words: str
    direction: str
    chosen: tuple[tuple[str, str], ...]
    """The options as the reader has them, and as they read them where that was another language."""
    number: int | None
    is_adults: bool
    is_spoken: bool


@dataclass(frozen=True, kw_only=True)
class PartView:
    """One response; `kind` is an invitation's, `company` who was with them, dates are in words."""

    kind: str
    company: str
    sent_on: str
    is_on_paper: bool
    language: str
    """A BCP 47 code, for what is in their words."""
    language_name: str
    """"" where it is the reader's own."""
    is_adults: bool
    rows: tuple[tuple[str, tuple[RowView, ...]], ...]
    """Rows by the titles of their sections, in order."""


class RecordWriter:
    """Lays out records from `documents/record.html`."""

    def __init__(self, templates: Templates, catalogues: Catalogues, folder: Path) -> None:
        """`folder`: where the templates lie, and with them the record's stylesheet."""
        self._templates = templates
        self._catalogues = catalogues
        self._style = own_style(folder, "record.css")

    def pdf(self, record: Record, language: str) -> bytes:
        """A tagged PDF; nothing in its title says who it is about.

        Raises:
            DocumentsUnavailable: this machine cannot make PDFs.
        """
        body = self._templates.render(
            "documents/record.html",
            language,
            record=record,
            parts=tuple(_part(each, language) for each in record.heard),
            style=self._style,
        )
        title = str(self._catalogues.words(language).gettext("For the record"))
        return pdf_of(body, title=title, language=language)


def _part(heard: Heard, language: str) -> PartView:
    response = heard.response
    return PartView(
        kind=response.kind.value,
        company=response.who_is_here,
        sent_on=day_and_year(uk_day(response.sent_at), language),
        is_on_paper=response.medium.value == "paper",
        language=bcp47(response.language),
        language_name=language_name(response.language, language),
        is_adults=response.is_adults,
        rows=tuple(
            (title, tuple(_row(heard, question, language) for question in under))
            for title, under in by_section(heard.questions, language).items()
        ),
    )


def _row(heard: Heard, question: Question, language: str) -> RowView:
    answer, theirs = heard.answers.get(question.name), heard.response.language
    chosen = answer.chosen if answer else ()
    labels = [each.label for each in question.options if each.name in chosen]
    return RowView(
        label=question.label.in_language(language),
        state=answer.state.value if answer else "",
        words=answer.words if answer else "",
        direction=written_direction(answer.words) if answer else "",
        chosen=tuple(
            (label.in_language(language), label.in_language(theirs) if theirs != language else "")
            for label in labels
        ),
        number=answer.number if answer else None,
        is_adults=question.name in heard.by_adults,
        is_spoken=question.name in heard.spoken,
    )

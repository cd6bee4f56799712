"""A young person's own copy, laid out once, for a page to print and for a PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from viewpoint.domain.council import Council, HelpService
from viewpoint.domain.own_copy import OwnCopy, OwnPart, kept_back
from viewpoint.domain.questionnaire import Question
from viewpoint.domain.sections import by_section
from viewpoint.domain.uk_time import uk_day
from viewpoint.wording.catalogues import Catalogues, Templates
from viewpoint.wording.dates import day_and_year
from viewpoint.wording.documents import own_style, pdf_of, written_direction
from viewpoint.wording.paper import numbers_of


@dataclass(frozen=True, kw_only=True)
class RowView:
    """A question and what became of it; `kept` is whom the answer is for: "iro", "totals" or "myself".

    `state` is an answer's, "" where it was said aloud and nothing was written.
    """

    label: str
    state: str
    said: tuple[str, ...]
    number: int | None
    kept: str
    direction: str = ""
    is_spoken: bool = False
    is_adults: bool = False


@dataclass(frozen=True, kw_only=True)
class SectionView:
    """Rows under one heading, "" for none."""

    title: str
    rows: tuple[RowView, ...]


@dataclass(frozen=True, kw_only=True)
class PartView:
    """One thing that was sent; `kind` is an invitation's, `company` who was with them, dates are in words."""

    kind: str
    company: str
    sent_on: str
    read_on: str
    read_by: str
    sections: tuple[SectionView, ...]


def part_views(copy: OwnCopy) -> tuple[PartView, ...]:
    """Every part as both the page and the PDF show it."""
    return tuple(_part(part, copy.language) for part in copy.parts)


class OwnCopyWriter:
    """Lays out copies from `documents/own_copy.html`."""

    def __init__(self, templates: Templates, catalogues: Catalogues, folder: Path) -> None:
        """`folder`: where the templates lie, and with them the copies' stylesheet."""
        self._templates = templates
        self._catalogues = catalogues
        self._style = own_style(folder, "own_copy.css")

    def pdf(self, council: Council, services: Sequence[HelpService], copy: OwnCopy) -> bytes:
        """A copy as a tagged PDF; its title is as neutral as the pages'.

        Raises:
            DocumentsUnavailable: this machine cannot make PDFs.
        """
        language = copy.language
        body = self._templates.render(
            "documents/own_copy.html",
            language,
            parts=part_views(copy),
            has_left_out=copy.left_out > 0,
            numbers=numbers_of(council, services, language),
            style=self._style,
        )
        title = str(self._catalogues.words(language).gettext("Your questions"))
        return pdf_of(body, title=title, language=language)


def _part(part: OwnPart, language: str) -> PartView:
    response = part.response
    return PartView(
        kind=response.kind.value,
        company=response.who_is_here,
        sent_on=day_and_year(uk_day(response.sent_at), language),
        read_on=day_and_year(uk_day(response.read_at), language) if response.read_at else "",
        read_by=part.read_by,
        sections=tuple(
            SectionView(title=title, rows=tuple(_row(part, question, language) for question in under))
            for title, under in by_section(part.questions, language).items()
        ),
    )


def _row(part: OwnPart, question: Question, language: str) -> RowView:
    answer = part.answers.get(question.name)
    chosen = answer.chosen if answer else ()
    options = tuple(each.label.in_language(language) for each in question.options if each.name in chosen)
    words = answer.words if answer else ""
    return RowView(
        label=question.label.in_language(language),
        state=answer.state.value if answer else "",
        said=(words,) if words else options,
        number=answer.number if answer else None,
        kept=kept_back(question, answer).value,
        direction=written_direction(words) if words else "",
        is_spoken=question.name in part.spoken,
        is_adults=question.name in part.by_adults,
    )

"""A questionnaire to fill in by hand: laid out once, for a page to print and for a PDF."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup

from viewpoint.domain.council import Council, HelpNumber, HelpService
from viewpoint.domain.paper import PaperRow
from viewpoint.domain.questionnaire import LADDER, Instrument, Question, QuestionType, Visibility
from viewpoint.domain.words import ENGLISH, Words
from viewpoint.wording.catalogues import Catalogues, Templates
from viewpoint.wording.documents import own_style, pdf_of
from viewpoint.wording.letter import in_fours

FACES = {"faces5": (4, 3, 2, 1, 0), "faces3": (4, 2, 0)}
"""As on the pages: the faces of a scale whose first option is the best."""


@dataclass(frozen=True, kw_only=True)
class PaperCopy:
    """One copy to be laid out.

    `code` matches it to its invitation, and is "" on a blank one. `name` is whom it is for, "" on a blank
    one: the sheet it stands on is torn off before the paper goes back.
    """

    instrument: Instrument
    rows: Sequence[PaperRow]
    language: str
    reader: Words
    code: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    reference: str = field(default="", repr=False)


class PaperWriter:
    """Lays out papers from `documents/paper.html`."""

    def __init__(self, templates: Templates, catalogues: Catalogues, folder: Path) -> None:
        """`folder`: where the templates lie, and with them the papers' stylesheet."""
        self._templates = templates
        self._catalogues = catalogues
        self._style = own_style(folder, "paper.css")

    def page(
        self, council: Council, services: Sequence[HelpService], copies: Sequence[PaperCopy], stylesheet: str
    ) -> str:
        """A whole HTML page with every copy, each in its own language, to be printed from a browser."""
        bodies = [Markup(self._body(council, services, copy)) for copy in copies]  # noqa: S704 - escaped by its template
        return self._templates.render(
            "documents/papers.html",
            ENGLISH,
            papers=bodies,
            stylesheet=stylesheet,
            is_fictional=council.is_fictional,
        )

    def pdf(self, council: Council, services: Sequence[HelpService], copy: PaperCopy) -> bytes:
        """One copy as a tagged PDF.

        Raises:
            DocumentsUnavailable: this machine cannot make PDFs.
        """
        style = Markup("<style>%s</style>") % self._style
        body = style + Markup(self._body(council, services, copy))  # noqa: S704 - escaped by its template
        title = copy.instrument.title.in_language(copy.language)
        return pdf_of(str(body), title=title, language=copy.language)

    def _body(self, council: Council, services: Sequence[HelpService], copy: PaperCopy) -> str:
        language = copy.language
        return self._templates.render(
            "documents/paper.html",
            language,
            title=copy.instrument.title.in_language(language),
            sections=_sections(copy),
            code=in_fours(copy.code),
            name=copy.name,
            reference=copy.reference,
            reader=copy.reader.in_language(language),
            council=council.name.in_language(language),
            sender=council.sender.in_language(language),
            return_address=council.return_address,
            numbers=numbers_of(council, services, language),
        )


@dataclass(frozen=True, kw_only=True)
class _Number:
    language: str
    name: str
    number: str
    hours: str


@dataclass(frozen=True, kw_only=True)
class _Option:
    label: str
    face: int | None


@dataclass(frozen=True, kw_only=True)
class _Row:
    number: int
    code: str
    kind: str
    label: str
    hint: str
    options: tuple[_Option, ...]
    steps: tuple[int, ...]
    goes_with: str
    is_totals_only: bool


def numbers_of(council: Council, services: Sequence[HelpService], language: str) -> list[_Number]:
    """The national services, then the council's own, each with its hours."""
    every: list[HelpService | HelpNumber] = [*services, *council.numbers().values()]
    return [
        _Number(
            language=language if entry.name.has(language) else ENGLISH,
            name=entry.name.in_language(language),
            number=entry.phone or (entry.text if isinstance(entry, HelpService) else ""),
            hours=entry.hours.in_language(language) if entry.hours else "",
        )
        for entry in every
    ]


def _sections(copy: PaperCopy) -> list[tuple[str, list[_Row]]]:
    sections: list[tuple[str, list[_Row]]] = []
    for row in copy.rows:
        group = row.question.group
        title = group.label.in_language(copy.language) if group else ""
        if not sections or sections[-1][0] != title:
            sections.append((title, []))
        sections[-1][1].append(_row(row, copy.language))
    return sections


def _row(row: PaperRow, language: str) -> _Row:
    question = row.question
    return _Row(
        number=row.number,
        code=question.name,
        kind=question.type.value,
        label=question.label.in_language(language),
        hint=question.hint.in_language(language) if question.hint else "",
        options=_options(question, language),
        steps=tuple(LADDER) if question.type is QuestionType.RANGE else (),
        goes_with=", ".join(map(str, row.goes_with)),
        is_totals_only=question.visibility is Visibility.TOTALS,
    )


def _options(question: Question, language: str) -> tuple[_Option, ...]:
    faces = FACES.get(question.appearance, ())
    return tuple(
        _Option(label=option.label.in_language(language), face=faces[index] if index < len(faces) else None)
        for index, option in enumerate(question.options)
    )

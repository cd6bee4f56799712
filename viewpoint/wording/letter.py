"""The printed invitation: one A4 page each, for a window envelope that shows nothing but the address."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from viewpoint.domain.council import Council, HelpNumber, HelpService
from viewpoint.domain.invitation import InvitationKind
from viewpoint.domain.words import ENGLISH, Words
from viewpoint.wording.catalogues import Catalogues, Templates
from viewpoint.wording.dates import day
from viewpoint.wording.qr import qr_svg

IN_LETTERS = ("advocate", "duty", "out_of_hours")


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One young person's letter.

    `code` is the twelve characters typed at `code_page` ("voice.example.gov.uk/code") by somebody without a
    camera. `reader` is who reads the answers. `address` is what the window shows; without it, a blank.
    `reference` is the council's own number for them: two who share a name must not get each other's.
    """

    language: str
    name: str = field(repr=False)
    link: str = field(repr=False)
    code: str = field(repr=False)
    code_page: str
    reader: Words
    answers_until: date
    address: tuple[str, ...] = field(default=(), repr=False)
    reference: str = field(default="", repr=False)
    kind: InvitationKind = InvitationKind.VIEWS


class LetterWriter:
    """Lays out letters from `letters/invitation.html`."""

    def __init__(self, templates: Templates, catalogues: Catalogues) -> None:
        self._templates = templates
        self._catalogues = catalogues

    def page(
        self, council: Council, services: Sequence[HelpService], letters: Sequence[Letter], stylesheet: str
    ) -> str:
        """A whole HTML page with a printed page for each letter; each in its own language.

        Args:
            council: whose letter it is; its advocate, duty and out-of-hours numbers are printed.
            services: the national services to print after them, in this order.
            letters: in the order they are to be folded.
            stylesheet: the address of `letter.css`, as our headers allow no style in the page.
        """
        bodies = [self._body(council, services, letter) for letter in letters]
        return self._templates.render(
            "letters/page.html",
            ENGLISH,
            letters=bodies,
            stylesheet=stylesheet,
            is_fictional=council.is_fictional,
        )

    def _body(self, council: Council, services: Sequence[HelpService], letter: Letter) -> Markup:
        language = letter.language
        title = str(self._catalogues.words(language).pgettext("letter", "Square for your phone's camera"))
        body = self._templates.render(
            "letters/invitation.html",
            language,
            letter=letter,
            qr=qr_svg(letter.link, title),
            code=in_fours(letter.code),
            by=day(letter.answers_until, language),
            reader=letter.reader.in_language(language),
            council=council.name.in_language(language),
            sender=council.sender.in_language(language),
            numbers=_numbers(council, services, language),
        )
        # The template has escaped every value already.
        return Markup(body)  # noqa: S704


def in_fours(code: str) -> str:
    """A typed code as it is read out: "ABCD EFGH JKLM"."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


@dataclass(frozen=True, kw_only=True)
class _Number:
    language: str
    name: str
    number: str
    hours: str


def _numbers(council: Council, services: Sequence[HelpService], language: str) -> list[_Number]:
    ours = council.numbers()
    entries: list[HelpNumber | HelpService] = [ours[name] for name in IN_LETTERS if name in ours]
    return [_number(entry, language) for entry in [*entries, *services]]


def _number(entry: HelpNumber | HelpService, language: str) -> _Number:
    sms = entry.text if isinstance(entry, HelpService) else ""
    return _Number(
        language=language if entry.name.has(language) else ENGLISH,
        name=entry.name.in_language(language),
        number=entry.phone or sms,
        hours=entry.hours.in_language(language) if entry.hours else "",
    )

"""Questionnaires on paper: for one young person or several, with a code to match, or blank."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from viewpoint.domain.council import Council, HelpService
from viewpoint.domain.errors import NotFound
from viewpoint.domain.invitation import Invitation, InvitationKind
from viewpoint.domain.paper import Paper, PaperId, paper_rows
from viewpoint.domain.people import InvitationId, Nation
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.domain.questionnaire import Instrument, Lane, Questionnaire
from viewpoint.domain.words import Words
from viewpoint.services.inviting import Inviting
from viewpoint.storage.database import Connection
from viewpoint.storage.ids import new_id
from viewpoint.storage.invitations import find_invitation
from viewpoint.storage.papers import add_paper
from viewpoint.storage.people import child_refs_of, names_of
from viewpoint.wording.paper import PaperCopy, PaperWriter

ON_PAPER = frozenset({InvitationKind.VIEWS, InvitationKind.LEAVING})
"""The anonymous lane would be so no longer in somebody's hand; the rest has its place online."""
IN_PAPERS = 4
"""The first services of a nation's pack: emergency, Childline, and whom to turn to next."""


@dataclass(frozen=True, kw_only=True)
class Blank:
    """A questionnaire that can be printed for nobody in particular."""

    form_id: str
    title: Words
    languages: tuple[str, ...]


class PrintPaper:
    """Makes papers; a code on one opens nothing online, so a paper lost in a home gives no draft away."""

    def __init__(
        self,
        parts: Inviting,
        writer: PaperWriter,
        services: Mapping[Nation, Sequence[HelpService]],
        questionnaires: Mapping[str, Questionnaire],
    ) -> None:
        """`questionnaires`: what may be printed blank, by form_id."""
        self._parts = parts
        self._writer = writer
        self._services = services
        self._questionnaires = questionnaires

    def blanks(self, viewer: Viewer) -> list[Blank]:
        """Every questionnaire, in the languages that the council offers and it is translated into.

        Raises:
            NotAllowed: the viewer prints nothing.
        """
        require(viewer, Action.PRINT_PAPER)
        offered = self._parts.councils[viewer.authority].languages
        return [
            Blank(
                form_id=each.form_id,
                title=each.title,
                languages=tuple(tag for tag in offered if each.title.has(tag)),
            )
            for each in self._questionnaires.values()
            # What is anonymous on the pages would not be so by somebody's hand.
            if each.lane is Lane.NAMED
        ]

    def blank_pdf(self, viewer: Viewer, form_id: str, language: str) -> bytes:
        """One blank questionnaire as a PDF.

        Raises:
            CouncilNotReady: a number that a young person may need is not set.
            DocumentsUnavailable: this machine cannot make PDFs.
            NotFound: there is no such questionnaire, or not in this language.
        """
        council = self._ready(viewer)
        return self._writer.pdf(council, self._help(council), self._blank(viewer, form_id, language))

    def blank_page(self, viewer: Viewer, form_id: str, language: str, stylesheet: str) -> str:
        """The same as a page to print; `stylesheet` is the address of `paper.css`."""
        council = self._ready(viewer)
        copy = self._blank(viewer, form_id, language)
        return self._writer.page(council, self._help(council), [copy], stylesheet)

    def pages(self, viewer: Viewer, invitations: Sequence[InvitationId], stylesheet: str) -> str:
        """One page with a copy for each open invitation that is for paper, each with a new code.

        Raises:
            CouncilNotReady: as `blank_pdf`.
            NotAllowed: the viewer prints nothing.
        """
        council = self._ready(viewer)
        return self._writer.page(council, self._help(council), self._copies(viewer, invitations), stylesheet)

    def pdfs(self, viewer: Viewer, invitations: Sequence[InvitationId]) -> tuple[int, Iterator[bytes]]:
        """How many copies there are, and each as a PDF, made as it is asked for: it takes seconds.

        Raises:
            CouncilNotReady: as `blank_pdf`.
            NotAllowed: the viewer prints nothing.
        """
        council = self._ready(viewer)
        copies = self._copies(viewer, invitations)
        services = self._help(council)
        return len(copies), (self._writer.pdf(council, services, copy) for copy in copies)

    def _ready(self, viewer: Viewer) -> Council:
        require(viewer, Action.PRINT_PAPER)
        council = self._parts.councils[viewer.authority]
        council.ready()
        return council

    def _help(self, council: Council) -> Sequence[HelpService]:
        return self._services[council.nation][:IN_PAPERS]

    def _blank(self, viewer: Viewer, form_id: str, language: str) -> PaperCopy:
        known = {each.form_id: each for each in self.blanks(viewer)}
        if form_id not in known or language not in known[form_id].languages:
            raise NotFound(form_id)
        form = self._questionnaires[form_id]
        instrument = Instrument(
            forms=(form.form_version,), title=form.title, lane=form.lane, questions=form.questions
        )
        return PaperCopy(
            instrument=instrument,
            rows=paper_rows(form.questions, None),
            language=language,
            reader=self._parts.councils[viewer.authority].reader_of(form.reading_age),
        )

    def _copies(self, viewer: Viewer, invitations: Sequence[InvitationId]) -> list[PaperCopy]:
        with self._parts.database.write() as connection:
            found = (find_invitation(connection, viewer.authority, each) for each in invitations)
            open_ = [each for each in found if each and self._is_for_paper(each)]
            people = [each.young_person for each in open_]
            names = names_of(connection, self._parts.vault, viewer.authority, people)
            refs = child_refs_of(connection, viewer.authority, people)
            return [
                self._copy(
                    connection, viewer, each, names.get(each.young_person, ""), refs[each.young_person]
                )
                for each in open_
            ]

    def _is_for_paper(self, invitation: Invitation) -> bool:
        return invitation.kind in ON_PAPER and invitation.is_open(self._parts.clock())

    def _copy(
        self, connection: Connection, viewer: Viewer, invitation: Invitation, name: str, reference: str
    ) -> PaperCopy:
        instrument, code = self._parts.instruments.of(invitation), self._parts.links.new_paper_code()
        paper = Paper(
            id=PaperId(new_id()),
            authority=invitation.authority,
            invitation=invitation.id,
            language=invitation.language,
            printed_at=self._parts.clock(),
        )
        add_paper(connection, paper, self._parts.links.paper_mac(code))
        self._parts.log(connection, viewer, "paper_printed", invitation)
        band = invitation.profile.age_band
        return PaperCopy(
            instrument=instrument,
            rows=paper_rows(instrument.questions, invitation.profile.values()),
            language=invitation.language,
            reader=self._parts.councils[viewer.authority].reader_of(band),
            code=code,
            name=name,
            reference=reference,
        )

"""A young person's own copy of what they sent, behind their pictures: to read, to print, or as a PDF."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from viewpoint.domain.council import Council, HelpService
from viewpoint.domain.errors import NotFound
from viewpoint.domain.own_copy import OwnCopy, OwnPart
from viewpoint.domain.people import AuthorityId, Nation
from viewpoint.domain.permissions import Action, require
from viewpoint.domain.sent import SentResponse
from viewpoint.services.instruments import Instruments
from viewpoint.services.print_paper import IN_PAPERS
from viewpoint.services.visits import Visits
from viewpoint.storage.accounts import staff_names
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.responses import answered_by_adults, read_answers
from viewpoint.storage.sealing import Vault
from viewpoint.storage.visits import OpenVisit
from viewpoint.storage.voice import spoken_in
from viewpoint.storage.wholes import told_of
from viewpoint.wording.own_copy import OwnCopyWriter


@dataclass(frozen=True, kw_only=True)
class CopyParts:
    """What copies are made of."""

    database: Database
    vault: Vault
    audit: AuditLog
    instruments: Instruments
    writer: OwnCopyWriter
    councils: Mapping[AuthorityId, Council]
    services: Mapping[Nation, Sequence[HelpService]]
    clock: Callable[[], datetime]


class KeepCopy:
    """Nobody but who gives the pictures has one: a link alone never shows words."""

    def __init__(self, parts: CopyParts) -> None:
        """See `CopyParts`."""
        self._parts = parts
        self._visits = Visits(parts.vault, parts.clock)

    def read(self, secret: str) -> OwnCopy:
        """Everything that was sent and that the picture PIN of this visit opens.

        Raises:
            NotFound: nothing was sent, or the PIN was not given.
            VisitEnded: the visit is over.
        """
        with self._parts.database.read() as connection:
            return self._copy(connection, self._visits.found(connection, secret))

    def pdf(self, secret: str) -> bytes:
        """The same as a PDF; that one was made is in the log.

        Raises:
            DocumentsUnavailable: this machine cannot make PDFs.
            NotFound, VisitEnded: as `read`.
        """
        with self._parts.database.write() as connection:
            opened = self._visits.found(connection, secret)
            copy = self._copy(connection, opened)
            for part in copy.parts:
                event = Event(action="copy_made", object_type="response", object_id=part.response.id)
                self._parts.audit.append(connection, opened.visit.viewer, event)
        # It takes a second or two, in which nobody is to wait for this transaction.
        council = self._parts.councils[opened.visit.invitation.authority]
        services = self._parts.services[council.nation][:IN_PAPERS]
        return self._parts.writer.pdf(council, services, copy)

    def _copy(self, connection: Connection, opened: OpenVisit) -> OwnCopy:
        require(opened.visit.viewer, Action.KEEP_COPY)
        if not opened.visit.is_known:
            raise NotFound("copy")
        sent = [part for part in told_of(connection, opened.visit.invitation) if part.response]
        shown = [part.response for part in sent if part.response and part.invitation.is_behind_pin]
        if not shown:
            raise NotFound("copy")
        return OwnCopy(
            parts=[self._part(connection, opened, each) for each in shown],
            language=opened.visit.language,
            left_out=len(sent) - len(shown),
        )

    def _part(self, connection: Connection, opened: OpenVisit, response: SentResponse) -> OwnPart:
        names = staff_names(connection, response.authority)
        spoken = spoken_in(connection, response.invitation)
        return OwnPart(
            response=response,
            instrument=self._parts.instruments.from_json(response.forms),
            answers=read_answers(connection, opened.seal, response.id),
            spoken=frozenset(spoken),
            by_adults=answered_by_adults(connection, response.id),
            read_by=names[response.read_by] if response.read_by else "",
        )

"""Preparing a review: one page of what was said for it, to read, to print, or as text for a case note."""

from dataclasses import dataclass

from viewpoint.domain.last_time import NOTHING_SAID, LastTime, last_time
from viewpoint.domain.people import YoungPersonId
from viewpoint.domain.permissions import Viewer
from viewpoint.domain.pre_review import Before, sheet_of
from viewpoint.domain.sent import SentResponse
from viewpoint.domain.sheet import Sheet
from viewpoint.domain.uk_time import uk_day
from viewpoint.services.for_review import (
    Opened,
    ReviewParts,
    heard_of,
    open_for_review,
    read_one,
    views_before,
)
from viewpoint.services.said import Said, asked_questions, said
from viewpoint.storage.audit import Event
from viewpoint.storage.database import Connection
from viewpoint.storage.promises import open_promises
from viewpoint.storage.responses import answered_by_adults
from viewpoint.wording.sheet import SheetView, SheetWriter, page_view


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """The sheet as a page shows it, and the same as text."""

    view: SheetView
    note: str


class Prepare:
    """The pre-review sheet in its three forms; making any of them reads what is on it."""

    def __init__(self, parts: ReviewParts, writer: SheetWriter) -> None:
        """See `ReviewParts`."""
        self._parts = parts
        self._writer = writer

    def sheet(self, viewer: Viewer, child: YoungPersonId, language: str) -> Prepared:
        """The sheet for the review to come, with the receipt of all that it was made of.

        Raises:
            NotAllowed: the viewer is no IRO.
            NotFound: there is no such young person in the IRO's own caseload, or in one that they cover.
        """
        sheet, today = self._made(viewer, child, "sheet_read"), self._parts.today
        return Prepared(
            view=page_view(sheet, language, today), note=self._writer.note(sheet, language, today)
        )

    def pdf(self, viewer: Viewer, child: YoungPersonId, language: str) -> bytes:
        """The same as one page of PDF; that it was made is in the log.

        Raises:
            DocumentsUnavailable: this machine cannot make PDFs.
            NotAllowed, NotFound: as `sheet`.
        """
        # It takes a second, in which nobody is to wait for the transaction.
        return self._writer.pdf(self._made(viewer, child, "sheet_made"), language, self._parts.today)

    def note(self, viewer: Viewer, child: YoungPersonId, language: str) -> str:
        """The same as text for a case note; that it was made is in the log.

        Raises:
            NotAllowed, NotFound: as `sheet`.
        """
        return self._writer.note(self._made(viewer, child, "case_note_made"), language, self._parts.today)

    def _made(self, viewer: Viewer, child: YoungPersonId, action: str) -> Sheet:
        with self._parts.database.write() as connection:
            opened = open_for_review(connection, self._parts, viewer, child, None)
            event = Event(action=action, object_type="young_person", object_id=child)
            self._parts.log(connection, viewer, event)
            return sheet_of(self._before(connection, viewer, opened))

    def _before(self, connection: Connection, viewer: Viewer, opened: Opened) -> Before:
        then, then_said = self._last_time(connection, viewer, opened)
        return Before(
            name=opened.name,
            review_on=opened.review_on,
            last_review_on=opened.last_review_on,
            heard=[heard_of(connection, each) for each in opened.heard],
            last_time=then_said,
            last_time_on=uk_day(then.sent_at) if then else None,
            concerns=opened.concerns,
            promises=open_promises(connection, opened.seal, viewer.authority, opened.person.young_person),
        )

    def _last_time(
        self, connection: Connection, viewer: Viewer, opened: Opened
    ) -> tuple[SentResponse | None, LastTime]:
        """Their views before those of now; they stand beside them, so they are read as well."""
        own = (each for each in opened.heard if not each.response.is_adults)
        earlier = (views_before(opened.everything, each.response) for each in own)
        views = next(filter(None, earlier), None)
        then = read_one(connection, self._parts, viewer, views) if views else None
        if then is None:
            return None, NOTHING_SAID
        seen = said(connection, self._parts.instruments, opened.seal, then, opened.concerns)
        return then, _own_of(seen, answered_by_adults(connection, then.id))


def _own_of(seen: Said, adults: frozenset[str]) -> LastTime:
    visible = {question.name for question in asked_questions(seen)} - adults
    answers = {name: answer for name, answer in seen.answers.items() if name in visible}
    measures = {row.measure for row in seen.instrument.questions if row.measure}
    return last_time(seen.instrument, answers, measures)

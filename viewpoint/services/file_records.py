"""Filing: what was sent for reviews as PDFs for a records system, with a list; each one made is a reading."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from viewpoint.domain.errors import NotFound
from viewpoint.domain.filing import Fileable, Filed, file_name
from viewpoint.domain.people import YoungPersonId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.domain.sent import SentResponse
from viewpoint.domain.sheet import sent_for
from viewpoint.exchange.csv_out import csv_bytes
from viewpoint.services.for_review import ReviewParts, caseloads, heard_of, open_for_review, reviews_held
from viewpoint.storage.audit import Event
from viewpoint.storage.database import Connection
from viewpoint.storage.participation import Reviewed, Whose, confirmations, reviewed, roster_codes
from viewpoint.storage.people import names_of
from viewpoint.storage.responses import responses_of_caseloads
from viewpoint.wording.dates import day_and_year
from viewpoint.wording.record import Record, RecordWriter

LIST = "index.csv"
LIST_COLUMNS = ("child_id", "review_date", "file_name", "sha256", "participation_code")

Chosen = tuple[YoungPersonId, date]


@dataclass
class _Made:
    """What one run has made so far."""

    filed: list[Filed] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        return [each.file for each in self.filed]


class FileRecords:
    """An IRO's own caseload and those they cover, review by review."""

    def __init__(self, parts: ReviewParts, writer: RecordWriter) -> None:
        """See `ReviewParts`."""
        self._parts = parts
        self._writer = writer

    def in_window(self, viewer: Viewer, first: date, last: date) -> list[Fileable]:
        """The reviews of these days for which somebody sent something, by day and name; reads no answer.

        Raises:
            NotAllowed: the viewer is no IRO.
        """
        require(viewer, Action.READ_RESPONSE)
        with self._parts.database.read() as connection:
            iros = caseloads(connection, viewer, self._parts.today)
            whose = Whose(authority=viewer.authority, iros=iros)
            people = reviewed(connection, self._parts.vault, whose)
            held = reviews_held(connection, whose)
            sent = responses_of_caseloads(connection, viewer.authority, iros)
            ids = [each.young_person for each in people]
            names = names_of(connection, self._parts.vault, viewer.authority, ids)
        found = (
            _fileable(person, on, held.get(person.young_person, []), sent.get(person.young_person, []), names)
            for person in people
            for on in {*held.get(person.young_person, []), *filter(None, [person.next_review_on])}
            if first <= on <= last
        )
        return sorted((each for each in found if each.sent), key=lambda each: (each.review_on, each.name))

    def files(self, viewer: Viewer, chosen: Sequence[Chosen], language: str) -> Iterator[tuple[str, bytes]]:
        """Each record as it is made, then the list of them; what is not there any more is in neither.

        Raises:
            DocumentsUnavailable: this machine cannot make PDFs.
            NotAllowed: the viewer is no IRO.
        """
        require(viewer, Action.READ_RESPONSE)
        return self._files(viewer, chosen, language)

    def _files(self, viewer: Viewer, chosen: Sequence[Chosen], language: str) -> Iterator[tuple[str, bytes]]:
        made = _Made()
        for child, review_on in chosen:
            try:
                record, code = self._read(viewer, child, review_on, language)
            except NotFound:  # another IRO's since, or gone
                continue
            if record.heard:
                yield self._file(made, record, review_on, code, language)
        yield LIST, _list_of(made.filed)

    def _file(
        self, made: _Made, record: Record, review_on: date, code: str, language: str
    ) -> tuple[str, bytes]:
        pdf = self._writer.pdf(record, language)
        name = file_name(record.reference, review_on, made.names)
        made.filed.append(
            Filed(
                reference=record.reference,
                review_on=review_on,
                file=name,
                sha256=hashlib.sha256(pdf).hexdigest(),
                code=code,
            )
        )
        return name, pdf

    def _read(
        self, viewer: Viewer, child: YoungPersonId, review_on: date, language: str
    ) -> tuple[Record, str]:
        """One young person's record in a transaction of its own: making a PDF keeps nobody waiting."""
        with self._parts.database.write() as connection:
            opened = open_for_review(connection, self._parts, viewer, child, review_on)
            event = Event(action="record_made", object_type="young_person", object_id=child)
            self._parts.log(connection, viewer, event)
            record = Record(
                name=opened.name,
                reference=opened.person.child_ref,
                review_on=day_and_year(review_on, language),
                heard=[heard_of(connection, each) for each in opened.heard],
            )
            return record, _code(connection, viewer, child, review_on)


def _fileable(
    person: Reviewed,
    on: date,
    held: Sequence[date],
    responses: Sequence[SentResponse],
    names: Mapping[YoungPersonId, str],
) -> Fileable:
    theirs = sent_for(responses, next((day for day in held if day < on), None), on)
    return Fileable(
        young_person=person.young_person,
        name=names.get(person.young_person, ""),
        review_on=on,
        sent=len(theirs),
        unread=sum(each.read_at is None for each in theirs),
    )


def _code(connection: Connection, viewer: Viewer, child: YoungPersonId, review_on: date) -> str:
    """What was confirmed last, else what the roster has, else nothing."""
    whose = Whose(authority=viewer.authority, young_person=child)
    confirmed = confirmations(connection, whose).get(child, ())
    own = next((each.code.value for each in confirmed if each.took_part.held_on == review_on), "")
    return own or roster_codes(connection, whose).get(child, {}).get(review_on, "")


def _list_of(filed: Sequence[Filed]) -> bytes:
    rows = [(each.reference, each.review_on.isoformat(), each.file, each.sha256, each.code) for each in filed]
    return csv_bytes(LIST_COLUMNS, rows)

"""What an IRO does: see the caseload, and read one response in the young person's words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from viewpoint.domain.caseload import CaseloadEntry, urgency
from viewpoint.domain.concern import Concern
from viewpoint.domain.distance import Told
from viewpoint.domain.errors import NotFound
from viewpoint.domain.invitation import InvitationKind
from viewpoint.domain.people import AccountId, ResponseId, YoungPersonId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.domain.questionnaire import Question
from viewpoint.domain.reply import SentReply
from viewpoint.domain.sent import SentResponse, Waiting
from viewpoint.domain.themes import Coding
from viewpoint.domain.uk_time import uk_day
from viewpoint.services.instruments import Instruments
from viewpoint.services.loop import Loop, loop_of
from viewpoint.services.said import Said, own_response, said
from viewpoint.services.travelled import own_row, told_in
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.concerns import advocates_wanted, concern_counts, concerns_for_iro
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.invitations import find_invitation
from viewpoint.storage.people import CaseloadRow, caseload_rows, iro_of, name_of
from viewpoint.storage.promises import overdue_promises
from viewpoint.storage.replies import replies_to
from viewpoint.storage.responses import (
    answered_by_adults,
    find_response,
    newest_of_caseload,
    note_reading,
    responses_of,
)
from viewpoint.storage.sealing import Seal, Vault
from viewpoint.storage.themes import codings_of
from viewpoint.storage.voice import spoken_in_response


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One response opened: what was said now and last time, its themes, concerns and replies."""

    name: str
    now: Said
    last_time: Said | None
    codings: Mapping[str, Coding]
    concerns: Sequence[Concern]
    replies: Sequence[SentReply]
    earlier: Sequence[SentResponse]
    belongs_with: Sequence[SentResponse]
    """What it finishes or adds to, and what finishes it or adds to it."""
    by_adults: frozenset[str]
    """The questions that somebody else answered for them."""
    spoken: frozenset[str] = frozenset()
    """The questions that were answered aloud."""
    told: Sequence[Told] = ()
    """What they told themselves, the oldest first, this response last; empty where it is not their views."""
    loop: Loop = field(default_factory=Loop)


@dataclass(frozen=True, kw_only=True)
class Raised:
    """What was raised about one young person, sent or not; `questions` by name, for its words."""

    name: str
    young_person: YoungPersonId
    concerns: Sequence[Concern]
    questions: Mapping[str, Question]


class Review:
    """The IRO's side of the named lane; opening a response is its receipt and is logged with it."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        audit: AuditLog,
        instruments: Instruments,
        clock: Callable[[], datetime],
    ) -> None:
        """The clock gives the time of receipts."""
        self._database = database
        self._vault = vault
        self._audit = audit
        self._instruments = instruments
        self._clock = clock

    def caseload(self, viewer: Viewer) -> list[CaseloadEntry]:
        """Everybody in the caseload: concerns, then unread (oldest first), overdue promises, the review."""
        require(viewer, Action.READ_CASELOAD)
        iro = AccountId(viewer.subject)
        with self._database.read() as connection:
            people = caseload_rows(connection, self._vault, viewer.authority, iro)
            waiting = {row.young_person: row for row in newest_of_caseload(connection, viewer.authority, iro)}
            concerns = concern_counts(connection, viewer.authority, iro)
            advocates = advocates_wanted(connection, viewer.authority, iro)
            promised = overdue_promises(connection, viewer.authority, [iro], uk_day(self._clock()))
        entries = [_entry(person, waiting, concerns) for person in people]
        asked = [
            replace(
                each,
                wants_advocate=each.young_person in advocates,
                promised_by=promised.get(each.young_person),
            )
            for each in entries
        ]
        return sorted(asked, key=urgency)

    def open_response(self, viewer: Viewer, response_id: ResponseId) -> Reading:
        """Read one response: the receipt and the log are written in the same transaction.

        Raises:
            NotAllowed: the viewer is no IRO.
            NotFound: there is no such response in the IRO's own caseload.
        """
        require(viewer, Action.READ_RESPONSE)
        with self._database.write() as connection:
            response = own_response(connection, viewer, response_id)
            seal = self._vault.for_child(connection, viewer.authority, response.young_person)
            now = self._clock()
            everything = responses_of(connection, viewer.authority, response.young_person)
            last_time = self._held(connection, viewer, _last_time(response, everything))
            # Last time's answers stand beside this time's: they are read as well, and that is told too.
            for each in (response, *last_time):
                note_reading(connection, each.id, AccountId(viewer.subject), now)
                self._log(connection, viewer, "response_read", each)
            row = own_row(response, everything, last_time)
            if {each.id for each in row} - {response.id, *(each.id for each in last_time)}:
                self._log(connection, viewer, "answers_compared", response)
            return replace(
                self._reading(connection, seal, response, everything, last_time),
                told=told_in(connection, self._instruments, seal, row),
                loop=loop_of(connection, seal, viewer, response),
            )

    def open_concerns(self, viewer: Viewer, young_person: YoungPersonId) -> Raised:
        """Read what somebody in the caseload asked of an adult, which need not wait for anything to be sent.

        Raises:
            NotAllowed: the viewer is no IRO.
            NotFound: there is no such young person in the IRO's own caseload.
        """
        require(viewer, Action.READ_RESPONSE)
        with self._database.write() as connection:
            if iro_of(connection, viewer.authority, young_person) != viewer.subject:
                raise NotFound(young_person)
            seal = self._vault.for_child(connection, viewer.authority, young_person)
            self._audit.append(
                connection,
                viewer,
                Event(action="concerns_read", object_type="young_person", object_id=young_person),
            )
            concerns = concerns_for_iro(connection, seal, viewer.authority, young_person)
            return Raised(
                name=name_of(connection, seal, young_person),
                young_person=young_person,
                concerns=concerns,
                questions=self._questions(connection, concerns),
            )

    def _held(
        self, connection: Connection, viewer: Viewer, responses: Sequence[SentResponse]
    ) -> list[SentResponse]:
        """Those that were not taken back this very moment."""
        held = (find_response(connection, viewer.authority, each.id) for each in responses)
        return [each for each in held if each is not None]

    def _reading(
        self,
        connection: Connection,
        seal: Seal,
        response: SentResponse,
        everything: Sequence[SentResponse],
        last_time: Sequence[SentResponse],
    ) -> Reading:
        concerns = concerns_for_iro(connection, seal, response.authority, response.young_person)
        return Reading(
            name=name_of(connection, seal, response.young_person),
            now=said(connection, self._instruments, seal, response, concerns),
            last_time=said(connection, self._instruments, seal, last_time[0], concerns)
            if last_time
            else None,
            codings=codings_of(connection, response.id),
            concerns=concerns,
            replies=replies_to(connection, seal, response.id),
            earlier=_before(response, everything),
            belongs_with=_belongs_with(response, everything),
            by_adults=answered_by_adults(connection, response.id),
            spoken=spoken_in_response(connection, response.id),
        )

    def _questions(self, connection: Connection, concerns: Sequence[Concern]) -> dict[str, Question]:
        found: dict[str, Question] = {}
        asked_by = [
            find_invitation(connection, each.authority, each.invitation) for each in reversed(concerns)
        ]
        for invitation in filter(None, asked_by):
            found |= self._instruments.of(invitation).by_name
        return found

    def _log(self, connection: Connection, viewer: Viewer, action: str, response: SentResponse) -> None:
        event = Event(action=action, object_type="response", object_id=response.id)
        self._audit.append(connection, viewer, event)


def _before(response: SentResponse, everything: Sequence[SentResponse]) -> list[SentResponse]:
    return [each for each in everything if each.sent_at < response.sent_at]


def _last_time(response: SentResponse, everything: Sequence[SentResponse]) -> list[SentResponse]:
    """Their own views the time before, if any; an adult's words are nobody's "last time"."""
    if response.kind is not InvitationKind.VIEWS or response.is_adults:
        return []
    own = (each for each in _before(response, everything) if not each.is_adults)
    return [each for each in own if each.kind is InvitationKind.VIEWS][:1]


def _belongs_with(response: SentResponse, everything: Sequence[SentResponse]) -> list[SentResponse]:
    return [each for each in everything if response.supplements == each.id or each.supplements == response.id]


def _entry(
    person: CaseloadRow, waiting: Mapping[YoungPersonId, Waiting], concerns: Mapping[YoungPersonId, int]
) -> CaseloadEntry:
    return CaseloadEntry(
        young_person=person.young_person,
        name=person.name,
        next_review_on=person.next_review_on,
        placement_type=person.placement_type,
        area=person.area,
        distance=person.distance,
        newest=waiting.get(person.young_person),
        concerns=concerns.get(person.young_person, 0),
    )

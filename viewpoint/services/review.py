"""What an IRO does: see the caseload, and read one response in the young person's words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from viewpoint.domain.caseload import (
    CaseloadEntry,
    OpenedBy,
)
from viewpoint.domain.concern import Concern
from viewpoint.domain.council import Council
from viewpoint.domain.distance import Told
from viewpoint.domain.errors import NotFound
from viewpoint.domain.invitation import InvitationKind
from viewpoint.domain.people import AuthorityId, ResponseId, YoungPersonId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.domain.questionnaire import Question
from viewpoint.domain.reply import SentReply
from viewpoint.domain.reply_template import ReplyTemplate
from viewpoint.domain.sent import SentResponse
from viewpoint.domain.standing import Standing
from viewpoint.domain.themes import Coding
from viewpoint.services.entries import entries_for, named
from viewpoint.services.instruments import Instruments
from viewpoint.services.loop import Loop, loop_of
from viewpoint.services.reply_templates import texts_for
from viewpoint.services.said import Said, said_of
from viewpoint.services.standing import Way, leave_receipt, way_to_read
from viewpoint.services.travelled import own_row, told_in
from viewpoint.storage.accounts import staff_names
from viewpoint.storage.around import around
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.concerns import concerns_for_iro
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.invitations import find_invitation
from viewpoint.storage.outside import openings_about
from viewpoint.storage.replies import replies_to
from viewpoint.storage.responses import held_with, read_given
from viewpoint.storage.sealing import Vault
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
    standing: Standing = Standing.OWN
    """As what it is read."""
    opened: Sequence[OpenedBy] = ()
    """Who opened this young person's things from outside, the newest first."""
    read_by_name: str = ""
    """Who read it first, where that was not the viewer."""
    told: Sequence[Told] = ()
    """What they told themselves, the oldest first, this response last; empty where it is not their views."""
    loop: Loop = field(default_factory=Loop)
    texts: Sequence[ReplyTemplate] = ()
    """What a reply may begin from, by title; nothing for whoever only reads."""


@dataclass(frozen=True, kw_only=True)
class Raised:
    """What was raised about one young person, sent or not; `questions` by name, for its words."""

    name: str
    young_person: YoungPersonId
    concerns: Sequence[Concern]
    questions: Mapping[str, Question]
    standing: Standing = Standing.OWN
    opened: Sequence[OpenedBy] = ()


class Review:
    """The IRO's side of the named lane; opening a response is its receipt and is logged with it."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        audit: AuditLog,
        instruments: Instruments,
        councils: Mapping[AuthorityId, Council],
        clock: Callable[[], datetime],
    ) -> None:
        """The clock gives the time of receipts; a council's nation says what a working day is."""
        self._database = database
        self._vault = vault
        self._audit = audit
        self._instruments = instruments
        self._councils = councils
        self._clock = clock

    def caseload(self, viewer: Viewer) -> list[CaseloadEntry]:
        """Everybody in the caseload, and in those covered today: the most urgent need first."""
        require(viewer, Action.READ_CASELOAD)
        with self._database.read() as connection:
            return entries_for(connection, self._vault, viewer, self._councils, self._clock())

    def open_response(self, viewer: Viewer, response_id: ResponseId) -> Reading:
        """Read one response: the receipt and the log are written in the same transaction.

        Raises:
            NotAllowed: the viewer is no IRO.
            NotFound: there is no such response, or the viewer may not read it.
        """
        require(viewer, Action.READ_RESPONSE)
        with self._database.write() as connection:
            everything = held_with(connection, viewer.authority, response_id)
            response = next((each for each in everything if each.id == response_id), None)
            if response is None:
                raise NotFound(response_id)
            now = self._clock()
            way = way_to_read(connection, self._vault, viewer, response.young_person, now)
            last_time = _last_time(response, everything)
            # Last time's answers stand beside this time's: they are read as well, and that is told too.
            read = [response, *last_time]
            for each in read:
                leave_receipt(connection, way, each, now)
            events = [_event(way.logged("response_read"), each.id) for each in read]
            row = own_row(response, everything, last_time)
            if {each.id for each in row} - {each.id for each in read}:
                events.append(_event(way.logged("answers_compared"), response.id))
            self._audit.append(connection, viewer, *events)
            return self._reading(connection, way, everything, read, row)

    def open_concerns(self, viewer: Viewer, young_person: YoungPersonId) -> Raised:
        """Read what somebody in the caseload asked of an adult, which need not wait for anything to be sent.

        Raises:
            NotAllowed: the viewer is no IRO.
            NotFound: there is nobody such, or the viewer may not read about them.
        """
        require(viewer, Action.READ_RESPONSE)
        with self._database.write() as connection:
            way = way_to_read(connection, self._vault, viewer, young_person, self._clock())
            seal = way.seal(connection)
            event = _event(way.logged("concerns_read"), young_person, "young_person")
            self._audit.append(connection, viewer, event)
            concerns = concerns_for_iro(connection, seal, viewer.authority, young_person)
            return Raised(
                name=way.name(seal),
                young_person=young_person,
                concerns=concerns,
                questions=self._questions(connection, concerns),
                standing=way.access.standing,
                opened=self._opened_of(connection, way),
            )

    def _reading(
        self,
        connection: Connection,
        way: Way,
        everything: Sequence[SentResponse],
        read: Sequence[SentResponse],
        row: Sequence[SentResponse],
    ) -> Reading:
        seal, (response, *last_time) = way.seal(connection), read
        there, young_person = around(connection, response), way.access.young_person
        concerns = (
            concerns_for_iro(connection, seal, way.authority, young_person) if there.has_concerns else []
        )
        wanted = dict.fromkeys(each.id for each in (*read, *row))
        given = read_given(connection, seal, list(wanted))
        said = [said_of(self._instruments, each, given[each.id].answers, concerns) for each in read]
        return Reading(
            name=way.name(seal),
            now=said[0],
            last_time=said[1] if last_time else None,
            codings=codings_of(connection, response.id) if there.has_codings else {},
            concerns=concerns,
            replies=replies_to(connection, seal, response.id) if there.has_replies else [],
            earlier=_before(response, everything),
            belongs_with=_belongs_with(response, everything),
            by_adults=given[response.id].by_adults,
            spoken=spoken_in_response(connection, response.id) if there.has_sounds else frozenset(),
            standing=way.access.standing,
            opened=self._opened_of(connection, way) if there.has_openings else [],
            read_by_name=self._reader(connection, way, response),
            told=told_in(self._instruments, row, given),
            loop=loop_of(connection, seal, way.access, response, there),
            texts=texts_for(connection, self._vault, way.authority, way.access.account)
            if way.access.may_act
            else (),
        )

    def _opened_of(self, connection: Connection, way: Way) -> Sequence[OpenedBy]:
        found = openings_about(connection, self._vault, way.authority, way.access.young_person)
        return named(connection, way.authority, found)

    def _reader(self, connection: Connection, way: Way, response: SentResponse) -> str:
        """Who read it first, where that was somebody else."""
        if response.read_by in (None, way.access.account):
            return ""
        return staff_names(connection, way.authority)[response.read_by]

    def _questions(self, connection: Connection, concerns: Sequence[Concern]) -> dict[str, Question]:
        found: dict[str, Question] = {}
        asked_by = [
            find_invitation(connection, each.authority, each.invitation) for each in reversed(concerns)
        ]
        for invitation in filter(None, asked_by):
            found |= self._instruments.of(invitation).by_name
        return found


def _event(action: str, object_id: str, object_type: str = "response") -> Event:
    return Event(action=action, object_type=object_type, object_id=object_id)


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

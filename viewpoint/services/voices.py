"""Answering aloud: recorded, heard again, taken away; and heard by the IRO, each time in the log."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from viewpoint.domain.council import Council
from viewpoint.domain.errors import AlreadySent, NotFound
from viewpoint.domain.invitation import InvitationState
from viewpoint.domain.journey import Journey
from viewpoint.domain.people import AuthorityId, ResponseId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.domain.response import Share
from viewpoint.domain.sharing import Use, used_for
from viewpoint.domain.voice import Sound, may_be_said, sound_of
from viewpoint.services.instruments import Instruments
from viewpoint.services.standing import leave_receipt, way_to_read
from viewpoint.services.visits import Visits, journey_of
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.responses import find_response, read_answers
from viewpoint.storage.sealing import Vault
from viewpoint.storage.visits import OpenVisit
from viewpoint.storage.voice import (
    drop_sound,
    read_sound,
    save_sound,
    share_sound,
    spoken_in,
    spoken_in_response,
)


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What there is of a recording without hearing it."""

    may_hear: bool
    share: Share


class Voices:
    """Both sides of an answer said aloud; a young person's methods name the visit by its secret."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        audit: AuditLog,
        instruments: Instruments,
        councils: Mapping[AuthorityId, Council],
        clock: Callable[[], datetime],
    ) -> None:
        """`councils` say whether voice answers are on."""
        self._database = database
        self._vault = vault
        self._audit = audit
        self._instruments = instruments
        self._councils = councils
        self._visits = Visits(vault, clock)
        self._clock = clock

    def save(self, secret: str, question: str, content: bytes) -> None:
        """Keep a recording in the draft; one made before to the same question is gone.

        Raises:
            AlreadySent: the response is on its way already.
            BadInput: it is no recording, or too long.
            NotFound: the question is not on their path or takes no voice, or what was said is behind a PIN.
            VisitEnded: the visit is over.
        """
        sound = sound_of(content)
        with self._database.write() as connection:
            opened = self._open_draft(connection, secret, question)
            save_sound(connection, opened, question, sound, self._clock())

    def remove(self, secret: str, question: str) -> None:
        """Take a recording away, for good.

        Raises:
            AlreadySent, NotFound, VisitEnded: as `save`.
        """
        with self._database.write() as connection:
            opened = self._open_draft(connection, secret, question)
            drop_sound(connection, opened.visit.invitation.id, question)

    def share(self, secret: str, question: str, share: Share) -> None:
        """Choose who may hear a recording; where there is none, nothing is chosen.

        Raises:
            AlreadySent, NotFound, VisitEnded: as `save`.
        """
        with self._database.write() as connection:
            opened = self._open_draft(connection, secret, question)
            share_sound(connection, opened.visit.invitation.id, question, share)

    def spoken(self, secret: str) -> dict[str, Heard]:
        """The questions that were answered aloud, whether this visit may hear each, and who else may.

        Raises:
            VisitEnded: the visit is over.
        """
        with self._database.read() as connection:
            opened = self._visits.found(connection, secret)
            found = spoken_in(connection, opened.visit.invitation.id)
            return {
                name: Heard(may_hear=_may_hear(opened, each.saved_in), share=each.share)
                for name, each in found.items()
            }

    def own(self, secret: str, question: str) -> Sound:
        """A recording for the young person: of this visit, or behind the picture PIN that was given in it.

        Raises:
            NotFound: there is none that this visit may hear.
            VisitEnded: the visit is over.
        """
        with self._database.read() as connection:
            opened = self._visits.found(connection, secret)
            invitation = opened.visit.invitation.id
            found = spoken_in(connection, invitation).get(question)
            sound = read_sound(connection, opened.seal, invitation, question)
            if found is None or sound is None or not _may_hear(opened, found.saved_in):
                raise NotFound(question)
            return sound

    def listen(self, viewer: Viewer, response_id: ResponseId, question: str) -> Sound:
        """A recording for the IRO; the log is written in the same transaction.

        Raises:
            NotAllowed: the viewer is no IRO.
            NotFound: there is none in a response of their own caseload, or it was kept back.
        """
        require(viewer, Action.READ_RESPONSE)
        with self._database.write() as connection:
            response = find_response(connection, viewer.authority, response_id)
            if response is None:
                raise NotFound(response_id)
            now = self._clock()
            way = way_to_read(connection, self._vault, viewer, response.young_person, now)
            seal = way.seal(connection)
            answers = read_answers(connection, seal, response.id)
            instrument = self._instruments.from_json(response.forms)
            is_kept_back = question in answers.keys() - used_for(Use.READING, instrument, answers).keys()
            is_kept_back |= question not in spoken_in_response(connection, response.id)
            sound = read_sound(connection, seal, response.invitation, question)
            if sound is None or is_kept_back:
                raise NotFound(question)
            # To hear it is to read it: what was heard is not taken back as though nobody had.
            leave_receipt(connection, way, response, now)
            event = Event(action=way.logged("voice_heard"), object_type="response", object_id=response.id)
            self._audit.append(connection, viewer, event)
            return sound

    def _open_draft(self, connection: Connection, secret: str, question: str) -> OpenVisit:
        opened = self._visits.held(connection, secret)
        if opened.visit.invitation.state is InvitationState.SENT:
            raise AlreadySent(opened.visit.invitation.id)
        journey = journey_of(connection, self._instruments, opened)
        if not self._takes(journey, question):
            raise NotFound(question)
        before = spoken_in(connection, opened.visit.invitation.id).get(question)
        # Whoever merely found the link does not put their own in place of what was said in another visit.
        if before is not None and not opened.visit.may_see(before.saved_in):
            raise NotFound(question)
        return opened

    def _takes(self, journey: Journey, name: str) -> bool:
        question = journey.instrument.by_name.get(name)
        council = self._councils[journey.visit.invitation.authority]
        is_hidden = name in journey.answers and name not in journey.shown
        return question is not None and not is_hidden and may_be_said(question, journey, council)


def _may_hear(opened: OpenVisit, saved_in: bytes) -> bool:
    """Once sent, only behind the picture PIN, as the words are."""
    if opened.visit.invitation.state is InvitationState.SENT:
        return opened.visit.is_known
    return opened.visit.may_see(saved_in)

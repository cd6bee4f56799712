"""Replying: an IRO tells a young person what became of what they said, and the young person is told once."""

from dataclasses import dataclass

from viewpoint.domain.errors import BadInput, NotFound
from viewpoint.domain.invitation import Invitation
from viewpoint.domain.message import MessageKind
from viewpoint.domain.people import AccountId, ResponseId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.domain.questionnaire import Instrument
from viewpoint.domain.reply import Reply, SentReply
from viewpoint.domain.sent import Medium, SentResponse
from viewpoint.services.inviting import Inviting
from viewpoint.services.said import asked_questions, said
from viewpoint.services.standing import Way, leave_receipt, response_to_act_on
from viewpoint.storage.accounts import staff_names
from viewpoint.storage.audit import Event
from viewpoint.storage.database import Connection
from viewpoint.storage.invitations import find_invitation
from viewpoint.storage.people import ways_to_reach
from viewpoint.storage.promises import add_promises
from viewpoint.storage.replies import add_reply, replies_to
from viewpoint.storage.reply_drafts import drop_reply_draft
from viewpoint.storage.sealing import Seal
from viewpoint.storage.work import is_queued, queue_tasks


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A reply as it is handed over: to which response, what its points may be about, and from whom."""

    sent: SentReply
    response: SentResponse
    instrument: Instrument
    from_name: str


class Replying:
    """The IRO's side of hearing back."""

    def __init__(self, parts: Inviting) -> None:
        """See `Inviting`: the message about a reply carries a fresh link, as every message does."""
        self._parts = parts

    def send(self, viewer: Viewer, response_id: ResponseId, reply: Reply) -> None:
        """Tell the young person what happened with what they said.

        Raises:
            BadInput: it says nothing, or is about a question that the IRO may not see was asked.
            NotAllowed: the viewer is no IRO.
            NotFound: there is no such response in the IRO's own caseload, or in one that they cover.
        """
        require(viewer, Action.REPLY)
        if reply.is_empty:
            raise BadInput("write a few words before you send them")
        parts = self._parts
        with parts.database.write() as connection:
            now = parts.clock()
            response, way = response_to_act_on(connection, parts.vault, viewer, response_id, now)
            seal = way.seal(connection)
            self._refuse_what_was_not_asked(connection, seal, response, reply)
            self.send_in(connection, viewer, response, way, reply)
            drop_reply_draft(connection, response.id)

    def send_in(
        self, connection: Connection, viewer: Viewer, response: SentResponse, way: Way, reply: Reply
    ) -> None:
        """Send a reply that was looked at, in the transaction of what it is about."""
        parts, account = self._parts, AccountId(viewer.subject)
        # What was replied to was read, and is not taken back from under the reply.
        leave_receipt(connection, way, response, parts.clock())
        reply_id = add_reply(connection, way.seal(connection), response, account, reply, parts.clock())
        add_promises(connection, response, reply_id, reply)
        event = Event(action=way.logged("reply_sent"), object_type="response", object_id=response.id)
        parts.audit.append(connection, viewer, event)
        self._tell(connection, response)

    def paper(self, viewer: Viewer, response_id: ResponseId, reply_id: str) -> Paper:
        """A reply that was sent, to be handed over on paper; that it was is logged.

        Raises:
            NotAllowed: the viewer is no IRO.
            NotFound: there is no such reply to somebody in the IRO's own caseload, or in one that they cover.
        """
        require(viewer, Action.REPLY)
        parts = self._parts
        with parts.database.write() as connection:
            response, way = response_to_act_on(connection, parts.vault, viewer, response_id, parts.clock())
            seal = way.seal(connection)
            sent = next(
                (each for each in replies_to(connection, seal, response.id) if each.id == reply_id), None
            )
            if sent is None:
                raise NotFound(reply_id)
            event = Event(action=way.logged("reply_printed"), object_type="response", object_id=response.id)
            parts.audit.append(connection, viewer, event)
            return Paper(
                sent=sent,
                response=response,
                instrument=parts.instruments.from_json(response.forms),
                from_name=staff_names(connection, viewer.authority)[sent.account],
            )

    def _refuse_what_was_not_asked(
        self, connection: Connection, seal: Seal, response: SentResponse, reply: Reply
    ) -> None:
        if not reply.questions:
            return
        seen = said(connection, self._parts.instruments, seal, response, ())
        if reply.questions - {question.name for question in asked_questions(seen)}:
            raise BadInput("choose one of the questions on the page")

    def _tell(self, connection: Connection, response: SentResponse) -> None:
        """Queue the message that there is a reply, once a day; its link takes the place of the one before."""
        invitation = find_invitation(connection, response.authority, response.invitation)
        key = f"reply:{response.invitation}:{self._parts.today().isoformat()}"
        if invitation is None or is_queued(connection, key):
            return
        if self._is_told(connection, response, invitation):
            task = self._parts.message_task(connection, invitation, MessageKind.REPLY_WAITING, key)
            queue_tasks(connection, [task], self._parts.clock())

    def _is_told(self, connection: Connection, response: SentResponse, invitation: Invitation) -> bool:
        """Not where the message could not leave: their old link would be closed for nothing."""
        if response.medium is Medium.PAPER or not invitation.hears_by_message:
            return False
        _preferred, reachable = ways_to_reach(connection, invitation.young_person)
        return invitation.channel in reachable & self._parts.channels

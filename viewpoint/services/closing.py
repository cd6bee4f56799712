"""Closing a response without a written reply, with the reason."""

from viewpoint.domain.closing import Closing, Reason
from viewpoint.domain.errors import BadInput
from viewpoint.domain.people import AccountId, ResponseId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.services.inviting import Inviting
from viewpoint.services.said import own_response
from viewpoint.storage.audit import Event
from viewpoint.storage.closings import save_closing
from viewpoint.storage.replies import has_reply
from viewpoint.storage.responses import note_reading


class ClosingResponses:
    """Says why a response needs no reply; one that was replied to is answered by that."""

    def __init__(self, parts: Inviting) -> None:
        """See `Inviting`."""
        self._parts = parts

    def close(self, viewer: Viewer, response_id: ResponseId, reason: Reason) -> None:
        """Close a response with a reason; a reply may still be sent.

        Raises:
            BadInput: it was replied to, or the reason is empty.
            NotAllowed: the viewer is no IRO.
            NotFound: there is no such response in the IRO's own caseload.
        """
        require(viewer, Action.REPLY)
        if not reason.words:
            raise BadInput("say what was said, or why there is nothing to answer")
        parts = self._parts
        with parts.database.write() as connection:
            response = own_response(connection, viewer, response_id)
            if has_reply(connection, response.id):
                raise BadInput("there is a reply: it needs no reason")
            seal = parts.vault.for_child(connection, viewer.authority, response.young_person)
            account, now = AccountId(viewer.subject), parts.clock()
            note_reading(connection, response.id, account, now)
            save_closing(connection, seal, response, Closing(reason=reason, account=account, closed_at=now))
            event = Event(action="response_closed", object_type="response", object_id=response.id)
            parts.audit.append(connection, viewer, event)

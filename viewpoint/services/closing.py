"""Closing a response without a written reply, with the reason."""

from viewpoint.domain.closing import Closing, Reason
from viewpoint.domain.errors import BadInput
from viewpoint.domain.people import AccountId, ResponseId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.services.inviting import Inviting
from viewpoint.services.standing import leave_receipt, response_to_act_on
from viewpoint.storage.audit import Event
from viewpoint.storage.closings import save_closing
from viewpoint.storage.replies import has_reply


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
            NotFound: there is no such response in the IRO's own caseload, or in one that they cover.
        """
        require(viewer, Action.REPLY)
        if not reason.words:
            raise BadInput("say what was said, or why there is nothing to answer")
        parts = self._parts
        with parts.database.write() as connection:
            response, way = response_to_act_on(connection, parts.vault, viewer, response_id, parts.clock())
            if has_reply(connection, response.id):
                raise BadInput("there is a reply: it needs no reason")
            account, now = AccountId(viewer.subject), parts.clock()
            leave_receipt(connection, way, response, now)
            closing = Closing(reason=reason, account=account, closed_at=now)
            save_closing(connection, way.seal(connection), response, closing)
            event = Event(action=way.logged("response_closed"), object_type="response", object_id=response.id)
            parts.audit.append(connection, viewer, event)

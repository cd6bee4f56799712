"""Writing a reply bit by bit: what was typed is kept on the server, for whoever of its readers goes on."""

from viewpoint.domain.people import AccountId, ResponseId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.domain.reply_draft import TypedReply
from viewpoint.services.inviting import Inviting
from viewpoint.services.standing import response_to_act_on
from viewpoint.storage.audit import Event
from viewpoint.storage.reply_drafts import KeptDraft, drop_reply_draft, has_reply_draft, save_reply_draft


class Drafting:
    """Keeps drafts of replies."""

    def __init__(self, parts: Inviting) -> None:
        """See `Inviting`."""
        self._parts = parts

    def keep(self, viewer: Viewer, response_id: ResponseId, typed: TypedReply) -> None:
        """Keep what was typed so far; emptied, it is forgotten. The log is told when a draft is begun.

        Raises:
            NotAllowed: the viewer is no IRO.
            NotFound: there is no such response in the IRO's own caseload, or in one that they cover.
        """
        require(viewer, Action.REPLY)
        parts = self._parts
        with parts.database.write() as connection:
            response, way = response_to_act_on(connection, parts.vault, viewer, response_id, parts.clock())
            if typed.is_empty:
                drop_reply_draft(connection, response.id)
                return
            if not has_reply_draft(connection, response.id):
                action = way.logged("reply_draft_begun")
                event = Event(action=action, object_type="response", object_id=response.id)
                parts.audit.append(connection, viewer, event)
            draft = KeptDraft(typed=typed, account=AccountId(viewer.subject), saved_at=parts.clock())
            save_reply_draft(connection, way.seal(connection), response, draft)

"""Writing a reply bit by bit: what was typed is kept on the server, for whoever of its readers goes on."""

from viewpoint.domain.people import AccountId, ResponseId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.domain.reply_draft import TypedReply
from viewpoint.services.inviting import Inviting
from viewpoint.services.said import own_response
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
            NotFound: there is no such response in the IRO's own caseload.
        """
        require(viewer, Action.REPLY)
        parts = self._parts
        with parts.database.write() as connection:
            response = own_response(connection, viewer, response_id)
            if typed.is_empty:
                drop_reply_draft(connection, response.id)
                return
            if not has_reply_draft(connection, response.id):
                event = Event(action="reply_draft_begun", object_type="response", object_id=response.id)
                parts.audit.append(connection, viewer, event)
            seal = parts.vault.for_child(connection, viewer.authority, response.young_person)
            draft = KeptDraft(typed=typed, account=AccountId(viewer.subject), saved_at=parts.clock())
            save_reply_draft(connection, seal, response, draft)

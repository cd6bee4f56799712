"""What stands around a response for whoever replies: promises, the draft, why it was closed, the unread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from viewpoint.domain.closing import Closing
from viewpoint.domain.people import AccountId, ResponseId
from viewpoint.domain.promise import Promise
from viewpoint.domain.sent import SentResponse
from viewpoint.domain.standing import Access
from viewpoint.domain.translated import KeptTranslation
from viewpoint.storage.accounts import staff_names
from viewpoint.storage.around import Around
from viewpoint.storage.closings import closing_of
from viewpoint.storage.database import Connection
from viewpoint.storage.next_unread import unread_beside
from viewpoint.storage.promises import open_promises
from viewpoint.storage.reply_drafts import KeptDraft, reply_draft_of
from viewpoint.storage.sealing import Seal
from viewpoint.storage.translations import translations_of


@dataclass(frozen=True, kw_only=True)
class Loop:
    """How far a response has come.

    `promises` are all that are open to this young person, whichever reply they were made in.
    """

    promises: Sequence[Promise] = ()
    draft: KeptDraft | None = None
    closing: Closing | None = None
    translations: Mapping[str, KeptTranslation] = field(default_factory=dict)
    before: ResponseId | None = None
    """The unread response of the caseload that was sent before this one."""
    after: ResponseId | None = None
    names: Mapping[AccountId, str] = field(default_factory=dict)
    """Who the staff are, where somebody of them is to be named."""


def loop_of(
    connection: Connection, seal: Seal, access: Access, response: SentResponse, there: Around
) -> Loop:
    """All of it that is there, read in the transaction that reads the response."""
    # Whoever stands in goes on with what their IRO would go on with.
    iro = access.iro if access.iro and access.may_act else access.account
    young_person = response.young_person
    draft = reply_draft_of(connection, seal, response.id) if there.has_draft else None
    closing = closing_of(connection, seal, response.id) if there.has_closing else None
    before, after = unread_beside(connection, response, iro)
    return Loop(
        promises=open_promises(connection, seal, response.authority, young_person)
        if there.has_promises
        else [],
        draft=draft,
        closing=closing,
        translations=translations_of(connection, seal, response.id) if there.has_translations else {},
        before=before,
        after=after,
        names=staff_names(connection, response.authority) if draft or closing else {},
    )

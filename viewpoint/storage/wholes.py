"""A response with the parts that belong to it: found, held, and undone."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, or_, select, update

from viewpoint.domain.invitation import Invitation, InvitationKind
from viewpoint.domain.people import InvitationId, ResponseId
from viewpoint.domain.whole import Part
from viewpoint.storage.responses import response_from
from viewpoint.storage.tables.invitations import Invitation as InvitationRow
from viewpoint.storage.tables.loop import Closing, Promise, ReplyDraft, Translation
from viewpoint.storage.tables.outside import OutsideReading
from viewpoint.storage.tables.papers import VoiceAnswer
from viewpoint.storage.tables.responses import Answer, Coding, Reply, Response
from viewpoint.storage.visits import invitation_from

_WHOLE = (InvitationKind.SUPPLEMENT,)
_TOLD = (InvitationKind.SUPPLEMENT, InvitationKind.ANY_TIME)
_ITS_OWN = InvitationRow.authority_id == bindparam("authority")
_BELONGS = (InvitationRow.parent_id == bindparam("whole")) & InvitationRow.kind.in_(
    bindparam("kinds", expanding=True)
)
# The authority with each of the two: beside them, SQLite looks through all that was ever sent to anybody.
_OF_WHOLE = or_((InvitationRow.id == bindparam("whole")) & _ITS_OWN, _BELONGS & _ITS_OWN)
_PARTS = select(InvitationRow.__table__).where(_OF_WHOLE).order_by(InvitationRow.issued_at, InvitationRow.id)
# FOR NO KEY UPDATE: the worker may raise a concern, which refers to an invitation, meanwhile.
_HOLD = select(InvitationRow.id).where(_OF_WHOLE).order_by(InvitationRow.id).with_for_update(key_share=True)
_RESPONSES = select(Response.__table__).where(
    Response.invitation_id.in_(bindparam("invitations", expanding=True))
)


def whole_of(connection: Connection, invitation: Invitation) -> list[Part]:
    """What was sent first and what was put off then, in this order; whichever of them is asked about."""
    return _parts(connection, invitation, _WHOLE)


def told_of(connection: Connection, invitation: Invitation) -> list[Part]:
    """The same, and whatever was added once it had been read."""
    return _parts(connection, invitation, _TOLD)


def hold_whole(connection: Connection, invitation: Invitation) -> None:
    """Nobody answers, sends, opens or undoes any of it before this transaction ends."""
    held = list(connection.execute(_HOLD, _which(invitation, _WHOLE)).scalars())
    responses = select(Response.id).where(Response.invitation_id.in_(held)).order_by(Response.id)
    connection.execute(responses.with_for_update(key_share=True))


def given_with(connection: Connection, response: ResponseId) -> dict[str, str]:
    """Who was there for each answer, by question."""
    query = select(Answer.question, Answer.given_with).where(Answer.response_id == response)
    return {row.question: row.given_with for row in connection.execute(query)}


def move_sounds(connection: Connection, part: Part, first: InvitationId, mark: bytes) -> None:
    """Put what was said aloud into the draft of a whole, in the place of what was said there before.

    What was sent is behind this mark from now on; what was not keeps its own.
    """
    own = VoiceAnswer.invitation_id == part.invitation.id
    if part.invitation.id != first:
        asked = select(VoiceAnswer.question).where(own)
        older = (VoiceAnswer.invitation_id == first, VoiceAnswer.question.in_(asked))
        connection.execute(delete(VoiceAnswer).where(*older))
    sent = update(VoiceAnswer).where(own, VoiceAnswer.response_id.is_not(None))
    connection.execute(sent.values(response_id=None, saved_in=mark))
    connection.execute(update(VoiceAnswer).where(own).values(invitation_id=first))


def erase_response(connection: Connection, response: ResponseId) -> None:
    """Destroy a response and all that hangs on it; a concern stays, which hangs on the invitation."""
    replies = select(Reply.id).where(Reply.response_id == response)
    connection.execute(delete(Promise).where(Promise.reply_id.in_(replies)))
    for table in (ReplyDraft, Closing, Translation, Coding, VoiceAnswer, Reply, Answer, OutsideReading):
        connection.execute(delete(table).where(table.response_id == response))
    connection.execute(delete(Response).where(Response.id == response))


def _parts(connection: Connection, invitation: Invitation, kinds: Sequence[InvitationKind]) -> list[Part]:
    rows = connection.execute(_PARTS, _which(invitation, kinds)).mappings()
    found = [invitation_from(row) for row in rows]
    found.sort(key=lambda each: (each.id != invitation.whole, each.kind is not InvitationKind.SUPPLEMENT))
    sent = connection.execute(_RESPONSES, {"invitations": [each.id for each in found]})
    responses = [response_from(row) for row in sent.mappings()]
    by_invitation = {each.invitation: each for each in responses}
    return [Part(invitation=each, response=by_invitation.get(each.id)) for each in found]


def _which(invitation: Invitation, kinds: Sequence[InvitationKind]) -> dict[str, object]:
    return {
        "authority": invitation.authority,
        "whole": invitation.whole,
        "kinds": [kind.value for kind in kinds],
    }

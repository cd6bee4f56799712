"""Answers said aloud, in and out of the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from viewpoint.domain.people import InvitationId, ResponseId
from viewpoint.domain.response import Share
from viewpoint.domain.voice import Sound
from viewpoint.storage.ids import new_id
from viewpoint.storage.sealing import Place, Seal
from viewpoint.storage.tables.papers import VoiceAnswer as Row
from viewpoint.storage.visits import OpenVisit

_SEND = update(Row).where(
    Row.invitation_id == bindparam("invitation"),
    Row.response_id.is_(None),
    Row.question.in_(bindparam("asked", expanding=True)),
)


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """A recording that is there, unopened; `saved_in` is the mark of the visit or of the picture PIN."""

    question: str
    saved_in: bytes
    response: ResponseId | None
    share: Share


def save_sound(connection: Connection, opened: OpenVisit, question: str, sound: Sound, at: datetime) -> None:
    """Keep the recording of a draft; one that was there before is gone, and is for whom that was."""
    invitation = opened.visit.invitation
    before = spoken_in(connection, invitation.id).get(question)
    drop_sound(connection, invitation.id, question)
    own = new_id()
    row = {
        "id": own,
        "authority_id": invitation.authority,
        "invitation_id": invitation.id,
        "question": question,
        "response_id": None,
        "media_type": sound.media_type,
        "sound_sealed": opened.seal.close_bytes(_place(own), sound.content),
        "saved_in": opened.visit.mark,
        "saved_at": at,
        "share": before.share.value if before else Share.IRO.value,
    }
    connection.execute(insert(Row), row)


def drop_sound(connection: Connection, invitation: InvitationId, question: str) -> None:
    """Destroy the recording of a draft."""
    which = (Row.invitation_id == invitation, Row.question == question, Row.response_id.is_(None))
    connection.execute(delete(Row).where(*which))


def spoken_in(connection: Connection, invitation: InvitationId) -> dict[str, Spoken]:
    """What was said aloud, by question, sent or not."""
    query = select(Row.question, Row.saved_in, Row.response_id, Row.share).where(
        Row.invitation_id == invitation
    )
    return {
        row.question: Spoken(
            question=row.question,
            saved_in=row.saved_in,
            response=ResponseId(row.response_id) if row.response_id else None,
            share=Share(row.share),
        )
        for row in connection.execute(query)
    }


_SPOKEN_IN_RESPONSE = select(Row.question).where(
    Row.response_id == bindparam("response"), Row.share == Share.IRO.value
)


def spoken_in_response(connection: Connection, response: ResponseId) -> frozenset[str]:
    """The questions of a response that was sent which were answered aloud, for the IRO to hear."""
    return frozenset(connection.execute(_SPOKEN_IN_RESPONSE, {"response": response}).scalars())


def share_sound(connection: Connection, invitation: InvitationId, question: str, share: Share) -> None:
    """Keep who may hear the recording of a draft."""
    which = (Row.invitation_id == invitation, Row.question == question, Row.response_id.is_(None))
    connection.execute(update(Row).where(*which).values(share=share.value))


def read_sound(connection: Connection, seal: Seal, invitation: InvitationId, question: str) -> Sound | None:
    """One recording, opened."""
    query = select(Row.id, Row.media_type, Row.sound_sealed).where(
        Row.invitation_id == invitation, Row.question == question
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    return Sound(media_type=row.media_type, content=seal.open_bytes(_place(row.id), row.sound_sealed))


def send_sounds(
    connection: Connection, invitation: InvitationId, response: ResponseId, questions: Iterable[str]
) -> None:
    """Make the recordings of a draft part of what was sent; those to other questions go with the draft."""
    sent = {"invitation": invitation, "asked": list(questions), "response_id": response}
    connection.execute(_SEND, sent)


def _place(own: str) -> Place:
    return Place("voice_answer", own, "sound")

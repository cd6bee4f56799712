"""What there is around a response: asked in one query, as most of it mostly is not there to be read."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, exists, select

from viewpoint.domain.promise import PromiseState
from viewpoint.domain.response import Share
from viewpoint.domain.sent import SentResponse
from viewpoint.storage.tables.loop import Closing, Promise, ReplyDraft, Translation
from viewpoint.storage.tables.outside import OutsideOpening
from viewpoint.storage.tables.papers import VoiceAnswer
from viewpoint.storage.tables.responses import Coding, Concern, Reply


@dataclass(frozen=True, kw_only=True)
class Around:
    """Which of the things that hang on a response, or on whoever sent it, there are."""

    has_codings: bool
    has_replies: bool
    has_sounds: bool
    has_draft: bool
    has_closing: bool
    has_translations: bool
    has_promises: bool
    has_openings: bool
    has_concerns: bool


def around(connection: Connection, response: SentResponse) -> Around:
    """What may be left unread, as there is none of it."""
    asked = {"response": response.id, "young_person": response.young_person}
    return Around(**connection.execute(_AROUND, asked).mappings().one())


def _of_response(table: Any, *which: Any) -> Any:
    return exists().where(table.response_id == bindparam("response"), *which)


def _of_young_person(table: Any, *which: Any) -> Any:
    return exists().where(table.young_person_id == bindparam("young_person"), *which)


# Made once: putting a statement together costs more than running it.
_AROUND = select(
    _of_response(Coding).label("has_codings"),
    _of_response(Reply).label("has_replies"),
    _of_response(VoiceAnswer, VoiceAnswer.share == Share.IRO.value).label("has_sounds"),
    _of_response(ReplyDraft).label("has_draft"),
    _of_response(Closing).label("has_closing"),
    _of_response(Translation).label("has_translations"),
    _of_young_person(Promise, Promise.state == PromiseState.OPEN.value).label("has_promises"),
    _of_young_person(OutsideOpening).label("has_openings"),
    _of_young_person(Concern).label("has_concerns"),
)

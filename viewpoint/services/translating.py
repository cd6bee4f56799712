"""Keeping what a person says that an answer means, beside the answer itself."""

from dataclasses import dataclass

from viewpoint.domain.errors import BadInput, NotFound
from viewpoint.domain.people import AccountId, ResponseId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.domain.questionnaire import Question
from viewpoint.domain.sent import SentResponse
from viewpoint.domain.translated import LONGEST_NAME, LONGEST_TRANSLATION, KeptTranslation, Translated
from viewpoint.services.inviting import Inviting
from viewpoint.services.said import Said, said
from viewpoint.services.standing import Way, leave_receipt, response_to_act_on
from viewpoint.storage.accounts import staff_names
from viewpoint.storage.audit import Event
from viewpoint.storage.database import Connection
from viewpoint.storage.translations import drop_translation, save_translation, translations_of
from viewpoint.storage.voice import spoken_in_response


@dataclass(frozen=True, kw_only=True)
class ToTranslate:
    """An answer in their own words, its translation so far, and the reader's own name."""

    name: str
    said: Said
    question: Question
    is_spoken: bool
    kept: KeptTranslation | None
    own_name: str


class Translating:
    """For whoever may read a response; no machine translates here."""

    def __init__(self, parts: Inviting) -> None:
        """See `Inviting`."""
        self._parts = parts

    def open(self, viewer: Viewer, response_id: ResponseId, question: str) -> ToTranslate:
        """Read one answer to translate it; this is a reading as any other, told and logged.

        Raises:
            NotAllowed: the viewer may not.
            NotFound: there is no such answer in words for this viewer.
        """
        require(viewer, Action.KEEP_TRANSLATION)
        parts = self._parts
        with parts.database.write() as connection:
            response, way, seen = self._found(connection, viewer, response_id, question)
            leave_receipt(connection, way, response, parts.clock())
            self._log(connection, viewer, way.logged("response_read"), response)
            seal = way.seal(connection)
            return ToTranslate(
                name=way.name(seal),
                said=seen,
                question=seen.instrument.by_name[question],
                is_spoken=question in spoken_in_response(connection, response.id),
                kept=translations_of(connection, seal, response.id).get(question),
                own_name=staff_names(connection, viewer.authority)[AccountId(viewer.subject)],
            )

    def keep(self, viewer: Viewer, response_id: ResponseId, question: str, translated: Translated) -> None:
        """Keep a translation, or with no words in it forget the one there is.

        Raises:
            BadInput: it names nobody, or is too long.
            NotAllowed, NotFound: as `open`.
        """
        require(viewer, Action.KEEP_TRANSLATION)
        _refuse(translated)
        parts = self._parts
        with parts.database.write() as connection:
            response, way, _seen = self._found(connection, viewer, response_id, question)
            if translated.words:
                account = AccountId(viewer.subject)
                kept = KeptTranslation(translated=translated, account=account, kept_at=parts.clock())
                save_translation(connection, way.seal(connection), response, question, kept)
            else:
                drop_translation(connection, response.id, question)
            action = "translation_kept" if translated.words else "translation_dropped"
            self._log(connection, viewer, way.logged(action), response)

    def _found(
        self, connection: Connection, viewer: Viewer, response_id: ResponseId, question: str
    ) -> tuple[SentResponse, Way, Said]:
        parts = self._parts
        response, way = response_to_act_on(connection, parts.vault, viewer, response_id, parts.clock())
        seen = said(connection, parts.instruments, way.seal(connection), response, ())
        answer = seen.answers.get(question)
        is_spoken = question in spoken_in_response(connection, response.id) - seen.kept_back
        if not (is_spoken or (answer and answer.words)):
            raise NotFound(question)
        return response, way, seen

    def _log(self, connection: Connection, viewer: Viewer, action: str, response: SentResponse) -> None:
        event = Event(action=action, object_type="response", object_id=response.id)
        self._parts.audit.append(connection, viewer, event)


def _refuse(translated: Translated) -> None:
    if translated.words and not translated.by:
        raise BadInput("say who translated it")
    if len(translated.words) > LONGEST_TRANSLATION or len(translated.by) > LONGEST_NAME:
        raise BadInput("that is too long: shorten it")

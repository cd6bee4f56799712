"""Translations that people made of answers, sealed whole."""

from sqlalchemy import Connection, bindparam, delete, select

from viewpoint.domain.people import AccountId, ResponseId
from viewpoint.domain.sent import SentResponse
from viewpoint.domain.translated import KeptTranslation, Translated
from viewpoint.storage.sealing import Place, Seal
from viewpoint.storage.tables.loop import Translation as Row
from viewpoint.storage.upsert import upsert


def save_translation(
    connection: Connection, seal: Seal, response: SentResponse, question: str, kept: KeptTranslation
) -> None:
    """Keep a translation of one answer, in the place of the one before."""
    row = {
        "response_id": response.id,
        "question": question,
        "authority_id": response.authority,
        "account_id": kept.account,
        "words_sealed": seal.close(_place(response.id, question), kept.translated.to_json()),
        "kept_at": kept.kept_at,
    }
    key, changed = ("response_id", "question"), ("account_id", "words_sealed", "kept_at")
    upsert(connection, Row, row, key=key, update=changed)


def drop_translation(connection: Connection, response: ResponseId, question: str) -> None:
    """Forget a translation."""
    connection.execute(delete(Row).where(Row.response_id == response, Row.question == question))


# Made once: putting a statement together costs more than running it.
_TRANSLATIONS = select(Row.__table__).where(Row.response_id == bindparam("response"))


def translations_of(connection: Connection, seal: Seal, response: ResponseId) -> dict[str, KeptTranslation]:
    """The translations of a response's answers, by question."""
    rows = connection.execute(_TRANSLATIONS, {"response": response})
    return {
        row.question: KeptTranslation(
            translated=Translated.from_json(seal.open(_place(response, row.question), row.words_sealed)),
            account=AccountId(row.account_id),
            kept_at=row.kept_at,
        )
        for row in rows
    }


def _place(response: str, question: str) -> Place:
    return Place("translation", f"{response}:{question}", "words")

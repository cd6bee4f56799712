"""What a council says in public, in and out of the database."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, delete, insert, select

from viewpoint.domain.people import AuthorityId, RoundId
from viewpoint.domain.words import Words
from viewpoint.domain.you_said import Done, Entry, EntryId, EntryState
from viewpoint.storage.tables.you_said import PublicEntry as Row
from viewpoint.storage.tables.you_said import PublicText
from viewpoint.storage.upsert import upsert


def save_entry(connection: Connection, entry: Entry, at: datetime) -> None:
    """Store an entry as it stands now, with its texts, in the place of what there was."""
    row = {
        "id": entry.id,
        "authority_id": entry.authority,
        "state": entry.state.value,
        "done": entry.done.value,
        "round_id": entry.round,
        "written_at": at,
        "published_at": entry.published_at,
    }
    upsert(connection, Row, [row], key=("id",), update=("state", "done", "round_id", "published_at"))
    connection.execute(delete(PublicText).where(PublicText.entry_id == entry.id))
    texts = [
        {
            "entry_id": entry.id,
            "language": language,
            "authority_id": entry.authority,
            "you_said": said,
            "we_did": entry.did.by_language[language],
        }
        for language, said in entry.said.by_language.items()
    ]
    connection.execute(insert(PublicText), texts)


def find_entry(connection: Connection, authority: AuthorityId, entry: EntryId) -> Entry | None:
    """One entry of this authority, locked until the transaction ends (where the database can)."""
    query = _of(authority).where(Row.id == entry).with_for_update()
    return next(iter(_entries(connection, query)), None)


def entries_of(connection: Connection, authority: AuthorityId) -> Sequence[Entry]:
    """Every entry of the authority, the last written first."""
    return _entries(connection, _of(authority).order_by(Row.written_at.desc(), Row.id))


def published_entries(connection: Connection, authority: AuthorityId) -> Sequence[Entry]:
    """What everybody may read, the newest first."""
    query = _of(authority).where(Row.state == EntryState.PUBLISHED.value)
    return _entries(connection, query.order_by(Row.published_at.desc(), Row.id))


def _of(authority: AuthorityId) -> Select[Any]:
    return select(Row.__table__).where(Row.authority_id == authority)


def _entries(connection: Connection, query: Select[Any]) -> list[Entry]:
    rows = connection.execute(query).mappings().all()
    texts: dict[str, dict[str, RowMapping]] = {}
    ids = [row["id"] for row in rows]
    found = select(PublicText.__table__).where(PublicText.entry_id.in_(ids)).order_by(PublicText.language)
    for text in connection.execute(found).mappings():
        texts.setdefault(text["entry_id"], {})[text["language"]] = text
    return [_entry(row, texts[row["id"]]) for row in rows]


def _entry(row: RowMapping, texts: Mapping[str, RowMapping]) -> Entry:
    return Entry(
        id=EntryId(row["id"]),
        authority=AuthorityId(row["authority_id"]),
        done=Done(row["done"]),
        said=Words({language: text["you_said"] for language, text in texts.items()}),
        did=Words({language: text["we_did"] for language, text in texts.items()}),
        round=RoundId(row["round_id"]) if row["round_id"] else None,
        state=EntryState(row["state"]),
        published_at=row["published_at"],
    )

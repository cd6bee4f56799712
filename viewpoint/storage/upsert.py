"""Insert, or update the row that is already there: one statement on both databases."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase


def upsert(
    connection: Connection,
    table: type[DeclarativeBase],
    row: Mapping[str, Any] | Sequence[Mapping[str, Any]],
    *,
    key: Sequence[str],
    update: Sequence[str],
) -> None:
    """Insert `row` (or rows); where `key` is taken, set the columns named by `update` instead."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = insert(table)
    changed = {name: statement.excluded[name] for name in update}
    connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=changed), row)

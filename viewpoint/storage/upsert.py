"""Insert, or update or leave the row that is already there: one statement on both databases."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Executable
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
    """Insert `row` (or rows); where `key` is taken, set the columns named by `update`, if any, instead."""
    connection.execute(_statement(connection.dialect.name, table, tuple(key), tuple(update)), row)


@lru_cache
def _statement(
    dialect: str, table: type[DeclarativeBase], key: tuple[str, ...], update: tuple[str, ...]
) -> Executable:
    """Made once: putting it together costs more than running it."""
    statement = (sqlite.insert if dialect == "sqlite" else postgresql.insert)(table)
    changed = {name: statement.excluded[name] for name in update}
    if not changed:
        return statement.on_conflict_do_nothing(index_elements=list(key))
    return statement.on_conflict_do_update(index_elements=list(key), set_=changed)

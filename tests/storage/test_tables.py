"""What may stand in the database in plain text, column by column; everything else is sealed or a number."""

import pytest
from sqlalchemy import JSON, Column, Integer, LargeBinary, String, Table

from tests.storage.schema import TABLES
from viewpoint.storage.tables.base import CODE, ID, NAMES

COLUMNS = [column for table in TABLES for column in table.columns]
PLAIN_TEXT = {
    ("account", "email"): 254,
    ("account", "name"): 100,
    ("account", "password_hash"): 200,
    ("public_text", "we_did"): 480,
    ("public_text", "you_said"): 240,
    ("release", "sha256"): 64,
    ("release_rate", "group_codes"): 200,
    ("release_table", "group_codes"): 200,
    ("sent_message", "provider_id"): 100,
    ("staff_notice", "key"): 100,
    ("task", "key"): 100,
    ("throttle", "key"): 64,
}
"""Every text longer than a code: staff's own details, hashes, keys that name a task, what is public.

The texts of `public_text` are the one exception for words: staff write them for everybody to read, about many
young people, and none of them is a young person's own. A seal would keep them from nobody."""
JSON_OF_CODES = {
    ("anonymous_return", "answers"),
    ("anonymous_return", "groups"),
    ("coding", "coded"),
    ("invitation", "forms"),
    ("invitation", "profile"),
    ("response", "forms"),
    ("response", "profile"),
    ("roster_import", "counts"),
    ("young_person", "communication"),
}
"""Codes, numbers and positions; tests of services look into the stored rows for words."""
SEALED = (
    "words",
    "value",
    "name",
    "phone",
    "email",
    "birth",
    "body",
    "payload",
    "how_to_reach",
    "safe",
    "files",
)
NOT_SEALED = {("account", "name"), ("account", "email"), ("round", "name"), ("release_cell", "value")}
OF_NOBODY = {"authority", "throttle", "release_table", "release_cell", "release_rate"}


def place(column: Column[object]) -> tuple[str, str]:
    return (column.table.name, column.name)


def test_no_text_is_longer_than_a_code_unless_it_is_listed_here() -> None:
    longer = {
        place(column): column.type.length
        for column in COLUMNS
        if isinstance(column.type, String) and column.type.length not in {ID.length, CODE.length}
    }
    assert longer == PLAIN_TEXT


def test_json_is_kept_only_where_it_is_of_codes() -> None:
    assert {place(column) for column in COLUMNS if isinstance(column.type, JSON)} == JSON_OF_CODES


def test_every_column_that_may_hold_words_is_sealed() -> None:
    suspects = [column for column in COLUMNS if column.name.startswith(SEALED)]
    plain = {place(column) for column in suspects if not column.name.endswith("_sealed")}
    assert plain == NOT_SEALED


@pytest.mark.parametrize("column", [each for each in COLUMNS if each.name.endswith("_sealed")], ids=str)
def test_a_sealed_column_holds_bytes(column: Column[object]) -> None:
    assert isinstance(column.type, LargeBinary)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.name))
def test_every_row_belongs_to_an_authority(table: Table) -> None:
    assert ("authority_id" in table.columns) == (table.name not in OF_NOBODY)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.name))
def test_every_constraint_has_the_name_that_migrations_know_it_by(table: Table) -> None:
    for constraint in table.constraints:
        assert constraint.name is not None
        assert str(constraint.name)[:3] in {"pk_", "fk_", "uq_", "ck_"}
    for index in table.indexes:
        assert index.name is not None
        assert index.name.startswith(f"ix_{table.name}_")
        assert len(index.name) < 63
    assert table.metadata.naming_convention == NAMES


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.name))
def test_no_key_counts_rows(table: Table) -> None:
    """From a counted id anybody could read how many were asked, and in what order."""
    for column in table.primary_key.columns:
        assert not isinstance(column.type, Integer) or column.autoincrement is False


def test_releases_know_no_other_table() -> None:
    releases = {table.name for table in TABLES if table.name.startswith("release")}
    for table in TABLES:
        targets = {key.column.table.name for key in table.foreign_keys}
        assert (targets <= releases) if table.name in releases else not targets & releases

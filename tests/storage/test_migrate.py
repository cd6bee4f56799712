"""Migrations: up, down and up again with rows, on both databases; the models say what they make."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import delete, inspect, select, text
from sqlalchemy.exc import DBAPIError

from tests.builders import World, saying
from tests.pgserver import PostgresServer
from tests.services.visits import give, sent
from tests.storage.schema import METADATA, TABLES
from viewpoint.domain.concern import TALK
from viewpoint.domain.errors import StorageUnavailable
from viewpoint.storage import migrate
from viewpoint.storage.database import Database
from viewpoint.storage.migrate import MIGRATIONS, downgrade, is_current, latest, upgrade
from viewpoint.storage.tables.accounts import Authenticator

SCRIPTS = ScriptDirectory(str(MIGRATIONS))
BROKEN = '''"""Break half way."""
from alembic import op
revision = "9999"
down_revision = "{head}"
branch_labels = None
depends_on = None
def upgrade() -> None:
    op.execute("CREATE TABLE half_way (id INTEGER)")
    op.execute("{statement}")
def downgrade() -> None:
    op.execute("DROP TABLE half_way")
'''


@pytest.fixture(params=["sqlite", "postgresql"])
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without a table."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'bare.sqlite3'}")
        yield database
        database.close()
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    url = server.create_database()
    database = Database(url)
    yield database
    database.close()
    server.drop_database(url)


def tables(database: Database) -> set[str]:
    with database.read() as connection:
        return set(inspect(connection).get_table_names())


def rows(database: Database) -> dict[str, list[str]]:
    with database.read() as connection:
        return {table.name: sorted(map(repr, connection.execute(select(table)))) for table in TABLES}


def test_there_is_one_head_and_one_line_that_leads_to_it() -> None:
    assert len(SCRIPTS.get_heads()) == len(SCRIPTS.get_bases()) == 1
    line = [script.revision for script in SCRIPTS.walk_revisions()]
    assert line == sorted(line, reverse=True)
    assert latest() == line[0]


def test_up_makes_every_table_and_down_leaves_nothing(bare: Database) -> None:
    assert not is_current(bare)
    upgrade(bare)
    assert is_current(bare)
    assert tables(bare) == {table.name for table in TABLES} | {"alembic_version"}
    upgrade(bare)
    downgrade(bare, "base")
    assert tables(bare) == {"alembic_version"}
    assert not is_current(bare)
    upgrade(bare)
    assert is_current(bare)


def test_what_the_migrations_make_is_what_the_models_say(database: Database) -> None:
    options = {"compare_type": True, "target_metadata": METADATA}
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, METADATA) == []  # type: ignore[arg-type]  # Alembic takes a list too


def test_no_row_is_lost_going_down_one_and_up_again(world: World) -> None:
    """But of tables that the version before does not know."""
    made = world.invited()
    secret = world.started(made)
    world.services.respond.tell_someone(secret, TALK, "ring me")
    response = sent(world, made)
    world.services.review.open_response(world.iro(), response)
    world.services.replying.send(world.iro(), response, saying("Thank you."))
    give(world, world.started())
    world.round()
    database = world.services.database
    with database.write() as connection:
        connection.execute(delete(Authenticator))  # a table that goes takes its rows with it
    before = rows(database)
    assert sum(map(bool, before.values())) >= 15
    for script in SCRIPTS.walk_revisions():
        if script.down_revision is not None:
            downgrade(database, str(script.down_revision))
            assert not is_current(database)
            known = tables(database)
            upgrade(database)
            before = {table: kept for table, kept in before.items() if table in known}
            after = rows(database)
            assert {table: after[table] for table in before} == before
    assert world.services.review.open_response(world.iro(), response).replies


def broken(tmp_path: Path, statement: str) -> Path:
    """The migrations with one more that breaks."""
    folder = tmp_path / "migrations"
    for path in MIGRATIONS.rglob("*.py"):
        copy = folder / path.relative_to(MIGRATIONS)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "versions" / "9999_break.py").write_text(BROKEN.format(head=latest(), statement=statement))
    return folder


def test_a_migration_that_fails_half_way_leaves_nothing_behind(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head, before = latest(), tables(database)
    monkeypatch.setattr(migrate, "MIGRATIONS", broken(tmp_path, "SELECT no_such_column FROM authority"))
    with pytest.raises(DBAPIError):
        upgrade(database)
    assert tables(database) == before
    with database.read() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == head
    orphan = text("INSERT INTO audit_head (authority_id, seq, mac) VALUES ('nobody', 0, '')")
    with pytest.raises((DBAPIError, StorageUnavailable)), database.write() as connection:
        connection.execute(orphan)


def test_a_migration_that_leaves_rows_without_their_parents_is_taken_back(
    empty_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "own.sqlite3"
    path.write_bytes(empty_sqlite.read_bytes())
    database = Database(f"sqlite:///{path}")
    statement = "INSERT INTO audit_head (authority_id, seq, mac) VALUES ('nobody', 0, '')"
    monkeypatch.setattr(migrate, "MIGRATIONS", broken(tmp_path, statement))
    with pytest.raises(RuntimeError, match="without their parents"):
        upgrade(database)
    assert "half_way" not in tables(database)
    database.close()


def test_a_table_that_is_built_anew_keeps_the_rows_that_refer_to_it(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(world, world.invited())
    before = rows(world.services.database)
    folder = broken(tmp_path, "SELECT 1")
    script = folder / "versions" / "9999_break.py"
    rebuild = """
    with op.batch_alter_table("young_person") as batch:
        batch.alter_column("gender", new_column_name="gender_anew")
    with op.batch_alter_table("young_person") as batch:
        batch.alter_column("gender_anew", new_column_name="gender")
"""
    script.write_text(script.read_text().replace('    op.execute("SELECT 1")', rebuild))
    monkeypatch.setattr(migrate, "MIGRATIONS", folder)
    upgrade(world.services.database)
    assert is_current(world.services.database)
    assert rows(world.services.database) == before


def test_foreign_keys_are_looked_at_by_every_connection_after_migrating(bare: Database) -> None:
    upgrade(bare)
    orphan = text("INSERT INTO audit_head (authority_id, seq, mac) VALUES ('nobody', 0, '')")
    with pytest.raises((DBAPIError, StorageUnavailable)), bare.write() as connection:
        connection.execute(orphan)

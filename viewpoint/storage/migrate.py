"""Brings a database to the shape this version expects: numbered migrations, run by `viewpoint db upgrade`."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from viewpoint.storage.database import Database

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(database: Database, revision: str = "head") -> None:
    """Run every migration up to `revision`; on both databases a failed one leaves nothing behind."""
    with _connection(database) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(database: Database, revision: str) -> None:
    """Go back to an earlier revision, "base" being an empty database."""
    with _connection(database) as connection:
        command.downgrade(_config(connection), revision)


def is_current(database: Database) -> bool:
    """Whether every migration has been run."""
    with database.read() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    return found == latest()


def latest() -> str | None:
    """The newest revision's number."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def _connection(database: Database) -> Connection:
    return database.engine.connect()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config

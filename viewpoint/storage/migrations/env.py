"""Runs migrations on the connection that `viewpoint.storage.migrate` hands over."""

from importlib import import_module

from alembic import context
from sqlalchemy import Connection, MetaData

from viewpoint.storage.database import Intent, begin_on_sqlite
from viewpoint.storage.tables.base import Base

NOUNS = (
    "accounts",
    "anonymous",
    "audit",
    "cover",
    "invitations",
    "keys",
    "notices",
    "outside",
    "papers",
    "people",
    "responses",
    "throttle",
    "work",
    "you_said",
)


def _metadata() -> list[MetaData]:
    for noun in NOUNS:
        import_module(f"viewpoint.storage.tables.{noun}")
    releases = import_module("viewpoint.storage.tables.releases")
    return [Base.metadata, releases.ReleaseBase.metadata]


def _migrate(connection: Connection) -> None:
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        # Batch mode rebuilds tables; with foreign keys on, dropping a parent deletes its children.
        _foreign_keys(connection, "OFF")
    context.configure(
        connection=connection,
        target_metadata=_metadata(),
        render_as_batch=True,
        compare_type=True,
        transaction_per_migration=False,
        transactional_ddl=True,  # on SQLite too, whatever Alembic believes: we say BEGIN ourselves
    )
    try:
        with context.begin_transaction():
            if is_sqlite:
                begin_on_sqlite(connection, Intent.WRITE)
            context.run_migrations()
            if is_sqlite:
                _refuse_orphans(connection)
    finally:
        if is_sqlite:
            _foreign_keys(connection, "ON")


def _foreign_keys(connection: Connection, state: str) -> None:
    """Past SQLAlchemy, which would begin a transaction first: within one, SQLite ignores this in silence."""
    driver = connection.connection.driver_connection
    if driver is not None:
        driver.execute(f"PRAGMA foreign_keys={state}")


def _refuse_orphans(connection: Connection) -> None:
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if orphans:
        raise RuntimeError(f"rows without their parents after migrating: {orphans[:5]}")


_migrate(context.config.attributes["connection"])

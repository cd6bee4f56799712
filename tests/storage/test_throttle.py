"""Tries under a key are counted one after another, also where a success wipes them out in between."""

import threading

from sqlalchemy import event, text

from tests.builders import NOW
from tests.pgserver import PostgresServer
from viewpoint.domain.throttle import Tries
from viewpoint.storage.database import Database
from viewpoint.storage.throttle import forget_tries, hold_tries, save_tries

KEY = "sign-in:somebody"
WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
FIRST = Tries(failures=1, last_at=NOW)
NONE = Tries(failures=0, last_at=NOW)


def test_tries_begin_at_none_and_are_kept_until_they_are_forgotten(database: Database) -> None:
    for _time in range(2):
        with database.write() as connection:
            assert hold_tries(connection, KEY, NOW) == NONE
            save_tries(connection, KEY, FIRST)
        with database.write() as connection:
            assert hold_tries(connection, KEY, NOW) == FIRST
            forget_tries(connection, KEY)


def test_tries_that_somebody_wants_to_forget_while_they_are_looked_up_are_held(
    postgres: PostgresServer, empty_postgres: str
) -> None:
    url = postgres.create_database(template=empty_postgres)
    database, another = Database(url), Database(url)

    def _forget() -> None:
        with another.write() as connection:
            forget_tries(connection, KEY)

    success = threading.Thread(target=_forget)

    def _meanwhile(*told: object) -> None:
        if "FOR UPDATE" in str(told[2]) and success.ident is None:
            success.start()
            waiting = 0
            while success.is_alive() and not waiting:
                with another.read() as looking:
                    waiting = looking.execute(WAITING).scalar_one()

    with database.write() as connection:
        hold_tries(connection, KEY, NOW)
        save_tries(connection, KEY, FIRST)
    event.listen(database.engine, "before_cursor_execute", _meanwhile)
    with database.write() as connection:
        assert hold_tries(connection, KEY, NOW) == FIRST
    success.join(30)
    with database.write() as connection:
        assert hold_tries(connection, KEY, NOW) == NONE
    for each in (database, another):
        each.close()
    postgres.drop_database(url)

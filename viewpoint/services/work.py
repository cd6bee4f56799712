"""The worker: leases one task after another and hands each to whoever does its kind of work."""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from viewpoint.channels.message import Undeliverable
from viewpoint.domain.errors import LinkClosed, NotFound, SealBroken, StorageUnavailable, ViewpointError
from viewpoint.services.rounds import Rounds
from viewpoint.storage.database import Database
from viewpoint.storage.ids import new_id
from viewpoint.storage.work import Task, TaskKind, fail_task, finish_task, lease_task, retry_task

PAUSE = 1.0
"""Seconds between two looks at an empty queue."""
HOUR = timedelta(hours=1)
OFTEN = timedelta(seconds=30)
"""How long a clock that has run out may wait to be looked at."""
FOR_GOOD = (Undeliverable, SealBroken, NotFound, LinkClosed)
"""Errors that trying again would not change."""

log = logging.getLogger(__name__)


class Worker:
    """Works off the outbox; several may run at once, and one that is killed loses nothing."""

    def __init__(
        self,
        database: Database,
        handlers: Mapping[TaskKind, Callable[[Task], None]],
        rounds: Rounds,
        clock: Callable[[], datetime],
        hourly: Callable[[], None] = lambda: None,
        often: Sequence[Callable[[], None]] = (),
        errand: Callable[[], bool] = lambda: False,
    ) -> None:
        """`handlers`: what does each kind of work, each of them safe to be done twice.

        `hourly`: what is done at the start and then once an hour, also while there is much to do. `often`:
        the clocks, looked at twice a minute all the same. `errand`: a small thing between two tasks; whether
        there was one.
        """
        self._database = database
        self._handlers = handlers
        self._rounds = rounds
        self._hourly = hourly
        self._hourly_at: datetime | None = None
        self._often = often
        self._often_at: datetime | None = None
        self._errand = errand
        self._clock = clock
        self._owner = new_id()

    def run_once(self) -> bool:
        """Do the next task that is due; False when there is none.

        Raises:
            StorageUnavailable: the database is down; the task's lease runs out and it is done later.
        """
        with self._database.write() as connection:
            task = lease_task(connection, self._owner, self._clock())
        if task is None:
            return False
        try:
            self._handlers[task.kind](task)
        except StorageUnavailable:
            raise
        except FOR_GOOD as error:
            self._give_up(task, error)
        except Exception as error:
            self._put_back(task, error)
        else:
            self._finish(task)
        return True

    def run(self, stop: threading.Event, pause: float = PAUSE) -> None:
        """Work until `stop` is set; with nothing to do, close the rounds that are over and wait."""
        while not stop.is_set():
            if not self._stepped():
                stop.wait(pause)

    def _stepped(self) -> bool:
        try:
            self._every_hour()
            self._look_often()
            worked, ran = self.run_once(), self._run_errand()
            if worked or ran:
                return True
            self._rounds.close_over()
        except StorageUnavailable as error:
            log.warning("worker waits: %s", error)
        return False

    def _every_hour(self) -> None:
        now = self._clock()
        if self._hourly_at is not None and now - self._hourly_at < HOUR:
            return
        self._hourly_at = now
        try:
            self._hourly()
        except OSError as error:
            # A disk that is full keeps nobody from being answered; it is tried again in an hour.
            log.warning("hourly work failed: %s", type(error).__name__)

    def _look_often(self) -> None:
        now = self._clock()
        if self._often_at is not None and now - self._often_at < OFTEN:
            return
        self._often_at = now
        for look in self._often:
            self._guarded(look)

    def _run_errand(self) -> bool:
        return self._guarded(self._errand) is True

    def _guarded(self, act: Callable[[], object]) -> object:
        """One that goes wrong keeps none of the others from being done; it is done again at the next look."""
        try:
            return act()
        except StorageUnavailable:
            raise
        except Exception as error:
            # As for tasks: the message may quote somebody's words.
            log.warning("%s went wrong: %s", getattr(act, "__qualname__", "a look"), type(error).__name__)
            return None

    def _finish(self, task: Task) -> None:
        with self._database.write() as connection:
            is_mine = finish_task(connection, task)
        # A lease that ran out: another worker has done it as well, which changes nothing.
        log.info("task %s %s %s", task.id, task.kind, "done" if is_mine else "done twice")

    def _give_up(self, task: Task, error: ViewpointError) -> None:
        log.warning("task %s %s given up: %s", task.id, task.kind, type(error).__name__)
        with self._database.write() as connection:
            fail_task(connection, task)

    def _put_back(self, task: Task, error: Exception) -> None:
        # The message of an unforeseen error may quote somebody's words: its kind alone is logged.
        log.warning("task %s %s put back: %s", task.id, task.kind, type(error).__name__)
        with self._database.write() as connection:
            retry_task(connection, task, self._clock())

"""Rounds, opened and closed: fixed windows, a quarter each, that never overlap."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from viewpoint.domain.errors import BadInput, NotFound
from viewpoint.domain.people import AuthorityId, RoundId
from viewpoint.domain.permissions import Action, Viewer, require, worker
from viewpoint.domain.rounds import Round, RoundNotOpen, quarter
from viewpoint.domain.uk_time import uk_day
from viewpoint.storage.anonymous import end_pulse, shuffle_anonymous
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.ids import new_id
from viewpoint.storage.invitations import hold_inviting
from viewpoint.storage.rounds import add_round, find_round, rounds_of, rounds_over, save_round_state
from viewpoint.storage.work import NewTask, TaskKind, queue_tasks


class Rounds:
    """The coordinator opens and closes them; the worker closes those whose last day is past."""

    def __init__(self, database: Database, audit: AuditLog, clock: Callable[[], datetime]) -> None:
        """The clock says what day it is in the United Kingdom, and when a round was closed."""
        self._database = database
        self._audit = audit
        self._clock = clock

    def every(self, viewer: Viewer) -> Sequence[Round]:
        """Every round, newest first.

        Raises:
            NotAllowed: the viewer has nothing to do with rounds.
        """
        require(viewer, Action.MANAGE_ROUNDS)
        with self._database.read() as connection:
            return rounds_of(connection, viewer.authority)

    def can_open(self, viewer: Viewer) -> list[Round]:
        """The quarters that can be opened: this one and the next, where there is no round in them yet.

        Raises:
            NotAllowed: as `every`.
        """
        require(viewer, Action.MANAGE_ROUNDS)
        with self._database.read() as connection:
            return self._free(connection, viewer.authority)

    def open(self, viewer: Viewer, opens_on: date) -> Round:
        """Open the quarter that begins on a day.

        Raises:
            BadInput: it is not one of `can_open`.
            NotAllowed: as `every`.
        """
        require(viewer, Action.MANAGE_ROUNDS)
        with self._database.write() as connection:
            hold_inviting(connection, viewer.authority)
            free = self._free(connection, viewer.authority)
            chosen = next((each for each in free if each.opens_on == opens_on), None)
            if chosen is None:
                raise BadInput("choose a quarter that has no round yet")
            add_round(connection, chosen)
            self._log(connection, viewer, "round_opened", chosen)
        return chosen

    def close(self, viewer: Viewer, round_id: RoundId) -> Round:
        """Close a round for good and queue its release; answers sent later count in the next one.

        Raises:
            NotFound: this authority has no such round.
            RoundNotOpen: it is closed already.
            NotAllowed: the viewer closes no rounds.
        """
        require(viewer, Action.CLOSE_ROUND)
        now = self._clock()
        with self._database.write() as connection:
            found = find_round(connection, viewer.authority, round_id)
            if found is None:
                raise NotFound(round_id)
            closed = found.close(now)
            save_round_state(connection, closed)
            end_pulse(connection, closed)
            shuffle_anonymous(connection, closed)
            task = NewTask(
                authority=closed.authority,
                kind=TaskKind.SEAL_RELEASE,
                subject=closed.id,
                key=f"{TaskKind.SEAL_RELEASE}:{closed.id}",
            )
            queue_tasks(connection, [task], now)
            self._log(connection, viewer, "round_closed", closed)
        return closed

    def close_over(self) -> list[RoundId]:
        """Close every authority's rounds whose last day is past, as the worker; those that it closed."""
        with self._database.read() as connection:
            over = rounds_over(connection, self._today())
        return [each.id for each in over if self._closed(each)]

    def _closed(self, round_: Round) -> bool:
        try:
            self.close(worker(round_.authority), round_.id)
        except RoundNotOpen:  # somebody else was quicker
            return False
        return True

    def _free(self, connection: Connection, authority: AuthorityId) -> list[Round]:
        this = quarter(RoundId(new_id()), authority, self._today())
        after = quarter(RoundId(new_id()), authority, this.closes_on + timedelta(days=1))
        taken = rounds_of(connection, authority)
        return [each for each in (this, after) if not any(_overlap(each, other) for other in taken)]

    def _today(self) -> date:
        return uk_day(self._clock())

    def _log(self, connection: Connection, viewer: Viewer, action: str, round_: Round) -> None:
        self._audit.append(connection, viewer, Event(action=action, object_type="round", object_id=round_.id))


def _overlap(one: Round, other: Round) -> bool:
    return one.opens_on <= other.closes_on and other.opens_on <= one.closes_on

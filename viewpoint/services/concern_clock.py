"""The clock of concerns: what nobody took up in time is told to the deputy, then to the managers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from viewpoint.domain.concern_life import Escalation, Life, Step, TakenStep, WaitingConcern
from viewpoint.domain.concern_route import is_told
from viewpoint.domain.council import Council
from viewpoint.domain.notice import Notice
from viewpoint.domain.people import AccountId, AuthorityId, ConcernId
from viewpoint.domain.permissions import Action, Role, require, worker
from viewpoint.domain.uk_time import uk_day
from viewpoint.services.notices import Notices
from viewpoint.services.office_hours import concern_due_at, is_open
from viewpoint.services.raising import call_emergency_team
from viewpoint.services.whom_to_tell import managers
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.concern_lives import (
    add_step,
    due_lives,
    held_life,
    listed_concern,
    new_step,
    save_life,
)
from viewpoint.storage.covers import deputy_of
from viewpoint.storage.database import Connection, Database


@dataclass(frozen=True, kw_only=True)
class _Next:
    """Who is told now, and when the next one is."""

    step: Step
    to: list[AccountId]
    life: Life


class ConcernClock:
    """Looked at by the worker; where a concern stands is in its row, so that a kill loses no step."""

    def __init__(
        self,
        database: Database,
        audit: AuditLog,
        notices: Notices,
        councils: Mapping[AuthorityId, Council],
        clock: Callable[[], datetime],
    ) -> None:
        """`councils` have the clocks."""
        self._database = database
        self._audit = audit
        self._notices = notices
        self._councils = councils
        self._clock = clock

    def look(self) -> None:
        """Tell the next one of every concern whose time has come, each in a transaction of its own.

        Raises:
            StorageUnavailable: the database is down; what is left is done at the next look.
        """
        for authority in self._councils:
            require(worker(authority), Action.WATCH_CLOCKS)
            with self._database.read() as connection:
                due = due_lives(connection, authority, self._clock())
            for concern in due:
                with self._database.write() as connection:
                    self._strike(connection, authority, concern)

    def _strike(self, connection: Connection, authority: AuthorityId, concern: ConcernId) -> None:
        life, now = held_life(connection, authority, concern), self._clock()
        # Looked at once more under its lock: it may have been taken up, or told by another worker.
        if life is None or life.next_at is None or life.next_at > now:
            return
        waiting = listed_concern(connection, authority, concern)
        following = self._following(connection, authority, waiting)
        taken = new_step(following.step, now)
        save_life(connection, concern, following.life)
        add_step(connection, authority, concern, taken)
        self._notices.tell(connection, authority, following.to, Notice.CONCERN_ESCALATED, concern, taken.id)
        self._call_again(connection, authority, waiting, taken)
        event = Event(action=f"concern_{following.step}", object_type="concern", object_id=concern)
        self._audit.append(connection, worker(authority), event)

    def _following(self, connection: Connection, authority: AuthorityId, waiting: WaitingConcern) -> _Next:
        life = waiting.life
        deputy = self._deputy(connection, authority, waiting)
        if deputy is not None and life.escalation is Escalation.NOBODY:
            council = self._councils[authority]
            next_at = concern_due_at(life.due_at, council, is_for_today=waiting.is_for_today)
            after = life.escalate(Escalation.DEPUTY, next_at)
            return _Next(step=Step.DEPUTY_TOLD, to=[deputy], life=after)
        to = managers(connection, authority)
        return _Next(step=Step.MANAGER_TOLD, to=to, life=life.escalate(Escalation.MANAGER, None))

    def _deputy(
        self, connection: Connection, authority: AuthorityId, waiting: WaitingConcern
    ) -> AccountId | None:
        """Whoever stands in today; nobody whom the IRO chose, where it may be about the IRO."""
        if waiting.iro is None or not is_told(Role.IRO, waiting.route):
            return None
        return deputy_of(connection, authority, waiting.iro, uk_day(self._clock()))

    def _call_again(
        self, connection: Connection, authority: AuthorityId, waiting: WaitingConcern, taken: TakenStep
    ) -> None:
        """At night nobody at a desk hears of it: whoever is on duty gets another text."""
        council = self._councils[authority]
        if waiting.is_for_today and not is_open(taken.at, council):
            call_emergency_team(connection, authority, waiting.id, taken, council)

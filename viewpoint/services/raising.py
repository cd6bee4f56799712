"""Raises a concern: stored, on its clock, and everybody it is for told, all in the caller's transaction."""

from collections.abc import Callable, Mapping
from datetime import datetime

from viewpoint.domain.concern import ADVOCATE, AskedToday, Concern
from viewpoint.domain.concern_life import Life, Step, TakenStep, WaitingConcern
from viewpoint.domain.concern_route import TOLD, ConcernAbout, Route, route_of
from viewpoint.domain.council import Council
from viewpoint.domain.notice import Notice
from viewpoint.domain.people import AccountId, AuthorityId, ConcernId
from viewpoint.domain.permissions import Action, Role, Viewer, require
from viewpoint.domain.questionnaire import Urgency
from viewpoint.domain.uk_time import uk_day
from viewpoint.services.notices import Notices
from viewpoint.services.office_hours import closes_at, concern_due_at, is_open
from viewpoint.services.whom_to_tell import holders
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.concern_lives import (
    add_step,
    begin_life,
    held_life,
    listed_concern,
    new_step,
    save_life,
)
from viewpoint.storage.concerns import note_raised_anew, raise_concern, raised_urgency
from viewpoint.storage.database import Connection
from viewpoint.storage.sealing import Seal
from viewpoint.storage.work import NewTask, TaskKind, queue_tasks


class Raising:
    """The one way in which a concern begins; raised again, it is told again only where they asked again."""

    def __init__(
        self,
        audit: AuditLog,
        notices: Notices,
        councils: Mapping[AuthorityId, Council],
        clock: Callable[[], datetime],
    ) -> None:
        """`councils` have the clocks."""
        self._audit = audit
        self._notices = notices
        self._councils = councils
        self._clock = clock

    def raise_(
        self,
        connection: Connection,
        viewer: Viewer,
        seal: Seal,
        concern: Concern,
        about: ConcernAbout = ConcernAbout.NOBODY,
    ) -> None:
        """Store a concern, begin its clock and tell whom it is for; `about`: whom it may be about.

        Raises:
            NotAllowed: the viewer raises no concerns.
        """
        require(viewer, Action.RAISE_CONCERN)
        was = raised_urgency(connection, concern)
        stored = raise_concern(connection, seal, concern)
        route = route_of(about, is_advocate=concern.question == ADVOCATE)
        taken = self._on_its_clock(connection, concern, stored, route, was)
        if taken is not None:
            self._tell(connection, concern, stored, taken)
        event = Event(action="concern_raised", object_type="invitation", object_id=concern.invitation)
        self._audit.append(connection, viewer, event)

    def _on_its_clock(
        self,
        connection: Connection,
        concern: Concern,
        stored: ConcernId,
        route: Route,
        was: Urgency | None,
    ) -> TakenStep | None:
        """Where it stands from now on, and the step that this is; None where it stands as it did."""
        now, authority = self._clock(), concern.authority
        due_at = concern_due_at(now, self._councils[authority], is_for_today=concern.is_for_today)
        before = held_life(connection, authority, stored)
        if before is None:
            begin_life(connection, authority, stored, route, Life(due_at=due_at, next_at=due_at))
            return self._taken(connection, authority, stored, Step.RAISED)
        life, step = _anew(before, concern, was, due_at)
        if step is None:
            return None
        save_life(connection, stored, life)
        note_raised_anew(connection, stored, now)
        return self._taken(connection, authority, stored, step)

    def _taken(
        self, connection: Connection, authority: AuthorityId, stored: ConcernId, step: Step
    ) -> TakenStep:
        taken = new_step(step, self._clock())
        add_step(connection, authority, stored, taken)
        return taken

    def _tell(self, connection: Connection, concern: Concern, stored: ConcernId, taken: TakenStep) -> None:
        waiting = listed_concern(connection, concern.authority, stored)
        notice = Notice.CONCERN_TODAY if waiting.is_for_today else Notice.CONCERN_SOON
        to = told_of(connection, concern.authority, waiting)
        self._notices.tell(connection, concern.authority, to, notice, stored, taken.id)
        if waiting.is_for_today:
            council = self._councils[concern.authority]
            call_emergency_team(connection, concern.authority, stored, taken, council)


def _anew(before: Life, concern: Concern, was: Urgency | None, due_at: datetime) -> tuple[Life, Step | None]:
    """Where one that was raised already stands: as it did, unless they asked again or wrote worse."""
    if concern.asked_today is AskedToday.YES:
        return before.ask_again(due_at)
    if was is not None and concern.urgency.is_sooner_than(was):
        return before.press(due_at), Step.MORE_URGENT
    return before, None


def told_of(connection: Connection, authority: AuthorityId, waiting: WaitingConcern) -> list[AccountId]:
    """Whom a concern is for: never nobody, where a council has anybody who could take it up."""
    roles = TOLD[waiting.route]
    to = [waiting.iro] if waiting.iro is not None and Role.IRO in roles else []
    if Role.DUTY_WORKER in roles or not to:
        to += holders(connection, authority, Role.DUTY_WORKER)
    if Role.MANAGER in roles or not to:
        to += holders(connection, authority, Role.MANAGER)
    return list(dict.fromkeys(to))


def call_emergency_team(
    connection: Connection, authority: AuthorityId, concern: ConcernId, taken: TakenStep, council: Council
) -> None:
    """Queue the word to the emergency team: now where the office is closed, else for when it closes.

    By then somebody may have taken it up, and nothing is sent.
    """
    at = closes_at(uk_day(taken.at), council) if is_open(taken.at, council) else taken.at
    task = NewTask(
        authority=authority,
        kind=TaskKind.TELL_EMERGENCY_TEAM,
        subject=concern,
        key=f"{TaskKind.TELL_EMERGENCY_TEAM}:{taken.id}",
    )
    queue_tasks(connection, [task], at)

"""Tells the emergency duty team that a concern waits, when nobody is at work: a text, else an e-mail."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from viewpoint.channels.message import Message, SendingChannel
from viewpoint.domain.concern_life import ConcernState, Step
from viewpoint.domain.council import Council, EmergencyTeam
from viewpoint.domain.invitation import Channel
from viewpoint.domain.message import StaffMessage
from viewpoint.domain.people import AuthorityId, ConcernId
from viewpoint.domain.permissions import Action, require, worker
from viewpoint.domain.words import ENGLISH
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.concern_lives import add_step, held_life, new_step
from viewpoint.storage.database import Database
from viewpoint.storage.work import Task
from viewpoint.wording.staff_messages import StaffMessageWriter


@dataclass(frozen=True, kw_only=True)
class StaffChannels:
    """What takes messages to staff; `texts` is None where no text can leave."""

    mails: SendingChannel
    texts: SendingChannel | None


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What telling the emergency team is made of."""

    database: Database
    audit: AuditLog
    councils: Mapping[AuthorityId, Council]
    channels: StaffChannels
    writer: StaffMessageWriter
    base_url: str
    clock: Callable[[], datetime]


class TellEmergencyTeam:
    """The worker's hand for one word to them; nothing is said once somebody has taken the concern up."""

    def __init__(self, parts: Telling) -> None:
        """See `Telling`."""
        self._parts = parts

    def handle(self, task: Task) -> None:
        """Send the word that a task calls for, and keep that it was sent.

        Raises:
            TryAgain: the provider did not take it now.
            Undeliverable: it never will; `viewpoint check` says what a council's file lacks.
        """
        require(worker(task.authority), Action.MAIL_STAFF)
        concern = ConcernId(task.subject)
        channel, to = self._way(self._parts.councils[task.authority].emergency_team)
        if not to or not self._is_waiting(task.authority, concern):
            return
        sender = self._parts.channels.texts if channel is Channel.SMS else None
        (sender or self._parts.channels.mails).send(self._message(task, channel, to))
        self._keep(task.authority, concern)

    def _way(self, team: EmergencyTeam) -> tuple[Channel, str]:
        if self._parts.channels.texts is not None and team.phone:
            return Channel.SMS, team.phone
        return Channel.EMAIL, team.email

    def _is_waiting(self, authority: AuthorityId, concern: ConcernId) -> bool:
        with self._parts.database.write() as connection:
            life = held_life(connection, authority, concern)
        return life is not None and life.state is ConcernState.RAISED

    def _message(self, task: Task, channel: Channel, to: str) -> Message:
        link = f"{self._parts.base_url}/staff/"
        words = self._parts.writer.emergency(link=link)
        return Message(
            reference=task.id,
            channel=channel,
            kind=StaffMessage.EMERGENCY,
            language=ENGLISH,
            to=to,
            subject=words.subject if channel is Channel.EMAIL else "",
            body=words.body,
            link=link,
        )

    def _keep(self, authority: AuthorityId, concern: ConcernId) -> None:
        with self._parts.database.write() as connection:
            held_life(connection, authority, concern)
            add_step(connection, authority, concern, new_step(Step.EMERGENCY_TEAM_TOLD, self._parts.clock()))
            event = Event(
                action=f"concern_{Step.EMERGENCY_TEAM_TOLD}", object_type="concern", object_id=concern
            )
            self._parts.audit.append(connection, worker(authority), event)

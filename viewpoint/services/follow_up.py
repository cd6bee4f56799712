"""What is done about invitations that are out: remind once, send again, take back."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum, auto

from viewpoint.domain.errors import LinkClosed, RemindedAlready
from viewpoint.domain.invitation import Channel, Invitation, InvitationKind
from viewpoint.domain.message import MessageKind
from viewpoint.domain.people import InvitationId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.services.inviting import Inviting
from viewpoint.services.messages_any_time import revoke_messages
from viewpoint.storage.database import Connection
from viewpoint.storage.ids import new_id
from viewpoint.storage.invitations import find_invitation, revoke_links, save_state
from viewpoint.storage.people import ways_to_reach
from viewpoint.storage.work import queue_tasks

ON_PAPER = frozenset({InvitationKind.ANY_TIME, InvitationKind.OBSERVER})
"""Handed over by a person: our messages say that it is the young person's turn, which is neither."""


class Refusal(StrEnum):
    """Why nothing was done about an invitation."""

    NOT_THERE = auto()
    CLOSED = auto()
    REMINDED = auto()
    BY_LETTER = auto()


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What was done, and what was not and why."""

    done: tuple[InvitationId, ...]
    refused: Mapping[InvitationId, Refusal]


class FollowUp:
    """The coordinator's hand on invitations that are out."""

    def __init__(self, parts: Inviting) -> None:
        """See `Inviting`."""
        self._parts = parts

    def remind(self, viewer: Viewer, invitations: Collection[InvitationId]) -> Outcome:
        """Remind each of them, once and never again; the reminder carries a fresh link.

        Raises:
            CouncilNotReady: a number that a young person may need is not set.
            NotAllowed: the viewer invites nobody.
        """
        self._parts.councils[viewer.authority].ready()
        return self._each(viewer, invitations, self._remind, "invitation_reminded")

    def resend(self, viewer: Viewer, invitations: Collection[InvitationId]) -> Outcome:
        """Send each of them a fresh link by what the roster says now; the old one stops working.

        Where the roster has no way to send, it becomes a letter to be printed.

        Raises:
            CouncilNotReady: as `remind`.
            NotAllowed: as `remind`.
        """
        self._parts.councils[viewer.authority].ready()
        return self._each(viewer, invitations, self._resend, "invitation_resent")

    def revoke(self, viewer: Viewer, invitations: Collection[InvitationId]) -> Outcome:
        """Take each of them back: its link opens nothing any more.

        Raises:
            NotAllowed: as `remind`.
        """
        return self._each(viewer, invitations, self._revoke, "invitation_revoked")

    def _each(self, viewer: Viewer, invitations: Collection[InvitationId], act: "_Act", name: str) -> Outcome:
        require(viewer, Action.INVITE)
        refused: dict[InvitationId, Refusal] = {}
        with self._parts.database.write() as connection:
            for each in invitations:
                invitation = find_invitation(connection, viewer.authority, each)
                if invitation is None:
                    refused[each] = Refusal.NOT_THERE
                elif refusal := act(connection, invitation):
                    refused[each] = refusal
                else:
                    self._parts.log(connection, viewer, name, invitation)
        return Outcome(done=tuple(each for each in invitations if each not in refused), refused=refused)

    def _remind(self, connection: Connection, invitation: Invitation) -> Refusal | None:
        if invitation.channel is Channel.LETTER:
            return Refusal.BY_LETTER
        try:
            reminded = invitation.remind(self._parts.clock())
        except LinkClosed:
            return Refusal.CLOSED
        except RemindedAlready:
            return Refusal.REMINDED
        save_state(connection, reminded)
        self._queue(connection, reminded, MessageKind.REMINDER, f"reminder:{invitation.id}")
        return None

    def _resend(self, connection: Connection, invitation: Invitation) -> Refusal | None:
        now = self._parts.clock()
        if not invitation.is_open(now):
            return Refusal.CLOSED
        channel = Channel.LETTER
        if invitation.kind not in ON_PAPER:
            channel = self._parts.channel(*ways_to_reach(connection, invitation.young_person))
        changed = replace(invitation, channel=channel)
        save_state(connection, changed)
        if channel is Channel.LETTER:
            revoke_links(connection, [invitation.id], now)
        else:
            key = f"resend:{invitation.id}:{new_id()}"
            self._queue(connection, changed, MessageKind.INVITATION, key)
        return None

    def _revoke(self, connection: Connection, invitation: Invitation) -> Refusal | None:
        now = self._parts.clock()
        try:
            save_state(connection, invitation.revoke(now))
        except LinkClosed:
            return Refusal.CLOSED
        revoke_links(connection, [invitation.id], now)
        if invitation.is_standing:
            revoke_messages(connection, invitation, now)
        return None

    def _queue(self, connection: Connection, invitation: Invitation, kind: MessageKind, key: str) -> None:
        task = self._parts.message_task(connection, invitation, kind, key)
        queue_tasks(connection, [task], self._parts.clock())


_Act = Callable[[Connection, Invitation], Refusal | None]

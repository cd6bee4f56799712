"""How far invitations have come, as the coordinator sees it: who, how and when, never an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum, auto

from viewpoint.domain.invitation import Channel, Invitation, InvitationState
from viewpoint.domain.message import Dispatch
from viewpoint.domain.people import InvitationId, RoundId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.services.inviting import Inviting
from viewpoint.storage.database import Connection
from viewpoint.storage.invitations import invitations_since
from viewpoint.storage.messages import SentMessage, last_dispatches, on_their_way
from viewpoint.storage.people import names_of
from viewpoint.storage.rounds import rounds_of

A_PAGE = 50
TO_DO = frozenset({Dispatch.FAILED, Dispatch.TO_PRINT})
OPEN = frozenset({InvitationState.ISSUED, InvitationState.OPENED})
OVER = frozenset({InvitationState.EXPIRED, InvitationState.REVOKED})


class Show(StrEnum):
    """Which invitations a list holds."""

    TO_DO = auto()
    """Not delivered, or a letter to be printed, and nobody has opened it."""
    OPEN = auto()
    SENT = auto()
    OVER = auto()
    ALL = auto()


@dataclass(frozen=True, kw_only=True)
class Listed:
    """An invitation and how far it has come; `round_name` is empty where it is for a review."""

    invitation: Invitation
    name: str = field(repr=False)
    state: InvitationState
    dispatch: Dispatch | None
    round_name: str

    @property
    def is_to_do(self) -> bool:
        """Whether its link has reached nobody and a person has to see to it."""
        return self.state is InvitationState.ISSUED and self.dispatch in TO_DO

    def belongs_to(self, show: Show) -> bool:
        """Whether a list of this kind holds it."""
        return {
            Show.TO_DO: self.is_to_do,
            Show.OPEN: self.state in OPEN,
            Show.SENT: self.state is InvitationState.SENT,
            Show.OVER: self.state in OVER,
            Show.ALL: True,
        }[show]


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One page of a list, numbered from 1, and how many there are of each kind."""

    entries: Sequence[Listed]
    counts: Mapping[Show, int]
    page: int
    pages: int


class InvitationList:
    """The invitations of the last year."""

    def __init__(self, parts: Inviting) -> None:
        """See `Inviting`."""
        self._parts = parts

    def page(self, viewer: Viewer, show: Show, page: int = 1) -> Listing:
        """Fifty invitations, newest first; a page that is too high is the last one.

        Raises:
            NotAllowed: the viewer may not see who was reached.
        """
        require(viewer, Action.SEE_WHO_WAS_REACHED)
        with self._parts.database.read() as connection:
            everything = self.unnamed(connection, viewer)
            chosen = [entry for entry in everything if entry.belongs_to(show)]
            pages = max(1, -(-len(chosen) // A_PAGE))
            page = min(max(page, 1), pages)
            shown = chosen[(page - 1) * A_PAGE : page * A_PAGE]
            people = [entry.invitation.young_person for entry in shown]
            names = names_of(connection, self._parts.vault, viewer.authority, people)
        named = [replace(entry, name=names.get(entry.invitation.young_person, "")) for entry in shown]
        counts = {each: sum(entry.belongs_to(each) for entry in everything) for each in Show}
        return Listing(entries=named, counts=counts, page=page, pages=pages)

    def unnamed(self, connection: Connection, viewer: Viewer) -> list[Listed]:
        """Every invitation of the last year, newest first, its young person's name not opened."""
        parts = self._parts
        waiting = on_their_way(connection, viewer.authority)
        last = last_dispatches(connection, viewer.authority, parts.since())
        rounds = {each.id: each.name for each in rounds_of(connection, viewer.authority)}
        return [
            Listed(
                invitation=invitation,
                name="",
                state=invitation.state_at(parts.clock()),
                dispatch=_dispatch(invitation, waiting, last),
                round_name=_round_name(invitation.round, rounds),
            )
            for invitation in invitations_since(connection, viewer.authority, parts.since())
        ]


def _dispatch(
    invitation: Invitation, waiting: set[InvitationId], last: Mapping[InvitationId, SentMessage]
) -> Dispatch | None:
    if invitation.id in waiting:
        return Dispatch.WAITING
    message = last.get(invitation.id)
    # What was noted before the channel was changed says nothing of the new one.
    if message is not None and message.channel is invitation.channel:
        return message.state
    return Dispatch.TO_PRINT if invitation.channel is Channel.LETTER else None


def _round_name(round_: RoundId | None, names: Mapping[RoundId, str]) -> str:
    return names[round_] if round_ else ""

"""The demo's outbox: the messages that would have left, with their links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from viewpoint.domain.errors import NotFound
from viewpoint.domain.invitation import Invitation
from viewpoint.domain.people import YoungPersonId
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.settings import Delivery
from viewpoint.storage.database import Database
from viewpoint.storage.invitations import invitations_for
from viewpoint.storage.messages import KeptMessage, kept_messages
from viewpoint.storage.people import names_of
from viewpoint.storage.sealing import Vault

MOST_SHOWN = 100


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A message and the young person it is for."""

    name: str = field(repr=False)
    language: str
    kept: KeptMessage


class Outbox:
    """Read by the coordinator of the demo, and nowhere else."""

    def __init__(self, database: Database, vault: Vault, delivery: Delivery) -> None:
        """`delivery`: only with `Delivery.OUTBOX` is there anything to read."""
        self._database = database
        self._vault = vault
        self._delivery = delivery

    def messages(self, viewer: Viewer) -> Sequence[Kept]:
        """The newest hundred messages.

        Raises:
            NotAllowed: the viewer is no coordinator.
            NotFound: messages really leave here, and their words are not kept.
        """
        require(viewer, Action.READ_OUTBOX)
        if self._delivery is not Delivery.OUTBOX:
            raise NotFound("outbox")
        with self._database.read() as connection:
            seal = self._vault.for_authority(connection, viewer.authority)
            kept = kept_messages(connection, seal, viewer.authority, MOST_SHOWN)
            ids = [each.message.invitation for each in kept]
            invitations = {each.id: each for each in invitations_for(connection, viewer.authority, ids)}
            people = [each.young_person for each in invitations.values()]
            names = names_of(connection, self._vault, viewer.authority, people)
        return [_named(each, invitations[each.message.invitation], names) for each in kept]


def _named(kept: KeptMessage, invitation: Invitation, names: Mapping[YoungPersonId, str]) -> Kept:
    return Kept(name=names.get(invitation.young_person, ""), language=invitation.language, kept=kept)

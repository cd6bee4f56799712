"""The one place that decides who may read a young person's things, and what reading them leaves behind."""

from dataclasses import dataclass, field
from datetime import datetime

from viewpoint.domain.errors import NotFound
from viewpoint.domain.people import AccountId, AuthorityId, ResponseId, YoungPersonId
from viewpoint.domain.permissions import Viewer
from viewpoint.domain.sent import SentResponse
from viewpoint.domain.standing import Access, Standing
from viewpoint.domain.uk_time import uk_day
from viewpoint.storage.database import Connection
from viewpoint.storage.outside import note_outside_reading
from viewpoint.storage.responses import find_response, note_reading
from viewpoint.storage.sealing import Seal, Vault
from viewpoint.storage.standing import Found, find_standing, name_in, unwrapped

HOW = {Standing.OWN: "", Standing.COVER: "_in_cover", Standing.OUTSIDE: "_outside"}
"""What the log's word for an act ends in."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """A way in to one young person's things: as what, and with their seal and name, which it opens."""

    access: Access
    found: Found = field(repr=False)
    vault: Vault = field(repr=False)
    authority: AuthorityId

    def seal(self, connection: Connection) -> Seal:
        """What opens their words.

        Raises:
            SealBroken: their key was destroyed.
        """
        return unwrapped(connection, self.vault, self.authority, self.found)

    def name(self, seal: Seal) -> str:
        """The name they go by; empty when the roster gave none."""
        return name_in(self.found, seal)

    def logged(self, action: str) -> str:
        """The log's word for an act, which says as what it was done."""
        return action + HOW[self.access.standing]


def way_to_read(
    connection: Connection, vault: Vault, viewer: Viewer, young_person: YoungPersonId, now: datetime
) -> Way:
    """As what the viewer may read somebody's things: their IRO, a deputy, or let in from outside for a day.

    Asked at every reading: whoever was changed, or whose days are over, loses access at the next request.

    Raises:
        NotFound: the viewer may not, or there is nobody such.
    """
    account = AccountId(viewer.subject)
    found = find_standing(connection, viewer.authority, account, young_person, now, uk_day(now))
    standing = _standing(found, account) if found else None
    if found is None or standing is None:
        raise NotFound(young_person)
    access = Access(
        young_person=young_person, account=account, iro=found.iro, standing=standing, opening=found.opening
    )
    return Way(access=access, found=found, vault=vault, authority=viewer.authority)


def way_to_act(
    connection: Connection, vault: Vault, viewer: Viewer, young_person: YoungPersonId, now: datetime
) -> Way:
    """As what the viewer may do for somebody what their IRO does: as their IRO, or standing in.

    Raises:
        NotFound: the viewer may not, or there is nobody such.
    """
    way = way_to_read(connection, vault, viewer, young_person, now)
    if not way.access.may_act:
        raise NotFound(young_person)
    return way


def response_to_act_on(
    connection: Connection, vault: Vault, viewer: Viewer, response_id: ResponseId, now: datetime
) -> tuple[SentResponse, Way]:
    """A response that the viewer may answer, held until this transaction ends.

    Raises:
        NotFound: there is none with this id, or the viewer may not.
    """
    response = find_response(connection, viewer.authority, response_id)
    if response is None:
        raise NotFound(response_id)
    return response, way_to_act(connection, vault, viewer, response.young_person, now)


def leave_receipt(connection: Connection, way: Way, response: SentResponse, now: datetime) -> None:
    """Keep that somebody has read it: the young person is told by whom.

    From outside it stays unread: its IRO has not seen it, and no clock stops.
    """
    if way.access.standing is Standing.OUTSIDE:
        note_outside_reading(connection, response.authority, way.access.opening, response.id, now)
    elif response.read_at is None:
        note_reading(connection, response.id, way.access.account, now, way.access.standing)


def _standing(found: Found, account: AccountId) -> Standing | None:
    if found.iro == account:
        return Standing.OWN
    if found.is_covered:
        return Standing.COVER
    return Standing.OUTSIDE if found.opening else None

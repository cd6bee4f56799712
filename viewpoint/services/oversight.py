"""What a manager sees: that something waits, for how long and with whom; never what it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from viewpoint.domain.concern_life import WaitingConcern
from viewpoint.domain.council import Council
from viewpoint.domain.cover import Cover
from viewpoint.domain.notice import StaffNotice
from viewpoint.domain.people import AccountId, AuthorityId
from viewpoint.domain.permissions import Action, Role, Viewer, require
from viewpoint.domain.uk_time import uk_day
from viewpoint.domain.unread import Unread
from viewpoint.services.what_waits import is_unread_late
from viewpoint.services.whom_to_tell import holders
from viewpoint.storage.accounts import staff_names
from viewpoint.storage.concern_lives import open_concerns
from viewpoint.storage.covers import covers_on
from viewpoint.storage.database import Database
from viewpoint.storage.notices import NoticeState, sent_notices
from viewpoint.storage.unread import unread_responses

MOST_UNDELIVERED = 20


@dataclass(frozen=True, kw_only=True)
class WhatWaits:
    """All that waits in a council, in codes and ids; `names` has the staff by account."""

    concerns: Sequence[WaitingConcern]
    unread: Sequence[Unread]
    """Those that should have been read by now."""
    covers: Sequence[Cover]
    """Who stands in for whom today."""
    undelivered: Sequence[tuple[StaffNotice, datetime]]
    """The newest notices that no mail server took."""
    names: Mapping[AccountId, str]
    has_duty_worker: bool
    """Whether anybody is told of a concern besides an IRO who may be away."""


class Oversight:
    """The manager's look; it opens nothing, so there is nothing to log."""

    def __init__(
        self,
        database: Database,
        councils: Mapping[AuthorityId, Council],
        clock: Callable[[], datetime],
    ) -> None:
        """`councils` say by when something should be read."""
        self._database = database
        self._councils = councils
        self._clock = clock

    def what_waits(self, viewer: Viewer) -> WhatWaits:
        """What waits now.

        Raises:
            NotAllowed: the viewer is no manager.
        """
        require(viewer, Action.SEE_WHAT_WAITS)
        now, council = self._clock(), self._councils[viewer.authority]
        with self._database.read() as connection:
            unread = unread_responses(connection, viewer.authority)
            return WhatWaits(
                concerns=open_concerns(connection, viewer.authority),
                unread=[each for each in unread if is_unread_late(each, council, now)],
                covers=covers_on(connection, viewer.authority, uk_day(now)),
                undelivered=sent_notices(connection, viewer.authority, NoticeState.FAILED, MOST_UNDELIVERED),
                names=staff_names(connection, viewer.authority),
                has_duty_worker=bool(holders(connection, viewer.authority, Role.DUTY_WORKER)),
            )

"""What the coordinator's pages may ask for, and nothing else: no answer is within their reach."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app

from viewpoint.domain.council import Council
from viewpoint.domain.people import AuthorityId
from viewpoint.domain.uk_time import uk_day
from viewpoint.services.follow_up import FollowUp
from viewpoint.services.hand_out import HandOut
from viewpoint.services.invitation_list import InvitationList
from viewpoint.services.invite import Invite
from viewpoint.services.leaving import Leaving
from viewpoint.services.observers import Observers
from viewpoint.services.outbox import Outbox
from viewpoint.services.print_paper import PrintPaper
from viewpoint.services.pulse import Pulse
from viewpoint.services.reach import Reach
from viewpoint.services.return_reviews import ReturnReviews
from viewpoint.services.roster_uploads import RosterUploads
from viewpoint.services.rounds import Rounds
from viewpoint.services.staff_outbox import StaffOutbox
from viewpoint.services.standing_links import StandingLinks
from viewpoint.services.you_said import YouSaid
from viewpoint.web.access import viewer

EXTENSION = "viewpoint.coordinator"


@dataclass(frozen=True, kw_only=True)
class CoordinatorServices:
    """The services of this audience."""

    invite: Invite
    invitations: InvitationList
    follow_up: FollowUp
    hand_out: HandOut
    print_paper: PrintPaper
    reach: Reach
    roster: RosterUploads
    rounds: Rounds
    leaving: Leaving
    observers: Observers
    pulse: Pulse
    standing_links: StandingLinks
    outbox: Outbox
    staff_outbox: StaffOutbox
    you_said: YouSaid
    return_reviews: ReturnReviews
    councils: Mapping[AuthorityId, Council]
    clock: Callable[[], datetime]


def services() -> CoordinatorServices:
    """Those of the running app."""
    found: CoordinatorServices = current_app.extensions[EXTENSION]
    return found


def council() -> Council:
    """The council of whoever is signed in."""
    return services().councils[viewer().authority]


def today() -> date:
    """The day it is in the UK."""
    return uk_day(services().clock())

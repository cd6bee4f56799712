"""What waits for a member of staff, counted for their digest."""

from datetime import datetime

from viewpoint.domain.accounts import Account
from viewpoint.domain.concern_life import ConcernState, WaitingConcern
from viewpoint.domain.concern_route import is_told
from viewpoint.domain.council import Council
from viewpoint.domain.people import AccountId
from viewpoint.domain.permissions import Role
from viewpoint.domain.uk_time import uk_day
from viewpoint.domain.unread import Unread
from viewpoint.services.office_hours import end_of_working_day
from viewpoint.storage.concern_lives import open_concerns
from viewpoint.storage.covers import stood_in_for
from viewpoint.storage.database import Connection
from viewpoint.storage.unread import unread_responses
from viewpoint.wording.staff_messages import Counts

Iros = frozenset[AccountId | None]
"""Those whose caseloads somebody reads: their own, and of whom they stand in for."""


def counts_for(connection: Connection, account: Account, council: Council, at: datetime) -> Counts:
    """What waits for an account in all of its roles."""
    concerns = open_concerns(connection, account.authority)
    unread = unread_responses(connection, account.authority)
    covered = stood_in_for(connection, account.authority, account.id, uk_day(at))
    iros: Iros = frozenset({account.id, *covered}) if Role.IRO in account.roles else frozenset()
    is_manager = Role.MANAGER in account.roles
    return Counts(
        concerns=sum(_waits_for(each, account, iros) for each in concerns),
        unread=sum(each.iro in iros for each in unread),
        concerns_late=sum(is_late(each, at) for each in concerns) if is_manager else 0,
        unread_late=sum(is_unread_late(each, council, at) for each in unread) if is_manager else 0,
    )


def is_late(concern: WaitingConcern, at: datetime) -> bool:
    """Whether somebody should have taken it up by now."""
    return concern.life.state is ConcernState.RAISED and concern.life.due_at <= at


def is_unread_late(unread: Unread, council: Council, at: datetime) -> bool:
    """Whether somebody should have read it by now."""
    days = council.read_within_working_days
    return end_of_working_day(uk_day(unread.sent_at), days, council) <= at


def _waits_for(concern: WaitingConcern, account: Account, iros: Iros) -> bool:
    is_theirs = Role.DUTY_WORKER in account.roles and concern.is_for_duty
    is_theirs = is_theirs or (is_told(Role.IRO, concern.route) and concern.iro in iros)
    is_free = concern.life.state is ConcernState.RAISED
    return is_theirs and (is_free or concern.life.owner == account.id)

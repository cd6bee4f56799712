"""Sends notices to staff by e-mail, one authority's in the order they were written, and never gives up."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from viewpoint.channels.message import Message, SendingChannel, TryAgain, Undeliverable
from viewpoint.domain.accounts import Account
from viewpoint.domain.council import Council
from viewpoint.domain.invitation import Channel
from viewpoint.domain.message import StaffMessage
from viewpoint.domain.notice import SAFETY, Notice, StaffNotice
from viewpoint.domain.people import AuthorityId
from viewpoint.domain.permissions import Action, Role, require, worker
from viewpoint.domain.words import ENGLISH
from viewpoint.services.what_waits import counts_for
from viewpoint.storage.accounts import find_account
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.ids import new_id
from viewpoint.storage.notices import (
    NoticeState,
    declined_by,
    note_notice,
    waiting_notices,
    with_waiting,
)
from viewpoint.storage.staff_mail import hold_mail, pause_mail, release_mail
from viewpoint.wording.staff_messages import Counts, StaffMessageWriter

PREFERENCES = "/staff/notices"
CONCERNS = {
    Role.DUTY_WORKER: "/duty/concerns/{about}",
    Role.IRO: "/iro/concerns/{about}",
    Role.MANAGER: "/manager/",
}
"""Where each role sees what a notice is about; for several roles, where the first of them does."""
CASELOADS = {Role.IRO: "/iro/", Role.MANAGER: "/manager/"}
PAGES: Mapping[Notice, Mapping[Role, str]] = {
    Notice.CONCERN_TODAY: CONCERNS,
    Notice.CONCERN_SOON: CONCERNS,
    Notice.CONCERN_ESCALATED: CONCERNS,
    Notice.UNREAD: CASELOADS,
    Notice.UNREAD_ESCALATED: CASELOADS,
    Notice.OPENED_BY_ANOTHER: CASELOADS,
    Notice.COVER_CHANGED: {Role.IRO: "/iro/cover"},
    Notice.DIGEST: {},
}
SIGN_IN = "/staff/"

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Mailing:
    """What mail to staff is made of."""

    database: Database
    councils: Mapping[AuthorityId, Council]
    channel: SendingChannel
    writer: StaffMessageWriter
    base_url: str
    clock: Callable[[], datetime]


class StaffMail:
    """One notice at a time, so that other work of the worker comes in between."""

    def __init__(self, parts: Mailing) -> None:
        """See `Mailing`."""
        self._parts = parts
        self._owner = new_id()

    def send_next(self) -> bool:
        """Send the oldest notice of an authority that can send now; False when none can.

        Raises:
            StorageUnavailable: the database is down; what was sent and not noted is sent again later.
        """
        with self._parts.database.read() as connection:
            waiting = with_waiting(connection)
        return any(self._send_one(authority) for authority in waiting if authority in self._parts.councils)

    def _send_one(self, authority: AuthorityId) -> bool:
        require(worker(authority), Action.MAIL_STAFF)
        with self._parts.database.write() as connection:
            if not hold_mail(connection, authority, self._owner, self._parts.clock()):
                return False
            oldest = waiting_notices(connection, authority, 1)
            prepared = [(notice, self.message(connection, notice)) for notice in oldest]
        return any(self._left(notice, message) for notice, message in prepared)

    def _left(self, notice: StaffNotice, message: Message | None) -> bool:
        """Whether it is off the queue; a failure holds all that comes after it, as they leave in order."""
        try:
            state = self._sent(message)
        except TryAgain as error:
            log.warning("notice %s waits: %s", notice.id, error.reason)
            with self._parts.database.write() as connection:
                pause_mail(connection, notice.authority, self._owner, self._parts.clock())
            return False
        with self._parts.database.write() as connection:
            note_notice(connection, notice, state, self._parts.clock())
            release_mail(connection, notice.authority, self._owner)
        return True

    def _sent(self, message: Message | None) -> NoticeState:
        if message is None:
            return NoticeState.DROPPED
        try:
            self._parts.channel.send(message)
        except Undeliverable as error:
            log.warning("notice %s given up: %s", message.reference, error.reason)
            return NoticeState.FAILED
        return NoticeState.SENT

    def message(self, connection: Connection, notice: StaffNotice) -> Message | None:
        """What is sent; None where its reader has left, does not want it, or has nothing waiting any more."""
        account = find_account(connection, notice.to)
        if account is None or self._is_declined(connection, notice):
            return None
        counts = self._counts(connection, notice, account)
        if counts is not None and counts.is_nothing:
            return None
        link = self._parts.base_url + page_of(notice, account)
        preferences = self._parts.base_url + PREFERENCES
        words = self._parts.writer.notice(notice.notice, link=link, preferences=preferences, counts=counts)
        return Message(
            reference=notice.id,
            channel=Channel.EMAIL,
            kind=StaffMessage.NOTICE,
            language=ENGLISH,
            to=account.email,
            subject=words.subject,
            body=words.body,
            link=link,
        )

    def _is_declined(self, connection: Connection, notice: StaffNotice) -> bool:
        return notice.notice not in SAFETY and notice.notice in declined_by(connection, notice.to)

    def _counts(self, connection: Connection, notice: StaffNotice, account: Account) -> Counts | None:
        if notice.notice is not Notice.DIGEST:
            return None
        return counts_for(connection, account, self._parts.councils[notice.authority], self._parts.clock())


def page_of(notice: StaffNotice, account: Account) -> str:
    """The address of the page where its reader sees what a notice is about."""
    pages = PAGES[notice.notice]
    found = (path for role, path in pages.items() if role in account.roles)
    return next(found, SIGN_IN).format(about=notice.about)

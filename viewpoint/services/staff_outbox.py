"""The demo's outbox of messages to staff: what would have left, put into words once more."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from viewpoint.domain.concern_life import Step
from viewpoint.domain.errors import NotFound
from viewpoint.domain.permissions import Action, Viewer, require
from viewpoint.services.staff_mail import SIGN_IN, StaffMail
from viewpoint.settings import Delivery
from viewpoint.storage.concern_lives import newest_steps
from viewpoint.storage.database import Database
from viewpoint.storage.notices import NoticeState, sent_notices
from viewpoint.wording.staff_messages import StaffMessageWriter

MOST_SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class ToStaff:
    """A message to somebody on the staff; `to` is "" for the emergency duty team."""

    to: str = field(repr=False)
    subject: str
    body: str
    link: str
    at: datetime


class StaffOutbox:
    """Read by the coordinator of the demo, and nowhere else; the words hold nothing of a child's."""

    def __init__(
        self, database: Database, delivery: Delivery, mail: StaffMail, writer: StaffMessageWriter
    ) -> None:
        """`delivery`: only with `Delivery.OUTBOX` is there anything to read."""
        self._database = database
        self._delivery = delivery
        self._mail = mail
        self._writer = writer

    def messages(self, viewer: Viewer) -> Sequence[ToStaff]:
        """The newest messages.

        Raises:
            NotAllowed: the viewer is no coordinator.
            NotFound: messages really leave here.
        """
        require(viewer, Action.READ_OUTBOX)
        if self._delivery is not Delivery.OUTBOX:
            raise NotFound("outbox")
        words = self._writer.emergency(link=SIGN_IN)
        with self._database.read() as connection:
            called = newest_steps(connection, viewer.authority, Step.EMERGENCY_TEAM_TOLD, MOST_SHOWN)
            texts = [ToStaff(to="", subject="", body=words.body, link=SIGN_IN, at=at) for at in called]
            sent = sent_notices(connection, viewer.authority, NoticeState.SENT, MOST_SHOWN)
            written = [(self._mail.message(connection, notice), at) for notice, at in sent]
        mails = [
            ToStaff(to=each.to, subject=each.subject, body=each.body, link=each.link, at=at)
            for each, at in written
            if each is not None
        ]
        return sorted([*texts, *mails], key=lambda each: each.at, reverse=True)[:MOST_SHOWN]

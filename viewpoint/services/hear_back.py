"""What a young person sees once they have sent: whether it was read, and the reply behind their pictures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from viewpoint.domain.errors import NotFound
from viewpoint.domain.people import ResponseId
from viewpoint.domain.reply import Reply
from viewpoint.domain.visit import Visit
from viewpoint.services.visits import Visits
from viewpoint.storage.accounts import staff_names
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.people import name_of
from viewpoint.storage.replies import has_reply, note_reply_seen, replies_to
from viewpoint.storage.responses import response_to
from viewpoint.storage.sealing import Vault
from viewpoint.storage.visits import OpenVisit
from viewpoint.storage.wholes import told_of


@dataclass(frozen=True, kw_only=True)
class Heard:
    """One reply, by name."""

    reply: Reply
    from_name: str
    sent_at: datetime


@dataclass(frozen=True, kw_only=True)
class Afterwards:
    """How a sent response stands.

    `replies`, newest first, and who read it are there only once the picture PIN was given.
    """

    visit: Visit
    shown: Sequence[ResponseId]
    """Whose replies these are: what was added to a response, or put off with it, has its own."""
    sent_at: datetime
    read_at: datetime | None
    has_reply: bool
    replies: Sequence[Heard]
    read_by_name: str = ""


class HearBack:
    """The young person's side of the reply."""

    def __init__(self, database: Database, vault: Vault, clock: Callable[[], datetime]) -> None:
        """The clock gives the time at which a reply was first seen."""
        self._database = database
        self._visits = Visits(vault, clock)
        self._clock = clock

    def afterwards(self, secret: str) -> Afterwards:
        """Whether it was read and answered.

        Raises:
            NotFound: nothing was sent yet.
            VisitEnded: the visit is over.
        """
        with self._database.read() as connection:
            opened = self._visits.found(connection, secret)
            after = self._afterwards(connection, opened)
        if after.replies:
            with self._database.write() as connection:
                for response in after.shown:
                    note_reply_seen(connection, response, self._clock())
        return after

    def name(self, secret: str) -> str:
        """The name they go by, to greet them with after Start; empty when the roster gave none.

        Raises:
            VisitEnded: the visit is over.
        """
        with self._database.read() as connection:
            opened = self._visits.found(connection, secret)
            return name_of(connection, opened.seal, opened.visit.invitation.young_person)

    def _afterwards(self, connection: Connection, opened: OpenVisit) -> Afterwards:
        response = response_to(connection, opened.visit.invitation.id)
        if response is None:
            raise NotFound("response")
        is_known = opened.visit.is_known
        names = staff_names(connection, response.authority)
        told = told_of(connection, opened.visit.invitation)
        sent = [part.response.id for part in told if part.response]
        opens = [part.response.id for part in told if part.response and part.invitation.is_behind_pin]
        shown = opens if is_known else []
        replies = [reply for each in shown for reply in replies_to(connection, opened.seal, each)]
        return Afterwards(
            visit=opened.visit,
            shown=shown,
            sent_at=response.sent_at,
            read_at=response.read_at,
            has_reply=any(has_reply(connection, each) for each in sent),
            replies=[
                Heard(reply=each.reply, from_name=names[each.account], sent_at=each.sent_at)
                for each in sorted(replies, key=lambda each: each.sent_at, reverse=True)
            ],
            read_by_name=names.get(response.read_by, "") if is_known and response.read_by else "",
        )

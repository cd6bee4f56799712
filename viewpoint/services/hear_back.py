"""What a young person sees once they have sent: whether it was read, and the reply behind their pictures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from viewpoint.domain.errors import NotFound
from viewpoint.domain.invitation import InvitationKind
from viewpoint.domain.people import ResponseId
from viewpoint.domain.reply import Reply
from viewpoint.domain.standing import Standing
from viewpoint.domain.visit import Visit
from viewpoint.domain.whole import Hold, Part, hold_on, whole_in
from viewpoint.services.add_to import AddTo
from viewpoint.services.go_on import GoOn, Open
from viewpoint.services.visits import Visits
from viewpoint.storage.accounts import staff_names
from viewpoint.storage.concerns import raised_by_the_worker
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.outside import outside_readings
from viewpoint.storage.people import name_of
from viewpoint.storage.replies import has_reply, note_reply_seen, replies_to
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
    read_by_name: str
    read_as: Standing
    """Whether that was their IRO, or somebody in place of them."""
    read_outside: Sequence[tuple[str, datetime]]
    """Who else read any of it for a stated reason, by name, and when."""
    goes_on_with: Open
    may_add: Open
    hold: Hold
    """What may still be done with what was sent."""
    is_looked_at: bool
    """Whether somebody was asked to look at something in it, as they may not be safe."""


class HearBack:
    """The young person's side of the reply."""

    def __init__(
        self, database: Database, vault: Vault, go_on: GoOn, add_to: AddTo, clock: Callable[[], datetime]
    ) -> None:
        """`go_on` and `add_to` know what may follow; the clock says when a reply was first seen."""
        self._database = database
        self._visits = Visits(vault, clock)
        self._go_on = go_on
        self._add_to = add_to
        self._clock = clock

    def afterwards(self, secret: str) -> Afterwards:
        """Whether it was read and answered, and what they may do next.

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
        visit, invitation = opened.visit, opened.visit.invitation
        told = told_of(connection, invitation)
        response = next((part.response for part in told if part.invitation.id == invitation.id), None)
        if response is None:
            raise NotFound("response")
        names = staff_names(connection, response.authority) if visit.is_known else {}
        is_theirs = response.kind is not InvitationKind.OBSERVER
        sent = [part.response.id for part in told if part.response]
        shown = _shown(visit, told)
        replies = [reply for each in shown for reply in replies_to(connection, opened.seal, each)]
        return Afterwards(
            visit=visit,
            shown=shown,
            sent_at=response.sent_at,
            read_at=response.read_at,
            has_reply=any(has_reply(connection, each) for each in sent),
            replies=[
                Heard(reply=each.reply, from_name=names[each.account], sent_at=each.sent_at)
                for each in sorted(replies, key=lambda each: each.sent_at, reverse=True)
            ],
            read_by_name=names.get(response.read_by, "") if response.read_by else "",
            read_as=response.read_as,
            read_outside=[
                (names[account], at)
                for account, at in (outside_readings(connection, sent) if visit.is_known else ())
            ],
            goes_on_with=self._go_on.open_to(connection, invitation, told),
            may_add=self._add_to.open_to(connection, invitation, told),
            hold=hold_on(visit, whole_in(told), self._clock()),
            is_looked_at=is_theirs
            and raised_by_the_worker(connection, [part.invitation.id for part in told]),
        )


def _shown(visit: Visit, told: Sequence[Part]) -> list[ResponseId]:
    """What the picture PIN of this visit opens; nothing where it was not given."""
    if not visit.is_known:
        return []
    return [part.response.id for part in told if part.response and part.invitation.is_behind_pin]

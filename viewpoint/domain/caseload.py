"""An IRO's caseload: who needs something, and who comes first."""

from dataclasses import dataclass
from datetime import date

from viewpoint.domain.invitation import InvitationKind
from viewpoint.domain.people import YoungPersonId
from viewpoint.domain.sent import Waiting


@dataclass(frozen=True, kw_only=True)
class CaseloadEntry:
    """A young person of the caseload and what needs doing."""

    young_person: YoungPersonId
    name: str
    next_review_on: date | None
    placement_type: str
    area: str
    distance: str
    newest: Waiting | None
    concerns: int
    wants_advocate: bool = False
    promised_by: date | None = None
    """The oldest day that something was promised by and was not done; None where no promise is overdue."""

    @property
    def is_unread(self) -> bool:
        """Whether the newest response was not opened yet."""
        return self.newest is not None and self.newest.read_at is None

    @property
    def owes_reply(self) -> bool:
        """Whether the newest response was read, and neither answered nor closed with a reason."""
        newest = self.newest
        if newest is None or newest.kind is InvitationKind.OBSERVER:
            return False
        return newest.read_at is not None and not (newest.has_reply or newest.is_closed)


def urgency(entry: CaseloadEntry) -> tuple[bool, bool, bool, str, date, bool, date, str]:
    """What a caseload is sorted by: concerns, advocates, the unread, promises, the unanswered, the review."""
    unread_since = entry.newest.sent_at.isoformat() if entry.newest and entry.is_unread else ""
    review_on = entry.next_review_on or date.max
    return (
        not entry.concerns,
        not entry.wants_advocate,
        not entry.is_unread,
        unread_since,
        entry.promised_by or date.max,
        not entry.owes_reply,
        review_on,
        entry.name,
    )

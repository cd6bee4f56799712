"""A young person's visit: begun by Start, ended by leaving, by 30 idle minutes or by 12 hours."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from viewpoint.domain.invitation import Invitation
from viewpoint.domain.permissions import Role, Viewer

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)


@dataclass(frozen=True, kw_only=True)
class Visit:
    """What the server knows of a visit; the browser holds a random key to it and nothing else."""

    key: bytes
    """SHA-256 of what the cookie holds."""
    invitation: Invitation
    language: str
    has_pin: bool
    reader_name: str
    """Their IRO's name, empty while nobody is named."""
    pin_at: datetime | None
    started_at: datetime
    seen_at: datetime

    @property
    def viewer(self) -> Viewer:
        """The young person, as the permission table knows them."""
        return Viewer(authority=self.invitation.authority, role=Role.YOUNG_PERSON, subject=self.invitation.id)

    @property
    def is_known(self) -> bool:
        """Whether the picture PIN was given in this visit, so that words may be shown."""
        return self.pin_at is not None

    def is_over(self, at: datetime) -> bool:
        """Whether it was left alone too long; the draft is safe either way."""
        return at - self.seen_at > IDLE or at - self.started_at > LONGEST

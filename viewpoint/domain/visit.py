"""A young person's visit: begun by Start, ended by leaving, by 30 idle minutes or by 12 hours."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from viewpoint.domain.invitation import Invitation, InvitationState
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
    pin_set_at: datetime | None
    """When they first chose their picture PIN; what was sent before then, it never opens."""
    reader_name: str
    """Their IRO's name, empty while nobody is named."""
    pin_at: datetime | None
    """When the picture PIN was given in this visit."""
    started_at: datetime
    seen_at: datetime

    @property
    def viewer(self) -> Viewer:
        """The young person, as the permission table knows them."""
        return Viewer(authority=self.invitation.authority, role=Role.YOUNG_PERSON, subject=self.invitation.id)

    @property
    def has_pin(self) -> bool:
        """Whether there is a picture PIN that opens what this invitation is for."""
        sent_at = self.invitation.sent_at
        return self.pin_set_at is not None and (sent_at is None or sent_at >= self.pin_set_at)

    @property
    def is_known(self) -> bool:
        """Whether the picture PIN was given in this visit, so that words may be shown."""
        return self.has_pin and self.pin_at is not None

    def is_over(self, at: datetime) -> bool:
        """Whether it was left alone too long or its invitation closed; the draft is safe either way."""
        is_closed = self.invitation.state_at(at) in {InvitationState.EXPIRED, InvitationState.REVOKED}
        return is_closed or at - self.seen_at > IDLE or at - self.started_at > LONGEST

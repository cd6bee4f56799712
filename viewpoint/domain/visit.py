"""A young person's visit: begun by Start, ended by leaving, by 30 idle minutes or by 12 hours."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from viewpoint.domain.invitation import Invitation, InvitationState
from viewpoint.domain.people import YoungPersonId
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
    """When a picture PIN was first chosen."""
    reader_name: str
    """Their IRO's name, empty while nobody is named."""
    pin_at: datetime | None
    """When the picture PIN was given in this visit."""
    started_at: datetime
    seen_at: datetime
    who_is_here: str = ""
    """Who is with them in this visit, once they have said."""
    code_at: datetime | None = None
    """When they typed, in this visit, the code with which their IRO lets them choose new pictures."""
    pin_renewed_at: datetime | None = None
    """When other pictures were last chosen in the place of the first."""

    @property
    def viewer(self) -> Viewer:
        """The young person, as the permission table knows them."""
        return Viewer(authority=self.invitation.authority, role=Role.YOUNG_PERSON, subject=self.invitation.id)

    @property
    def has_pin(self) -> bool:
        """Whether there is a picture PIN that opens what this invitation is for.

        What was sent without giving it, it never opens: somebody else may have chosen it before the young
        person ever came, from a letter that they opened first.
        """
        if not self.invitation.takes_pin:
            return False
        is_sent = self.invitation.state is InvitationState.SENT
        return self.pin_set_at is not None and (self.invitation.is_behind_pin or not is_sent)

    @property
    def is_known(self) -> bool:
        """Whether the picture PIN was given in this visit, so that words may be shown."""
        return self.has_pin and self.pin_at is not None

    @property
    def may_renew_pin(self) -> bool:
        """Whether other pictures may be chosen here: the old ones were given, or the IRO's code."""
        return self.has_pin and (self.pin_at is not None or self.code_at is not None)

    @property
    def mark(self) -> bytes:
        """What the draft keeps beside each answer: this visit's key; once the PIN was given, the PIN's."""
        return pin_mark(self.invitation.young_person) if self.is_known else self.key

    def may_see(self, mark: bytes) -> bool:
        """Whether an answer may be shown: given in this visit, or behind the PIN that was given here."""
        return mark in {self.key, self.mark}

    def is_over(self, at: datetime) -> bool:
        """Whether it was left alone too long or its invitation closed; the draft is safe either way."""
        is_closed = self.invitation.state_at(at) in {InvitationState.EXPIRED, InvitationState.REVOKED}
        return is_closed or at - self.seen_at > IDLE or at - self.started_at > LONGEST


def visit_key(secret: str) -> bytes:
    """What the database knows the secret in a visit's cookie by, a young person's or a member of staff's."""
    return hashlib.sha256(secret.encode()).digest()


def pin_mark(young_person: YoungPersonId) -> bytes:
    """The mark of a young person's answers that their picture PIN opens."""
    return hashlib.sha256(f"picture PIN|{young_person}".encode()).digest()

"""An invitation: one young person asked once, from issue to sending, expiry or revocation."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum, auto
from typing import Any, Self

from viewpoint.domain.errors import AlreadySent, LinkClosed, RemindedAlready
from viewpoint.domain.people import AuthorityId, InvitationId, Profile, RoundId, YoungPersonId
from viewpoint.domain.uk_time import LONDON, uk_day

GRACE = timedelta(days=3)


class InvitationState(StrEnum):
    """How far it has come; EXPIRED is never stored, it is what the clock makes of an unsent one."""

    ISSUED = auto()
    OPENED = auto()
    SENT = auto()
    EXPIRED = auto()
    REVOKED = auto()


class InvitationKind(StrEnum):
    """What somebody is asked for, which decides who may read it and whether it is counted."""

    VIEWS = auto()
    """What life is like where they live: for a review or a round."""
    SUPPLEMENT = auto()
    """The part of their views that was put off until they are on their own."""
    LEAVING = auto()
    """About a placement that has ended."""
    ANY_TIME = auto()
    """A standing link; each message sent through it has an invitation of its own, of this kind too."""
    OBSERVER = auto()
    """What an adult saw of a young person who cannot answer: never the young person's words."""
    PULSE = auto()
    """The anonymous lane: once sent, nothing ties the answers to anybody."""


class Channel(StrEnum):
    """How the link reaches the young person."""

    SMS = auto()
    EMAIL = auto()
    LETTER = auto()


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """As it stands; a transition returns a new one."""

    id: InvitationId
    authority: AuthorityId
    young_person: YoungPersonId
    round: RoundId | None
    review_on: date | None
    state: InvitationState
    channel: Channel
    language: str
    profile: Profile
    forms: Mapping[str, Any]
    """What the questions were tailored from, as `Instrument.to_json` gives it."""
    issued_at: datetime
    answers_until: datetime
    opened_at: datetime | None = None
    sent_at: datetime | None = None
    reminded_at: datetime | None = None
    kind: InvitationKind = InvitationKind.VIEWS
    parent: InvitationId | None = None
    """The invitation that a supplement belongs to, or the standing link of a message."""
    about_stay: str | None = None
    """The placement that has ended, where that is what is asked about."""
    about_home: str | None = None
    """The home that the answers are about, where it is not where they live when they send."""
    is_behind_pin: bool = False
    """Whether the picture PIN opens it: whoever sent it had given the PIN and could see all that was said."""
    taken_back_at: datetime | None = None
    """When the young person took back what they had sent, until they send again."""

    @property
    def is_standing(self) -> bool:
        """Whether its link is never spent: each sending is an invitation of its own."""
        return self.kind is InvitationKind.ANY_TIME and self.parent is None

    @property
    def whole(self) -> InvitationId:
        """The invitation that the whole begins with: what was put off belongs to what was sent first."""
        is_part = self.kind is InvitationKind.SUPPLEMENT and self.parent is not None
        return self.parent if is_part and self.parent else self.id

    @property
    def takes_pin(self) -> bool:
        """Whether the picture PIN opens it: not where an adult answers, nor where nothing is kept."""
        return self.kind not in {InvitationKind.OBSERVER, InvitationKind.PULSE}

    @property
    def hears_by_message(self) -> bool:
        """Whether a message tells of a reply, by the way they were invited.

        A letter tells nobody. A standing link is a letter that somebody keeps; an adult is thanked in person.
        """
        is_on_paper = self.kind in {InvitationKind.ANY_TIME, InvitationKind.OBSERVER}
        is_named = self.kind is not InvitationKind.PULSE
        return self.channel is not Channel.LETTER and not is_on_paper and is_named

    def state_at(self, at: datetime) -> InvitationState:
        """The stored state, or EXPIRED when nothing was sent in time."""
        if self.state in {InvitationState.SENT, InvitationState.REVOKED}:
            return self.state
        return InvitationState.EXPIRED if at >= self.answers_until else self.state

    def open(self, at: datetime) -> Self:
        """Mark that somebody pressed Start; a sent one stays sent, so that it can be read back.

        Raises:
            LinkClosed: it expired or was revoked.
        """
        state = self.state_at(at)
        if state in {InvitationState.EXPIRED, InvitationState.REVOKED}:
            raise LinkClosed(state)
        if state is InvitationState.ISSUED:
            return replace(self, state=InvitationState.OPENED, opened_at=at)
        return self

    def send(self, at: datetime) -> Self:
        """Spend the invitation: what was answered is on its way.

        Raises:
            AlreadySent: it was sent before.
            LinkClosed: it expired or was revoked.
        """
        if self.state is InvitationState.SENT:
            raise AlreadySent(self.id)
        return replace(self.open(at), state=InvitationState.SENT, sent_at=at, taken_back_at=None)

    def reopen(self) -> Self:
        """Undo the sending: what was sent is a draft again.

        Raises:
            LinkClosed: nothing was sent.
        """
        if self.state is not InvitationState.SENT:
            raise LinkClosed(self.state)
        return replace(self, state=InvitationState.OPENED, sent_at=None, is_behind_pin=False)

    def take_back(self, at: datetime) -> Self:
        """Undo the sending for good: what was sent is gone; while it is open it may be answered again.

        Raises:
            LinkClosed: as `reopen`.
        """
        return replace(self.reopen(), taken_back_at=at)

    def is_open(self, at: datetime) -> bool:
        """Whether it can still be answered."""
        return self.state_at(at) in {InvitationState.ISSUED, InvitationState.OPENED}

    def remind(self, at: datetime) -> Self:
        """Note the one reminder there is.

        Raises:
            RemindedAlready: there was one.
            LinkClosed: it can no longer be answered.
        """
        if not self.is_open(at):
            raise LinkClosed(self.state_at(at))
        if self.reminded_at is not None:
            raise RemindedAlready(self.id)
        return replace(self, reminded_at=at)

    def revoke(self, at: datetime) -> Self:
        """Take it back.

        Raises:
            LinkClosed: it was sent, it expired, or it was revoked before.
        """
        if not self.is_open(at):
            raise LinkClosed(self.state_at(at))
        return replace(self, state=InvitationState.REVOKED)

    @property
    def last_on(self) -> date:
        """The last day on which it can be answered, in UK time."""
        return uk_day(self.answers_until - timedelta(seconds=1))


def answers_until(*, review_on: date | None, closes_on: date | None) -> datetime:
    """The end of the third day after the review or the round's close, in UK time.

    Raises:
        ValueError: neither date was given.
    """
    last_on = review_on or closes_on
    if last_on is None:
        raise ValueError("an invitation is for a review or a round")
    return datetime.combine(last_on + GRACE + timedelta(days=1), time(), tzinfo=LONDON)

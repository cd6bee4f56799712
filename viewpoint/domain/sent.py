"""What was sent, and what it waits for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from typing import Any

from viewpoint.domain.invitation import InvitationKind
from viewpoint.domain.people import (
    AccountId,
    AuthorityId,
    InvitationId,
    Profile,
    ResponseId,
    RoundId,
    YoungPersonId,
)
from viewpoint.domain.standing import Standing


class Medium(StrEnum):
    """How a response came: answered on the pages, or on paper and keyed in by a reader."""

    ONLINE = auto()
    PAPER = auto()


@dataclass(frozen=True, kw_only=True)
class SentResponse:
    """A response that was sent, without its answers."""

    id: ResponseId
    authority: AuthorityId
    young_person: YoungPersonId
    invitation: InvitationId
    round: RoundId | None
    profile: Profile
    forms: Mapping[str, Any]
    language: str
    who_is_here: str
    home_key: str
    gender: str
    sent_at: datetime
    read_at: datetime | None = None
    read_by: AccountId | None = None
    read_as: Standing = Standing.OWN
    """As what whoever read it first did so; whoever reads it from outside leaves it unread."""
    medium: Medium = Medium.ONLINE
    kind: InvitationKind = InvitationKind.VIEWS
    supplements: ResponseId | None = None
    """The response that this one finishes, where it was put off until they were on their own."""

    @property
    def is_adults(self) -> bool:
        """Whether nothing in it is the young person's own: an adult saw it, or answered all of it."""
        return self.kind is InvitationKind.OBSERVER or self.who_is_here == "proxy"

    @property
    def is_their_own(self) -> bool:
        """Whether it counts among children's answers.

        On paper nobody was asked before going on: where they did not tick who was with them, an adult may
        have filled it in, and it counts for nothing but their own review.
        """
        is_unsaid = self.medium is Medium.PAPER and not self.who_is_here
        return not self.is_adults and not is_unsaid


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What a young person's newest response waits for."""

    young_person: YoungPersonId
    response: ResponseId
    sent_at: datetime
    read_at: datetime | None
    has_reply: bool
    kind: InvitationKind = InvitationKind.VIEWS
    is_closed: bool = False
    """Whether it was closed with a reason, which is an answer too."""

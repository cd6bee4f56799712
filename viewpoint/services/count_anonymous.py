"""What a round brought in by the anonymous lane, ready to be counted with the rest."""

from collections.abc import Callable
from dataclasses import dataclass

from viewpoint.domain.anonymous import Sender, as_returns, coarsened
from viewpoint.domain.people import Gender
from viewpoint.domain.release_policy import ReleasePolicy
from viewpoint.domain.returns import Return, values_of
from viewpoint.domain.rounds import Round
from viewpoint.storage.anonymous import anonymous_returns, senders_of
from viewpoint.storage.database import Connection


@dataclass(frozen=True, kw_only=True)
class Anonymous:
    """The rows as returns, and who sent them, without which is whose."""

    returns: list[Return]
    senders: frozenset[str]
    """They count by their rows: anything else that they sent in the round would count them twice."""


def count_anonymous(
    connection: Connection, policy: ReleasePolicy, round_: Round, draw: Callable[[int], int]
) -> Anonymous:
    """A round's anonymous returns; `draw` is as in `seal`."""
    senders = [
        Sender(
            young_person=invitation.young_person,
            home=invitation.about_home or "",
            groups=coarsened(values_of(invitation.profile, Gender(gender)), policy.breakdowns),
        )
        for invitation, gender in senders_of(connection, round_)
    ]
    rows = anonymous_returns(connection, round_.authority, round_.id)
    return Anonymous(
        returns=as_returns(rows, senders, draw),
        senders=frozenset(sender.young_person for sender in senders),
    )

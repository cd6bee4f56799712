"""The anonymous lane as disclosure control needs it: coarse groups, and homes that belong to no row."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from viewpoint.domain.release_policy import WHOLE, Breakdown
from viewpoint.domain.returns import Return

NO_HOME = "home not known"
"""The one home of all rows that no sender's groups fit: so they count for less, never for more."""


@dataclass(frozen=True, kw_only=True)
class AnonymousReturn:
    """What one young person said in the anonymous lane; the id is random and means nothing."""

    id: str
    groups: Mapping[str, str]
    answers: Mapping[str, str | None]


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Somebody who sent in the anonymous lane, which row unknown: where they lived, and their groups."""

    young_person: str
    home: str
    groups: Mapping[str, str]


def coarsened(values: Mapping[str, str], breakdowns: Iterable[Breakdown]) -> dict[str, str]:
    """The values as coarse as the groups that are released: each the first value that its group holds."""
    found = {}
    for breakdown in breakdowns:
        group = breakdown.group_of(values)
        if breakdown.code != WHOLE and group is not None:
            found[breakdown.code] = breakdown.groups[group][0]
    return found


def as_returns(
    rows: Sequence[AnonymousReturn], senders: Sequence[Sender], draw: Callable[[int], int]
) -> list[Return]:
    """The rows as returns, each with the home of some sender of the very same groups.

    A gate asks only how the young people of a group spread over homes. Which row has which of the homes of
    those who share all its groups makes no difference to that, so it is drawn.
    """
    homes: dict[tuple[tuple[str, str], ...], list[str]] = defaultdict(list)
    for sender in senders:
        homes[_key(sender.groups)].append(sender.home)
    return [
        Return(
            young_person=row.id,
            placement=_taken(homes[_key(row.groups)], draw),
            values=row.groups,
            answers=row.answers,
            asked=frozenset(row.answers),
        )
        for row in rows
    ]


def _key(groups: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(groups.items()))


def _taken(homes: list[str], draw: Callable[[int], int]) -> str:
    return homes.pop(draw(len(homes))) if homes else NO_HOME

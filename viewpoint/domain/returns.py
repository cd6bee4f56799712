"""What a round brought in: one return for each child who sent something, and everybody who was invited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from viewpoint.domain.errors import BadInput
from viewpoint.domain.people import Area, DistanceBand, Gender, Profile


class CountedTwice(BadInput):
    """A child has two returns in one round; only the last one sent may count."""


@dataclass(frozen=True, kw_only=True)
class Return:
    """What one child sent in a round; an adult's answers on a child's behalf are never among these.

    `values` are the profile values of the day of the invitation (see `values_of`). `answers` holds each
    measure's answer, None where it was asked and nothing was said. `asked` are the measures that the
    child's questionnaire asks whatever they answer: a measure behind a condition on an earlier answer does
    not belong in it, since a table of it would publish that answer. `themes` is None where no open question
    was asked.
    """

    young_person: str
    placement: str
    values: Mapping[str, str]
    answers: Mapping[str, str | None]
    asked: frozenset[str]
    themes: frozenset[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Invited:
    """A child who was asked to take part in a round, whether or not they sent anything."""

    young_person: str
    placement: str
    values: Mapping[str, str]


def values_of(profile: Profile, gender: Gender) -> dict[str, str]:
    """The profile values that a policy's breakdowns are made of, by breakdown code."""
    return {
        "placement_type": profile.placement_type.value,
        "age_band": profile.age_band.value,
        "area": _area(profile.area, profile.distance),
        "gender": gender.value,
    }


def check_counted_once(returns: Sequence[Return]) -> None:
    """Refuse a round in which a child counts twice.

    Raises:
        CountedTwice: two returns are of the same child.
    """
    twice = len(returns) - len({each.young_person for each in returns})
    if twice:
        raise CountedTwice(
            f"{twice} returns are of a child who has another in this round; keep the last sent"
        )


def _area(area: Area, distance: DistanceBand) -> str:
    """One of "in", "unknown", or "out" with how far: "out_up_to_20", "out_over_20", "out_unknown"."""
    return f"{area.value}_{distance.value}" if area is Area.OUTSIDE else area.value

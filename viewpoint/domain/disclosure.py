"""Sealing a round: from each child's answers to a release that gives no child away."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from viewpoint.domain.errors import BadInput
from viewpoint.domain.grouping import Group, choose
from viewpoint.domain.people import Gender, Profile, RoundId
from viewpoint.domain.release import About, Rate, Release, Table
from viewpoint.domain.release_policy import Breakdown, Mode, ReleasePolicy, Thresholds
from viewpoint.domain.rounding import Draw


class UnknownAnswer(BadInput):
    """An answer is not among the codes that the policy releases; the policy file must name it first."""


class CountedTwice(BadInput):
    """A child has two returns in one round; only the last one sent may count."""


@dataclass(frozen=True, kw_only=True)
class Return:
    """What one child sent in a round; an adult's answers on a child's behalf are never among these.

    `values` are the profile values of the day of the invitation (see `values_of`). `answers` holds each measure's
    answer, None where it was asked and nothing was said. `asked` are the measures that the child's questionnaire
    asks whatever they answer: a measure behind a condition on an earlier answer does not belong in it, since a
    table of it would publish that answer. `themes` is None where no open question was asked.
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


@dataclass(frozen=True, kw_only=True)
class Codeframe:
    """The version of the codeframe that themes were counted by, and its themes in order."""

    version: str
    themes: tuple[str, ...]


def values_of(profile: Profile, gender: Gender) -> dict[str, str]:
    """The profile values that a policy's breakdowns are made of, by breakdown code."""
    return {
        "placement_type": profile.placement_type.value,
        "age_band": profile.age_band.value,
        "area": _area(profile.area, profile.distance),
        "gender": gender.value,
    }


def seal(
    *,
    round_id: RoundId,
    returns: Sequence[Return],
    invited: Sequence[Invited],
    policy: ReleasePolicy,
    mode: Mode,
    codeframe: Codeframe,
    draw: Draw,
) -> Release:
    """The release of a closed round; to be made once, as every further draw on the same answers tells more of them.

    `draw(n)` gives a whole number from 0 to n - 1 from a secure source (`secrets.randbelow`). True counts are not
    in what is returned.

    Raises:
        UnknownAnswer: an answer is none of its measure's released codes.
        CountedTwice: two returns are of the same child.
    """
    _check_counted_once(returns)
    sealer = _Sealer(returns, policy.divided(mode), policy.thresholds(mode), draw)
    careful = _Sealer(returns, policy.divided(Mode.STRICT), policy.strict, draw)
    tables: list[Table] = []
    for measure in policy.measures:
        tables += (careful if measure.sensitive else sealer).tables(_about_measure(measure))
    for theme in codeframe.themes:
        tables += sealer.tables(_about_theme(theme, policy.theme_breakdowns))
    return Release(
        round_id=round_id,
        policy_version=policy.version,
        codeframe_version=codeframe.version,
        tables=tuple(tables),
        rates=sealer.rates(policy.rate_breakdowns, invited),
    )


@dataclass(frozen=True, kw_only=True)
class _Question:
    """What a table counts: its cells, who was asked, and which cell a return falls in (none for "")."""

    about: About
    code: str
    cells: tuple[str, ...]
    breakdowns: tuple[str, ...]
    was_asked: Callable[[Return], bool]
    cell_of: Callable[[Return], str]


@dataclass
class _Sealer:
    """Draws the tables of one release: groups are chosen once, and each set of children is drawn once a question."""

    returns: Sequence[Return]
    breakdowns: tuple[Breakdown, ...]
    thresholds: Thresholds
    draw: Draw
    groups: tuple[Group, ...] = field(init=False)

    def __post_init__(self) -> None:
        self._by_child = {each.young_person: each for each in self.returns}
        self._placed = {each.young_person: _placed(each) for each in self.returns}
        self._bases: dict[frozenset[str], int] = {}
        self.groups = choose(self._placed, self.breakdowns, self.thresholds)

    def tables(self, question: _Question) -> list[Table]:
        """One table for each nameable group of the question's breakdowns, hidden ones among them."""
        visible = self._visible(question)
        drawn = self._drawn(question, visible)
        named = [group for group in self.groups if group.breakdown in question.breakdowns]
        return [self._table(question, group, drawn.get(group.children), group in visible) for group in named]

    def rates(self, breakdowns: tuple[str, ...], invited: Sequence[Invited]) -> tuple[Rate, ...]:
        """Response rates, from rounded numbers, for the groups that show cells."""

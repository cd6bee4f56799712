"""Sealing a round: from each child's answers to a release that gives no child away."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from viewpoint.domain.errors import BadInput
from viewpoint.domain.grouping import Group, Placed, choose
from viewpoint.domain.people import RoundId
from viewpoint.domain.release import MENTIONED, About, Cell, Rate, RateBand, Release, Table, TableKind
from viewpoint.domain.release_policy import DID_NOT_SAY, Breakdown, Measure, Mode, ReleasePolicy, Thresholds
from viewpoint.domain.returns import Invited, Return, check_counted_once
from viewpoint.domain.rounding import Draw, Shown, full, gives_away, masked, nested, rounded


class UnknownAnswer(BadInput):
    """An answer is not among the codes that the policy releases; the policy file must name it first."""


@dataclass(frozen=True, kw_only=True)
class Codeframe:
    """The version of the codeframe that themes were counted by, and its themes in order."""

    version: str
    themes: tuple[str, ...]


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
    """The release of a closed round, to be made once: each further draw on the same answers tells more.

    `draw(n)` gives a whole number from 0 to n - 1 from a secure source (`secrets.randbelow`). True counts
    are not in what is returned.

    Raises:
        UnknownAnswer: an answer is none of its measure's released codes.
        CountedTwice: two returns are of the same child.
    """
    check_counted_once(returns)
    sealer = _Sealer(returns, invited, policy.divided(mode), policy.thresholds(mode), draw)
    careful = _Sealer(returns, invited, policy.divided(Mode.STRICT), policy.strict, draw)
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
        rates=sealer.rates(policy.rate_breakdowns),
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


class _Sealer:
    """Draws one release: groups are chosen once, and a set of children is drawn once a question."""

    def __init__(
        self,
        returns: Sequence[Return],
        invited: Sequence[Invited],
        breakdowns: tuple[Breakdown, ...],
        thresholds: Thresholds,
        draw: Draw,
    ) -> None:
        self._returns = {each.young_person: each for each in returns}
        self._placed = {each.young_person: _placed(each) for each in returns}
        self._invited = {each.young_person: _placed(each) for each in invited} | self._placed
        self._breakdowns = {breakdown.code: breakdown for breakdown in breakdowns}
        self._thresholds = thresholds
        self._draw = draw
        self._groups = choose(self._placed, breakdowns, thresholds)
        self._bases = self._drawn_bases()

    def tables(self, question: _Question) -> list[Table]:
        """One table for each nameable group of the question's breakdowns, hidden ones among them."""
        visible = self._visible(question)
        full_tables = [group for group in visible if self._shows_cells(group)]
        drawn = self._drawn(question, full_tables)
        kinds = dict.fromkeys(visible, TableKind.SENTENCE)
        kinds |= dict.fromkeys(full_tables, TableKind.CELLS if drawn else TableKind.HIDDEN)
        named = [group for group in self._groups if group.breakdown in question.breakdowns]
        return [self._table(question, group, kinds.get(group, TableKind.HIDDEN), drawn) for group in named]

    def rates(self, breakdowns: Sequence[str]) -> tuple[Rate, ...]:
        """The nameable groups' response rates; they follow from a released base and the roster, no more."""
        named = [group for group in self._groups if group.breakdown in breakdowns]
        return tuple(
            Rate(breakdown=group.breakdown, group=group.codes, band=self._band(group)) for group in named
        )

    def _band(self, group: Group) -> RateBand | None:
        invited = self._invited_to(group)
        if not self._shows_cells(group) or not self._thresholds.gate.passes(invited):
            return None
        return _band(
            self._bases[group.children], rounded(len(invited), self._thresholds.base_unit, self._draw)
        )

    def _drawn_bases(self) -> dict[frozenset[str], int]:
        """Each shown set's rounded size, never so high as to say that all who were invited took part."""
        unit = self._thresholds.base_unit
        ceilings: dict[frozenset[str], int] = {}
        for group in self._groups:
            if group.shown:
                ceiling = full(len(self._invited_to(group)), unit)
                ceilings[group.children] = min(ceiling, ceilings.get(group.children, ceiling))
        return {
            children: min(ceiling, rounded(len(children), unit, self._draw))
            for children, ceiling in ceilings.items()
        }

    def _invited_to(self, group: Group) -> list[str]:
        """The placement of each child who was invited and belongs to a group."""
        group_of = self._breakdowns[group.breakdown].group_of
        return [child.placement for child in self._invited.values() if group_of(child.values) in group.codes]

    def _shows_cells(self, group: Group) -> bool:
        return self._bases.get(group.children, -1) >= self._thresholds.cells_from and group.shown

    def _visible(self, question: _Question) -> list[Group]:
        """The shown groups whose every child was asked; what was chosen for all groups holds for fewer."""
        asked = frozenset(key for key, each in self._returns.items() if question.was_asked(each))
        return [
            group
            for group in self._groups
            if group.shown and group.breakdown in question.breakdowns and group.children <= asked
        ]

    def _drawn(self, question: _Question, groups: list[Group]) -> dict[frozenset[str], tuple[Cell, ...]]:
        """Cells for each set of children; nothing when no draw keeps every answer uncertain."""
        pairs = list(nested((group.breakdown, group.children) for group in groups))
        for _ in range(max(1, self._thresholds.redraws)):
            drawn = {group.children: self._cells(question, group.children) for group in groups}
            shown = [self._shown(question, group, drawn[group.children]) for group in groups]
            if not self._thresholds.redraws or not gives_away(shown, pairs, self._thresholds):
                return drawn
        return {}

    def _cells(self, question: _Question, children: frozenset[str]) -> tuple[Cell, ...]:
        counts = Counter(question.cell_of(self._returns[key]) for key in children)
        size, base = len(children), self._bases[children]
        return tuple(
            masked(answer, counts[answer], size, base, self._thresholds, self._draw)
            for answer in question.cells
        )

    def _shown(self, question: _Question, group: Group, cells: tuple[Cell, ...]) -> Shown:
        return Shown(
            breakdown=group.breakdown,
            children=group.children,
            base=self._bases[group.children],
            cells={cell.answer: cell for cell in cells},
            is_complete=question.about is About.MEASURE,
        )

    def _table(
        self,
        question: _Question,
        group: Group,
        kind: TableKind,
        drawn: Mapping[frozenset[str], tuple[Cell, ...]],
    ) -> Table:
        has_cells = kind is TableKind.CELLS
        return Table(
            about=question.about,
            code=question.code,
            breakdown=group.breakdown,
            group=group.codes,
            kind=kind,
            unit=self._thresholds.unit if has_cells else None,
            base=self._bases[group.children] if has_cells else None,
            cells=drawn[group.children] if has_cells else (),
        )


def _about_measure(measure: Measure) -> _Question:
    def cell_of(each: Return) -> str:
        answer = each.answers.get(measure.code)
        if answer is None:
            return DID_NOT_SAY
        code = measure.recode.get(answer, answer)
        if code not in measure.answers:
            raise UnknownAnswer(f"{measure.code}: the release policy has no answer {code!r}; add it there")
        return code

    return _Question(
        about=About.MEASURE,
        code=measure.code,
        cells=(*measure.answers, DID_NOT_SAY),
        breakdowns=measure.breakdowns,
        was_asked=lambda each: measure.code in each.asked,
        cell_of=cell_of,
    )


def _about_theme(theme: str, breakdowns: tuple[str, ...]) -> _Question:
    """Mentioned, of all the children of the group; the others are what is left, and are not drawn again."""
    return _Question(
        about=About.THEME,
        code=theme,
        cells=(MENTIONED,),
        breakdowns=breakdowns,
        was_asked=lambda each: each.themes is not None,
        cell_of=lambda each: MENTIONED if theme in (each.themes or ()) else "",
    )


def _placed(child: Return | Invited) -> Placed:
    return Placed(placement=child.placement, values=child.values)


def _band(sent: int, invited: int) -> RateBand:
    quarters = 4 * sent / max(1, invited)
    for limit, band in (
        (1, RateBand.UNDER_A_QUARTER),
        (2, RateBand.UNDER_HALF),
        (3, RateBand.UNDER_THREE_QUARTERS),
    ):
        if quarters < limit:
            return band
    return RateBand.MOST

"""Made-up councils to attack: who lives where, and what each child answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from viewpoint.domain.disclosure import Codeframe, seal
from viewpoint.domain.people import RoundId
from viewpoint.domain.release import Release
from viewpoint.domain.release_policy import Mode, ReleasePolicy
from viewpoint.domain.returns import Invited, Return
from viewpoint.domain.rounding import Draw
from viewpoint.exchange.release_policy import read_release_policy

ROOT = Path(__file__).resolve().parents[2]
OFTEN = ("always", "mostly", "sometimes", "never", "not_sure")
CODEFRAME = Codeframe(version="1", themes=("safety", "school"))
TYPES = {"foster": (0.6, 2), "kinship": (0.15, 2), "childrens_home": (0.15, 4), "supported": (0.1, 5)}


@dataclass(frozen=True)
class World:
    """Children, some of whom sent something; the attacker knows all of it but the answers."""

    returns: tuple[Return, ...]
    invited: tuple[Invited, ...]

    def release(self, policy: ReleasePolicy, draw: Draw, mode: Mode = Mode.ORDINARY) -> Release:
        return seal(
            round_id=RoundId("round"),
            returns=self.returns,
            invited=self.invited,
            policy=policy,
            mode=mode,
            codeframe=CODEFRAME,
            draw=draw,
        )

    @cached_property
    def homes(self) -> dict[str, str]:
        return {each.young_person: each.placement for each in self.invited}

    def without(self, young_person: str) -> "World":
        kept = tuple(each for each in self.returns if each.young_person != young_person)
        return World(returns=kept, invited=self.invited)


def shipped_policy() -> ReleasePolicy:
    return read_release_policy(ROOT / "questionnaires" / "release_policy.yaml")


def drawing(seed: int) -> Draw:
    """A repeatable stand-in for `secrets.randbelow`."""
    generator = np.random.default_rng(seed)
    return lambda below: int(generator.integers(below))


def child(
    key: str,
    home: str,
    answers: Mapping[str, str | None],
    themes: frozenset[str] | None = frozenset(),
    **values: str,
) -> Return:
    return Return(
        young_person=key,
        placement=home,
        values=values,
        answers=answers,
        asked=frozenset(answers),
        themes=themes,
    )


def world_of(*returns: Return, others: tuple[Invited, ...] = ()) -> World:
    invited = tuple(
        Invited(young_person=each.young_person, placement=each.placement, values=each.values)
        for each in returns
    )
    return World(returns=returns, invited=invited + others)


def made_up(seed: int, size: int, policy: ReleasePolicy, quiet: float = 0.0) -> World:
    """`size` children who answer alike within a home half of the time; a share of `quiet` sends nothing."""
    generator = np.random.default_rng(seed)
    returns: list[Return] = []
    silent: list[Invited] = []
    for number in range(size):
        kind = str(generator.choice(list(TYPES), p=[share for share, _ in TYPES.values()]))
        share, beds = TYPES[kind]
        home = f"{kind}-{generator.integers(max(3, round(size * share / beds)))}"
        values = {
            "placement_type": kind,
            "area": str(
                generator.choice(["in", "out_up_to_20", "out_over_20", "unknown"], p=[0.6, 0.2, 0.18, 0.02])
            ),
            "age_band": str(generator.choice(["8_11", "12_17"], p=[0.4, 0.6])),
            "gender": str(generator.choice(["f", "m", "u"], p=[0.48, 0.5, 0.02])),
        }
        if generator.random() < quiet:
            silent.append(Invited(young_person=f"c{number}", placement=home, values=values))
            continue
        answers = _answers(generator, policy, [each for each in returns if each.placement == home])
        themes = frozenset(theme for theme in CODEFRAME.themes if generator.random() < 0.2)
        returns.append(child(f"c{number}", home, answers, themes, **values))
    return world_of(*returns, others=tuple(silent))


def _answers(
    generator: np.random.Generator, policy: ReleasePolicy, housemates: list[Return]
) -> dict[str, str | None]:
    answers: dict[str, str | None] = {}
    for measure in policy.measures:
        if housemates and generator.random() < 0.5:
            answers[measure.code] = housemates[0].answers[measure.code]
            continue
        given = sorted(measure.recode) or list(measure.answers)
        weights = np.arange(len(given), 0, -1) ** 2
        answers[measure.code] = str(generator.choice(given, p=weights / weights.sum()))
        if generator.random() < 0.05:
            answers[measure.code] = None
    return answers

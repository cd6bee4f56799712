"""Answers that have an order: which step of its ladder each stands on."""

from collections.abc import Iterable, Mapping

_LADDERS: tuple[tuple[str, ...], ...] = (
    ("never", "sometimes", "mostly", "always"),
    ("never", "sometimes", "always"),
    ("very_bad", "bad", "ok", "good", "very_good"),
    ("sad", "ok", "happy"),
)
"""Options that have an order, the lowest first; whether "yes" is more than "no" hangs on the question."""
_BY_STEPS = {frozenset(ladder): ladder for ladder in _LADDERS}
_BESIDE = frozenset({"not_sure", "only_me", "do_not_stay"})
"""Options beside a ladder: they are answers, and no step of it."""


def ladder_among(options: Iterable[str]) -> tuple[str, ...]:
    """The ladder that these options are, the lowest first; empty where they have no order."""
    return _BY_STEPS.get(frozenset(options) - _BESIDE, ())


def heights_on(ladder: tuple[str, ...], *, is_turned: bool) -> Mapping[str, float]:
    """How high each step stands, from 0 to 1; turned round, the lowest is the highest."""
    steps = ladder[::-1] if is_turned else ladder
    return {step: at / (len(steps) - 1) for at, step in enumerate(steps)}

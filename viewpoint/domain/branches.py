"""Branches: which paths through a questionnaire there are, found without walking every one of them.

Two paths differ only by the values that later conditions can still tell apart. So the rows are taken in
order with the sets of such values and the most questions asked on the way to each: a dynamic programme.
It tries, for each name that a condition uses, one value of every sort that the conditions can tell apart.
Profile fields that are not given count as independent of each other, so a bound may be too high, never
too low.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import combinations
from types import MappingProxyType

from viewpoint.domain.errors import ViewpointError
from viewpoint.domain.expression import UNANSWERED, Value
from viewpoint.domain.questionnaire import (
    LADDER,
    LAST_TIME,
    PROFILE_CHOICES,
    PROFILE_KINDS,
    Question,
    QuestionType,
)
from viewpoint.domain.response import LONGEST_WORDS

_MOST_STATES = 20_000
_MOST_TOLD_APART = 6

_State = frozenset[tuple[str, Value]]
_States = dict[_State, int]
_NOTHING: Mapping[str, Value] = MappingProxyType({})


class TooManyBranches(ViewpointError):
    """The conditions depend on so many answers at once that the paths cannot all be followed."""


@dataclass(frozen=True, kw_only=True)
class Branches:
    """The most questions on any path (notes not counted), and the rows that some path reaches."""

    longest: int
    reached: frozenset[str] = field(repr=False)


def branches(questions: Sequence[Question], given: Mapping[str, Value] = _NOTHING) -> Branches:
    """Follow every distinguishable path.

    Args:
        questions: the rows in order, each condition naming only earlier rows or profile fields.
        given: profile fields that are known; any other may have any value.

    Raises:
        TooManyBranches: more than 20,000 sets of values have to be told apart at one row, or one question's
            conditions name more than six of its options.
    """
    seen_by = _conditions_by_name(questions, given)
    tried = {name: _tried(name, questions, literals) for name, literals in seen_by.items()}
    last_use = {name: at for at, row in enumerate(questions) for name in _names(row)}
    states: _States = {frozenset(): 0}
    reached = set()
    for at, row in enumerate(questions):
        states = _introduce(states, _names(row) & tried.keys(), tried)
        states, is_reached = _step(states, row, tried.get(row.name), given)
        if is_reached:
            reached.add(row.name)
        states = _forget(states, {name for name, use in last_use.items() if use > at})
        if len(states) > _MOST_STATES:
            raise TooManyBranches(row.name)
    return Branches(longest=max(states.values()), reached=frozenset(reached))


def longest_path(questions: Sequence[Question], given: Mapping[str, Value] = _NOTHING) -> int:
    """The most questions on any path, notes not counted; exact where `given` has every profile field.

    Raises:
        TooManyBranches: as `branches` does.
    """
    return branches(questions, given).longest


def profile_values(name: str, literals: frozenset[str | int]) -> tuple[Value, ...]:
    """One value of every sort of a profile field that conditions with these literals can tell apart."""
    if name in PROFILE_CHOICES:
        return _one_of(PROFILE_CHOICES[name], literals)
    if name.startswith(LAST_TIME):
        return _last_values(literals)
    if name == "weeks_in_placement":
        return tuple(weeks for weeks in _around(literals) if weeks >= 0)
    needs = tuple(sorted(text for text in literals if isinstance(text, str) and text)) or ("other",)
    return tuple(" ".join(some) for some in _subsets(name, needs)) if name in PROFILE_KINDS else (UNANSWERED,)


def _names(row: Question) -> frozenset[str]:
    return row.relevant.names if row.relevant else frozenset()


def _conditions_by_name(
    questions: Sequence[Question], given: Mapping[str, Value]
) -> dict[str, frozenset[str | int]]:
    """For each name that is not given, the texts and numbers of all conditions that name it."""
    found: dict[str, frozenset[str | int]] = {}
    for row in questions:
        for name in _names(row) - given.keys():
            literals = row.relevant.literals if row.relevant else frozenset()
            found[name] = found.get(name, frozenset()) | literals
    return found


def _introduce(states: _States, names: AbstractSet[str], tried: Mapping[str, Sequence[Value]]) -> _States:
    """Bring in the profile fields that a row is the first to name."""
    known = {name for name, _ in next(iter(states))}
    for name in sorted(names - known):
        states = {state | {(name, value)}: asked for state, asked in states.items() for value in tried[name]}
    return states


def _step(
    states: _States, row: Question, values: Sequence[Value] | None, given: Mapping[str, Value]
) -> tuple[_States, bool]:
    """Take one row: every state goes on with each value tried, or without one where the row is not asked."""
    found: _States = {}
    is_reached = False
    for state, asked in states.items():
        is_asked = row.relevant is None or row.relevant.holds({**given, **dict(state)})
        is_reached = is_reached or is_asked
        count = asked + (is_asked and row.asks)
        for after in _onward(state, row.name, values, is_asked):
            found[after] = max(found.get(after, 0), count)
    return found, is_reached


def _onward(
    state: _State,
    name: str,
    values: Sequence[Value] | None,
    is_asked: bool,  # noqa: FBT001 - a fact of the row
) -> Iterable[_State]:
    if values is None:
        return (state,)
    return (state | {(name, value)} for value in (values if is_asked else (UNANSWERED,)))


def _forget(states: _States, live: AbstractSet[str]) -> _States:
    found: _States = {}
    for state, asked in states.items():
        kept = frozenset(pair for pair in state if pair[0] in live)
        found[kept] = max(found.get(kept, 0), asked)
    return found


def _tried(name: str, questions: Sequence[Question], literals: frozenset[str | int]) -> tuple[Value, ...]:
    row = next((row for row in questions if row.name == name), None)
    if row is None:
        return profile_values(name, literals)
    return telling_values(row, literals)


def telling_values(question: Question, literals: frozenset[str | int]) -> tuple[Value, ...]:
    """One value of every sort that conditions with these texts and numbers can tell apart, unanswered first.

    Raises:
        TooManyBranches: they name more than six options of a question that takes several.
    """
    match question.type:
        case QuestionType.SELECT_ONE:
            names = tuple(option.name for option in question.options)
            return (UNANSWERED, *_one_of(names, literals))
        case QuestionType.SELECT_MULTIPLE:
            return (UNANSWERED, *_several_of(question, literals))
        case QuestionType.RANGE:
            return (UNANSWERED, *(step for step in _around(literals) if step in LADDER))
        case QuestionType.TEXT:
            lengths = (length for length in _around(literals) if 0 < length <= LONGEST_WORDS)
            texts = (text for text in literals if isinstance(text, str) and text)
            return (UNANSWERED, *dict.fromkeys("x" * length for length in lengths), *sorted(texts))
        case _:
            return (UNANSWERED,)


def _last_values(literals: frozenset[str | int]) -> tuple[Value, ...]:
    """Nothing, each option and number named, and something else."""
    named = sorted(text for text in literals if isinstance(text, str) and text)
    has_numbers = any(isinstance(number, int) for number in literals)
    return (UNANSWERED, *named, "another", *(_around(literals) if has_numbers else ()))


def _one_of(names: Sequence[str], literals: frozenset[str | int]) -> tuple[str, ...]:
    """The options that are named, and one that is not."""
    named = tuple(name for name in names if name in literals)
    return named + tuple(name for name in names if name not in literals)[:1]


def _several_of(question: Question, literals: frozenset[str | int]) -> Iterator[tuple[str, ...]]:
    """Each exclusive option alone; every set of the named others, filled up with unnamed ones for counts."""
    yield from ((option.name,) for option in question.options if option.exclusive)
    shared = [option.name for option in question.options if not option.exclusive]
    unnamed = [name for name in shared if name not in literals]
    most = max((number for number in literals if isinstance(number, int)), default=0) + 1
    for named in _subsets(question.name, [name for name in shared if name in literals]):
        for fill in range(min(most, len(unnamed)) + 1):
            if named or fill:
                yield (*named, *unnamed[:fill])


def _subsets(name: str, options: Sequence[str]) -> Iterator[tuple[str, ...]]:
    if len(options) > _MOST_TOLD_APART:
        raise TooManyBranches(name)
    for size in range(len(options) + 1):
        yield from combinations(options, size)


def _around(literals: frozenset[str | int]) -> list[int]:
    """Every number named, and the ones just below and above; 0 and 1 stand for any where none is named."""
    numbers = {number for number in literals if isinstance(number, int)}
    return sorted({near for number in numbers for near in (number - 1, number, number + 1)} or {0, 1})

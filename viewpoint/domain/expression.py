"""What conditions are made of: values, names, and one table of the operations on them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from viewpoint.domain.errors import ViewpointError

Value = str | int | tuple[str, ...]
UNANSWERED = ""
ITSELF = "."


class ConditionRefused(ViewpointError):
    """The condition cannot be used; `what` says why and `mend` what to write instead."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what}; {mend}")
        self.what = what
        self.mend = mend


class Kind(StrEnum):
    """What sort of value an operand has; nothing is ever turned from one sort into another."""

    TEXT = "text"
    CHOICE = "one option"
    CHOICES = "several options"
    NUMBER = "a number"
    TRUTH = "yes or no"


@dataclass(frozen=True)
class Literal:
    """A quoted text or a whole number."""

    value: str | int

    def __str__(self) -> str:
        """As it is written in a condition."""
        if isinstance(self.value, int):
            return str(self.value)
        return f'"{self.value}"' if "'" in self.value else f"'{self.value}'"


@dataclass(frozen=True)
class Name:
    """A question or profile field; the name "." is the answer that the condition is about."""

    name: str

    def __str__(self) -> str:
        """As it is written in a condition."""
        return ITSELF if self.name == ITSELF else f"${{{self.name}}}"


@dataclass(frozen=True)
class Call:
    """An operation of the table below and what it works on."""

    operation: str
    arguments: tuple["Node", ...]

    def __str__(self) -> str:
        """As it is written in a condition, with brackets only where they are needed."""
        if OPERATIONS[self.operation].is_function:
            return f"{self.operation}({', '.join(str(argument) for argument in self.arguments)})"
        left, right = self.arguments
        tightest = _looseness(self)
        return f"{_within(left, tightest)} {self.operation} {_within(right, tightest - 1)}"


Node = Literal | Name | Call
Meaning = Callable[[Mapping[str, Value], Value], Value]


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One row of the table: the kinds it takes, the kind it gives, and what it does."""

    takes: tuple[frozenset[Kind], ...]
    gives: Kind
    apply: Callable[..., Value]
    is_function: bool = False


def nodes(node: Node) -> Iterator[Node]:
    """Every part of an expression, the whole first."""
    yield node
    for argument in node.arguments if isinstance(node, Call) else ():
        yield from nodes(argument)


def meaning(node: Node) -> Meaning:
    """The expression as one function of (values, the answer itself), so that asking it walks no tree."""
    if isinstance(node, Literal):
        value = node.value
        return lambda _values, _itself: value
    if isinstance(node, Name):
        return _name_meaning(node.name)
    return _call_meaning(OPERATIONS[node.operation].apply, [meaning(part) for part in node.arguments])


def codes(chosen: Value) -> tuple[str, ...]:
    """The options in a value; a profile field that lists codes has spaces between them, as XForms has."""
    if isinstance(chosen, str):
        return tuple(chosen.split())
    return chosen if isinstance(chosen, tuple) else ()


def _name_meaning(name: str) -> Meaning:
    if name == ITSELF:
        return lambda _values, itself: itself
    return lambda values, _itself: values.get(name, UNANSWERED)


def _call_meaning(apply: Callable[..., Value], parts: list[Meaning]) -> Meaning:
    if len(parts) == 1:
        only = parts[0]
        return lambda values, itself: apply(only(values, itself))
    left, right = parts
    return lambda values, itself: apply(left(values, itself), right(values, itself))


def _looseness(node: Node) -> int:
    """How loosely a node binds: `or` most, then `and`, then everything else."""
    return {"or": 2, "and": 1}.get(node.operation, 0) if isinstance(node, Call) else 0


def _within(node: Node, loosest: int) -> str:
    return f"({node})" if _looseness(node) > max(loosest, 0) else str(node)


def _ordered(compare: Callable[[int, int], bool]) -> Operation:
    """Nothing is above or below an unanswered question."""

    def apply(left: Value, right: Value) -> bool:
        return isinstance(left, int) and isinstance(right, int) and compare(left, right)

    return Operation(takes=(_NUMBER, _NUMBER), gives=Kind.TRUTH, apply=apply)


def _text_length(words: Value) -> int:
    return len(words) if isinstance(words, str) else 0


_NUMBER = frozenset({Kind.NUMBER})
_TEXT = frozenset({Kind.TEXT})
_TRUTH = frozenset({Kind.TRUTH})
_CHOSEN = frozenset({Kind.CHOICE, Kind.CHOICES})
_EQUAL = frozenset({Kind.TEXT, Kind.CHOICE, Kind.CHOICES, Kind.NUMBER})

OPERATIONS: Mapping[str, Operation] = {
    "or": Operation(takes=(_TRUTH, _TRUTH), gives=Kind.TRUTH, apply=lambda left, right: left or right),
    "and": Operation(takes=(_TRUTH, _TRUTH), gives=Kind.TRUTH, apply=lambda left, right: left and right),
    "=": Operation(takes=(_EQUAL, _EQUAL), gives=Kind.TRUTH, apply=lambda left, right: left == right),
    "!=": Operation(takes=(_EQUAL, _EQUAL), gives=Kind.TRUTH, apply=lambda left, right: left != right),
    "<": _ordered(lambda left, right: left < right),
    ">": _ordered(lambda left, right: left > right),
    "<=": _ordered(lambda left, right: left <= right),
    ">=": _ordered(lambda left, right: left >= right),
    "not": Operation(takes=(_TRUTH,), gives=Kind.TRUTH, apply=lambda truth: not truth, is_function=True),
    "selected": Operation(
        takes=(_CHOSEN, _TEXT),
        gives=Kind.TRUTH,
        apply=lambda chosen, code: code in codes(chosen),
        is_function=True,
    ),
    "count-selected": Operation(
        takes=(_CHOSEN,), gives=Kind.NUMBER, apply=lambda chosen: len(codes(chosen)), is_function=True
    ),
    "string-length": Operation(takes=(_TEXT,), gives=Kind.NUMBER, apply=_text_length, is_function=True),
}
COMPARISONS = frozenset({"=", "!=", "<", ">", "<=", ">="})

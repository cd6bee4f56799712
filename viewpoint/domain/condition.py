"""Conditions: a small, closed and typed part of XPath that says whether a question is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from viewpoint.domain.expression import (
    ITSELF,
    OPERATIONS,
    UNANSWERED,
    Call,
    ConditionRefused,
    Kind,
    Literal,
    Meaning,
    Name,
    Node,
    Value,
    meaning,
    nodes,
)
from viewpoint.domain.grammar import parse_expression


@dataclass(frozen=True)
class Condition:
    """A parsed condition; `str()` gives text that parses to an equal condition."""

    node: Node

    def __str__(self) -> str:
        """The condition in its plainest spelling."""
        return str(self.node)

    @cached_property
    def names(self) -> frozenset[str]:
        """The questions and profile fields it depends on, without "."."""
        return frozenset(node.name for node in nodes(self.node) if isinstance(node, Name)) - {ITSELF}

    @cached_property
    def literals(self) -> frozenset[str | int]:
        """Every text and number written in it: all that it can tell values apart by."""
        return frozenset(node.value for node in nodes(self.node) if isinstance(node, Literal))

    def holds(self, values: Mapping[str, Value], itself: Value = UNANSWERED) -> bool:
        """Whether it is true; a name that is not in `values` counts as unanswered."""
        return bool(self._meaning(values, itself))

    @cached_property
    def _meaning(self) -> Meaning:
        return meaning(self.node)


def parse_condition(text: str) -> Condition:
    """Read a condition such as `${safe_home} = 'never' or selected(${who}, 'staff')`.

    Args:
        text: at most 1,000 characters; brackets at most 20 deep.

    Raises:
        ConditionRefused: it is not in the language, or compares what cannot be compared.
    """
    condition = Condition(parse_expression(text))
    check_kinds(condition, {})
    return condition


def both(first: Condition | None, second: Condition | None) -> Condition | None:
    """The condition that holds when both do; an absent one always holds."""
    if first is None or second is None:
        return first or second
    return Condition(Call("and", (first.node, second.node)))


def check_kinds(condition: Condition, kinds: Mapping[str, Kind]) -> None:
    """Check every operation against the kinds of what it names; a name not in `kinds` may be anything.

    Args:
        condition: the condition to check.
        kinds: the kind of each question and profile field, and of the answer itself under ".".

    Raises:
        ConditionRefused: an operation is given a kind that it does not take.
    """
    for node in nodes(condition.node):
        if isinstance(node, Call):
            _check_call(node, kinds)


def _check_call(call: Call, kinds: Mapping[str, Kind]) -> None:
    given = [_kind(argument, kinds) for argument in call.arguments]
    for argument, kind, taken in zip(call.arguments, given, OPERATIONS[call.operation].takes, strict=True):
        if kind is not None and kind not in taken:
            wanted = " or ".join(sorted(taken))
            raise ConditionRefused(
                f"{argument} is {kind}, and {call.operation} works on {wanted}", _operation_mend(call, kind)
            )
    if call.operation in {"=", "!="}:
        _check_equality(call, given)


def _check_equality(call: Call, given: list[Kind | None]) -> None:
    """Anything may be compared with '' (unanswered); else like with like, and several options never."""
    if Literal(UNANSWERED) in call.arguments or None in given:
        return
    left, right = call.arguments
    if Kind.CHOICES in given:
        raise ConditionRefused(f"{left} holds several options", f"write selected({left}, {right})")
    if (given[0] is Kind.NUMBER) is not (given[1] is Kind.NUMBER):
        raise ConditionRefused(
            f"{left} is {given[0]} and {right} is {given[1]}",
            "compare numbers with numbers, text with 'text'",
        )


def _kind(node: Node, kinds: Mapping[str, Kind]) -> Kind | None:
    if isinstance(node, Literal):
        return Kind.NUMBER if isinstance(node.value, int) else Kind.TEXT
    return OPERATIONS[node.operation].gives if isinstance(node, Call) else kinds.get(node.name)


def _operation_mend(call: Call, kind: Kind) -> str:
    if call.operation in {"<", ">", "<=", ">="}:
        return "only numbers have an order; use = or != here"
    if call.operation == "string-length":
        return (
            "use count-selected() to count options"
            if kind is not Kind.NUMBER
            else "compare the number itself"
        )
    return "use selected() on questions with options, string-length() on text"

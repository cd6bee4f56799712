"""Conditions: what they say, what they refuse, and that text and tree are the same thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewpoint.domain.condition import Condition, both, check_kinds, parse_condition
from viewpoint.domain.expression import Call, ConditionRefused, Kind, Literal, Name, Node, Value, nodes

NAMES = st.sampled_from(["a", "b_2", "safe_home"])
TEXTS = st.text(alphabet="abz ", min_size=1, max_size=5) | st.sampled_from(["it's", 'say "no"'])
REFERENCES = st.builds(Name, NAMES | st.just("."))
COUNTS = st.builds(
    lambda function, name: Call(function, (name,)),
    st.sampled_from(["count-selected", "string-length"]),
    REFERENCES,
)
TRUTHS: st.SearchStrategy[Node] = st.recursive(
    st.builds(
        lambda sign, name, text: Call(sign, (name, Literal(text))),
        st.sampled_from(["=", "!="]),
        REFERENCES,
        TEXTS | st.integers(-5, 99) | st.just(""),
    )
    | st.builds(
        lambda sign, number, left: Call(sign, (Literal(number), left)),
        st.sampled_from(["<", ">", "<=", ">=", "=", "!="]),
        st.integers(-5, 99),
        REFERENCES | COUNTS,
    )
    | st.builds(lambda name, code: Call("selected", (name, Literal(code))), REFERENCES, TEXTS),
    lambda inner: (
        st.builds(
            lambda sign, left, right: Call(sign, (left, right)), st.sampled_from(["and", "or"]), inner, inner
        )
        | st.builds(lambda node: Call("not", (node,)), inner)
    ),
    max_leaves=8,
)
VALUES = st.dictionaries(
    NAMES, st.text(max_size=3) | st.integers(0, 99) | st.tuples(st.sampled_from(["a", "z"])), max_size=3
)


@given(TRUTHS)
def test_the_text_of_a_condition_parses_to_the_same_condition(node: Node) -> None:
    condition = Condition(node)
    assert parse_condition(str(condition)) == condition


@given(TRUTHS, VALUES)
def test_any_condition_is_either_true_or_false_of_any_values(node: Node, values: dict[str, Value]) -> None:
    condition = Condition(node)
    opposite = Condition(Call("not", (node,)))
    assert condition.holds(values, "a") is not opposite.holds(values, "a")


@pytest.mark.parametrize(
    ("text", "values", "holds"),
    [
        ("${a} = 'yes'", {"a": "yes"}, True),
        ("${a} = 'yes'", {"a": "no"}, False),
        ("${a} = 'yes'", {}, False),
        ("${a} = ''", {}, True),
        ("${a} != 'yes'", {}, True),
        ('${a} = "it\'s"', {"a": "it's"}, True),
        ("${n} < 6", {"n": 5}, True),
        ("${n} <= 6", {"n": 6}, True),
        ("${n} >= 6", {"n": 5}, False),
        ("6 > ${n}", {"n": 5}, True),
        ("${n} < 6", {}, False),
        ("${n} >= 0", {}, False),
        ("${n} = 6", {"n": "6"}, False),
        ("selected(${m}, 'a')", {"m": ("a", "b")}, True),
        ("selected(${m}, 'c')", {"m": ("a", "b")}, False),
        ("selected(${m}, 'a')", {"m": "a"}, True),
        ("selected(${m}, 'b')", {"m": "a b"}, True),
        ("selected(${m}, 'a')", {}, False),
        ("selected(${m}, 'a')", {"m": 3}, False),
        ("count-selected(${m}) > 1", {"m": ("a", "b")}, True),
        ("count-selected(${m}) = 0", {}, True),
        ("string-length(${t}) <= 3", {"t": "abcd"}, False),
        ("string-length(${t}) = 0", {"t": 7}, True),
        ("not(${a} = 'yes')", {"a": "yes"}, False),
        ("${a} = 'x' or ${b} = 'y' and ${c} = 'z'", {"a": "x"}, True),
        ("(${a} = 'x' or ${b} = 'y') and ${c} = 'z'", {"a": "x"}, False),
        ("  ${ a }='yes'  ", {"a": "yes"}, True),
        ("${n} = -1", {"n": -1}, True),
    ],
)
def test_a_condition_is_true_of_its_values(text: str, values: dict[str, Value], holds: bool) -> None:
    assert parse_condition(text).holds(values) is holds


def test_a_dot_is_the_answer_itself() -> None:
    condition = parse_condition(". = 'never' or . = 'rarely'")
    assert condition.holds({}, "rarely")
    assert not condition.holds({})
    assert condition.names == frozenset()
    assert condition.literals == {"never", "rarely"}


def test_a_condition_knows_what_it_depends_on() -> None:
    condition = parse_condition("${a} = 'x' and (selected(${b}, 'y') or string-length(.) > 3)")
    assert condition.names == {"a", "b"}
    assert condition.literals == {"x", "y", 3}


@pytest.mark.parametrize(
    ("text", "what", "mend"),
    [
        ("", "empty", "leave the key out"),
        ("${a} == 'x'", "cannot read", "write one ="),
        ("${a} = 'x' && ${b} = 'y'", "&&", "write and"),
        ("${a} = 'x' || ${b} = 'y'", "||", "write or"),
        ("!(${a} = 'x')", "cannot read", "write not(...)"),
        ("${a} = \N{LEFT SINGLE QUOTATION MARK}x\N{RIGHT SINGLE QUOTATION MARK}", "cannot read", "straight"),
        ("${a} = 'x", "at character 8", "close the quotation mark"),
        ("${A} = 'x'", "cannot read", "small letters"),
        ("${a} < 1.5", "cannot read", "whole numbers"),
        ("${a} = #", "cannot read", "leave it out"),
        ("a = 'x'", "a is not something", "write ${a}"),
        ("${a} = 'x' AND ${b} = 'y'", "found AND", "and, or"),
        ("contains(${a}, 'x')", "contains is not something", "write ${contains}"),
        ("selectedd(${a}, 'x')", "selectedd is not something", "did you mean selected?"),
        ("and(${a}, 'x')", "and is not something", "did you mean and?"),
        ("not ${a} = 'x'", "found a where ( should be", "put ( there"),
        ("(${a} = 'x'", "found the end where ) should be", "put ) there"),
        ("${a} = 'x' ${b} = 'y'", "found b where and, or", "put and"),
        ("${a} =", "found the end where a ${name}", "put a ${name}"),
        ("${a}", "neither true nor false", "${a} = 'yes'"),
        ("'x'", "neither true nor false", "compare it"),
        ("count-selected(${a})", "neither true nor false", "compare it"),
        ("${a} = ${b}", "compares two of the same sort", "one value"),
        ("'x' = 'x'", "compares two of the same sort", "one ${name}"),
        ("selected('a', 'x')", "does not ask about a question", "selected(${name}...)"),
        ("selected(${a}, ${b})", "does not say which option", "'option'"),
        ("selected(${a}, '')", "does not say which option", "'option'"),
        ("selected(${a}, 3)", "3 is a number", "selected()"),
        ("${a} < 'x'", "'x' is text", "only numbers have an order"),
        ("string-length(${a}) = 'x'", "is a number and 'x' is text", "compare numbers with numbers"),
        ("selected(${a}, 'x') = 'yes'", "is yes or no, and =", ""),
        ("x" * 1001, "over 1000 characters", "less at once"),
        ("(" * 21 + "${a} = 'x'" + ")" * 21, "over 20 deep", "more simply"),
    ],
)
def test_what_is_not_a_condition_is_refused_with_its_mend(text: str, what: str, mend: str) -> None:
    with pytest.raises(ConditionRefused) as refused:
        parse_condition(text)
    assert what in refused.value.what
    assert mend in refused.value.mend


@pytest.mark.parametrize(
    ("text", "kind", "mend"),
    [
        ("${a} < 6", Kind.CHOICE, "use = or !="),
        ("${a} = 'x'", Kind.NUMBER, "compare numbers with numbers"),
        ("${a} = 6", Kind.CHOICE, "compare numbers with numbers"),
        ("${a} = 'x'", Kind.CHOICES, "write selected(${a}, 'x')"),
        ("selected(${a}, 'x')", Kind.TEXT, "use selected() on questions with options"),
        ("string-length(${a}) > 3", Kind.CHOICES, "use count-selected()"),
        ("string-length(${a}) > 3", Kind.NUMBER, "compare the number itself"),
    ],
)
def test_a_question_of_another_kind_is_refused(text: str, kind: Kind, mend: str) -> None:
    with pytest.raises(ConditionRefused) as refused:
        check_kinds(parse_condition(text), {"a": kind})
    assert mend in refused.value.mend


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.CHOICE, Kind.CHOICES, Kind.NUMBER])
def test_every_question_may_be_asked_whether_it_is_answered(kind: Kind) -> None:
    check_kinds(parse_condition("${a} != ''"), {"a": kind})


def test_two_conditions_hold_together() -> None:
    first, second = parse_condition("${a} = 'x'"), parse_condition("${b} = 'y' or ${b} = 'z'")
    assert both(first, None) is first
    assert both(None, second) is second
    assert both(None, None) is None
    assert str(both(first, second)) == "${a} = 'x' and (${b} = 'y' or ${b} = 'z')"


def test_every_part_of_a_condition_can_be_looked_at() -> None:
    assert len(list(nodes(parse_condition("${a} = 'x' and ${b} = 'y'").node))) == 7


def test_a_condition_of_many_parts_is_no_deeper_than_python_goes() -> None:
    text = " or ".join([".=1"] * 140)
    assert parse_condition(text).holds({}, 1)

"""The grammar of conditions: text to an expression, or a refusal that says how to mend it."""

import re
from difflib import get_close_matches

from viewpoint.domain.expression import (
    COMPARISONS,
    ITSELF,
    OPERATIONS,
    UNANSWERED,
    Call,
    ConditionRefused,
    Kind,
    Literal,
    Name,
    Node,
)

_LONGEST = 1000
_DEEPEST = 20


def parse_expression(text: str) -> Node:
    """Read a whole condition of at most 1,000 characters, brackets at most 20 deep.

    Raises:
        ConditionRefused: it is not in the language.
    """
    if len(text) > _LONGEST:
        raise ConditionRefused(f"the condition is over {_LONGEST} characters long", "ask for less at once")
    return _Parser(_tokens(text)).whole()


_TOKEN = re.compile(
    r"""\s*(?:
      \$\{\s*(?P<name>(?:last\.)?[a-z][a-z0-9_]*)\s*\}
    | (?P<text>'[^']*'|"[^"]*")
    | (?P<number>-?\d+(?![\w.]))
    | (?P<sign>!=|<=|>=|=(?!=)|<|>|[(),.])
    | (?P<word>[A-Za-z][A-Za-z0-9_-]*)
    )""",
    re.VERBOSE,
)
_END = ("end", "")


def _tokens(text: str) -> list[tuple[str, str]]:
    found, at, text = [], 0, text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _unreadable(text, at)
        kind = str(match.lastgroup)
        found.append((kind, match[kind]))
        at = match.end()
    return [*found, _END]


_SLIPS = (
    ("==", "write one ="),
    ("&&", "write and"),
    ("||", "write or"),
    ("!", "write not(...)"),
    ("\N{LEFT SINGLE QUOTATION MARK}", "use straight quotation marks '...'"),
    ("\N{RIGHT SINGLE QUOTATION MARK}", "use straight quotation marks '...'"),
    ("\N{LEFT DOUBLE QUOTATION MARK}", "use straight quotation marks '...'"),
    ("'", "close the quotation mark"),
    ('"', "close the quotation mark"),
    ("${", "a name has small letters, digits and _, as ${safe_home}"),
)


def _unreadable(text: str, at: int) -> ConditionRefused:
    rest = text[at:].lstrip()
    place = len(text) - len(rest) + 1
    mend = next((mend for slip, mend in _SLIPS if rest.startswith(slip)), "")
    if not mend and rest[:1].isdigit():
        mend = "only whole numbers are used"
    return ConditionRefused(
        f"cannot read {rest[:12]!r} at character {place}",
        mend or "leave it out, or put it in quotation marks",
    )


class _Parser:
    """Reads tokens from left to right; one method for each rule of the grammar, loosest first."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    def whole(self) -> Node:
        if self._tokens[0] == _END:
            raise ConditionRefused("the condition is empty", "write one, or leave the key out")
        node = self._disjunction()
        if self._tokens[self._at] != _END:
            raise self._unexpected("and, or, or the end of the condition")
        return node

    def _disjunction(self) -> Node:
        node = self._conjunction()
        while self._took("or"):
            node = Call("or", (node, self._conjunction()))
        return node

    def _conjunction(self) -> Node:
        node = self._term()
        while self._took("and"):
            node = Call("and", (node, self._term()))
        return node

    def _term(self) -> Node:
        if self._took("not"):
            self._need("(")
            return Call("not", (self._bracketed(),))
        return self._bracketed() if self._took("(") else self._comparison()

    def _bracketed(self) -> Node:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ConditionRefused(f"brackets lie over {_DEEPEST} deep", "write it more simply")
        node = self._disjunction()
        self._need(")")
        self._depth -= 1
        return node

    def _comparison(self) -> Node:
        left = self._operand()
        sign = self._tokens[self._at][1]
        if self._tokens[self._at][0] != "sign" or sign not in COMPARISONS:
            return _truth(left)
        self._at += 1
        right = self._operand()
        if isinstance(left, Literal) is isinstance(right, Literal):
            raise ConditionRefused(
                f"{left} {sign} {right} compares two of the same sort", "compare one ${name} with one value"
            )
        return Call(sign, (left, right))

    def _operand(self) -> Node:
        kind, text = self._tokens[self._at]
        self._at += 1
        if kind == "name" or (kind, text) == ("sign", ITSELF):
            return Name(text)
        if kind == "text":
            return Literal(text[1:-1])
        if kind == "number":
            return Literal(int(text))
        if kind == "word":
            return self._function(text)
        self._at -= 1
        raise self._unexpected("a ${name}, a number or a 'text'")

    def _function(self, name: str) -> Node:
        if name not in OPERATIONS or not OPERATIONS[name].is_function or name == "not":
            raise _unknown_word(name)
        self._need("(")
        arguments: list[Node] = [self._reference(name)]
        if name == "selected":
            self._need(",")
            arguments.append(self._code())
        self._need(")")
        return Call(name, tuple(arguments))

    def _reference(self, function: str) -> Node:
        node = self._operand()
        if isinstance(node, Name):
            return node
        raise ConditionRefused(
            f"{function}() does not ask about a question", f"write {function}(${{name}}...)"
        )

    def _code(self) -> Node:
        node = self._operand()
        if isinstance(node, Literal) and node.value != UNANSWERED:
            return node
        raise ConditionRefused("selected() does not say which option", "write selected(${name}, 'option')")

    def _took(self, text: str) -> bool:
        kind, found = self._tokens[self._at]
        if found != text or kind not in {"sign", "word"}:
            return False
        self._at += 1
        return True

    def _need(self, text: str) -> None:
        if not self._took(text):
            raise self._unexpected(text)

    def _unexpected(self, wanted: str) -> ConditionRefused:
        found = self._tokens[self._at][1] or "the end"
        return ConditionRefused(f"found {found} where {wanted} should be", f"put {wanted} there")


def _truth(node: Node) -> Node:
    if isinstance(node, Call) and OPERATIONS[node.operation].gives is Kind.TRUTH:
        return node
    raise ConditionRefused(f"{node} on its own is neither true nor false", f"compare it, as {node} = 'yes'")


def _unknown_word(word: str) -> ConditionRefused:
    """A word that is neither a function nor in quotation marks: a slip of case, or a bare name."""
    near = get_close_matches(word.lower(), OPERATIONS, n=1)
    mend = f"did you mean {near[0]}?" if near else f"write ${{{word}}} for a question, '{word}' for text"
    return ConditionRefused(f"{word} is not something a condition can say", mend)

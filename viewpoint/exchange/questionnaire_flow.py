"""Where a questionnaire's conditions lead: what they name, and which rows are never reached."""

from collections.abc import Iterator, Mapping

from viewpoint.domain.branches import TooManyBranches, branches
from viewpoint.domain.condition import Condition, check_kinds
from viewpoint.domain.expression import ITSELF, Call, ConditionRefused, Kind, Literal, Name, nodes
from viewpoint.domain.questionnaire import (
    KINDS,
    LAST_TIME,
    PROFILE_CHOICES,
    PROFILE_KINDS,
    WHO_IS_HERE,
    Question,
)
from viewpoint.exchange.questionnaire_rows import PlacedCondition
from viewpoint.exchange.questionnaire_source import QuestionnaireSource
from viewpoint.exchange.yaml_fields import nearest
from viewpoint.exchange.yaml_files import Problem


def flow_problems(source: QuestionnaireSource) -> list[Problem]:
    """Every problem of its conditions; what is never reached is told once the rest is right."""
    flow = _Flow(source)
    found = [problem for placed in source.rows.conditions for problem in flow.condition(placed)]
    found += flow.pages()
    found += flow.dropping()
    return found or list(flow.unreached())


def condition_problems(
    condition: Condition, kinds: Mapping[str, Kind], options: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, str]]:
    """What and mend of comparing with the wrong kind, or with an option that is not there.

    Args:
        condition: the condition, its names already known to be right.
        kinds: the kind of each name, and of the answer itself under ".".
        options: the options of each name that has them.
    """
    try:
        check_kinds(condition, kinds)
    except ConditionRefused as refused:
        yield refused.what, refused.mend
    for node in nodes(condition.node):
        if isinstance(node, Call) and len(node.arguments) > 1:
            yield from _option_problems(node, options)


def _option_problems(call: Call, options: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    names = [part.name for part in call.arguments if isinstance(part, Name) and part.name in options]
    texts = [part.value for part in call.arguments if isinstance(part, Literal)]
    for name in names:
        for text in texts:
            if isinstance(text, str) and text and text not in options[name]:
                yield f"{name} has no option {text}", nearest(text, options[name])


class _Flow:
    def __init__(self, source: QuestionnaireSource) -> None:
        self._source = source
        self._rows = source.questionnaire.questions
        self._places = {row.name: at for at, row in reversed(list(enumerate(self._rows)))}
        self._needs = self._dependencies()

    def condition(self, placed: PlacedCondition) -> Iterator[Problem]:
        """The problems of one condition; kinds and options are told once its names are right."""
        found = [problem for name in sorted(placed.condition.names) for problem in self._name(name, placed)]
        if placed.key == "relevant" and _is_about_itself(placed.condition):
            found.append(
                self._at(placed, "relevant asks about an answer not yet given", "name an earlier question")
            )
        yield from found
        if not found:
            yield from self._values(placed)

    def pages(self) -> Iterator[Problem]:
        """A page is right without JavaScript only if nothing on it depends on anything else there."""
        for row in self._rows:
            for name in sorted(row.relevant.names if row.relevant and row.shares_page else ()):
                other = self._rows[self._places[name]] if name in self._places else None
                if other is not None and other.group == row.group:
                    yield self._row(
                        row,
                        f"{row.name} depends on {name}, which is on the same page",
                        "take field-list off the group, or move one of them out",
                    )

    def dropping(self) -> Iterator[Problem]:
        """What depends on a question that may be dropped goes with it, and a way to safety never may."""
        gone: set[str] = set()
        for row in self._rows:
            needed = (row.relevant.names if row.relevant else frozenset()) & gone
            if row.may_drop or needed:
                gone.add(row.name)
            if needed and row.concern:
                yield self._row(
                    row,
                    f"{row.name} can raise a concern, and goes when {min(needed)} is dropped",
                    f"take may_drop off {min(needed)}",
                )

    def unreached(self) -> Iterator[Problem]:
        try:
            reached = branches(self._rows).reached
        except TooManyBranches as tangle:
            row = self._rows[self._places.get(str(tangle), 0)]
            yield self._row(
                row, f"too many answers lead to {row.name} at once", "let it depend on fewer questions"
            )
            return
        for row in self._rows:
            if row.name not in reached:
                yield self._row(row, f"no answers ever lead to {row.name}", "mend its relevant")

    def _name(self, name: str, placed: PlacedCondition) -> Iterator[Problem]:
        if name.startswith(LAST_TIME):
            return  # any questionnaire may have asked it: `recall_problems` looks at all of them
        if name in PROFILE_KINDS and name not in self._places:
            if name not in (*self._source.questionnaire.profile, WHO_IS_HERE):
                yield self._at(placed, f"{name} is not in the settings' profile", f"add {name} to profile")
            return
        if name not in self._places:
            known = (*self._places, *self._source.questionnaire.profile, WHO_IS_HERE)
            yield self._at(placed, f"there is no question {name}", nearest(name, known))
            return
        if not self._rows[self._places[name]].asks:
            yield self._at(placed, f"{name} is a note and has no answer", "name a question")
        elif self._places[name] >= placed.at:
            yield self._at(placed, *self._too_early(name, placed))

    def _too_early(self, name: str, placed: PlacedCondition) -> tuple[str, str]:
        if name == placed.row:
            return f"{name} depends on itself", "write . for the answer itself, in constraint and concern"
        if placed.row in self._needs_of(name):
            return f"{placed.row} and {name} depend on each other", "break the circle at one of them"
        return f"{name} comes later", f"move {name} before {placed.row}"

    def _values(self, placed: PlacedCondition) -> Iterator[Problem]:
        named = {row.name: row for row in self._rows if row.asks and row.name not in self._source.rows.unsure}
        kinds = PROFILE_KINDS | {name: KINDS[row.type] for name, row in named.items()}
        options = PROFILE_CHOICES | {
            name: tuple(option.name for option in row.options) for name, row in named.items() if row.options
        }
        if placed.row in named:
            kinds[ITSELF] = kinds[placed.row]
            options |= {ITSELF: options[placed.row]} if placed.row in options else {}
        for what, mend in condition_problems(placed.condition, kinds, options):
            yield self._at(placed, what, mend)

    def _dependencies(self) -> dict[str, set[str]]:
        """What each row's own condition and its group's name."""
        return {row.name: set(row.relevant.names) if row.relevant else set() for row in self._rows}

    def _needs_of(self, name: str) -> set[str]:
        """Everything that a row depends on, near or far."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            new = self._needs.get(waiting.pop(), set()) - found
            found |= new
            waiting += new
        return found

    def _at(self, placed: PlacedCondition, what: str, mend: str) -> Problem:
        text = f"{placed.key} of {placed.row}: {what}"
        return Problem(file=self._source.file, line=placed.line, what=text, mend=mend)

    def _row(self, row: Question, what: str, mend: str) -> Problem:
        line = self._source.rows.lines.get(row.name, 1)
        return Problem(file=self._source.file, line=line, what=what, mend=mend)


def _is_about_itself(condition: Condition) -> bool:
    return Name(ITSELF) in set(nodes(condition.node))

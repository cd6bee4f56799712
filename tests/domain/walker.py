"""A robot that walks an instrument down every branch, through the same routing that young people meet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from viewpoint.domain.branches import profile_values
from viewpoint.domain.expression import Value
from viewpoint.domain.questionnaire import Instrument, Question, QuestionType
from viewpoint.domain.response import SKIPPED, Answer, check_answer
from viewpoint.domain.routing import Page, pages


@dataclass
class Walk:
    """What the robot saw: how many different paths, and which conditions it found true and false."""

    paths: int = 0
    asked: set[str] = field(default_factory=set)
    passed_over: set[str] = field(default_factory=set)

    def one_way(self, instrument: Instrument) -> set[str]:
        """The conditional rows that were always asked, or never."""
        conditional = {row.name for row in instrument.questions if row.relevant}
        return conditional - (self.asked & self.passed_over)


def walk_profiles(instrument: Instrument) -> Walk:
    """Walk it for profile after profile, until each value that matters was there and nothing goes one way.

    Every mix of profile values is tried before a condition is said to go one way only.
    """
    total = Walk()
    fields = profile_fields(instrument.questions)
    for values in every_value_once(fields):
        walk(instrument, values, total)
    for mix in product(*fields.values()):
        if not total.one_way(instrument):
            break
        walk(instrument, dict(zip(fields, mix, strict=True)), total)
    return total


def walk(instrument: Instrument, values: Mapping[str, Value], total: Walk | None = None) -> Walk:
    """Walk it down every branch that is there for these profile values."""
    seen = Walk() if total is None else total
    assert [row.name for row in instrument.closing] == ["help", "thanks"]
    assert all(row.relevant is None and not row.asks for row in instrument.closing)
    seen.paths += _Robot(instrument, values, seen).paths_from(0, {})
    return seen


class _Robot:
    """Remembers what it found from each place it has been, for the answers that still matter there."""

    def __init__(self, instrument: Instrument, values: Mapping[str, Value], seen: Walk) -> None:
        self._instrument, self._values, self._seen = instrument, values, seen
        self._place = {row.name: at for at, row in enumerate(instrument.questions)}
        self._last_use = {
            name: self._place[row.name]
            for row in instrument.questions
            for name in (row.relevant.names if row.relevant else ())
        }
        self._known: dict[object, int] = {}

    def paths_from(self, step: int, answers: dict[str, Answer]) -> int:
        path = pages(self._instrument, self._values, answers)
        assert len({row.name for page in path for row in page.questions}) == sum(
            len(page.questions) for page in path
        )
        if step == len(path):
            self._look(path)
            return 1
        state = (path[step].name, self._still_matter(path[step].name, answers))
        if state not in self._known:
            self._known[state] = sum(
                self._one_step(step, path, {**answers, **given}) for given in self._ways(path[step])
            )
        return self._known[state]

    def _one_step(self, step: int, path: Sequence[Page], answers: dict[str, Answer]) -> int:
        after = pages(self._instrument, self._values, answers)
        assert after[: step + 1] == path[: step + 1], "an answer changed the path before it"
        self._look(after)
        return self.paths_from(step + 1, answers)

    def _look(self, path: Sequence[Page]) -> None:
        on_path = {row.name for page in path for row in page.questions}
        self._seen.asked |= on_path
        self._seen.passed_over |= self._place.keys() - on_path

    def _still_matter(self, name: str, answers: Mapping[str, Answer]) -> frozenset[tuple[str, Answer]]:
        here = self._place[name]
        return frozenset(pair for pair in answers.items() if self._last_use.get(pair[0], -1) >= here)

    def _ways(self, page: Page) -> Iterator[dict[str, Answer]]:
        asked = [row for row in page.questions if row.asks]
        for answers in product(*(self._answers(row) for row in asked)):
            yield {row.name: answer for row, answer in zip(asked, answers, strict=True)}

    def _answers(self, row: Question) -> list[Answer]:
        found = every_answer(row) if row.name in self._last_use else [SKIPPED]
        for answer in found:
            if row.constraint is None:
                check_answer(row, answer)
        return found


def every_answer(row: Question) -> list[Answer]:
    if row.type is QuestionType.RANGE:
        return [SKIPPED, *(Answer.counting(step) for step in range(11))]
    if row.type is QuestionType.TEXT:
        return [SKIPPED, Answer.saying("x"), Answer.saying("x" * 200)]
    shared = [option.name for option in row.options if not option.exclusive]
    found = [SKIPPED, *(Answer.choosing(option.name) for option in row.options)]
    if row.type is QuestionType.SELECT_MULTIPLE and len(shared) > 1:
        found.append(Answer.choosing(*shared))
    return found


def profile_fields(rows: Sequence[Question]) -> dict[str, tuple[Value, ...]]:
    conditions = [row.relevant for row in rows if row.relevant]
    names = {name for condition in conditions for name in condition.names} - {row.name for row in rows}
    literals = {
        name: frozenset(
            literal for condition in conditions if name in condition.names for literal in condition.literals
        )
        for name in names
    }
    return {name: profile_values(name, literals[name]) for name in sorted(names)}


def every_value_once(fields: Mapping[str, tuple[Value, ...]]) -> Iterator[dict[str, Value]]:
    """As many profiles as the longest field has values, each field going round its own."""
    for turn in range(max((len(values) for values in fields.values()), default=1)):
        yield {name: values[(turn + at) % len(values)] for at, (name, values) in enumerate(fields.items())}

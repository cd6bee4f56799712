"""What conditions and questions name of last time: a measure that some questionnaire has, and its options."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from viewpoint.domain.expression import Kind
from viewpoint.domain.questionnaire import KINDS, LAST_TIME, Question
from viewpoint.exchange.questionnaire_flow import condition_problems
from viewpoint.exchange.questionnaire_source import QuestionnaireSource
from viewpoint.exchange.yaml_fields import nearest
from viewpoint.exchange.yaml_files import Problem


def recall_problems(sources: Sequence[QuestionnaireSource]) -> Iterator[Problem]:
    """Measures that nothing asks, and options that no question with the measure has."""
    asked = _asked(sources)
    for source in sources:
        yield from _shown_problems(source, asked)
        yield from _condition_problems(source, asked)


def _asked(sources: Iterable[QuestionnaireSource]) -> Mapping[str, Sequence[Question]]:
    found = defaultdict[str, list[Question]](list)
    for source in sources:
        for row in source.questionnaire.questions:
            if row.measure:
                found[row.measure].append(row)
    return found


def _shown_problems(
    source: QuestionnaireSource, asked: Mapping[str, Sequence[Question]]
) -> Iterator[Problem]:
    for row in source.questionnaire.questions:
        if row.last_time and row.last_time not in asked:
            what = f"last_time of {row.name}: there is no measure {row.last_time}"
            yield _problem(
                source, source.rows.lines.get(row.name, 1), what, nearest(row.last_time, (*asked,))
            )


def _condition_problems(
    source: QuestionnaireSource, asked: Mapping[str, Sequence[Question]]
) -> Iterator[Problem]:
    kinds: dict[str, Kind] = {}
    options: dict[str, tuple[str, ...]] = {}
    for measure, rows in asked.items():
        kinds[LAST_TIME + measure] = KINDS[rows[0].type]
        codes = dict.fromkeys(option.name for row in rows for option in row.options)
        options |= {LAST_TIME + measure: tuple(codes)} if codes else {}
    for placed in source.rows.conditions:
        named = {name for name in placed.condition.names if name.startswith(LAST_TIME)}
        found = [
            (f"there is no measure {name.removeprefix(LAST_TIME)}", nearest(name, (*kinds,)))
            for name in sorted(named - kinds.keys())
        ]
        if named and not found:
            found += condition_problems(placed.condition, kinds, options)
        for what, mend in found:
            yield _problem(source, placed.line, f"{placed.key} of {placed.row}: {what}", mend)


def _problem(source: QuestionnaireSource, line: int, what: str, mend: str) -> Problem:
    return Problem(file=source.file, line=line, what=what, mend=mend)

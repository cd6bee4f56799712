"""A roster's plan as plain English lines and rows, for whoever stands at the command line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from viewpoint.domain.people import Area, DistanceBand
from viewpoint.domain.roster import Problem, Reason
from viewpoint.domain.roster_record import Stay
from viewpoint.services.roster import Outcome, Plan, Result
from viewpoint.services.roster_changes import Change, Shown, What

PROBLEM_COLUMNS = ("file", "line", "column", "value", "reason", "mend")
_SAID: Mapping[What, str] = MappingProxyType(
    {
        What.NEW: "new",
        What.LEFT: "no longer looked after",
        What.BACK: "looked after again",
        What.MOVED: "moved",
        What.PLACEMENT: "placement told otherwise",
        What.WITHDRAWN: "placement withdrawn",
        What.MOVES: "moves in the year",
        What.IRO: "IRO",
        What.NEXT_REVIEW: "next review",
        What.LANGUAGE: "language",
        What.CHANNEL: "channel",
        What.CONTACT: "name, telephone or e-mail",
        What.DETAILS: "other details",
        What.REVIEWS: "reviews held",
    }
)


MOST_LISTED = 200
_ENDINGS: Mapping[Result, str] = MappingProxyType(
    {
        Result.TRIED: "Nothing was written: this was a dry run.",
        Result.CHANGED: "Brought in.",
        Result.UNCHANGED: "Nothing to change: everything is as the files have it.",
        Result.REFUSED: "Nothing was written. Mend the rows above, or keep the good ones.",
    }
)
_WHOLE_FILE_WRONG = "Nothing was written. A whole file is wrong; mend it first."


def report_lines(outcome: Outcome) -> Iterator[str]:
    """All problems as a table, what is worth knowing, the counts, the changes (200 at most), the end."""
    plan = outcome.plan
    if plan.problems:
        yield from table_lines(PROBLEM_COLUMNS, problem_rows(plan.problems))
    for notice in plan.notices:
        yield f"{notice.file}: {notice.mend}"
    yield from summary_lines(plan)
    yield from change_lines(plan.changes[:MOST_LISTED])
    if more := len(plan.changes[MOST_LISTED:]):
        yield f"  and {more} more"
    is_hopeless = outcome.result is Result.REFUSED and not plan.is_readable
    yield _WHOLE_FILE_WRONG if is_hopeless else _ENDINGS[outcome.result]


def problem_rows(problems: Iterable[Problem]) -> list[tuple[str, int, str, str, str, str]]:
    """One row for each problem, in the order of `PROBLEM_COLUMNS`; line 0 is the file as a whole."""
    return [
        (each.file, each.line, each.column, each.value, in_words(each.reason), each.mend) for each in problems
    ]


def in_words(reason: Reason) -> str:
    """A reason as people read it."""
    return reason.value.replace("_", " ")


def table_lines(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> Iterator[str]:
    """Rows under their header, each column as wide as its widest cell; whatever breaks a line is a space."""
    cells = [[_on_one_line(str(cell)) for cell in row] for row in (header, *rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def summary_lines(plan: Plan) -> Iterator[str]:
    """How many there are of each change, and who was left as they are."""
    if plan.year:
        yield f"Return of the year to 31 March {plan.year.ending}: {plan.children} young people."
    if plan.held_back:
        yield f"Left as they are, because a row about them is wrong: {plan.held_back}."
    for what, count in plan.counts.items():
        yield f"  {_SAID[what]}: {count}"


def change_lines(changes: Iterable[Change]) -> Iterator[str]:
    """Each change with the council's own number, and old and new of what is not sensitive."""
    for change in changes:
        yield f"  {change.child}  {_SAID[change.what]}{_from_to(change)}"


def _from_to(change: Change) -> str:
    if change.what is What.REVIEWS:
        return f": {change.count}"
    old, new = _shown(change.old), _shown(change.new)
    if not old and not new:
        return ""
    if change.what is What.NEW:
        return f": {new}"
    return f": {old or 'none'} -> {new or 'none'}"


def _shown(value: Shown) -> str:
    if isinstance(value, Stay):
        return _stay(value)
    return "" if value is None else f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def _stay(stay: Stay) -> str:
    parts = [stay.placement_type.replace("_", " "), stay.place_code]
    if stay.area != Area.UNKNOWN:
        parts.append("in area" if stay.area == Area.INSIDE else "out of area")
    if stay.distance != DistanceBand.UNKNOWN:
        parts.append("up to 20 miles" if stay.distance == DistanceBand.UP_TO_20 else "over 20 miles")
    until = f" to {_shown(stay.ended_on)}" if stay.ended_on else ""
    return f"{', '.join(parts)} from {_shown(stay.began_on)}{until}"


def _on_one_line(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)

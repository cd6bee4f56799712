"""A table's sound rows apart from the wrong ones."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from viewpoint.domain.roster import ChildId, Problem, Reason
from viewpoint.exchange.cells import RowReader, wrong_child
from viewpoint.exchange.problems import problem
from viewpoint.exchange.tables import Table

RowT = TypeVar("RowT")


@dataclass(frozen=True, kw_only=True)
class Rows(Generic[RowT]):
    """A table's sound rows, each once, what is wrong with the others, and whom those are about."""

    file: str
    rows: tuple[RowT, ...] = ()
    problems: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    wrong_about: frozenset[ChildId] = frozenset()
    is_wrong_about_somebody: bool = False
    """Some wrong row does not even say whom it is about."""


def read_rows(table: Table, child_column: str, read: Callable[[RowReader], RowT | None]) -> Rows[RowT]:
    """Read every row; one without a problem is sound, and one that says the same as another is merged."""
    sound, problems, about = dict[RowT, None](), list(table.problems), set[str]()
    repeated = 0
    for row in table.rows:
        cells = RowReader(file=table.file, row=row)
        value = read(cells)
        if cells.problems or value is None:
            problems += cells.problems
            about.add(row.values[child_column])
        elif value in sound:
            repeated += 1
        else:
            sound[value] = None
    notice = problem(Reason.ROWS_REPEATED, file=table.file, count=repeated)
    return Rows(
        file=table.file,
        rows=tuple(sound),
        problems=tuple(problems),
        notices=(notice,) if repeated else (),
        wrong_about=frozenset(ChildId(child) for child in about if not wrong_child(child)),
        is_wrong_about_somebody=bool(table.problems) or any(map(wrong_child, about)),
    )

"""A release as the rows of a table, for whoever counts on with it."""

from collections.abc import Sequence

from viewpoint.domain.release import Cell, CellKind, Release, TableKind

RELEASE_COLUMNS = (
    "round",
    "about",
    "code",
    "breakdown",
    "group",
    "shown",
    "base",
    "answer",
    "count",
    "rounded_to",
)


def release_rows(release: Release, round_name: str) -> Sequence[tuple[str | int | None, ...]]:
    """Everything that a release says: a row a cell, and one for a table without cells or a response rate."""
    rows: list[tuple[str | int | None, ...]] = []
    for table in release.tables:
        group = "+".join(table.group)
        head = (round_name, table.about.value, table.code, table.breakdown, group, table.kind.value)
        if not table.cells:
            rows.append((*head, None, None, None, None))
        rows += [(*head, table.base, cell.answer, _count(cell), table.unit) for cell in table.cells]
    for rate in release.rates:
        shown = rate.band.value if rate.band else TableKind.HIDDEN.value
        rows.append(
            (round_name, "rate", "sent", rate.breakdown, "+".join(rate.group), shown, None, None, None, None)
        )
    return rows


def _count(cell: Cell) -> str | int | None:
    return cell.value if cell.kind is CellKind.VALUE else cell.kind.value

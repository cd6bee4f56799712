"""Which of a handful of files is which table, by its columns first and its name second."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from viewpoint.domain.roster import Problem, Reason
from viewpoint.exchange.contacts import CONTACTS
from viewpoint.exchange.decoding import SourceFile
from viewpoint.exchange.problems import problem
from viewpoint.exchange.ssda903 import EPISODES, HEADER, REVIEWS, UASC
from viewpoint.exchange.tables import Columns, Sheet, Table, column_key, read_sheet, read_table


class Kind(StrEnum):
    """The tables that are read."""

    HEADER = "header"
    EPISODES = "episodes"
    REVIEWS = "reviews"
    UASC = "uasc"
    CONTACTS = "contacts"


COLUMNS: Mapping[Kind, Columns] = MappingProxyType(
    {
        Kind.HEADER: HEADER,
        Kind.EPISODES: EPISODES,
        Kind.REVIEWS: REVIEWS,
        Kind.UASC: UASC,
        Kind.CONTACTS: CONTACTS,
    }
)
NEEDED = (Kind.HEADER, Kind.EPISODES)
_TELLING: Mapping[Kind, frozenset[str]] = MappingProxyType(
    {
        Kind.EPISODES: frozenset({"decom", "rne", "place", "place_provider"}),
        Kind.REVIEWS: frozenset({"review", "review_code"}),
        Kind.HEADER: frozenset({"ethnic", "upn", "mother", "mc_dob"}),
        Kind.UASC: frozenset({"duc"}),
        Kind.CONTACTS: frozenset({"name_used", "iro_email", "next_review_on", "communication_needs"}),
    }
)
_OTHER_TABLES = frozenset(
    {"sdq_score", "in_touch", "date_int", "date_placed", "prev_perm", "missing", "sw_id", "dolo_start"}
)


@dataclass(frozen=True, kw_only=True)
class Tables:
    """The tables found, and what is wrong with the files as files."""

    found: Mapping[Kind, Table] = field(repr=False)
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]


def files_in(folder: Path) -> tuple[SourceFile, ...]:
    """The CSV files of a folder, by name."""
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".csv" and path.is_file())
    return tuple(SourceFile(name=path.name, content=path.read_bytes()) for path in paths)


def find_tables(files: Iterable[SourceFile]) -> Tables:
    """Read every file and tell which table it is; files of other tables are left alone, with a notice."""
    sheets, problems, notices = _sheets(files)
    found = dict[Kind, Table]()
    for kind, sheet in sheets.items():
        table = read_table(sheet, COLUMNS[kind])
        if isinstance(table, Table):
            found[kind] = table
            notices += table.notices
        else:
            problems += table
    problems += _empty(found)
    if not problems:
        problems += _missing(found)
    return Tables(found=MappingProxyType(found), problems=tuple(problems), notices=tuple(notices))


def kind_of(sheet: Sheet) -> Kind | None:
    """The table that a sheet is, None for one that is not needed."""
    keys = sheet.column_keys
    if keys & _OTHER_TABLES:
        return None
    for kind, telling in _TELLING.items():
        if keys & telling:
            return kind
    name = column_key(sheet.file)
    return next((kind for kind in Kind if kind.value.rstrip("s") in name), None)


def _sheets(files: Iterable[SourceFile]) -> tuple[dict[Kind, Sheet], list[Problem], list[Problem]]:
    sheets, problems, notices = dict[Kind, Sheet](), list[Problem](), list[Problem]()
    for source in files:
        sheet = read_sheet(source)
        if isinstance(sheet, Problem):
            problems.append(sheet)
            continue
        kind = kind_of(sheet)
        if kind is None:
            notices.append(problem(Reason.FILE_IGNORED, file=sheet.file))
        elif kind in sheets:
            problems.append(problem(Reason.FILE_TWICE, file=sheet.file, other=sheets[kind].file))
        else:
            sheets[kind] = sheet
    return sheets, problems, notices


def _empty(found: Mapping[Kind, Table]) -> Iterator[Problem]:
    for kind in NEEDED:
        table = found.get(kind)
        if table and not table.rows and not table.problems:
            yield problem(Reason.FILE_WITHOUT_ROWS, file=table.file)


def _missing(found: Mapping[Kind, Table]) -> Iterator[Problem]:
    """A table that is not there; while another file cannot be read, that one may be it."""
    for kind in NEEDED:
        if kind not in found:
            yield problem(Reason.FILE_MISSING, file=f"{kind.value}.csv")

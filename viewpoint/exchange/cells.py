"""Single values of a row, parsed and checked: dates, codes, child ids."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from viewpoint.domain.roster import ChildId, Problem, Reason
from viewpoint.exchange.problems import problem
from viewpoint.exchange.tables import Row

_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: 0{1,2}:00(?::00(?:\.0+)?)?)?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_SHORT_YEAR = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}", re.ASCII)
_SERIAL_NUMBER = re.compile(r"\d{4,5}(?:\.\d+)?", re.ASCII)
_CHILD = re.compile(r"[A-Za-z0-9][A-Za-z0-9/_-]*", re.ASCII)
_MADE_A_NUMBER = re.compile(r"\d(?:\.\d+)?E\+?\d+|\d+\.0+", re.ASCII | re.IGNORECASE)
_LONGEST_CHILD = 10


@dataclass(kw_only=True, slots=True)
class RowReader:
    """Reads one row's cells and gathers what is wrong with them; a wrong cell reads as nothing."""

    file: str
    row: Row
    problems: list[Problem] = field(default_factory=list)

    def text(self, column: str) -> str:
        """The cell as it stands, "" where the column or its value is missing."""
        return self.row.values.get(column, "")

    def complain(self, reason: Reason, column: str, **details: object) -> None:
        """Note a problem with a column's value."""
        found = problem(
            reason, file=self.file, line=self.row.line, column=column, value=self.text(column), **details
        )
        self.problems.append(found)

    def child(self, column: str) -> ChildId | None:
        """The child's id; a mangled one is refused, because it would match nobody or somebody else."""
        text = self.text(column)
        wrong = wrong_child(text)
        if wrong:
            self.complain(wrong, column)
            return None
        return ChildId(text)

    def day(self, column: str) -> date | None:
        """A date that may be blank."""
        text = self.text(column)
        if not text:
            return None
        read = parse_date(text)
        if isinstance(read, Reason):
            self.complain(read, column)
            return None
        return read

    def required_day(self, column: str) -> date | None:
        """A date that may not be blank; None is always a problem noted."""
        if not self.text(column):
            self.complain(Reason.BLANK, column)
        return self.day(column)

    def code(self, column: str, allowed: Collection[str]) -> str:
        """A code in capitals, "" where blank or wrong; only the wrong one is a problem."""
        text = self.text(column).upper()
        if text and text not in allowed:
            self.complain(Reason.CODE_UNKNOWN, column, codes=listed(allowed))
            return ""
        return text

    def required_code(self, column: str, allowed: Collection[str]) -> str:
        """A code that may not be blank; "" is always a problem noted."""
        if not self.text(column):
            self.complain(Reason.BLANK, column)
        return self.code(column, allowed)


def listed(codes: Iterable[str]) -> str:
    """Codes in a sentence: sorted, with commas."""
    return ", ".join(sorted(codes))


def wrong_child(text: str) -> Reason | None:
    """Why a text is no child id: blank, too long, or mangled; None where it is one."""
    if not text:
        return Reason.BLANK
    if _MADE_A_NUMBER.fullmatch(text):
        return Reason.CHILD_MADE_A_NUMBER
    if not _CHILD.fullmatch(text):
        return Reason.CHILD_UNREADABLE
    return Reason.CHILD_TOO_LONG if len(text) > _LONGEST_CHILD else None


@lru_cache(maxsize=50_000)
def parse_date(text: str) -> date | Reason:
    """The day meant by dd/mm/yyyy or by what programs make of it, else why it cannot be known.

    Read: d/m/yyyy, dd.mm.yyyy, dd-mm-yyyy, yyyy-mm-dd, and each with a time of midnight. Refused: years of
    two digits and serial numbers, because the century and the epoch would be guesses.
    """
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, found.groups())
        return _day(year, month, day)
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, found.groups())
        return _day(year, month, day)
    if _SHORT_YEAR.fullmatch(text):
        return Reason.DATE_SHORT_YEAR
    return Reason.DATE_IS_A_NUMBER if _SERIAL_NUMBER.fullmatch(text) else Reason.DATE_UNREADABLE


def _day(year: int, month: int, day: int) -> date | Reason:
    try:
        return date(year, month, day)
    except ValueError:
        return Reason.DATE_MONTH_FIRST if month > 12 and 1 <= day <= 12 else Reason.DATE_IMPOSSIBLE

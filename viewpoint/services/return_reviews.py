"""Returning reviews: SSDA903's Reviews table of a year, checked first, and what each code rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from viewpoint.domain.participation import Confirmed
from viewpoint.domain.people import AccountId, ResponseId
from viewpoint.domain.permissions import Action, Role, Viewer, require
from viewpoint.domain.placements import ReturnYear
from viewpoint.domain.roster import ChildId, Participation, Problem
from viewpoint.domain.uk_time import uk_day
from viewpoint.exchange.csv_out import Cell, csv_bytes
from viewpoint.exchange.decoding import SourceFile
from viewpoint.exchange.reviews_return import FILE, ReviewOut, read_births, reviews_csv, reviews_problems
from viewpoint.services.for_review import ReviewParts, caseloads
from viewpoint.storage.accounts import staff_names
from viewpoint.storage.audit import Event
from viewpoint.storage.database import Connection
from viewpoint.storage.participation import (
    Received,
    Reviewed,
    Whose,
    confirmations,
    received,
    reviewed,
    roster_codes,
)

EVIDENCE = "reviews-evidence.csv"
EVIDENCE_COLUMNS = (
    "CHILD",
    "REVIEW",
    "REVIEW_CODE",
    "source",
    "roster_code",
    "suggested_code",
    "attendance",
    "views",
    "sent_on",
    "read_on",
    "medium",
    "language",
    "who_was_there",
    "confirmed_by",
    "confirmed_on",
    "corrections",
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A review with its code, from whom, and what it rests on."""

    child: ChildId
    held_on: date
    code: Participation
    roster_code: str
    confirmed: Sequence[Confirmed]
    """The last word first; empty where the roster alone has told."""


@dataclass(frozen=True, kw_only=True)
class Year:
    """A return year's reviews: those with a code by child and day, and those without one."""

    year: ReturnYear
    rows: Sequence[Row]
    without: Sequence[tuple[ChildId, date]]

    @property
    def confirmed(self) -> int:
        """How many an IRO confirmed here."""
        return sum(bool(row.confirmed) for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class Return:
    """Files by name, or what has to be mended before there are any."""

    files: Sequence[tuple[str, bytes]] = field(default=(), repr=False)
    problems: Sequence[Problem] = ()


class ReturnReviews:
    """For a coordinator the authority's reviews, for an IRO those of the caseloads they have or cover."""

    def __init__(self, parts: ReviewParts) -> None:
        """See `ReviewParts`."""
        self._parts = parts

    def year(self, viewer: Viewer, year: ReturnYear) -> Year:
        """What there is to return.

        Raises:
            NotAllowed: the viewer returns nothing.
        """
        require(viewer, Action.RETURN_REVIEWS)
        with self._parts.database.read() as connection:
            whose = _whose(connection, viewer, self._parts.today)
            people = reviewed(connection, self._parts.vault, whose)
            codes, confirmed = roster_codes(connection, whose), confirmations(connection, whose)
        rows, without = list[Row](), list[tuple[ChildId, date]]()
        for person in people:
            child = ChildId(person.child_ref)
            told = confirmed.get(person.young_person, ())
            for on in _days(person, codes.get(person.young_person, {}), told, self._parts.today):
                row = _row(child, on, codes.get(person.young_person, {}).get(on, ""), told)
                if on in year and row:
                    rows.append(row)
                elif on in year:
                    without.append((child, on))
        return Year(year=year, rows=rows, without=without)

    def files(self, viewer: Viewer, year: ReturnYear, header: SourceFile) -> Return:
        """The table and its evidence, where every row is in order; that they were made is in the log.

        Raises:
            NotAllowed: the viewer returns nothing.
        """
        found = self.year(viewer, year)
        reviews = [ReviewOut(child=row.child, held_on=row.held_on, code=row.code) for row in found.rows]
        births = read_births(header, year)
        about = {row.child for row in reviews}
        problems = [*births.problems_about(about), *reviews_problems(reviews, births)]
        if problems:
            return Return(problems=problems)
        with self._parts.database.write() as connection:
            ids = [row.confirmed[0].response for row in found.rows if row.confirmed]
            rested_on = received(connection, viewer.authority, [each for each in ids if each])
            names = staff_names(connection, viewer.authority)
            event = Event(action="reviews_returned", object_type="return_year", object_id=str(year.ending))
            self._parts.log(connection, viewer, event)
        evidence = [_evidence(row, rested_on, names) for row in found.rows]
        return Return(
            files=(
                (FILE, reviews_csv(reviews, births)),
                (EVIDENCE, csv_bytes(EVIDENCE_COLUMNS, evidence)),
            )
        )


def _whose(connection: Connection, viewer: Viewer, today: date) -> Whose:
    iros = caseloads(connection, viewer, today) if viewer.role is Role.IRO else None
    return Whose(authority=viewer.authority, iros=iros)


def _days(
    person: Reviewed, codes: Mapping[date, str], confirmed: Sequence[Confirmed], today: date
) -> list[date]:
    """Every review that was held, or was to be by now."""
    due = [person.next_review_on] if person.next_review_on and person.next_review_on < today else []
    return sorted({*codes, *(each.took_part.held_on for each in confirmed), *due})


def _row(child: ChildId, on: date, roster_code: str, confirmed: Sequence[Confirmed]) -> Row | None:
    told = [each for each in confirmed if each.took_part.held_on == on]
    if not told and not roster_code:
        return None
    code = told[0].code if told else Participation(roster_code)
    return Row(child=child, held_on=on, code=code, roster_code=roster_code, confirmed=told)


def _evidence(
    row: Row, rested_on: Mapping[ResponseId, Received], names: Mapping[AccountId, str]
) -> Sequence[Cell]:
    head = (row.child, row.held_on.isoformat(), row.code.value)
    if not row.confirmed:
        return (*head, "roster", row.roster_code, *[None] * (len(EVIDENCE_COLUMNS) - 5))
    last = row.confirmed[0]
    came = rested_on.get(last.response) if last.response else None
    return (
        *head,
        "confirmed",
        row.roster_code,
        last.suggested.value,
        last.took_part.attendance.value,
        last.took_part.views.value,
        uk_day(came.sent_at).isoformat() if came else None,
        uk_day(came.read_at).isoformat() if came and came.read_at else None,
        came.medium if came else None,
        came.language if came else None,
        came.company if came else None,
        names.get(last.confirmed_by, ""),
        uk_day(last.confirmed_at).isoformat(),
        len(row.confirmed) - 1,
    )

"""Bringing in a roster: first what it would change, then the change itself, whole or not at all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum, auto

from viewpoint.domain.council import Council
from viewpoint.domain.people import AuthorityId
from viewpoint.domain.permissions import Action, Role, Viewer, require
from viewpoint.domain.placements import ReturnYear
from viewpoint.domain.roster import Problem, Reason, Roster
from viewpoint.domain.roster_record import Difference
from viewpoint.domain.uk_time import uk_day
from viewpoint.exchange.decoding import SourceFile
from viewpoint.exchange.postcodes import PostcodeDirectory
from viewpoint.exchange.problems import problem
from viewpoint.exchange.roster_files import read_roster
from viewpoint.services.roster_changes import Change, What, changes_of
from viewpoint.services.roster_diff import Terms, differences
from viewpoint.storage.accounts import staff_names, staff_with_role
from viewpoint.storage.audit import AuditLog, Event
from viewpoint.storage.database import Connection, Database
from viewpoint.storage.ids import new_id
from viewpoint.storage.roster import Everybody, Import, add_import, newest_year, read_everybody
from viewpoint.storage.roster_writes import save_differences
from viewpoint.storage.sealing import Vault


class Keep(StrEnum):
    """What is done where some rows are wrong; a whole file that is wrong always refuses everything."""

    ALL_OR_NOTHING = auto()
    GOOD_ROWS = auto()


class Step(StrEnum):
    """How far an import is."""

    READING = auto()
    COMPARING = auto()
    WRITING = auto()


class Result(StrEnum):
    """How an import ended; unchanged means that everything was as the files have it already."""

    TRIED = auto()
    """A dry run of what would be let in."""
    REFUSED = auto()
    UNCHANGED = auto()
    CHANGED = auto()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the files say and what that would change; nothing is changed where they cannot be read."""

    year: ReturnYear | None
    children: int
    """Young people whose rows are sound."""
    held_back: int
    """Young people left as they are, because a row about them is wrong."""
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    changes: tuple[Change, ...]
    counts: Mapping[What, int]

    @property
    def is_readable(self) -> bool:
        """Whether good rows may be kept."""
        return not any(problem.is_of_whole_file for problem in self.problems)

    def is_allowed(self, rule: Keep) -> bool:
        """Whether a rule lets the roster in."""
        return not self.problems or (rule is Keep.GOOD_ROWS and self.is_readable)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How it ended, with what was planned."""

    result: Result
    plan: Plan


@dataclass(frozen=True, kw_only=True)
class _Compared:
    plan: Plan
    everybody: Everybody = field(repr=False)
    differences: Sequence[Difference] = field(repr=False)


def _tell_nobody(_step: Step) -> None:
    pass


class Rosters:
    """The only way in for young people: by their council's own files."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        audit: AuditLog,
        councils: Mapping[AuthorityId, Council],
        clock: Callable[[], datetime],
        directory: PostcodeDirectory | None = None,
    ) -> None:
        """`directory`: where postcodes lie; without it the contacts file says what is in area."""
        self._database = database
        self._vault = vault
        self._audit = audit
        self._councils = councils
        self._clock = clock
        self._directory = directory

    def plan(
        self,
        viewer: Viewer,
        files: Iterable[SourceFile],
        *,
        year: ReturnYear | None = None,
        told: Callable[[Step], None] = _tell_nobody,
    ) -> Plan:
        """What bringing in the files would change; nothing is written. See `apply`.

        Raises:
            NotAllowed: the viewer brings in no rosters.
        """
        require(viewer, Action.IMPORT_ROSTER)
        told(Step.READING)
        roster = self._read(viewer, files, year)
        told(Step.COMPARING)
        with self._database.read() as connection:
            return self._compare(connection, viewer, roster).plan

    def try_out(
        self,
        viewer: Viewer,
        files: Iterable[SourceFile],
        *,
        rule: Keep,
        year: ReturnYear | None = None,
        told: Callable[[Step], None] = _tell_nobody,
    ) -> Outcome:
        """How `apply` would end, with nothing written.

        Raises:
            NotAllowed: the viewer brings in no rosters.
        """
        plan = self.plan(viewer, files, year=year, told=told)
        return Outcome(result=Result.TRIED if plan.is_allowed(rule) else Result.REFUSED, plan=plan)

    def apply(
        self,
        viewer: Viewer,
        files: Iterable[SourceFile],
        *,
        rule: Keep,
        year: ReturnYear | None = None,
        told: Callable[[Step], None] = _tell_nobody,
    ) -> Outcome:
        """Bring in the files in one transaction; doing it again changes nothing at all.

        Args:
            viewer: the coordinator or the operator.
            files: Header, Episodes, Reviews, UASC and contacts, in any order and by any names.
            rule: what is done where some rows are wrong.
            year: the return's year; the dates tell it where it is None.
            told: called as each step begins.

        Raises:
            NotAllowed: the viewer brings in no rosters.
        """
        require(viewer, Action.IMPORT_ROSTER)
        told(Step.READING)
        roster = self._read(viewer, files, year)
        told(Step.COMPARING)
        with self._database.write() as connection:
            compared = self._compare(connection, viewer, roster)
            if not compared.plan.is_allowed(rule):
                return Outcome(result=Result.REFUSED, plan=compared.plan)
            if not compared.differences:
                return Outcome(result=Result.UNCHANGED, plan=compared.plan)
            told(Step.WRITING)
            self._write(connection, viewer, compared)
        return Outcome(result=Result.CHANGED, plan=compared.plan)

    def _read(self, viewer: Viewer, files: Iterable[SourceFile], year: ReturnYear | None) -> Roster:
        """Outside the transaction that writes: a large return takes a while."""
        with self._database.read() as connection:
            iros = staff_with_role(connection, viewer.authority, Role.IRO)
        return read_roster(
            files,
            year=year,
            directory=self._directory,
            own_areas=self._councils[viewer.authority].own_areas,
            iros={email.casefold() for email in iros},
        )

    def _compare(self, connection: Connection, viewer: Viewer, roster: Roster) -> _Compared:
        everybody = read_everybody(connection, self._vault, viewer.authority)
        newest = newest_year(connection, viewer.authority)
        problems = (*roster.problems, *_older(roster, newest))
        found: Sequence[Difference] = ()
        if roster.year and not any(each.is_of_whole_file for each in problems):
            terms = self._terms(connection, viewer, roster.year)
            left_alone = roster.held_back | everybody.erased
            found = tuple(differences(roster, everybody.records(), left_alone, terms))
        changes, counts = changes_of(found, staff_names(connection, viewer.authority))
        plan = Plan(
            year=roster.year,
            children=len(roster.children),
            held_back=len(roster.held_back),
            problems=problems,
            notices=roster.notices,
            changes=changes,
            counts=counts,
        )
        return _Compared(plan=plan, everybody=everybody, differences=found)

    def _terms(self, connection: Connection, viewer: Viewer, year: ReturnYear) -> Terms:
        iros = staff_with_role(connection, viewer.authority, Role.IRO)
        return Terms(
            on=uk_day(self._clock()),
            year=year,
            iros={email.casefold(): account for email, account in iros.items()},
        )

    def _write(self, connection: Connection, viewer: Viewer, compared: _Compared) -> None:
        now, stored = self._clock(), compared.everybody.stored
        save_differences(connection, self._vault, viewer.authority, compared.differences, stored, now)
        year = compared.plan.year
        counts = {what.value: count for what, count in compared.plan.counts.items()}
        done = Import(
            id=new_id(),
            authority=viewer.authority,
            by=viewer.subject,
            counts={**counts, "year": year.ending if year else 0},
        )
        add_import(connection, done, now)
        event = Event(action="roster_imported", object_type="roster_import", object_id=done.id)
        self._audit.append(connection, viewer, event)


def _older(roster: Roster, newest: int | None) -> tuple[Problem, ...]:
    """An older return would undo what a newer one has told."""
    if roster.year is None or newest is None or roster.year.ending >= newest:
        return ()
    return (problem(Reason.OLDER_THAN_STORED, file="", stored=newest),)

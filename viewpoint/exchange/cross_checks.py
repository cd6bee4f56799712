"""What can only be seen when rows are held against each other, and against Header."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Protocol, TypeVar

from viewpoint.domain.episodes import NewEpisode
from viewpoint.domain.people import age_on
from viewpoint.domain.roster import ChildId, Participation, Problem, Reason
from viewpoint.exchange.problems import problem
from viewpoint.exchange.rows import Rows
from viewpoint.exchange.ssda903 import EpisodeRow, HeaderRow, ReviewRow, UascRow


class AboutSomebody(Hashable, Protocol):
    """A row that says whom it is about."""

    @property
    def line(self) -> int:
        """Its number in a spreadsheet."""

    @property
    def child(self) -> ChildId:
        """Whom it is about."""


RowT = TypeVar("RowT", bound=AboutSomebody)
Complain = Callable[..., Problem]


def without_contradictions(
    rows: Rows[RowT], key: Callable[[RowT], Hashable], column: str, what: str
) -> Rows[RowT]:
    """Drop all rows that say different things about the same `key`: which one is true cannot be known."""
    groups = defaultdict[Hashable, list[RowT]](list)
    for row in rows.rows:
        groups[key(row)].append(row)
    wrong = {row: group[0] for group in groups.values() if len(group) > 1 for row in group}

    def judge(row: RowT) -> Iterator[Problem]:
        if row in wrong and row is not wrong[row]:
            details = {"other": wrong[row].line, "what": what}
            yield _at(rows.file, row, Reason.ROWS_CONTRADICT, column, row.child, **details)

    judged = sifted(rows, judge)
    return replace(judged, rows=tuple(row for row in judged.rows if row not in wrong))


def sifted(rows: Rows[RowT], judge: Callable[[RowT], Iterable[Problem]]) -> Rows[RowT]:
    """Part the rows that `judge` finds a problem with from the sound ones."""
    sound, problems, about = list[RowT](), list[Problem](), set[ChildId]()
    for row in rows.rows:
        found = list(judge(row))
        if found:
            problems += found
            about.add(row.child)
        else:
            sound.append(row)
    return replace(
        rows,
        rows=tuple(sound),
        problems=rows.problems + tuple(problems),
        wrong_about=rows.wrong_about | about,
    )


def known_only(rows: Rows[RowT], header: Rows[HeaderRow], column: str) -> Rows[RowT]:
    """Drop the rows about nobody in Header (INT03, INT08, INT09); a wrong row there still names somebody."""
    known = {row.child for row in header.rows} | header.wrong_about
    bare = {without_zeros(child) for child in known}

    def judge(row: RowT) -> Iterator[Problem]:
        if row.child not in known:
            lost = without_zeros(row.child) in bare
            reason = Reason.LEADING_ZEROS_LOST if lost else Reason.CHILD_NOT_IN_HEADER
            yield _at(rows.file, row, reason, column, row.child)

    return sifted(rows, judge)


def without_zeros(child: ChildId) -> str:
    """A child id as a spreadsheet leaves it when it takes it for a number."""
    return child.lstrip("0")


def checked_episodes(rows: Rows[EpisodeRow], people: Mapping[ChildId, HeaderRow]) -> Rows[EpisodeRow]:
    """Hold each child's episodes against each other and the date of birth.

    Where one row is wrong already the others are left alone: the gap it leaves is no second mistake.
    """
    groups = defaultdict[ChildId, list[EpisodeRow]](list)
    for row in rows.rows:
        if row.child not in rows.wrong_about:
            groups[row.child].append(row)
    found = defaultdict[EpisodeRow, list[Problem]](list)
    for child, group in groups.items():
        group.sort(key=lambda row: (row.began_on, row.ended_on or date.max))
        for row, wrong in _order_problems(rows.file, group):
            found[row].append(wrong)
        for row, wrong in _age_problems(rows.file, group, people.get(child)):
            found[row].append(wrong)
    return sifted(rows, lambda row: found.get(row, ()))


def review_judge(file: str, people: Mapping[ChildId, HeaderRow]) -> Callable[[ReviewRow], Iterator[Problem]]:
    """Judge a review by the date of birth (rules 440, 441, INT17)."""

    def judge(row: ReviewRow) -> Iterator[Problem]:
        person = people.get(row.child)
        if person is None:
            return
        yield from _birth_date_differs(file, row, row.born_on, person)
        is_four = age_on(person.born_on, row.held_on) >= 4
        is_code_under_four = row.participation is Participation.UNDER_FOUR
        if row.held_on < person.born_on:
            yield _at(file, row, Reason.BEFORE_BIRTH, "REVIEW", row.held_on)
        elif is_four and is_code_under_four:
            yield _at(file, row, Reason.FOUR_OR_OVER, "REVIEW_CODE", row.participation)
        elif not is_four and not is_code_under_four:
            yield _at(file, row, Reason.UNDER_FOUR, "REVIEW_CODE", row.participation)

    return judge


def uasc_judge(file: str, people: Mapping[ChildId, HeaderRow]) -> Callable[[UascRow], Iterator[Problem]]:
    """Judge a row of UASC by Header (rules 304, INT18, INT21)."""

    def judge(row: UascRow) -> Iterator[Problem]:
        person = people.get(row.child)
        if person is None:
            return
        yield from _birth_date_differs(file, row, row.born_on, person)
        if row.gender and row.gender is not person.gender:
            yield _at(file, row, Reason.GENDERS_DIFFER, "SEX", row.gender.upper())
        if row.ceased_on and row.ceased_on < person.born_on:
            yield _at(file, row, Reason.BEFORE_BIRTH, "DUC", row.ceased_on)
        elif row.ceased_on and row.ceased_on > _birthday(person.born_on, 18):
            yield _at(file, row, Reason.UASC_AFTER_18, "DUC", row.ceased_on)

    return judge


def _order_problems(file: str, group: Sequence[EpisodeRow]) -> Iterator[tuple[EpisodeRow, Problem]]:
    for before, row in pairwise(group):
        if before.ended_on is None and row.ended_on is None:
            details = {"other": row.line}
            yield before, _at(file, before, Reason.TWO_OPEN_EPISODES, "DEC", "", **details)
        else:
            found = _sequel_reason(before, row)
            if found:
                reason, column, value = found
                yield row, _at(file, row, reason, column, value, other=before.line)
    last = group[-1]
    if last.reason_ended == "X1":
        yield last, _at(file, last, Reason.CONTINUATION_MISSING, "REC", "X1")


def _sequel_reason(before: EpisodeRow, row: EpisodeRow) -> tuple[Reason, str, object] | None:
    """What is wrong between an episode and the next (rules 431 to 434, 501)."""
    is_start = row.reason_new is NewEpisode.STARTED
    if before.ended_on is None or row.began_on < before.ended_on:
        return Reason.EPISODES_OVERLAP, "DECOM", row.began_on
    if row.began_on > before.ended_on and before.reason_ended == "X1":
        return Reason.EPISODE_AFTER_GAP, "DECOM", row.began_on
    if is_start and row.began_on == before.ended_on:
        return Reason.STARTED_TWICE, "RNE", row.reason_new
    if not is_start and before.reason_ended != "X1":
        return Reason.EPISODE_AFTER_LEAVING, "RNE", row.reason_new
    if row.reason_new is NewEpisode.LEGAL_ONLY and row.place_code != before.place_code:
        return Reason.LEGAL_ONLY_BUT_MOVED, "PLACE", row.place_code
    return None


def _age_problems(
    file: str, group: Sequence[EpisodeRow], person: HeaderRow | None
) -> Iterator[tuple[EpisodeRow, Problem]]:
    """Rules 302 and 352."""
    if person is None:
        return
    for row in group:
        if row.began_on < person.born_on:
            yield row, _at(file, row, Reason.BEFORE_BIRTH, "DECOM", row.began_on)
        elif row.reason_new is NewEpisode.STARTED and age_on(person.born_on, row.began_on) >= 18:
            yield row, _at(file, row, Reason.STARTED_AS_ADULT, "DECOM", row.began_on)


def _birth_date_differs(
    file: str, row: ReviewRow | UascRow, born_on: date | None, person: HeaderRow
) -> Iterator[Problem]:
    if born_on and born_on != person.born_on:
        yield _at(file, row, Reason.BIRTH_DATES_DIFFER, "DOB", born_on)


def _birthday(born_on: date, age: int) -> date:
    """The day on which an age is reached: 1 March for somebody born on 29 February, in a year without one."""
    is_leap_day = (born_on.month, born_on.day) == (2, 29)
    return date(born_on.year + age, 3, 1) if is_leap_day else born_on.replace(year=born_on.year + age)


def _at(
    file: str, row: AboutSomebody, reason: Reason, column: str, value: object, **details: object
) -> Problem:
    shown = f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
    return problem(reason, file=file, line=row.line, column=column, value=shown, **details)

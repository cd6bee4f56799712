"""Placement stability, as the Department for Education measures it."""

from calendar import monthrange
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from viewpoint.domain.people import age_on
from viewpoint.domain.placements import (
    Entry,
    Placement,
    ReturnYear,
    current_placement,
    is_looked_after,
)


@dataclass(frozen=True, kw_only=True)
class Moves:
    """How often a young person moved in a span of time, by what changed."""

    new_carer: int
    same_carer: int
    status_only: int

    @property
    def total(self) -> int:
        """Moves from place to place; a change of status alone is none."""
        return self.new_carer + self.same_carer


def moves_in(placements: Iterable[Placement], year: ReturnYear) -> Moves:
    """Moves within the year; coming into care is none, nor is a temporary stay."""
    entries = [
        stay.entry for stay in _counted(placements) if stay.began_on in year and not stay.began_earlier
    ]
    return Moves(
        new_carer=entries.count(Entry.NEW_CARER),
        same_carer=entries.count(Entry.SAME_CARER),
        status_only=entries.count(Entry.STATUS_ONLY),
    )


def placements_during(placements: Iterable[Placement], begins_on: date, ends_on: date) -> int:
    """How many placements fell at least partly between two days, both included."""
    return sum(
        stay.began_on <= ends_on and (stay.ended_on is None or stay.ended_on > begins_on)
        for stay in _counted(placements)
    )


def has_three_in_the_year(placements: Sequence[Placement], year: ReturnYear) -> bool | None:
    """DfE: looked after on 31 March "with 3 or more placements during the year"; None outside that base."""
    return _has_three(placements, year.begins_on, year.ends_on)


def has_three_in_two_years(placements: Sequence[Placement], year: ReturnYear) -> bool | None:
    """DfE: the same over the previous two years; None for somebody not looked after on 31 March."""
    return _has_three(placements, ReturnYear(ending=year.ending - 1).begins_on, year.ends_on)


def has_same_carer_two_years(placements: Sequence[Placement], born_on: date, on: date) -> bool | None:
    """DfE: under 16, looked after continuously for at least 2.5 years, living with one carer for at least 2.

    `born_on` may be the first of the month of birth: on the last day of a month, such as 31 March, the age is
    the same. None outside the base. Where the return opens in the middle of a stay, its days before are not
    known, so the measure is a floor.
    """
    if age_on(born_on, on) >= 16 or not is_looked_after(placements, on):
        return None
    if continuous_since(placements, on) > _months_before(on, 30):
        return None
    return same_carer_since(placements, on) <= _months_before(on, 24)


def continuous_since(placements: Sequence[Placement], on: date) -> date:
    """The first known day of the unbroken time in care that `on` belongs to; `on` itself if there is none."""
    return _since(placements, on, frozenset())


def same_carer_since(placements: Sequence[Placement], on: date) -> date:
    """The first known day with the carer of `on`: moves with the same carer do not begin anew."""
    return _since(placements, on, frozenset({Entry.STARTED, Entry.NEW_CARER}))


def _since(placements: Sequence[Placement], on: date, breaks: Collection[Entry]) -> date:
    since, following = on, None
    for stay in _back_from(placements, on):
        if following and (stay.ended_on != following.began_on or following.entry in breaks):
            break
        since, following = stay.began_on, stay
    return since


def _has_three(placements: Sequence[Placement], begins_on: date, ends_on: date) -> bool | None:
    if not is_looked_after(placements, ends_on):
        return None
    return placements_during(placements, begins_on, ends_on) >= 3


def _counted(placements: Iterable[Placement]) -> Iterable[Placement]:
    return (stay for stay in placements if not stay.is_temporary and not stay.is_short_break)


def _back_from(placements: Sequence[Placement], on: date) -> Iterable[Placement]:
    """The stay that `on` lies in and those before it, newest first."""
    if not current_placement(placements, on):
        return ()
    return (stay for stay in reversed(placements) if stay.began_on <= on)


def _months_before(day: date, months: int) -> date:
    """The day so many months earlier, or the last of that month where it is shorter."""
    whole = day.year * 12 + day.month - 1 - months
    year, month = whole // 12, whole % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))

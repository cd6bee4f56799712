"""Which year a return is of, and whether a file belongs to it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from viewpoint.domain.placements import ReturnYear
from viewpoint.domain.roster import Problem, Reason
from viewpoint.exchange.cells import parse_date
from viewpoint.exchange.problems import problem
from viewpoint.exchange.tables import Table


def likely_year(episodes: Table, reviews: Table | None) -> ReturnYear | None:
    """The latest year that at least one date in twenty falls in, so that a slip of the pen does not decide.

    Reviews are held every six months and so tell the year best; without any, the episodes' dates do.
    """
    days = _review_days(reviews) or [day for row in _episode_days(episodes) for day in row]
    counts = Counter(ReturnYear.of(day).ending for day in days)
    endings = [ending for ending, count in counts.items() if count * 20 >= len(days)]
    return ReturnYear(ending=max(endings)) if endings else None


def wrong_years(year: ReturnYear, episodes: Table, reviews: Table | None) -> Iterator[Problem]:
    """One problem for each file that is as a whole of another year.

    A file is of a later year when most of its rows are after the year's end, and of an earlier one when
    nothing happens in the year; episodes alone may be quiet for a year while reviews are held.
    """
    held = _review_days(reviews)
    latest = [max(row) for row in _episode_days(episodes)]
    is_quiet = not any(day in year for day in held)
    if _is_after(latest, year) or (is_quiet and _is_before(latest, year)):
        yield _wrong_year(episodes, "DECOM", year)
    if reviews and (_is_after(held, year) or _is_before(held, year)):
        yield _wrong_year(reviews, "REVIEW", year)


def _wrong_year(table: Table, column: str, year: ReturnYear) -> Problem:
    begins, ends = f"{year.begins_on:%d/%m/%Y}", f"{year.ends_on:%d/%m/%Y}"
    return problem(Reason.WRONG_YEAR, file=table.file, column=column, begins=begins, ends=ends)


def _is_after(days: Sequence[date], year: ReturnYear) -> bool:
    return sum(day > year.ends_on for day in days) * 2 > len(days)


def _is_before(days: Sequence[date], year: ReturnYear) -> bool:
    return bool(days) and max(days) < year.begins_on


def _review_days(reviews: Table | None) -> list[date]:
    if reviews is None:
        return []
    return list(_days(row.values["REVIEW"] for row in reviews.rows))


def _episode_days(episodes: Table) -> Iterator[list[date]]:
    for row in episodes.rows:
        days = list(_days((row.values["DECOM"], row.values["DEC"])))
        if days:
            yield days


def _days(texts: Iterable[str]) -> Iterator[date]:
    return (day for day in map(parse_date, texts) if isinstance(day, date))

"""The page that makes SSDA903's Reviews table, the same for everybody who may make it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from viewpoint.domain.placements import ReturnYear
from viewpoint.domain.roster import Problem
from viewpoint.exchange.decoding import SourceFile
from viewpoint.exchange.zip_out import TYPE as ZIP
from viewpoint.exchange.zip_out import zipped
from viewpoint.services.return_reviews import ReturnReviews
from viewpoint.services.roster_report import in_words
from viewpoint.web.access import viewer
from viewpoint.web.download import download
from viewpoint.web.locale import current_language
from viewpoint.web.uploads import MEGABYTE
from viewpoint.wording.dates import day_and_year

MOST_LISTED = 200
MOST_UPLOADED = 4 * MEGABYTE
YEARS_BACK = 3


@dataclass(frozen=True, kw_only=True)
class ReturnPage:
    """The year asked for and what there is of it; `without` are reviews that have no code yet."""

    years: tuple[tuple[str, str], ...]
    year: str
    ready: int
    confirmed: int
    without: tuple[tuple[str, str], ...]
    more_without: int
    problems: tuple[tuple[str, ...], ...]
    more_problems: int


def asked_year(typed: str, today: date) -> ReturnYear:
    """One of the years that are offered; else this one."""
    this = ReturnYear.of(today)
    offered = {str(this.ending - back): this.ending - back for back in range(YEARS_BACK + 1)}
    return ReturnYear(ending=offered.get(typed, this.ending))


def return_page(made_by: ReturnReviews, template: str, today: date, problems: Sequence[Problem] = ()) -> str:
    """What there is to return, and what is wrong."""
    year = asked_year(request.values.get("year", ""), today)
    found, this = made_by.year(viewer(), year), ReturnYear.of(today)
    endings = range(this.ending, this.ending - YEARS_BACK - 1, -1)
    without = [(child, day_and_year(on, current_language())) for child, on in found.without]
    page = ReturnPage(
        years=tuple((str(each), _("Year to 31 March %(year)s", year=each)) for each in endings),
        year=str(year.ending),
        ready=len(found.rows),
        confirmed=found.confirmed,
        without=tuple(without[:MOST_LISTED]),
        more_without=len(without[MOST_LISTED:]),
        problems=tuple(_problem(each) for each in problems[:MOST_LISTED]),
        more_problems=len(problems[MOST_LISTED:]),
    )
    return render_template(template, page=page)


def made_return(
    made_by: ReturnReviews, template: str, today: date, page: str
) -> AnyResponse | tuple[str, int]:
    """The table and its evidence in a ZIP, or the page with what has to be mended; `page` is its endpoint."""
    year = asked_year(request.form.get("year", ""), today)
    given = request.files.get("header")
    if given is None or not given.filename:
        flash(_("Nothing was done: choose Header first. The dates of birth come from it."), "error")
        return redirect(url_for(page, year=year.ending))
    header = SourceFile(name=given.filename.rpartition("/")[2], content=given.read())
    made = made_by.files(viewer(), year, header)
    if made.problems:
        return return_page(made_by, template, today, made.problems), 422
    response: Response = download(zipped(made.files), ZIP, f"reviews-{year.ending}.zip")
    return response


def _problem(problem: Problem) -> tuple[str, ...]:
    line = str(problem.line) if problem.line else ""
    return problem.file, line, problem.column, problem.value, in_words(problem.reason), problem.mend

"""What was sent for reviews, as files for a records system: choose reviews, take them away as one ZIP."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from viewpoint.domain.filing import MOST_AT_ONCE, Fileable
from viewpoint.domain.people import YoungPersonId
from viewpoint.exchange.zip_out import TYPE as ZIP
from viewpoint.exchange.zip_out import zipped
from viewpoint.web.access import viewer
from viewpoint.web.download import download
from viewpoint.web.iro.blueprint import blueprint
from viewpoint.web.iro.present_caseload import name_or_none
from viewpoint.web.iro.present_reviews import day_of
from viewpoint.web.iro.services import services, today
from viewpoint.web.locale import current_language
from viewpoint.wording.dates import day_and_year

A_MONTH = timedelta(days=31)


@blueprint.get("/records")
def records() -> str:
    """The reviews of some days for which something was sent."""
    first = day_of(request.args.get("from", "")) or today() - A_MONTH
    last = day_of(request.args.get("to", "")) or today()
    found = services().file_records.in_window(viewer(), first, last)
    return render_template(
        "iro/records.html",
        rows=[_row(each) for each in found[:MOST_AT_ONCE]],
        more=len(found[MOST_AT_ONCE:]),
        first=first.isoformat(),
        last=last.isoformat(),
        unread=sum(each.unread > 0 for each in found[:MOST_AT_ONCE]),
    )


@blueprint.post("/records")
def take_records() -> Response:
    """A ZIP that arrives as each file is made; each is a reading."""
    ticked = list(dict.fromkeys(request.form.getlist("who")))[:MOST_AT_ONCE]
    chosen = [pair for each in ticked if (pair := _chosen(each)) is not None]
    if not chosen:
        flash(_("Nothing was done: tick somebody first."), "error")
        return redirect(url_for("iro.records"))
    files = services().file_records.files(viewer(), chosen, current_language())
    return download(zipped(_begun(files)), ZIP, "records.zip")


def _begun(files: Iterator[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """The same files, the first made already: where no PDF can be made, a page can still say so."""
    first = next(files)

    def rest() -> Iterator[tuple[str, bytes]]:
        yield first
        yield from files

    return rest()


def _chosen(ticked: str) -> tuple[YoungPersonId, date] | None:
    child, _mark, day = ticked.partition("_")
    on = day_of(day)
    return (YoungPersonId(child), on) if on else None


def _row(each: Fileable) -> dict[str, object]:
    return {
        "value": f"{each.young_person}_{each.review_on.isoformat()}",
        "name": name_or_none(each.name),
        "review": day_and_year(each.review_on, current_language()),
        "sent": each.sent,
        "is_unread": each.unread > 0,
        "href": url_for("iro.sheet", young_person=each.young_person),
    }

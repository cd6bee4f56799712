"""What was opened from outside, who read what, and whether every line of the log holds."""

from datetime import date, timedelta

from flask import render_template, request
from flask_babel import gettext as _

from viewpoint.domain.reply_draft import day_typed
from viewpoint.services.read_log import Asked
from viewpoint.web.access import viewer
from viewpoint.web.auditor.blueprint import blueprint
from viewpoint.web.auditor.present import log_page, opening_views
from viewpoint.web.auditor.services import services, today

A_MONTH = timedelta(days=30)
LONGEST_ID = 40


@blueprint.get("/openings")
def openings() -> str:
    """What was opened from outside a caseload, and why."""
    found = services().read_log.openings(viewer())
    return render_template("auditor/openings.html", openings=opening_views(found))


@blueprint.get("/log")
def log() -> str:
    """Lines of the log; the address holds what is asked for."""
    first, last = _day("from", today() - A_MONTH), _day("until", today())
    asked = Asked(
        from_on=first or today() - A_MONTH,
        until_on=last or today(),
        account=_id("account"),
        young_person=_id("about"),
    )
    error = "" if first and last else _("Give the day with its month and year, such as 1/12/2026.")
    page = log_page(services().read_log.lines(viewer(), asked), asked, error)
    return render_template("auditor/log.html", page=page)


@blueprint.get("/chain")
def chain() -> str:
    """What checking the log means, and the button that does it."""
    return render_template("auditor/chain.html", is_checked=False, fault=None)


@blueprint.post("/chain")
def check_chain() -> str:
    """Every line from the first: it may take long, so it is asked for by a button."""
    fault = services().audit_trail.first_fault(viewer())
    return render_template("auditor/chain.html", is_checked=True, fault=fault)


def _day(name: str, otherwise: date) -> date | None:
    """The day in the address, or nothing where it is none."""
    typed = request.args.get(name, "").strip()
    return day_typed(typed) if typed else otherwise


def _id(name: str) -> str:
    return request.args.get(name, "").strip()[:LONGEST_ID]

"""Bringing in the roster: hand the files over, look at what they would change, then say yes."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from viewpoint.domain.errors import BadInput, NotFound
from viewpoint.domain.permissions import Role
from viewpoint.exchange.csv_out import TYPE, csv_bytes
from viewpoint.exchange.decoding import SourceFile
from viewpoint.services.roster import Keep, Result
from viewpoint.services.roster_report import PROBLEM_COLUMNS, problem_rows
from viewpoint.web.access import viewer
from viewpoint.web.coordinator import present_roster
from viewpoint.web.coordinator.blueprint import blueprint
from viewpoint.web.coordinator.services import services
from viewpoint.web.uploads import MEGABYTE, let_files_in

MEGABYTES = 20
MOST_UPLOADED = MEGABYTES * MEGABYTE
HAND_OVER = "coordinator.hand_over_roster"
RULES = {"all": Keep.ALL_OR_NOTHING, "good": Keep.GOOD_ROWS}


let_files_in(blueprint, HAND_OVER, role=Role.COORDINATOR, most=MOST_UPLOADED, else_to="coordinator.roster")


@blueprint.get("/roster")
def roster() -> str:
    """Which files to choose."""
    return render_template("coordinator/roster.html", megabytes=MEGABYTES)


@blueprint.post("/roster")
def hand_over_roster() -> Response:
    """Keep the files for half an hour and show what they would change."""
    files = [
        SourceFile(name=(file.filename or "").rpartition("/")[2], content=file.read())
        for file in request.files.getlist("files")
        if file.filename
    ]
    try:
        upload = services().roster.hand_over(viewer(), files)
    except BadInput:
        flash(_("Two files have one name. Choose each once.") if files else _("Choose files first."), "error")
        return redirect(url_for("coordinator.roster"))
    return redirect(url_for("coordinator.look_at_roster", upload=upload))


@blueprint.get("/roster/<upload>")
def look_at_roster(upload: str) -> str | Response:
    """What the files would change, and what is wrong with them."""
    try:
        look = services().roster.look(viewer(), upload)
    except NotFound:
        return _gone()
    return render_template("coordinator/roster_look.html", page=present_roster.look_page(upload, look))


@blueprint.get("/roster/<upload>/problems.csv")
def roster_problems(upload: str) -> Response:
    """All that is wrong, to be sent to whoever mends it."""
    plan = services().roster.look(viewer(), upload).plan
    response = make_response(csv_bytes(PROBLEM_COLUMNS, problem_rows(plan.problems)))
    response.content_type = TYPE
    response.headers["Content-Disposition"] = 'attachment; filename="roster-problems.csv"'
    return response


@blueprint.post("/roster/<upload>")
def decide_on_roster(upload: str) -> Response:
    """Bring the files in by the rule chosen, or forget them."""
    rule = RULES.get(request.form.get("go", ""))
    try:
        if rule is None:
            services().roster.forget(viewer(), upload)
            flash(_("The files are forgotten. Nothing was changed."))
            return redirect(url_for("coordinator.roster"))
        outcome = services().roster.confirm(viewer(), upload, rule)
    except NotFound:
        return _gone()
    if outcome.result is Result.REFUSED:
        flash(_("Nothing was changed. Something is wrong with the files: see below."), "error")
        return redirect(url_for("coordinator.look_at_roster", upload=upload))
    is_changed = outcome.result is Result.CHANGED
    flash(_("The roster is brought in.") if is_changed else _("Nothing was to be changed."))
    return redirect(url_for("coordinator.roster"))


def _gone() -> Response:
    flash(_("These files are no longer here: they are kept for half an hour. Choose them again."), "error")
    return redirect(url_for("coordinator.roster"))

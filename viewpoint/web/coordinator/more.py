"""Other ways to ask: a link for any time, and what an adult saw of somebody who cannot answer."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from viewpoint.domain.errors import CouncilNotReady
from viewpoint.domain.people import YoungPersonId
from viewpoint.domain.tailoring import NoQuestionnaireFits
from viewpoint.web.access import viewer
from viewpoint.web.coordinator import present, present_more
from viewpoint.web.coordinator.blueprint import blueprint
from viewpoint.web.coordinator.forms import TickForm
from viewpoint.web.coordinator.home import missing_numbers
from viewpoint.web.coordinator.services import services


@blueprint.get("/more")
def more() -> str:
    """Everybody, those without a link for any time first."""
    everybody = services().standing_links.everybody(viewer())
    part, page, pages = present.part_of(everybody, request.args.get("page", 1, int))
    return render_template(
        "coordinator/more.html",
        rows=present_more.reachable_rows(part),
        without=sum(not each.has_link for each in everybody),
        are_ticked=request.args.get("tick") == "all",
        page=page,
        pager=present.pager("coordinator.more", page, pages) if pages > 1 else None,
        missing=missing_numbers(),
    )


@blueprint.post("/more")
def ask_more() -> Response:
    """Give links for any time, or ask an adult, as the button says; each leaves as a letter."""
    form = TickForm()
    ticked = [YoungPersonId(each) for each in form.ticked]
    if form.pressed == "everyone":
        ticked = [each.young_person for each in services().standing_links.everybody(viewer())]
    if not ticked:
        flash(_("Nobody was ticked. Tick somebody first."), "error")
        return redirect(url_for("coordinator.more"))
    try:
        _observe(ticked) if form.pressed == "observer" else _give(ticked)
    except CouncilNotReady:
        flash(_("Nothing was done: first the council's own numbers have to be set."), "error")
    except NoQuestionnaireFits:
        flash(_("Nothing was done: its questionnaire does not ship yet."), "error")
    return redirect(url_for("coordinator.more"))


def _give(ticked: list[YoungPersonId]) -> None:
    count = len(services().standing_links.give(viewer(), ticked))
    flash(ngettext("%(num)s letter is to be printed.", "%(num)s letters are to be printed.", count))


def _observe(ticked: list[YoungPersonId]) -> None:
    for each in ticked:
        services().observers.ask(viewer(), each)
    flash(ngettext("%(num)s letter is to be printed.", "%(num)s letters are to be printed.", len(ticked)))

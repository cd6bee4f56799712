"""Questionnaires on paper: blank ones here; those for somebody are printed from the list of invitations."""

from collections.abc import Callable, Sequence
from typing import cast

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from viewpoint.domain.errors import CouncilNotReady
from viewpoint.domain.people import InvitationId
from viewpoint.exchange.zip_out import TYPE as ZIP
from viewpoint.exchange.zip_out import zipped
from viewpoint.web.access import viewer
from viewpoint.web.coordinator.blueprint import blueprint
from viewpoint.web.coordinator.services import services
from viewpoint.web.download import PDF, download
from viewpoint.web.locale import OWN_NAMES, current_language


@blueprint.get("/papers")
def papers() -> str:
    """Which questionnaire to print blank, and in which language."""
    blanks = services().print_paper.blanks(viewer())
    tags = dict.fromkeys(tag for each in blanks for tag in each.languages)
    return render_template(
        "coordinator/papers.html",
        forms=[
            (each.form_id, f"{each.title.in_language(current_language())} ({each.form_id})")
            for each in blanks
        ],
        tags=[(tag, OWN_NAMES[tag]) for tag in tags],
    )


@blueprint.post("/papers")
def print_blank() -> Response | str:
    """One blank questionnaire, as a PDF or as a page."""
    form_id, language = request.form.get("form", ""), request.form.get("language", "")
    known = {each.form_id: each.languages for each in services().print_paper.blanks(viewer())}
    if language not in known.get(form_id, ()):
        flash(_("That questionnaire is not there in that language. Choose another."), "error")
        return redirect(url_for("coordinator.papers"))
    try:
        if request.form.get("go") == "page":
            return services().print_paper.blank_page(viewer(), form_id, language, _stylesheet())
        pdf = services().print_paper.blank_pdf(viewer(), form_id, language)
    except CouncilNotReady:
        flash(_("Nothing was done: first the council's own numbers have to be set."), "error")
        return redirect(url_for("coordinator.papers"))
    return download([pdf], PDF, f"{form_id}.{language}.pdf")


def page_for(ticked: Sequence[InvitationId]) -> str:
    """A page with a copy for each that was ticked, to be printed as it is."""
    return services().print_paper.pages(viewer(), ticked, _stylesheet())


def pdfs_for(ticked: Sequence[InvitationId]) -> Response:
    """One PDF, or several in a ZIP that arrives as each is made."""
    count, pdfs = services().print_paper.pdfs(viewer(), ticked)
    if count == 0:
        flash(_("None of these can be answered any more."), "error")
        return redirect(url_for("coordinator.invitations"))
    if count == 1:
        return download([next(pdfs)], PDF, "questionnaire.pdf")
    named = ((f"{number:03}.pdf", pdf) for number, pdf in enumerate(pdfs, 1))
    return download(zipped(named), ZIP, "questionnaires.zip")


def _stylesheet() -> str:
    asset = cast("Callable[[str], str]", current_app.jinja_env.globals["asset"])
    return asset("paper.css")

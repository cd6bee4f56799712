"""Asking about placements that have ended."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from viewpoint.domain.errors import CouncilNotReady
from viewpoint.domain.tailoring import NoQuestionnaireFits
from viewpoint.web.access import viewer
from viewpoint.web.coordinator.blueprint import blueprint
from viewpoint.web.coordinator.forms import TickForm
from viewpoint.web.coordinator.services import services


@blueprint.post("/due/leaving")
def ask_leaving() -> Response:
    """Ask about those ticked; pressing twice asks once."""
    try:
        count = len(services().leaving.invite(viewer(), TickForm().ticked))
    except CouncilNotReady:
        flash(_("Nobody was invited: first the council's own numbers have to be set."), "error")
    except NoQuestionnaireFits:
        flash(_("Nothing was done: its questionnaire does not ship yet."), "error")
    else:
        flash(ngettext("%(num)s young person is invited.", "%(num)s young people are invited.", count))
    return redirect(url_for("coordinator.due"))

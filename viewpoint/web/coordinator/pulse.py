"""Inviting a round into the anonymous lane."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from viewpoint.domain.errors import CouncilNotReady
from viewpoint.domain.people import RoundId
from viewpoint.domain.rounds import RoundNotOpen
from viewpoint.domain.tailoring import NoQuestionnaireFits
from viewpoint.web.access import viewer
from viewpoint.web.coordinator import present
from viewpoint.web.coordinator.blueprint import blueprint
from viewpoint.web.coordinator.services import services


@blueprint.get("/rounds/<round_id>/pulse")
def pulse(round_id: str) -> str | Response:
    """Asks once more, and says what it means."""
    try:
        look = services().pulse.look(viewer(), RoundId(round_id))
    except RoundNotOpen:
        return _not_open()
    except NoQuestionnaireFits:
        flash(_("Nothing was done: its questionnaire does not ship yet."), "error")
        return redirect(url_for("coordinator.rounds"))
    page = present.Confirm(
        title=_("Ask for a pulse in round %(name)s?", name=look.round.name),
        words=(
            ngettext(
                "%(num)s young person is asked: %(how)s.",
                "%(num)s young people are asked: %(how)s.",
                len(look.people),
                how=present.by_channel(each.channel for each in look.people),
            ),
            _("Their answers keep no name: nobody reads them one by one, and nobody can reply."),
            _(
                "Who answers the pulse counts by it alone in this round. Of a group with one of them in it, "
                "only what the pulse asks can be shown."
            ),
            _("Messages leave at once and cannot be called back."),
        ),
        action=url_for("coordinator.invite_pulse", round_id=look.round.id),
        fields=(),
        button=_("Ask for a pulse"),
        back_href=url_for("coordinator.rounds"),
    )
    return render_template("coordinator/confirm.html", page=page)


@blueprint.post("/rounds/<round_id>/pulse")
def invite_pulse(round_id: str) -> Response:
    """Ask everybody who may be asked; pressing twice asks once."""
    try:
        count = len(services().pulse.invite(viewer(), RoundId(round_id)))
    except CouncilNotReady:
        flash(_("Nobody was invited: first the council's own numbers have to be set."), "error")
    except RoundNotOpen:
        return _not_open()
    except NoQuestionnaireFits:
        flash(_("Nothing was done: its questionnaire does not ship yet."), "error")
    else:
        flash(ngettext("%(num)s young person is invited.", "%(num)s young people are invited.", count))
    return redirect(url_for("coordinator.rounds"))


def _not_open() -> Response:
    flash(_("This round is not open."), "error")
    return redirect(url_for("coordinator.rounds"))

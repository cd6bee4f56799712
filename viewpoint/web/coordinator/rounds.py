"""Rounds: opened, and closed for good."""

from datetime import date

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from viewpoint.domain.errors import BadInput, NotFound
from viewpoint.domain.people import RoundId
from viewpoint.domain.rounds import Round, RoundNotOpen, RoundState
from viewpoint.web.access import viewer
from viewpoint.web.coordinator import present
from viewpoint.web.coordinator.blueprint import blueprint
from viewpoint.web.coordinator.forms import RoundForm
from viewpoint.web.coordinator.services import services, today


@blueprint.get("/rounds")
def rounds() -> str:
    """Every round, and the quarters that can be opened."""
    free = services().rounds.can_open(viewer())
    return render_template(
        "coordinator/rounds.html",
        rows=present.round_rows(services().rounds.every(viewer()), today()),
        free=[(each.opens_on.isoformat(), each.name, present.window(each)) for each in free],
    )


@blueprint.post("/rounds")
def open_round() -> Response:
    """Open a quarter."""
    try:
        opened = services().rounds.open(viewer(), date.fromisoformat(RoundForm().opens_on.data or ""))
    except (BadInput, ValueError):
        flash(_("That quarter cannot be opened. Choose one from this page."), "error")
    else:
        flash(_("Round %(name)s is open.", name=opened.name))
    return redirect(url_for("coordinator.rounds"))


@blueprint.get("/rounds/<round_id>/close")
def close_round(round_id: str) -> str:
    """Asks once more."""
    found = _open(round_id)
    page = present.Confirm(
        title=_("Close round %(name)s for good?", name=found.name),
        words=(
            _("Its numbers are then made once, for commissioners, and never change."),
            _("Whoever has not sent yet can still send; their answers count in the next round."),
            _("A round cannot be opened again."),
        ),
        action=url_for("coordinator.close_round_now", round_id=found.id),
        fields=(),
        button=_("Close the round"),
        back_href=url_for("coordinator.rounds"),
    )
    return render_template("coordinator/confirm.html", page=page)


@blueprint.post("/rounds/<round_id>/close")
def close_round_now(round_id: str) -> Response:
    """Close it; pressing twice closes it once."""
    try:
        closed = services().rounds.close(viewer(), RoundId(round_id))
    except RoundNotOpen:
        flash(_("This round was closed before."), "error")
    else:
        flash(_("Round %(name)s is closed. Commissioners can read it soon.", name=closed.name))
    return redirect(url_for("coordinator.rounds"))


def _open(round_id: str) -> Round:
    every = services().rounds.every(viewer())
    found = next((each for each in every if each.id == round_id), None)
    if found is None or found.state is not RoundState.OPEN:
        raise NotFound(round_id)
    return found

"""The list of concerns, what is due first first, and one concern."""

from flask import render_template, url_for
from werkzeug.wrappers import Response

from viewpoint.web import concern_acts
from viewpoint.web.access import viewer
from viewpoint.web.duty.blueprint import blueprint
from viewpoint.web.duty.present import duty_page
from viewpoint.web.duty.services import services

TEMPLATE = "duty/concern.html"


@blueprint.get("/")
def home() -> str:
    """What nobody has taken up, what is being dealt with, and what was closed lately."""
    concerns, asks = services().concerns, viewer()
    page = duty_page(concerns.waiting(asks), concerns.closed_lately(asks), asks.subject, services().clock())
    return render_template("duty/home.html", page=page)


@blueprint.get("/concerns/<concern_id>")
def concern(concern_id: str) -> str:
    """What it rests on, and nothing else."""
    return concern_acts.shown(services().concerns, concern_id, TEMPLATE, services().clock())


@blueprint.post("/concerns/<concern_id>/take-up")
def take_up(concern_id: str) -> Response:
    """Take it up by name."""
    return concern_acts.taken_up(services().concerns, concern_id, _page(concern_id))


@blueprint.post("/concerns/<concern_id>/note")
def note(concern_id: str) -> Response | tuple[str, int]:
    """Write down a step."""
    now = services().clock()
    return concern_acts.noted(services().concerns, concern_id, _page(concern_id), TEMPLATE, now)


@blueprint.post("/concerns/<concern_id>/close")
def close(concern_id: str) -> Response | tuple[str, int]:
    """Close it with what was done."""
    now = services().clock()
    return concern_acts.closed(services().concerns, concern_id, url_for("duty.home"), TEMPLATE, now)


def _page(concern_id: str) -> str:
    return url_for("duty.concern", concern_id=concern_id)

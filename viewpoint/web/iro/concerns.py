"""One concern of the caseload: taken up, noted and closed by the IRO, or by who stands in."""

from flask import url_for
from werkzeug.wrappers import Response

from viewpoint.web import concern_acts
from viewpoint.web.iro.blueprint import blueprint
from viewpoint.web.iro.services import services

TEMPLATE = "iro/concern.html"


@blueprint.get("/concerns/<concern_id>")
def concern(concern_id: str) -> str:
    """What it rests on and where it stands; what may be about the IRO is not there."""
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
def close_concern(concern_id: str) -> Response | tuple[str, int]:
    """Close it with what was done."""
    now = services().clock()
    return concern_acts.closed(services().concerns, concern_id, _page(concern_id), TEMPLATE, now)


def _page(concern_id: str) -> str:
    return url_for("iro.concern", concern_id=concern_id)

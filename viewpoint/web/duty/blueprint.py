"""The blueprint of the duty worker's pages; its views register themselves from their module."""

from flask import Blueprint, g

from viewpoint.domain.permissions import Role
from viewpoint.web.access import only
from viewpoint.web.duty.services import council

blueprint = Blueprint("duty", __name__, url_prefix="/duty")
blueprint.before_request(only(Role.DUTY_WORKER))


@blueprint.before_request
def _speak_for_the_council() -> None:
    g.council = council()

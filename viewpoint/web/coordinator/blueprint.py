"""The blueprint of the coordinator's pages; its views register themselves from their modules."""

from flask import Blueprint, g

from viewpoint.domain.permissions import Role
from viewpoint.web.access import only
from viewpoint.web.coordinator.services import council

blueprint = Blueprint("coordinator", __name__, url_prefix="/coordinator")
blueprint.before_request(only(Role.COORDINATOR))


@blueprint.before_request
def _speak_for_the_council() -> None:
    g.council = council()

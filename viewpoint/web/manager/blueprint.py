"""The blueprint of the manager's pages; its views register themselves from their module."""

from flask import Blueprint, g

from viewpoint.domain.permissions import Role
from viewpoint.web.access import only
from viewpoint.web.manager.services import council

blueprint = Blueprint("manager", __name__, url_prefix="/manager")
blueprint.before_request(only(Role.MANAGER))


@blueprint.before_request
def _speak_for_the_council() -> None:
    g.council = council()

"""The blueprint of the IRO's pages; its views register themselves from their modules."""

from flask import Blueprint, g

from viewpoint.domain.permissions import Role
from viewpoint.web.access import only
from viewpoint.web.iro.services import council

blueprint = Blueprint("iro", __name__, url_prefix="/iro")
blueprint.before_request(only(Role.IRO))


@blueprint.before_request
def _speak_for_the_council() -> None:
    g.council = council()

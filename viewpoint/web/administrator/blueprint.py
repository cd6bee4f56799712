"""The blueprint of the administrator's pages; its views register themselves from their module."""

from flask import Blueprint, g

from viewpoint.domain.permissions import Role
from viewpoint.web.access import only
from viewpoint.web.administrator.services import council

blueprint = Blueprint("administrator", __name__, url_prefix="/administrator")
blueprint.before_request(only(Role.ADMINISTRATOR))


@blueprint.before_request
def _speak_for_the_council() -> None:
    g.council = council()

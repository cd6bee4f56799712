"""The blueprint of the auditor's pages; its views register themselves from their module."""

from flask import Blueprint, g

from viewpoint.domain.permissions import Role
from viewpoint.web.access import only
from viewpoint.web.auditor.services import council

blueprint = Blueprint("auditor", __name__, url_prefix="/auditor")
blueprint.before_request(only(Role.AUDITOR))


@blueprint.before_request
def _speak_for_the_council() -> None:
    g.council = council()
